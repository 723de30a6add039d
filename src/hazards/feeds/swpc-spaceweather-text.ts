import type { CapSeverity } from '../../model/index.ts'
import { products } from '../bulletin.ts'
import type { Feed } from '../feed.ts'
import { instantOf } from '../instants.ts'
import { hazardOf, measure } from '../make.ts'

/** NOAA space weather scales, G (geomagnetic storm), S (radiation storm) and R (radio blackout), 1 minor to 5 extreme. */
const severities: readonly CapSeverity[] = ['Minor', 'Minor', 'Moderate', 'Severe', 'Severe', 'Extreme']
const scale = /(?:Category|NOAA Scale:?)\s*([GSR])([1-5])/i
const months: Readonly<Record<string, string>> = {
  Jan: '01',
  Feb: '02',
  Mar: '03',
  Apr: '04',
  May: '05',
  Jun: '06',
  Jul: '07',
  Aug: '08',
  Sep: '09',
  Oct: '10',
  Nov: '11',
  Dec: '12',
}

/** `2014 Jan 10 1411 UTC` behind a name. */
function timeIn(text: string, name: string): number | null {
  const [, year, month = '', day, hour, minute] =
    new RegExp(`^${name}: (\\d{4}) (\\w{3}) (\\d\\d) (\\d\\d)(\\d\\d) UTC`, 'm').exec(text) ?? []
  return year === undefined ? null : instantOf(`${year}-${months[month] ?? '00'}-${day}T${hour}:${minute}`, 'UTC')
}

export const swpcSpaceweatherText: Feed = {
  id: 'swpc-spaceweather-text',
  title: 'Alerts, warnings and watches of space weather',
  publisher: 'NOAA Space Weather Prediction Center',
  licence: {
    name: 'public domain',
    attribution: 'NOAA Space Weather Prediction Center',
    url: 'https://www.swpc.noaa.gov/content/subscription-services',
  },
  endpoint: 'https://services.swpc.noaa.gov/products/alerts.json',
  cadenceMin: 5,
  access: 'open',
  kinds: ['spaceWeather'],
  forms: [
    {
      syntax: 'bulletins',
      records: products((text) => text.includes('Space Weather Message Code:')),
      fields: ['text'],
      read(product, about) {
        const text = product.must.text('text')
        const [, serial] = /^Serial Number: (\d+)/m.exec(text) ?? []
        const [, messageCode] = /^Space Weather Message Code: (\w+)/m.exec(text) ?? []
        const [, cancels, kindOf, title] =
          /^(CANCEL )?(?:CONTINUED |EXTENDED )?(WATCH|WARNING|ALERT|SUMMARY): (.+)$/m.exec(text) ?? []
        const sentMs = timeIn(text, 'Issue Time')
        if (serial === undefined || title === undefined || sentMs === null || Number.isNaN(sentMs)) {
          throw product.wrong('text', 'a message without head', 'serial number, issue time and title')
        }
        const [, letter, degree] = scale.exec(text) ?? []
        const [, cancelled] = /^Cancel Serial Number: (\d+)/m.exec(text) ?? []
        return {
          hazards: [
            hazardOf(about, {
              id: `${messageCode}/${serial}`,
              kind: 'spaceWeather',
              text: { language: 'en-US', event: `Space weather ${kindOf!.toLowerCase()}`, headline: title.trim() },
              msgType: cancels === undefined ? 'Alert' : 'Cancel',
              urgency:
                cancels !== undefined
                  ? 'Past'
                  : kindOf === 'WATCH'
                    ? 'Future'
                    : kindOf === 'WARNING'
                      ? 'Expected'
                      : 'Immediate',
              severity: degree === undefined ? 'Unknown' : (severities[Number(degree)] ?? 'Unknown'),
              certainty: kindOf === 'ALERT' || kindOf === 'SUMMARY' ? 'Observed' : 'Likely',
              sentMs,
              onsetMs: timeIn(text, 'Valid From') ?? timeIn(text, 'Begin Time'),
              expiresMs: timeIn(text, 'Valid To') ?? timeIn(text, 'Now Valid Until'),
              area: { text: 'Earth' },
              references: cancelled === undefined ? [] : [`${about.feed.id}/${messageCode}/${cancelled}`],
              measures: degree === undefined ? [] : measure(`NOAA scale ${letter!.toUpperCase()}`, Number(degree)),
            }),
          ],
        }
      },
    },
  ],
}
