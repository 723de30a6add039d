import type { HazardKind } from '../../model/index.ts'
import type { Feed, Form } from '../feed.ts'
import { hazardOf } from '../make.ts'
import { listAt, rows } from '../records.ts'

const kinds: Readonly<Record<string, HazardKind>> = {
  Fire: 'wildfire',
  Flood: 'flood',
  'Coastal Storm': 'flood',
  'Dam/Levee Break': 'flood',
  Hurricane: 'storm',
  'Tropical Storm': 'storm',
  Typhoon: 'storm',
  Tornado: 'storm',
  'Severe Storm': 'storm',
  'Severe Ice Storm': 'storm',
  'Winter Storm': 'storm',
  Snowstorm: 'storm',
  'Severe Storm(s)': 'storm',
  Freezing: 'cold',
  Earthquake: 'earthquake',
  Tsunami: 'tsunami',
  'Volcanic Eruption': 'volcano',
  Biological: 'epidemic',
  Chemical: 'industrialAccident',
  'Toxic Substances': 'industrialAccident',
}

/** Incidents that are about what people do to people. */
const refused: readonly string[] = ['Human Cause', 'Terrorist']

const names: Readonly<Record<string, string>> = {
  FM: 'Fire management assistance',
  DR: 'Major disaster declaration',
  EM: 'Emergency declaration',
  FS: 'Fire suppression authorisation',
}

/** A declaration for one county. Some copies lose the leading zeros of the county's code. */
const form: Omit<Form, 'syntax' | 'records'> = {
  fields: [
    ...['femaDeclarationString', 'disasterNumber', 'state', 'declarationType', 'declarationDate', 'incidentType'],
    ...['declarationTitle', 'incidentBeginDate', 'incidentEndDate', 'fipsCountyCode', 'designatedArea'],
  ],
  read(row, about) {
    const type = row.must.text('incidentType')
    if (refused.includes(type)) return { refused: 'D1 an incident of what people do to people' }
    const state = row.must.text('state')
    const county = row.must.text('fipsCountyCode').padStart(3, '0')
    const endMs = row.time('incidentEndDate')
    return {
      hazards: [
        hazardOf(about, {
          id: [row.must.text('femaDeclarationString'), county].join('/'),
          kind: kinds[type] ?? 'disaster',
          text: {
            event: names[row.must.text('declarationType')] ?? 'Declaration',
            headline: row.text('declarationTitle'),
          },
          urgency: endMs !== null && endMs < about.nowMs ? 'Past' : 'Immediate',
          severity: row.text('declarationType') === 'DR' ? 'Severe' : 'Unknown',
          certainty: 'Observed',
          sentMs: row.must.time('declarationDate'),
          onsetMs: row.time('incidentBeginDate'),
          expiresMs: endMs,
          area: {
            text: [row.text('designatedArea'), state].filter((name) => name !== null).join(', '),
            codes: [{ scheme: 'US county', code: `${state}${county}` }],
          },
          web: `https://www.fema.gov/disaster/${row.must.text('disasterNumber')}`,
        }),
      ],
    }
  },
}

export const openfemaDeclarations: Feed = {
  id: 'openfema-declarations',
  title: 'Disaster declarations of the United States, by county',
  publisher: 'Federal Emergency Management Agency',
  licence: {
    name: 'public domain',
    attribution: 'This product uses the FEMA OpenFEMA API, but is not endorsed by FEMA',
    url: 'https://www.fema.gov/about/openfema/terms-conditions',
  },
  endpoint: 'https://www.fema.gov/api/open/v2/DisasterDeclarationsSummaries',
  cadenceMin: 20,
  access: 'open',
  kinds: [
    'disaster',
    'wildfire',
    'flood',
    'storm',
    'cold',
    'earthquake',
    'tsunami',
    'volcano',
    'epidemic',
    'industrialAccident',
  ],
  forms: [
    { syntax: 'csv', records: rows('femaDeclarationString', 'incidentType'), ...form },
    { syntax: 'json', records: listAt('DisasterDeclarationsSummaries'), ...form },
  ],
}
