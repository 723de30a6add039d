import type { Feed } from '../feed.ts'
import { hazardOf, measure } from '../make.ts'
import { rows } from '../records.ts'

const releases: readonly (readonly [column: string, name: string])[] = [
  ['RE_Gas', 'gas release'],
  ['RE_Spill', 'liquid spill'],
  ['RE_Fire', 'fire'],
  ['RE_Explosion', 'explosion'],
  ['RE_ReactiveIncident', 'uncontrolled reaction'],
]
const harmed = [
  'DeathsWorkers',
  'DeathsPublicResponders',
  'DeathsPublic',
  'InjuriesWorkers',
  'InjuriesPublicResponders',
  'InjuriesPublic',
] as const

export const epaRmpAccidents: Feed = {
  id: 'epa-rmp-accidents',
  title: 'Accidents with dangerous chemicals at facilities in the United States',
  publisher: 'US EPA Risk Management Program, through the Data Liberation Project',
  licence: {
    name: 'CC-BY-SA-4.0',
    attribution: 'US EPA; Data Liberation Project',
    url: 'https://www.data-liberation-project.org/datasets/epa-risk-management-program-database/',
  },
  endpoint: 'https://github.com/data-liberation-project/epa-rmp-spreadsheets',
  cadenceMin: null,
  access: 'open',
  kinds: ['industrialAccident'],
  forms: [
    {
      syntax: 'csv',
      records: rows('EPAFacilityID', 'AccidentHistoryID', 'AccidentDate'),
      fields: [
        ...[
          'EPAFacilityID',
          'AccidentHistoryID',
          'AccidentDate',
          'AccidentChemicals',
          'NAICSCode',
          'Evacuated',
          'ShelteredInPlace',
        ],
        ...releases.map(([column]) => column),
        ...harmed,
      ],
      read(row, about) {
        const [deaths, injuries] = ['Deaths', 'Injuries'].map((begin) =>
          harmed
            .filter((column) => column.startsWith(begin))
            .reduce((sum, column) => sum + (row.number(column) ?? 0), 0),
        )
        const what = releases.filter(([column]) => row.text(column) === 'Yes').map(([, name]) => name)
        return {
          hazards: [
            hazardOf(about, {
              id: row.must.text('AccidentHistoryID'),
              kind: 'industrialAccident',
              text: {
                event: 'Chemical accident',
                headline: row.text('AccidentChemicals'),
                description: what.join(', ') || null,
              },
              urgency: 'Past',
              certainty: 'Observed',
              onsetMs: row.must.time('AccidentDate'),
              area: {
                codes: [
                  { scheme: 'EPA facility', code: row.must.text('EPAFacilityID') },
                  { scheme: 'NAICS', code: row.text('NAICSCode') ?? '' },
                ],
              },
              measures: [
                ...measure('deaths', deaths ?? null),
                ...measure('injured', injuries ?? null),
                ...measure('evacuated', row.number('Evacuated')),
                ...measure('sheltered in place', row.number('ShelteredInPlace')),
              ],
            }),
          ],
        }
      },
    },
  ],
}
