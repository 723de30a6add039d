import { airSeverity } from '../airIndex.ts'
import type { Feed } from '../feed.ts'
import { pointOf } from '../geometry.ts'
import { instantOf } from '../instants.ts'
import { hazardOf, markOf, measure } from '../make.ts'
import { isList } from '../tree.ts'

/** Columns of the file, which has no row of names (AirNow fact sheet "Reporting Area"). */
const columns = 17
/**
 * Hours from UTC of the zone names in the file, which holds embassies all over the world. Some names mean several zones: there the one
 * nearest to the sun's is meant.
 */
const zones: Readonly<Record<string, readonly number[]>> = {
  ...{
    AST: [-4, 3],
    ADT: [-3],
    EST: [-5],
    EDT: [-4],
    CST: [-6, 8],
    CDT: [-5],
    MST: [-7],
    MDT: [-6],
    PST: [-8],
    PDT: [-7],
  },
  ...{
    AKST: [-9],
    AKDT: [-8],
    AKS: [-9],
    AKD: [-8],
    HST: [-10],
    ChST: [10],
    SST: [-11],
    GMT: [0],
    BST: [1, 6],
    WAT: [1],
    CET: [1],
  },
  ...{
    CES: [2],
    CEST: [2],
    CAT: [2],
    EET: [2],
    EES: [3],
    EAT: [3],
    MSK: [3],
    AZT: [4],
    GST: [4, 10],
    PKT: [5],
    TJT: [5],
    TMT: [5],
  },
  ...{
    UZT: [5],
    IST: [1, 2, 5.5],
    NPT: [5.75],
    ALM: [6],
    KGT: [6],
    MMT: [6.5],
    ICT: [7],
    WIB: [7],
    MYT: [8],
    JST: [9],
    KST: [9],
  },
  ...{ BRT: [-3], ART: [-3], COT: [-5], PET: [-5] },
}

function offsetOf(zone: string, longitude: number): number | undefined {
  const sun = longitude / 15
  return zones[zone]?.toSorted((a, b) => Math.abs(a - sun) - Math.abs(b - sun))[0]
}

export const airnowReportingarea: Feed = {
  id: 'airnow-reportingarea',
  title: 'Air quality of areas in North America, now and forecast',
  publisher: 'US EPA AirNow',
  licence: {
    name: 'public domain',
    attribution: 'AirNow and the agency that the record names; data are preliminary',
    url: 'https://docs.airnowapi.org/docs/DataUseGuidelines.pdf',
  },
  endpoint: 'https://files.airnowtech.org/airnow/today/reportingarea.dat',
  cadenceMin: 60,
  access: 'open',
  kinds: ['airQuality'],
  forms: [
    {
      syntax: 'lines',
      records: (payload) => {
        const lines = isList(payload) ? payload.filter((line) => line !== '') : []
        return String(lines[0] ?? '').split('|').length === columns ? lines : null
      },
      fields: [''],
      read(line, about) {
        const cells = line.must.text('').split('|')
        if (cells.length !== columns) throw line.wrong('', `${cells.length} columns`, `${columns} columns`)
        const [
          ,
          day = '',
          clock = '',
          zone = '',
          ,
          type,
          ,
          area = '',
          state = '',
          latitude,
          longitude,
          pollutant = '',
        ] = cells
        const [index, category = ''] = [cells[12] === '' ? null : Number(cells[12]), cells[13]]
        if (index !== null && !Number.isFinite(index)) throw line.wrong('', 'an index that is no number', 'a number')
        const offset = offsetOf(zone, Number(longitude))
        if (offset === undefined) throw line.wrong('', 'another zone', 'a zone name that is known')
        const [month, date, year] = day.split('/')
        // A forecast is for the day; an observation for the hour, yesterday's for the day.
        const timeMs =
          instantOf(`20${year}-${month}-${date}T${(clock || '0:00').padStart(5, '0')}`, 'UTC') - offset * 3_600_000
        if (Number.isNaN(timeMs)) throw line.wrong('', 'a day that is none', 'MM/DD/YY')
        const where = [area, state]
          .map((name) => name.trim())
          .filter((name) => name !== '')
          .join(', ')
        const id = [where, pollutant, type, day].join('/')
        const geometry = pointOf(Number(longitude), Number(latitude), '')
        const measures = measure(`air quality index (${pollutant})`, index)
        const severity = index === null ? null : airSeverity(index)
        if (severity === null || type === 'Y') {
          return {
            mark: markOf(about, {
              id,
              kind: 'airQuality',
              role: 'observation',
              name: where,
              geometry,
              timeMs,
              measures,
            }),
          }
        }
        return {
          hazards: [
            hazardOf(about, {
              id,
              kind: 'airQuality',
              text: { event: `Air quality: ${category}`, headline: where },
              urgency: type === 'F' ? 'Expected' : 'Immediate',
              severity,
              certainty: type === 'F' ? 'Likely' : 'Observed',
              onsetMs: timeMs,
              expiresMs: timeMs + (type === 'F' ? 24 : 2) * 3_600_000,
              area: { text: where, geometry },
              measures,
            }),
          ],
        }
      },
    },
  ],
}
