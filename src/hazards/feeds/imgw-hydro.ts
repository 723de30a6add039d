import type { CapSeverity, HazardKind } from '../../model/index.ts'
import type { Feed } from '../feed.ts'
import type { Fields } from '../fields.ts'
import { pointOf } from '../geometry.ts'
import { hazardOf, markOf, measure } from '../make.ts'
import { rows } from '../records.ts'

const zone = 'Europe/Warsaw'

/** Degrees of IMGW-PIB: yellow, orange, red; -1 is a drought, which has none. */
const degrees: Readonly<Record<string, CapSeverity>> = { '-1': 'Minor', '1': 'Moderate', '2': 'Severe', '3': 'Extreme' }

const kinds: readonly (readonly [RegExp, HazardKind])[] = [
  [/susza/i, 'disaster'],
  [/upał/i, 'heat'],
  [/mróz|przymroz|oblodzenie/i, 'cold'],
  [/wezbranie|wzrosty stan|powódź|roztopy/i, 'flood'],
]

/** Until further notice is the year 9999. */
function endOf(record: Fields, path: string): number | null {
  return record.text(path)?.startsWith('9999') === true ? null : record.time(path, zone)
}

function kindOf(event: string, other: HazardKind): HazardKind {
  return kinds.find(([pattern]) => pattern.test(event))?.[1] ?? other
}

export const imgwHydro: Feed = {
  id: 'imgw-hydro',
  title: 'Gauges, flood and weather warnings of Poland',
  publisher: 'Institute of Meteorology and Water Management (IMGW-PIB)',
  licence: {
    name: 'free reuse',
    attribution:
      'Source of the data: Institute of Meteorology and Water Management – National Research Institute; the data were processed',
    url: 'https://danepubliczne.imgw.pl/regulations',
  },
  endpoint: 'https://danepubliczne.imgw.pl/api/data/{hydro, warningshydro or warningsmeteo}',
  cadenceMin: 10,
  access: 'open',
  kinds: ['river', 'flood', 'storm', 'heat', 'cold', 'disaster'],
  forms: [
    {
      syntax: 'json',
      records: rows('id_stacji', 'stan_wody'),
      fields: ['id_stacji', 'stacja', 'rzeka', 'lon', 'lat', 'stan_wody', 'stan_wody_data_pomiaru', 'przeplyw'],
      read: (gauge, about) => ({
        mark: markOf(about, {
          id: gauge.must.text('id_stacji'),
          kind: 'river',
          role: 'observation',
          name: [gauge.text('rzeka'), gauge.text('stacja')].filter((name) => name !== null).join(', '),
          geometry: pointOf(gauge.number('lon'), gauge.number('lat'), '/lat'),
          timeMs: gauge.time('stan_wody_data_pomiaru', zone),
          measures: [
            ...measure('level', gauge.number('stan_wody'), 'CMT'),
            ...measure('discharge', gauge.number('przeplyw'), 'MQS'),
          ],
        }),
      }),
    },
    {
      syntax: 'json',
      records: rows('stopień', 'zdarzenie', 'obszary'),
      fields: [
        'numer',
        'opublikowano',
        'stopień',
        'data_od',
        'data_do',
        'prawdopodobienstwo',
        'zdarzenie',
        'przebieg',
        'biuro',
        'obszary',
        'obszary.opis',
        'obszary.kod_zlewni',
      ],
      read(warning, about) {
        const event = warning.must.text('zdarzenie')
        const areas = warning.list('obszary')
        return {
          hazards: [
            hazardOf(about, {
              // Numbers begin anew in each office and year.
              id: [
                'hydro',
                warning.must.text('biuro'),
                warning.must.text('numer'),
                warning.must.text('opublikowano').slice(0, 4),
              ].join('/'),
              kind: kindOf(event, 'flood'),
              text: { language: 'pl', event, description: warning.text('przebieg') },
              urgency: 'Expected',
              severity: warning.must.word('stopień', degrees),
              certainty: 'Likely',
              sentMs: warning.time('opublikowano', zone),
              onsetMs: warning.time('data_od', zone),
              expiresMs: endOf(warning, 'data_do'),
              area: {
                text: areas.map((area) => area.text('opis') ?? '').join('; '),
                codes: areas.flatMap((area) =>
                  area.texts('kod_zlewni').map((code) => ({ scheme: 'IMGW catchment', code })),
                ),
              },
              measures: measure('probability', warning.number('prawdopodobienstwo'), 'P1'),
            }),
          ],
        }
      },
    },
    {
      syntax: 'json',
      records: rows('nazwa_zdarzenia', 'stopien', 'teryt'),
      fields: [
        'id',
        'nazwa_zdarzenia',
        'stopien',
        'prawdopodobienstwo',
        'obowiazuje_od',
        'obowiazuje_do',
        'opublikowano',
        'tresc',
        'teryt',
      ],
      read(warning, about) {
        const event = warning.must.text('nazwa_zdarzenia')
        return {
          hazards: [
            hazardOf(about, {
              id: warning.must.text('id'),
              kind: kindOf(event, 'storm'),
              text: { language: 'pl', event, description: warning.text('tresc') },
              urgency: 'Expected',
              severity: warning.must.word('stopien', degrees),
              certainty: 'Likely',
              sentMs: warning.time('opublikowano', zone),
              onsetMs: warning.time('obowiazuje_od', zone),
              expiresMs: endOf(warning, 'obowiazuje_do'),
              area: { codes: warning.texts('teryt').map((code) => ({ scheme: 'TERYT', code })) },
              measures: measure('probability', warning.number('prawdopodobienstwo'), 'P1'),
            }),
          ],
        }
      },
    },
  ],
}
