import type { Agreement } from './agreement.ts'
import { exportIds, fieldIds, indicatorIds } from './declared.ts'
import type { PolicyRecord } from './records.ts'

/** A works agreement of the site `north` that names all that this release has, changed as asked. */
export function anAgreement(change: Partial<Agreement> = {}): Agreement {
  return {
    fairfloorAgreement: 1,
    id: 'bv-goods-flow',
    version: '1',
    signed: '2026-10-01',
    scope: { sites: ['north'], systems: 'Fairfloor and the scanners that feed it' },
    purposes: ['See which truck will be missed and where goods wait'],
    fields: fieldIds,
    reports: { indicators: indicatorIds, parameters: { k: 12 } },
    noIndividualControl: true,
    evidenceExclusion: 'Nothing from the system is used against a worker.',
    retention: { eventsDays: 180 },
    roles: ['lead', 'manager', 'integrator', 'privacy', 'representative', 'auditor', 'admin'],
    logs: { openToRepresentatives: true },
    interfaces: { exports: exportIds },
    change: 'Changes need the consent of both sides.',
    information: 'Everybody is told and trained before the start.',
    auditAndTerm: { audit: 'Once a year, by an expert of the council’s choice.', from: '2026-10-01' },
    ...change,
  }
}

/** All that any pack asks for, dated on one day, for a site of fifty with agency workers who read French and English. */
export function recordsOf(date: string): PolicyRecord[] {
  const languages = ['fr', 'en']
  const categories = ['permanent', 'agency'] as const
  return [
    {
      kind: 'declaration',
      date,
      controller: 'Nord Logistics Ltd',
      contact: 'privacy@nord.example',
      officer: 'officer@nord.example',
      staff: '50plus',
      categories,
      languages,
      quotas: 'none',
      authority: 'The authority of the country',
    },
    ...categories.flatMap((category) =>
      languages.map((language): PolicyRecord => ({ kind: 'notice', date, version: '1', category, language })),
    ),
    {
      kind: 'assessment',
      date,
      hash: 'ab'.repeat(32),
      parts: ['description', 'necessity', 'risks', 'measures'],
      officerAdvice: 'agrees',
      representativesView: 'agreesWithConditions',
    },
    { kind: 'consultation', date, opinion: 'favourable' },
    { kind: 'agreement', date, agreement: anAgreement() },
  ]
}
