import { err, type Fault, type HashKey, hashOut, hashText, ok, parseInstant, type Result } from '../../base/index.ts'
import { canonicalCbv, canonicalIdentifier, identityOf, isPersonIdentifier } from '../../epcis/index.ts'
import type { EventQuery, Hash, ObjectMatch } from '../../ledger/index.ts'
import { actions, type EventType, eventTypes, type RefRole, refRoles } from '../../model/index.ts'

/** Events of a page when the client does not say, and at most; EPCIS 2.0, `perPage`. */
export const perPageDefault = 30
export const perPageMax = 1_000

type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>
type Draft = { -readonly [Name in keyof EventQuery]: EventQuery[Name] }

/**
 * Query parameters of `GET /events` as a plan: data that the ledger runs. Values are pipe-delimited, as the standard's
 * OpenAPI says. A parameter that is not understood is refused, never ignored: an answer to another question is a wrong answer.
 */
export function readEventQuery(parameters: Parameters, siteId: string, key: HashKey): Result<EventQuery> {
  // By eventTime unless asked otherwise: hand scans share their quarter hour of recordTime with all others of a large import.
  const draft: Draft = { siteId, limit: perPageDefault, order: 'eventTime' }
  const objects: ObjectMatch[] = []
  for (const [name, given] of Object.entries(parameters)) {
    const value = Array.isArray(given) ? given.join('|') : String(given ?? '')
    const fault = readOne(name, value, draft, objects, key)
    if (fault !== undefined) return err(fault)
  }
  const descending = parameters['orderDirection'] !== 'ASC' && parameters['orderBy'] !== undefined
  if (descending && draft.order !== undefined) draft.order = draft.order === 'eventTime' ? '-eventTime' : '-recordTime'
  return ok(objects.length > 0 ? { ...draft, objects } : draft)
}

function readOne(name: string, value: string, draft: Draft, objects: ObjectMatch[], key: HashKey): Fault | undefined {
  const values = value.split('|').filter((each) => each !== '')
  const wrong = (got: string, allowed: string): Fault => ({ code: 'QUERY_PARAMETER', at: `/${name}`, got, allowed })
  if (name !== 'nextPageToken' && values.length === 0)
    return wrong('an empty value', 'one value or several with | between them')
  const match = Object.hasOwn(matchRoles, name) ? matchRoles[name] : undefined
  if (match !== undefined) {
    if (values.some((each) => /[*[\]]/.test(each)))
      return wrong('a pattern', 'whole identifiers; patterns are not supported yet')
    if (values.some(isPersonIdentifier)) return { code: 'PERSON_IDENTIFIER', at: `/${name}` }
    objects.push({
      roles: match.map((role) => refRoles.indexOf(role)),
      hashes: values.map((each) => identifierHash(key, each)),
    })
    return undefined
  }
  switch (name) {
    case 'GE_eventTime':
    case 'LT_eventTime':
    case 'GE_recordTime':
    case 'LT_recordTime': {
      const ms = parseInstant(value)
      if (Number.isNaN(ms)) return wrong('another form', 'a time with offset, such as 2026-03-02T14:05:00+01:00')
      const range = name.endsWith('eventTime') ? 'eventTime' : 'recordTime'
      draft[range] = { ...draft[range], [name.startsWith('GE') ? 'startMs' : 'endMs']: ms }
      return undefined
    }
    case 'eventType': {
      const types = values.map((each) => eventTypes.indexOf(each as EventType))
      if (types.includes(-1)) return wrong('an unknown type', eventTypes.join(', '))
      draft.types = types
      return undefined
    }
    case 'EQ_action': {
      const codes = values.map((each) => actions.findIndex((action) => action !== '' && action === each))
      if (codes.includes(-1)) return wrong('an unknown action', 'ADD, OBSERVE, DELETE')
      draft.actions = codes
      return undefined
    }
    case 'EQ_bizStep':
      draft.bizSteps = values.map((each) => canonicalCbv('bizStep', each) ?? each)
      return undefined
    case 'EQ_disposition':
      draft.dispositions = values.map((each) => canonicalCbv('disposition', each) ?? each)
      return undefined
    case 'EQ_readPoint':
      draft.readPoints = values.map(canonicalIdentifier)
      return undefined
    case 'EQ_bizLocation':
      draft.bizLocations = values.map(canonicalIdentifier)
      return undefined
    case 'EQ_eventID':
      draft.events = values.map((each) => eventHash(key, each))
      return undefined
    case 'perPage': {
      const rows = Number(value)
      if (!Number.isInteger(rows) || rows < 1) return wrong('another form', 'a whole number from 1')
      draft.limit = Math.min(rows, perPageMax)
      return undefined
    }
    case 'nextPageToken':
      draft.token = value
      return undefined
    case 'orderBy':
      if (value !== 'eventTime' && value !== 'recordTime') return wrong('another field', 'eventTime, recordTime')
      draft.order = value
      return undefined
    case 'orderDirection':
      return value === 'ASC' || value === 'DESC' ? undefined : wrong('another word', 'ASC, DESC')
    default:
      return wrong('an unknown parameter', supportedParameters.join(', '))
  }
}

/** What each identifier parameter looks at; EPCIS 2.0 section 8.2.7.1. */
const matchRoles: Readonly<Record<string, readonly RefRole[]>> = {
  MATCH_epc: ['epc', 'child'],
  MATCH_parentID: ['parent'],
  MATCH_inputEPC: ['input'],
  MATCH_outputEPC: ['output'],
  MATCH_anyEPC: ['epc', 'parent', 'child', 'input', 'output'],
  MATCH_epcClass: ['quantity', 'childQuantity'],
  MATCH_inputEPCClass: ['inputQuantity'],
  MATCH_outputEPCClass: ['outputQuantity'],
  MATCH_anyEPCClass: ['quantity', 'childQuantity', 'inputQuantity', 'outputQuantity'],
  EQ_transformationID: ['transformation'],
  EQ_bizTransaction: ['bizTransaction'],
  EQ_source: ['source'],
  EQ_destination: ['destination'],
}

/** The parameters that this version answers; docs/formats/queries.md says what each does. */
export const supportedParameters: readonly string[] = [
  'GE_eventTime',
  'LT_eventTime',
  'GE_recordTime',
  'LT_recordTime',
  'eventType',
  'EQ_action',
  'EQ_bizStep',
  'EQ_disposition',
  'EQ_readPoint',
  'EQ_bizLocation',
  'EQ_eventID',
  ...Object.keys(matchRoles),
  'perPage',
  'nextPageToken',
  'orderBy',
  'orderDirection',
]

/** Hash of an object's or document's canonical identifier under the ledger's key. */
export function identifierHash(key: HashKey, text: string): Hash {
  hashText(key, canonicalIdentifier(text))
  return [hashOut[0]!, hashOut[1]!]
}

/** Hash of the identity of an event that carries no errorDeclaration. */
export function eventHash(key: HashKey, eventId: string): Hash {
  identityOf(key, eventId)
  return [hashOut[0]!, hashOut[1]!]
}
