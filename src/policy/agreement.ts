import type { DocumentReader, Fault } from '../base/index.ts'
import { isAsStrict, isNumberId, type NumberId, numberParameter, type SetId, setIds } from './parameters.ts'
import type { EffectivePolicy, Narrowing } from './resolve.ts'

/** The thirteen things that an agreement normally fixes (BV-CONTENT); each is a member of the annex. */
export const agreementItems = [
  'scope',
  'purposes',
  'fields',
  'reports',
  'noIndividualControl',
  'evidenceExclusion',
  'retention',
  'roles',
  'logs',
  'interfaces',
  'change',
  'information',
  'auditAndTerm',
] as const
export type AgreementItem = (typeof agreementItems)[number]

/** Items that are promises between people: printed on the Policy page and on every document, and held by nobody but them. */
export const unenforceable = ['evidenceExclusion', 'information', 'auditAndTerm', 'purposes', 'change'] as const

/**
 * The machine-readable annex of a works agreement, see docs/formats/works-agreement.md. What it does not list is off: the
 * lists are allow-lists, and the numbers can only be stricter than what holds without it.
 */
export interface Agreement {
  readonly fairfloorAgreement: 1
  readonly id: string
  readonly version: string
  readonly signed: string
  readonly scope: { readonly sites: readonly string[]; readonly systems: string }
  readonly purposes: readonly string[]
  readonly fields: readonly string[]
  readonly reports: {
    readonly indicators: readonly string[]
    readonly parameters: Readonly<Partial<Record<NumberId, number>>>
  }
  readonly noIndividualControl: true
  readonly evidenceExclusion: string
  readonly retention: Readonly<Partial<Record<NumberId, number>>>
  readonly roles: readonly string[]
  readonly logs: { readonly openToRepresentatives: true }
  readonly interfaces: { readonly exports: readonly string[] }
  readonly change: string
  readonly information: string
  readonly auditAndTerm: { readonly audit: string; readonly from: string; readonly until?: string }
}

const isoDate = { pattern: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, allowed: 'a day as 2026-03-02', max: 10 }
const identifier = { pattern: /^[A-Za-z0-9][\w.-]*$/, allowed: 'letters, digits, -, _ and .', max: 64 }
const sentence = { max: 2_000 }

/** Reads the annex; every fault goes to the reader. */
export function readAgreement(r: DocumentReader, value: unknown, at: string): Agreement | undefined {
  const items = Object.fromEntries(agreementItems.map((item) => [item, true]))
  const found = r.object(value, at, { fairfloorAgreement: true, id: true, version: true, signed: true, ...items })
  if (found === undefined) return undefined
  const words = (list: unknown, here: string, rule = identifier) =>
    r.list(list, here, (item, place) => r.text(item, place, rule), { max: 1_000 })
  const fairfloorAgreement = r.oneOf(found['fairfloorAgreement'], `${at}/fairfloorAgreement`, [1])
  const id = r.text(found['id'], `${at}/id`, identifier)
  const version = r.text(found['version'], `${at}/version`, identifier)
  const signed = r.text(found['signed'], `${at}/signed`, isoDate)
  const scope = r.object(found['scope'], `${at}/scope`, { sites: true, systems: true })
  const sites = words(scope?.['sites'], `${at}/scope/sites`)
  const systems = r.text(scope?.['systems'], `${at}/scope/systems`, sentence)
  const purposes = words(found['purposes'], `${at}/purposes`, sentence as typeof identifier)
  const fields = words(found['fields'], `${at}/fields`, {
    pattern: /^\S+$/,
    allowed: 'a field or a namespace',
    max: 512,
  })
  const reports = r.object(found['reports'], `${at}/reports`, { indicators: true, parameters: false })
  const indicators = words(reports?.['indicators'], `${at}/reports/indicators`)
  const parameters = readNumbers(r, reports?.['parameters'], `${at}/reports/parameters`)
  const noIndividualControl = mustBeTrue(r, found['noIndividualControl'], `${at}/noIndividualControl`)
  const evidenceExclusion = r.text(found['evidenceExclusion'], `${at}/evidenceExclusion`, sentence)
  const retention = readNumbers(r, found['retention'], `${at}/retention`)
  const roles = words(found['roles'], `${at}/roles`)
  const logs = r.object(found['logs'], `${at}/logs`, { openToRepresentatives: true })
  const openToRepresentatives = mustBeTrue(r, logs?.['openToRepresentatives'], `${at}/logs/openToRepresentatives`)
  const interfaces = r.object(found['interfaces'], `${at}/interfaces`, { exports: true })
  const exports = words(interfaces?.['exports'], `${at}/interfaces/exports`)
  const change = r.text(found['change'], `${at}/change`, sentence)
  const information = r.text(found['information'], `${at}/information`, sentence)
  const term = r.object(found['auditAndTerm'], `${at}/auditAndTerm`, { audit: true, from: true, until: false })
  const audit = r.text(term?.['audit'], `${at}/auditAndTerm/audit`, sentence)
  const from = r.text(term?.['from'], `${at}/auditAndTerm/from`, isoDate)
  const until = r.text(term?.['until'], `${at}/auditAndTerm/until`, isoDate)
  if (
    fairfloorAgreement === undefined ||
    id === undefined ||
    version === undefined ||
    signed === undefined ||
    sites === undefined ||
    systems === undefined ||
    purposes === undefined ||
    fields === undefined ||
    indicators === undefined ||
    noIndividualControl === undefined ||
    evidenceExclusion === undefined ||
    roles === undefined ||
    openToRepresentatives === undefined ||
    exports === undefined ||
    change === undefined ||
    information === undefined ||
    audit === undefined ||
    from === undefined
  )
    return undefined
  return {
    fairfloorAgreement: 1,
    id,
    version,
    signed,
    scope: { sites, systems },
    purposes,
    fields,
    reports: { indicators, parameters },
    noIndividualControl,
    evidenceExclusion,
    retention,
    roles,
    logs: { openToRepresentatives },
    interfaces: { exports },
    change,
    information,
    auditAndTerm: { audit, from, ...(until !== undefined && { until }) },
  }
}

/** Item 5 and the openness of logs are not for sale: an agreement without them would allow what no agreement can (DE-BV-2). */
function mustBeTrue(r: DocumentReader, value: unknown, at: string): true | undefined {
  const flag = r.flag(value, at)
  return flag === false ? r.fault('WIDENS', at, 'false', 'true; no agreement can allow control of single people') : flag
}

function readNumbers(r: DocumentReader, value: unknown, at: string): Partial<Record<NumberId, number>> {
  const names = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : []
  const known = names.filter(isNumberId)
  const found =
    value === undefined ? undefined : r.object(value, at, Object.fromEntries(known.map((id) => [id, false])))
  const out: Partial<Record<NumberId, number>> = {}
  for (const id of known) {
    const { least, most } = numberParameter(id)
    const number = r.number(found?.[id], `${at}/${id}`, { min: least, max: most })
    if (number !== undefined) out[id] = number
  }
  return out
}

/** What an agreement narrows, with the pointers of its own annex. */
export function narrowingOf(agreement: Agreement): Narrowing {
  const { id, version, reports, retention, fields, roles, interfaces } = agreement
  return {
    from: (at) => ({ kind: 'agreement', id, version, at: annexPointer(at, agreement) }),
    numbers: { ...reports.parameters, ...retention },
    sets: { indicators: reports.indicators, exports: interfaces.exports, roles, fields },
  }
}

function annexPointer(at: string, { retention }: Agreement): string {
  const id = at.replace('/parameters/', '')
  if (at === '/indicators') return '/reports/indicators'
  if (at === '/exports') return '/interfaces/exports'
  if (!at.startsWith('/parameters/')) return at
  return Object.hasOwn(retention, id) ? `/retention/${id}` : `/reports/parameters/${id}`
}

/**
 * Faults of an agreement that would widen what holds without it: each with the pointer, the value of the annex and the value
 * in force. An allow-list may name more than the release has, a later release then finds itself named; it may not name what is off.
 */
export function wideningFaults(agreement: Agreement, inForce: EffectivePolicy): readonly Fault[] {
  const narrowing = narrowingOf(agreement)
  const faults: Fault[] = []
  for (const [id, value] of Object.entries(narrowing.numbers ?? {}) as [NumberId, number][]) {
    if (isAsStrict(id, value, inForce.numbers[id])) continue
    const { order } = numberParameter(id)
    faults.push({
      code: 'WIDENS',
      at: annexPointer(`/parameters/${id}`, agreement),
      got: String(value),
      allowed: `${order === 'maximum' ? 'at least' : 'at most'} ${inForce.numbers[id]}`,
    })
  }
  for (const id of setIds) {
    const off = inForce.explained.sets.find((each) => each.id === id)?.off ?? []
    for (const [index, member] of (narrowing.sets?.[id] ?? []).entries()) {
      if (!off.some((each) => each.member === member)) continue
      faults.push({
        code: 'WIDENS',
        at: `${annexPointer(`/${id satisfies SetId}`, agreement)}/${index}`,
        got: member,
        allowed: inForce.sets[id].join(', ') || 'nothing',
      })
    }
  }
  return faults
}
