import type { Feed } from '../feed.ts'
import { pointOf } from '../geometry.ts'
import { markOf, measure } from '../make.ts'
import { features, listAt } from '../records.ts'
import { isList } from '../tree.ts'

/** Names of the parameters that matter here; others go by their code (USGS National Water Information System). */
const parameters: Readonly<Record<string, readonly [name: string, unit: string | null, factor: number]>> = {
  '00010': ['water temperature', 'CEL', 1],
  '00045': ['precipitation', 'MMT', 25.4],
  '00060': ['discharge', 'MQS', 0.028_316_8],
  '00065': ['gage height', 'MTR', 0.3048],
}

function figure(code: string, value: number | null) {
  const [name, unit, factor] = parameters[code] ?? [`parameter ${code}`, null, 1]
  return measure(name, value === null ? null : Number((value * factor).toFixed(3)), unit)
}

export const usgsWater: Feed = {
  id: 'usgs-water',
  title: 'Gauges of rivers in the United States',
  publisher: 'US Geological Survey, Water Data for the Nation',
  licence: {
    name: 'public domain',
    attribution: 'US Geological Survey',
    url: 'https://www.usgs.gov/information-policies-and-instructions/copyrights-and-credits',
  },
  endpoint: 'https://api.waterdata.usgs.gov/ogcapi/v0/collections/continuous/items?monitoring_location_id={gauge}',
  cadenceMin: 15,
  access: 'open',
  kinds: ['river'],
  forms: [
    {
      syntax: 'json',
      records: features('monitoring_location_id', 'parameter_code'),
      fields: [
        'id',
        ...['monitoring_location_id', 'parameter_code', 'time', 'value'].map((name) => `properties.${name}`),
      ],
      read(feature, about) {
        const gauge = feature.must.text('properties.monitoring_location_id')
        return {
          mark: markOf(about, {
            id: feature.must.text('id'),
            kind: 'river',
            role: 'observation',
            name: gauge,
            geometry: null,
            codes: [{ scheme: 'USGS', code: gauge.replace('USGS-', '') }],
            timeMs: feature.must.time('properties.time'),
            measures: figure(feature.must.text('properties.parameter_code'), feature.number('properties.value')),
          }),
        }
      },
    },
    {
      // WaterML as JSON: a series for each gauge and parameter, of which the last value is told.
      syntax: 'json',
      records: listAt('value.timeSeries'),
      fields: [
        ...[
          'name',
          'sourceInfo.siteName',
          'sourceInfo.siteCode.value',
          'variable.variableCode.value',
          'variable.noDataValue',
        ],
        ...['sourceInfo.geoLocation.geogLocation.latitude', 'sourceInfo.geoLocation.geogLocation.longitude'],
        ...['values', 'values.value', 'values.value.value', 'values.value.dateTime'],
      ],
      read(series, about) {
        const last = series.list('values')[0]?.list('value').at(-1)
        const value = last?.number('value') ?? null
        const at = 'sourceInfo.geoLocation.geogLocation'
        return {
          mark: markOf(about, {
            id: series.must.text('name'),
            kind: 'river',
            role: 'observation',
            name: series.must.text('sourceInfo.siteName'),
            geometry: pointOf(
              series.number(`${at}.longitude`),
              series.number(`${at}.latitude`),
              '/sourceInfo/geoLocation',
            ),
            codes: [{ scheme: 'USGS', code: series.must.text('sourceInfo.siteCode.value') }],
            timeMs: last?.time('dateTime') ?? null,
            measures: figure(
              series.must.text('variable.variableCode.value'),
              value === series.number('variable.noDataValue') ? null : value,
            ),
          }),
        }
      },
    },
    {
      // RDB: a line of names, one of widths, then gauges, tabs between; lines with # say what it is.
      syntax: 'lines',
      records: (payload) => {
        const lines = isList(payload) ? payload.filter((line) => line !== '' && !String(line).startsWith('#')) : []
        const names = String(lines[0] ?? '').split('\t')
        if (!names.includes('site_no') || !names.includes('dec_lat_va')) return null
        return lines.slice(2).map((line) =>
          Object.fromEntries(
            String(line)
              .split('\t')
              .map((cell, i) => [names[i] ?? '', cell]),
          ),
        )
      },
      fields: ['site_no', 'station_nm', 'dec_lat_va', 'dec_long_va', 'alt_va'],
      read: (gauge, about) => ({
        mark: markOf(about, {
          id: gauge.must.text('site_no'),
          kind: 'river',
          role: 'place',
          name: gauge.must.text('station_nm'),
          geometry: pointOf(gauge.number('dec_long_va'), gauge.number('dec_lat_va'), '/dec_lat_va'),
          codes: [{ scheme: 'USGS', code: gauge.must.text('site_no') }],
        }),
      }),
    },
  ],
}
