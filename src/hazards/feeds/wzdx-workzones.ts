import type { Feed } from '../feed.ts'
import { geometryOf } from '../geometry.ts'
import { hazardOf, markOf, measure } from '../make.ts'
import { features } from '../records.ts'
import { type RoadEffect, roadSeverity, titleOf, urgencyOf } from '../roads.ts'

/** WZDx 4.2, VehicleImpact. */
const impacts: Readonly<Record<string, RoadEffect | null>> = {
  'all-lanes-closed': 'closed',
  'some-lanes-closed': 'restricted',
  'some-lanes-closed-merge-left': 'restricted',
  'some-lanes-closed-merge-right': 'restricted',
  'some-lanes-closed-split': 'restricted',
  'alternating-one-way': 'restricted',
  flagging: 'restricted',
  'temporary-traffic-signal': 'restricted',
  'all-lanes-open': 'hindered',
  'all-lanes-open-shift-left': 'hindered',
  'all-lanes-open-shift-right': 'hindered',
  unknown: null,
}

/** Units of restrictions, as WZDx writes them. */
const units: Readonly<Record<string, readonly [factor: number, unit: string]>> = {
  feet: [0.3048, 'MTR'],
  inches: [0.0254, 'MTR'],
  centimeters: [0.01, 'MTR'],
  meters: [1, 'MTR'],
  pounds: [0.453_592_37, 'KGM'],
  tons: [907.184_74, 'KGM'],
  kilograms: [1, 'KGM'],
}

export const wzdxWorkzones: Feed = {
  id: 'wzdx-workzones',
  title: 'Work zones on US roads (WZDx)',
  publisher: 'road authorities of the United States',
  licence: {
    name: 'CC0-1.0',
    attribution: 'Work Zone Data Exchange, US Department of Transportation',
    url: 'https://github.com/usdot-jpo-ode/wzdx',
  },
  endpoint: 'https://{agency}/wzdx',
  cadenceMin: 1,
  access: 'open',
  kinds: ['road'],
  forms: [
    {
      syntax: 'json',
      records: features('core_details'),
      // Whether workers are present, which some agencies take from cameras or from an app, stands in `worker_presence`: it is never read.
      fields: [
        'id',
        'geometry',
        'properties.core_details.event_type',
        'properties.core_details.data_source_id',
        'properties.core_details.road_names',
        'properties.core_details.direction',
        'properties.core_details.update_date',
        'properties.core_details.creation_date',
        'properties.start_date',
        'properties.end_date',
        'properties.is_start_date_verified',
        'properties.vehicle_impact',
        'properties.beginning_cross_street',
        'properties.ending_cross_street',
        'properties.reduced_speed_limit_kph',
        'properties.restrictions',
        'properties.restrictions.type',
        'properties.restrictions.value',
        'properties.restrictions.unit',
      ],
      read(record, about) {
        const type = record.must.text('properties.core_details.event_type')
        const id = `${record.must.text('properties.core_details.data_source_id')}/${record.must.text('id')}`
        const road = [
          record.texts('properties.core_details.road_names').join(', '),
          record.text('properties.core_details.direction'),
        ]
        const between = [
          record.text('properties.beginning_cross_street'),
          record.text('properties.ending_cross_street'),
        ]
        const text = [...road, between.filter((each) => each !== null).join(' – ')]
          .filter((each) => each !== null && each !== '')
          .join(', ')
        const geometry = geometryOf(record.tree('geometry'), '/geometry')
        const onsetMs = record.must.time('properties.start_date')
        // A detour is a way round, open to traffic.
        if (type === 'detour')
          return {
            mark: markOf(about, {
              id,
              kind: 'road',
              role: 'place',
              name: `Detour: ${text}`,
              geometry,
              timeMs: onsetMs,
            }),
          }
        const sentMs =
          record.time('properties.core_details.update_date') ?? record.time('properties.core_details.creation_date')
        const impact = record.text('properties.vehicle_impact')
        return {
          hazards: [
            hazardOf(about, {
              id,
              kind: 'road',
              text: {
                event: titleOf(type),
                headline: impact === null || impact === 'unknown' ? null : titleOf(impact),
              },
              urgency: urgencyOf(sentMs, onsetMs),
              severity: roadSeverity(null, record.word('properties.vehicle_impact', impacts, null)),
              certainty: record.flag('properties.is_start_date_verified') === true ? 'Observed' : 'Likely',
              sentMs,
              onsetMs,
              expiresMs: record.time('properties.end_date'),
              area: { text, geometry },
              measures: [
                ...measure('speed limit', record.number('properties.reduced_speed_limit_kph'), 'KMH'),
                ...record.list('properties.restrictions').flatMap((each) => {
                  const [factor, unit] = each.word('unit', units, null) ?? [1, null]
                  const value = each.number('value')
                  return measure(
                    titleOf(each.must.text('type')),
                    value === null ? null : Number((value * factor).toPrecision(9)),
                    unit,
                  )
                }),
              ],
            }),
          ],
        }
      },
    },
  ],
}
