import type { SiteFile } from '../../model/index.ts'
import { type DocumentLanguage, explain, type IndicatorId, type PolicyRecord } from '../../policy/index.ts'
import type { DeparturesView, FloorView, PolicyView, SiteRef } from '../../wire/index.ts'
import type { PendingSite } from '../sites/site-door.ts'
import type { SitePolicy } from './policies.ts'

/** The page of the docs that says what nobody can promise. */
const limitsPage = 'docs/limits.md'

/** A floor without the parts that the site's policy leaves out. */
export function withoutParts(view: FloorView, isOn: (part: IndicatorId) => boolean): FloorView {
  const rates = isOn('floor.rates')
  const exceptions = isOn('floor.exceptions')
  if (rates && exceptions) return view
  return {
    ...view,
    process: rates ? view.process : view.process.map((step) => ({ ...step, rate: { kind: 'none' as const } })),
    exceptions: exceptions ? view.exceptions : [],
  }
}

/** Departures that do not say what would save a load. */
export function withoutRemedies(view: DeparturesView): DeparturesView {
  return { ...view, loads: view.loads.map((load) => ({ ...load, remedies: [] })) }
}

/** Everything about a site's policy in one language. */
export function policyView(
  file: SiteFile,
  found: SitePolicy,
  {
    site,
    language,
    pending,
  }: { readonly site: SiteRef; readonly language: DocumentLanguage; readonly pending: PendingSite | null },
): PolicyView {
  const agreement = found.agreement?.agreement
  const words = explain({ ...found, siteId: file.id, agreement }, language)
  const base = `/sites/${file.id}/policy/documents`
  const categories = found.records.findLast((record) => record.kind === 'declaration')?.categories ?? ['permanent']
  return structuredClone({
    site,
    language,
    country: file.country === undefined ? null : [file.country, file.region].filter(Boolean).join('-'),
    ...words,
    pending: pending === null ? null : pendingOf(pending),
    records: found.records.map((record) => ({ kind: record.kind, date: record.date, what: whatOf(record) })),
    documents: [
      { id: 'register', path: `${base}/register`, category: null },
      { id: 'assessment', path: `${base}/assessment`, category: null },
      ...categories.map((category) => ({ id: 'notice', path: `${base}/notice`, category })),
    ],
    limits: limitsPage,
  }) as PolicyView
}

/** What tells one record of a kind from another, in the words of the record itself. */
function whatOf(record: PolicyRecord): string {
  switch (record.kind) {
    case 'declaration':
      return record.controller
    case 'notice':
      return `${record.category}, ${record.language}, ${record.version}`
    case 'assessment':
      return record.hash.slice(0, 16)
    case 'consultation':
      return record.opinion
    case 'agreement':
      return `${record.agreement.id} ${record.agreement.version}`
  }
}

function pendingOf({ fromMs, sentMs, version, changes }: PendingSite): PolicyView['pending'] {
  return { fromMs, sentMs, version, changes: [...changes] }
}
