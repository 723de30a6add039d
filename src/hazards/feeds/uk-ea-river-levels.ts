import type { CapSeverity, CapUrgency } from '../../model/index.ts'
import type { Feed, Form } from '../feed.ts'
import { pointOf } from '../geometry.ts'
import { hazardOf, markOf, measure } from '../make.ts'
import { isList, isMap, type Tree } from '../tree.ts'

/** The API wraps all of its lists in `items`; which one it is shows in the first. */
function itemsWith(...names: readonly string[]): Form['records'] {
  return (payload: Tree) => {
    const items = isMap(payload) ? payload['items'] : undefined
    if (!isList(items) || items.length === 0) return null
    const [first] = items
    return isMap(first) && names.every((name) => Object.hasOwn(first, name)) ? items : null
  }
}

/** `severityLevel` of the Environment Agency: severe flood warning, flood warning, flood alert, no longer in force. */
const levels: Readonly<Record<string, readonly [event: string, severity: CapSeverity, urgency: CapUrgency]>> = {
  '1': ['Severe flood warning', 'Extreme', 'Immediate'],
  '2': ['Flood warning', 'Severe', 'Immediate'],
  '3': ['Flood alert', 'Moderate', 'Expected'],
  '4': ['Warning no longer in force', 'Minor', 'Past'],
}

export const ukEaRiverLevels: Feed = {
  id: 'uk-ea-river-levels',
  title: 'River levels and flood warnings of England',
  publisher: 'Environment Agency',
  licence: {
    name: 'OGL-UK-3.0',
    attribution: 'This uses Environment Agency flood and river level data from the real-time data API (Beta)',
    url: 'https://environment.data.gov.uk/flood-monitoring/doc/reference',
  },
  endpoint: 'https://environment.data.gov.uk/flood-monitoring/id/{floods, stations or measures}',
  cadenceMin: 15,
  access: 'open',
  kinds: ['river', 'flood'],
  forms: [
    {
      syntax: 'json',
      records: itemsWith('floodAreaID', 'severityLevel'),
      fields: ['floodAreaID', 'severityLevel', 'description', 'message', 'timeRaised', 'timeMessageChanged'],
      read(flood, about) {
        const [event, severity, urgency] = flood.must.word('severityLevel', levels)
        const area = flood.must.text('floodAreaID')
        return {
          hazards: [
            hazardOf(about, {
              id: area,
              kind: 'flood',
              text: {
                language: 'en-GB',
                event,
                headline: flood.text('description'),
                description: flood.text('message'),
              },
              msgType: urgency === 'Past' ? 'Cancel' : 'Alert',
              urgency,
              severity,
              certainty: 'Likely',
              sentMs: flood.time('timeMessageChanged'),
              onsetMs: flood.time('timeRaised'),
              area: { text: flood.text('description') ?? '', codes: [{ scheme: 'EA flood area', code: area }] },
            }),
          ],
        }
      },
    },
    {
      syntax: 'json',
      records: itemsWith('stationReference', 'lat', 'long'),
      fields: [
        ...['stationReference', 'label', 'riverName', 'lat', 'long'],
        ...['stageScale.typicalRangeHigh', 'stageScale.typicalRangeLow', 'stageScale.maxOnRecord.value'],
      ],
      read: (station, about) => ({
        mark: markOf(about, {
          id: station.must.text('stationReference'),
          kind: 'river',
          role: 'place',
          name: [station.text('riverName'), station.text('label')].filter((name) => name !== null).join(', '),
          // Of two stations that stand as one the first place is taken.
          geometry: pointOf(Number(station.texts('long')[0]), Number(station.texts('lat')[0]), '/lat'),
          measures: [
            ...measure('usual level, low', station.number('stageScale.typicalRangeLow'), 'MTR'),
            ...measure('usual level, high', station.number('stageScale.typicalRangeHigh'), 'MTR'),
            ...measure('highest level on record', station.number('stageScale.maxOnRecord.value'), 'MTR'),
          ],
        }),
      }),
    },
    {
      syntax: 'json',
      records: itemsWith('notation', 'stationReference', 'unitName'),
      fields: [
        'notation',
        'label',
        'stationReference',
        'parameter',
        'unitName',
        'latestReading.value',
        'latestReading.dateTime',
      ],
      read(gauge, about) {
        const unit = gauge.text('unitName')
        const [value] = gauge.texts('latestReading.value')
        return {
          mark: markOf(about, {
            id: gauge.must.text('notation'),
            kind: 'river',
            role: 'observation',
            name: gauge.text('label') ?? gauge.must.text('stationReference'),
            geometry: null,
            codes: [{ scheme: 'EA station', code: gauge.must.text('stationReference') }],
            timeMs: gauge.time('latestReading.dateTime'),
            // Metres above a datum of the station (mASD) or of the country (mAOD).
            measures: measure(
              `level (${unit ?? 'no unit'})`,
              value === undefined ? null : Number(value),
              unit?.startsWith('m') === true ? 'MTR' : null,
            ),
          }),
        }
      },
    },
  ],
}
