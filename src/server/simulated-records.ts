import type { SiteFile } from '../model/index.ts'
import { roles } from '../model/index.ts'
import { exportIds, fieldIds, indicatorIds, type PolicyRecord, workerCategories } from '../policy/index.ts'

/** Where the sites of the demonstration stand, and what the people at work there would read. */
const stands: Readonly<Record<string, { country: string; region?: string; languages: readonly string[] }>> = {
  lyon: { country: 'FR', languages: ['fr', 'en'] },
  leipzig: { country: 'DE', languages: ['de', 'en'] },
  columbus: { country: 'US', region: 'OH', languages: ['en'] },
}

/** The country of a simulated site, for its file. */
export function simulatedStand(siteId: string): Pick<SiteFile, 'country' | 'region'> {
  const stand = stands[siteId]
  if (stand === undefined) return {}
  return { country: stand.country, ...(stand.region === undefined ? {} : { region: stand.region }) }
}

/** All that the packs of a simulated site ask for, as inventions that say so. `day` is ISO, before the activation. */
export function simulatedRecords(file: SiteFile, day: string): readonly PolicyRecord[] {
  const stand = stands[file.id]
  if (stand === undefined) return []
  const extensions = [...new Set(file.versions.flatMap((version) => version.extensions ?? []))]
  return [
    {
      kind: 'declaration',
      date: day,
      controller: `${file.name}, an invented employer`,
      contact: 'nobody@example.com',
      officer: 'officer@example.com',
      staff: '50plus',
      categories: workerCategories,
      languages: stand.languages,
      quotas: 'none',
      authority: 'An invented authority',
    },
    ...workerCategories.flatMap((category) =>
      stand.languages.map(
        (language): PolicyRecord => ({ kind: 'notice', date: day, version: '1', category, language }),
      ),
    ),
    {
      kind: 'assessment',
      date: day,
      hash: '00'.repeat(32),
      parts: ['description', 'necessity', 'risks', 'measures'],
      officerAdvice: 'agrees',
      representativesView: 'agreesWithConditions',
    },
    { kind: 'consultation', date: day, opinion: 'favourable' },
    {
      kind: 'agreement',
      date: day,
      agreement: {
        fairfloorAgreement: 1,
        id: 'simulated',
        version: '1',
        signed: day,
        scope: { sites: [file.id], systems: 'Fairfloor and the simulated scanners' },
        purposes: ['See which truck will be missed, where goods wait, and what would free them'],
        fields: [...fieldIds, ...extensions],
        reports: { indicators: indicatorIds, parameters: { k: 10 } },
        noIndividualControl: true,
        evidenceExclusion: 'Nothing that the system shows is used in a measure against a worker.',
        retention: { eventsDays: 180 },
        roles,
        logs: { openToRepresentatives: true },
        interfaces: { exports: exportIds },
        change: 'Changes need the consent of both sides, in writing.',
        information: 'Everybody is told and trained before the start, in a language that they read.',
        auditAndTerm: { audit: 'Once a year by an expert of the council’s choice.', from: day },
      },
    },
  ]
}
