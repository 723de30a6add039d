import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import addFormatsModule, { type FormatsPlugin } from 'ajv-formats'
import { expect, test } from 'vitest'
import { type Random, seededRandom } from '../base/index.ts'
import { gs1Examples, gs1Schema, hasStandards, type Scanned, scanAll } from './scan.testkit.ts'

type Json = Record<string, unknown>

/** GS1's examples that we refuse, and why; every other one is accepted. */
const refused: Readonly<Record<string, string>> = {
  'JSON/AssociationEvent/AssociationEvent-h.jsonld': 'MEMBER_TWICE',
  'JSON/Example-TransactionEvents-2020_07_03y.jsonld': 'PERSON_ONLY_EVENT',
  'JSON/WithFullCombinationOfFields/aggregation_event_all_possible_fields.jsonld': 'SENSOR_TIME_LATE',
  'JSON/WithFullCombinationOfFields/association_event_all_possible_fields.jsonld': 'SENSOR_SAID_TWICE',
  'JSON/WithFullCombinationOfFields/object_event_all_possible_fields.jsonld': 'SENSOR_TIME_LATE',
  'JSON/WithFullCombinationOfFields/transaction_event_all_possible_fields.jsonld': 'SENSOR_TIME_LATE',
  'JSON/WithFullCombinationOfFields/transformation_event_all_possible_fields.jsonld': 'SENSOR_TIME_LATE',
  'JSON-simple-context/AssociationEvent/AssociationEvent-h.jsonld': 'MEMBER_TWICE',
  'JSON-simple-context/Example-TransactionEvents-2020_07_03y.jsonld': 'PERSON_ONLY_EVENT',
  'JSON-simple-context/PersistentDisposition-example.jsonld': 'MEMBER_UNKNOWN',
  'JSON-simple-context/WithFullCombinationOfFields/aggregation_event_all_possible_fields.jsonld': 'SENSOR_TIME_LATE',
  'JSON-simple-context/WithFullCombinationOfFields/association_event_all_possible_fields.jsonld': 'SENSOR_SAID_TWICE',
  'JSON-simple-context/WithFullCombinationOfFields/object_event_all_possible_fields.jsonld': 'SENSOR_TIME_LATE',
  'JSON-simple-context/WithFullCombinationOfFields/transaction_event_all_possible_fields.jsonld': 'SENSOR_TIME_LATE',
  'JSON-simple-context/WithFullCombinationOfFields/transformation_event_all_possible_fields.jsonld': 'SENSOR_TIME_LATE',
  'JSON-simple-context/WithSensorData/SensorDataExample12.jsonld': 'MEMBER_MISSING',
  'JSON-simple-context/WithSensorData/SensorDataExample17.jsonld': 'TYPE_WRONG',
}

/** Where we refuse what the schema takes: headings of docs/epcis-validation.md. */
const stricter: readonly { readonly heading: string; readonly is: (scanned: Scanned, doc: Json) => boolean }[] = [
  { heading: 'Sensor readings later than their event', is: ({ fault }) => fault?.code === 'SENSOR_TIME_LATE' },
  { heading: 'Sensor members said twice', is: ({ fault }) => fault?.code === 'SENSOR_SAID_TWICE' },
  { heading: 'Events about persons only', is: ({ fault }) => fault?.code === 'PERSON_ONLY_EVENT' },
  { heading: 'Event types of one’s own', is: ({ fault }) => fault?.code === 'EVENT_TYPE_UNKNOWN' },
  {
    heading: 'Bare names that no field has',
    is: ({ fault }) =>
      fault?.code === 'MEMBER_UNKNOWN' &&
      /\/(?:epcisBody|readPoint|bizLocation|epcisMasterData)\/[^/:]+$/.test(fault.at ?? ''),
  },
  {
    heading: 'Words in GS1’s namespaces that GS1 does not define',
    is: ({ fault }, doc) =>
      fault?.code === 'WORD_UNKNOWN' && /gs1\.org|^(?:urn:epcglobal:cbv|cbv|gs1):/.test(valueAt(doc, fault.at)),
  },
  { heading: 'One object in two spellings', is: ({ fault }) => fault?.code === 'ITEM_TWICE' },
  {
    heading: 'An aggregation that adds or deletes without parent',
    is: ({ fault }) => fault?.code === 'MEMBER_MISSING' && fault.at?.endsWith('/parentID') === true,
  },
  { heading: 'A context that is empty', is: ({ fault }) => fault?.code === 'CONTEXT_WRONG' },
  {
    heading: 'Times that XML Schema does not know',
    is: ({ fault }, doc) => fault?.code === 'TIME_WRONG' && /[tz ]|:60|[+-]\d\d(?:\d\d)?$/.test(valueAt(doc, fault.at)),
  },
]

/** Where we take what the schema refuses: taking that out of the document makes the schema take it too. */
const milder: readonly { readonly heading: string; readonly takeOut: (doc: Json) => void }[] = [
  {
    heading: 'Blank nodes as document ids',
    takeOut: (doc) => {
      if (typeof doc['id'] === 'string' && doc['id'].startsWith('_:')) delete doc['id']
    },
  },
  {
    heading: 'persistentDisposition in every event type',
    takeOut: (doc) => {
      for (const event of eventsOf(doc)) delete event['persistentDisposition']
    },
  },
  {
    heading: 'The type of a sensor element',
    takeOut: (doc) => {
      for (const event of eventsOf(doc)) {
        if (!Array.isArray(event['sensorElementList'])) continue
        for (const element of event['sensorElementList'] as Json[]) delete element?.['type']
      }
    },
  },
  {
    heading: 'A context named twice',
    takeOut: (doc) => {
      if (!Array.isArray(doc['@context'])) return
      doc['@context'] = [...new Set(doc['@context'].map((part) => JSON.stringify(part)))].map(
        (part) => JSON.parse(part) as unknown,
      )
    },
  },
  {
    heading: 'CBV words as URN or web URI',
    takeOut: (doc) => {
      for (const event of eventsOf(doc))
        for (const name of ['bizStep', 'disposition'])
          if (/^urn:epcglobal:cbv:|^https?:\/\/(?:ref|ns)\./.test(String(event[name]))) delete event[name]
    },
  },
]

/** The text at a JSON Pointer, '' where there is none. */
function valueAt(doc: Json, pointer = ''): string {
  let value: unknown = doc
  for (const step of pointer.split('/').slice(1))
    value = (value as Json | undefined)?.[step.replaceAll('~1', '/').replaceAll('~0', '~')]
  return typeof value === 'string' ? value : ''
}

function eventsOf(doc: Json): Json[] {
  const body = doc['epcisBody'] as
    | { eventList?: unknown; queryResults?: { resultsBody?: { eventList?: unknown } } }
    | undefined
  const list = body?.eventList ?? body?.queryResults?.resultsBody?.eventList
  return Array.isArray(list)
    ? list.filter((event): event is Json => event !== null && typeof event === 'object' && !Array.isArray(event))
    : []
}

const examples = hasStandards ? gs1Examples() : []

test.skipIf(!hasStandards)('GS1’s 93 examples are accepted, or refused for a reason written down', () => {
  expect(examples).toHaveLength(93)
  const found = Object.fromEntries(
    examples.map(({ name, text }) => [name, scanAll(text).fault?.code]).filter(([, code]) => code !== undefined),
  )
  expect(found).toEqual(refused)
})

test.skipIf(!hasStandards)(
  'on the examples and on mutations of them we differ from GS1’s schema only where the docs say',
  () => {
    const ajv = new Ajv({ strict: false })
    ;(addFormatsModule as unknown as FormatsPlugin)(ajv)
    const validate = ajv.compile(gs1Schema())
    const random = seededRandom('epcis mutations')
    const seen = new Set<string>()
    const unexplained: string[] = []
    let documents = 0
    for (const { name, text } of examples) {
      for (let i = 0; i < 14; i++) {
        const doc = JSON.parse(text) as Json
        const what = i === 0 ? 'as it is' : mutate(doc, random)
        documents++
        const scanned = scanAll(doc)
        const theirs = validate(doc)
        if ((scanned.fault === undefined) === theirs) continue
        const heading = theirs ? stricter.find(({ is }) => is(scanned, doc))?.heading : milderBy(doc)
        if (heading === undefined)
          unexplained.push(
            `${name}, ${what}: ${theirs ? JSON.stringify(scanned.fault) : ajv.errorsText(validate.errors)}`,
          )
        else seen.add(heading)
      }
    }
    expect(unexplained).toEqual([])
    expect(documents).toBe(93 * 14)
    expect(seen.size).toBeGreaterThan(5)

    /** The headings whose content makes the schema refuse, all taken out one after another. */
    function milderBy(doc: Json): string | undefined {
      const copy = structuredClone(doc)
      for (const { heading, takeOut } of milder) {
        takeOut(copy)
        if (validate(copy)) return heading
      }
      return undefined
    }
  },
)

test('every difference from the schema stands in the docs, and nothing else does', () => {
  const docs = readFileSync(new URL('../../docs/epcis-validation.md', import.meta.url), 'utf8')
  const headings = [...docs.matchAll(/^\| ([^|]+?) +\|/gm)]
    .map((match) => match[1]!)
    .filter((cell) => cell !== 'difference' && !/^-+$/.test(cell))
  const listed = headings.filter((heading) => !heading.startsWith('`'))
  expect(listed.sort()).toEqual([...stricter, ...milder].map(({ heading }) => heading).sort())
})

/** Changes one thing in the document; says what. */
function mutate(doc: Json, random: Random): string {
  const values = [
    null,
    true,
    7,
    'x',
    'urn:x:1',
    '',
    [],
    {},
    ['urn:x:1', 'urn:x:1'],
    -1.5,
    '2026-13-01T00:00:00Z',
    '+99:00',
    'shipping',
    'urn:epcglobal:cbv:bizstep:shipping',
    { id: 'urn:x:1' },
  ]
  const characters = [...' "<>[]#%?:/@é{}|^`+-TZ019,;=&!$()*~_.']
  const paths: (readonly string[])[] = []
  collect(doc, [])
  const path = paths[random.below(paths.length)]!
  let holder: unknown = doc
  for (const step of path.slice(0, -1)) holder = (holder as Json)[step]
  const key = path.at(-1)!
  const object = holder as Json
  const list = Array.isArray(holder) ? (holder as unknown[]) : undefined
  const old = object[key]
  const way = random.below(6)
  if (way === 0) {
    if (list === undefined) delete object[key]
    else list.splice(Number(key), 1)
  } else if (way === 1) object[key] = values[random.below(values.length)]
  else if (way === 2) {
    if (list !== undefined) list.push(structuredClone(old))
    else {
      object[`${key}x`] = old
      delete object[key]
    }
  } else if (way < 5 && typeof old === 'string') {
    const at = random.below(old.length + 1)
    object[key] = old.slice(0, at) + characters[random.below(characters.length)]! + old.slice(at + random.below(2))
  } else if (list === undefined) object['bogus'] = 1
  else list.push(7)
  return `way ${way} at /${path.join('/')}`

  function collect(value: unknown, path: readonly string[]): void {
    if (value === null || typeof value !== 'object') return
    for (const [name, member] of Object.entries(value)) {
      paths.push([...path, name])
      collect(member, [...path, name])
    }
  }
}
