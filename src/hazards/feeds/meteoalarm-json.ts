import type { HazardKind } from '../../model/index.ts'
import { capFields, readCap } from '../cap.ts'
import { eventKind } from '../eventKind.ts'
import type { Feed } from '../feed.ts'
import { listAt } from '../records.ts'

/** `awareness_type` of MeteoAlarm's CAP profile. */
const types: Readonly<Record<string, HazardKind>> = {
  '1': 'storm',
  '2': 'storm',
  '3': 'storm',
  '4': 'weather',
  '5': 'heat',
  '6': 'cold',
  '7': 'flood',
  '8': 'wildfire',
  '9': 'weather',
  '10': 'storm',
  '12': 'flood',
  '13': 'flood',
}

export const meteoalarmJson: Feed = {
  id: 'meteoalarm-json',
  title: 'Weather warnings of a European country',
  publisher: 'EUMETNET MeteoAlarm and the national weather services',
  licence: {
    name: 'CC-BY-4.0',
    attribution: 'MeteoAlarm, EUMETNET; the weather service that the warning names',
    url: 'https://meteoalarm.org/en/live/page/terms-and-conditions',
  },
  endpoint: 'https://feeds.meteoalarm.org/api/v1/warnings/feeds-{country}',
  cadenceMin: 5,
  access: 'open',
  kinds: ['storm', 'weather', 'flood', 'wildfire', 'heat', 'cold'],
  forms: [
    {
      syntax: 'json',
      records: listAt('warnings'),
      fields: ['alert', ...capFields('alert')],
      read: (warning, about) => {
        const [alert] = warning.list('alert')
        if (alert === undefined) throw warning.wrong('alert', 'nothing', 'a CAP alert')
        return readCap(alert, about, (info, event, category) => {
          const type = info.list('parameter').find((each) => each.text('valueName') === 'awareness_type')
          return types[type?.text('value')?.split(';')[0]?.trim() ?? ''] ?? eventKind(event, category)
        })
      },
    },
  ],
}
