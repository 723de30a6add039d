import type { CapSeverity, HazardKind } from '../../model/index.ts'
import type { Feed } from '../feed.ts'
import type { Fields } from '../fields.ts'
import { pointOf } from '../geometry.ts'
import { mailInstantOf } from '../instants.ts'
import { hazardOf, measure } from '../make.ts'
import { elements } from '../records.ts'

const events: Readonly<Record<string, readonly [kind: HazardKind, event: string]>> = {
  EQ: ['earthquake', 'Earthquake'],
  TC: ['storm', 'Tropical cyclone'],
  FL: ['flood', 'Flood'],
  VO: ['volcano', 'Volcanic eruption'],
  DR: ['disaster', 'Drought'],
  WF: ['wildfire', 'Forest fire'],
  TS: ['tsunami', 'Tsunami'],
}

/** GDACS's level is that of the expected need for help from abroad, not of the force: green none, orange some, red much. */
const severities: Readonly<Record<string, CapSeverity>> = { Green: 'Minor', Orange: 'Severe', Red: 'Extreme' }

/** Units of `gdacs:severity`. */
const units: Readonly<Record<string, readonly [name: string, unit: string | null]>> = {
  M: ['magnitude', null],
  'km/h': ['wind speed', 'KMH'],
  km2: ['area', 'KMK'],
  ha: ['burned area', 'HAR'],
}

export const gdacsRss: Feed = {
  id: 'gdacs-rss',
  title: 'Disasters of the world with a possible need for help',
  publisher: 'Global Disaster Alert and Coordination System (United Nations, European Commission)',
  licence: {
    name: 'free with attribution',
    attribution: 'GDACS; not for decisions without confirmation',
    url: 'https://www.gdacs.org/About/termofuse.aspx',
  },
  endpoint: 'https://www.gdacs.org/xml/rss_{period}.xml',
  cadenceMin: 6,
  access: 'open',
  kinds: ['earthquake', 'storm', 'flood', 'volcano', 'wildfire', 'tsunami', 'disaster'],
  forms: [
    {
      syntax: 'xml',
      records: elements('rss.channel.item'),
      fields: [
        ...['title', 'description', 'link', 'pubDate', 'geo:Point.geo:lat', 'geo:Point.geo:long'],
        ...['iscurrent', 'fromdate', 'todate', 'eventtype', 'eventid', 'episodeid', 'alertlevel', 'iso3'].map(gdacs),
        ...['severity.@unit', 'severity.@value', 'temporary'].map(gdacs),
      ],
      read(item, about) {
        const [kind, event] = item.must.word(gdacs('eventtype'), events)
        const type = item.must.text(gdacs('eventtype'))
        const [name, unit] = units[item.text(gdacs('severity.@unit')) ?? ''] ?? ['severity', null]
        const iso3 = item.text(gdacs('iso3'))
        return {
          hazards: [
            hazardOf(about, {
              id: `${type}${item.must.text(gdacs('eventid'))}`,
              kind,
              text: { event, headline: item.text('title'), description: item.text('description') },
              urgency: item.flag(gdacs('iscurrent')) === true ? 'Immediate' : 'Past',
              severity: item.word(gdacs('alertlevel'), severities, 'Unknown') ?? 'Unknown',
              certainty: 'Likely',
              sentMs: mailTime(item, 'pubDate'),
              onsetMs: mailTime(item, gdacs('fromdate')),
              expiresMs: null,
              area: {
                text: item.text('title') ?? '',
                geometry: pointOf(item.number('geo:Point.geo:long'), item.number('geo:Point.geo:lat'), '/geo:Point'),
                codes: iso3 === null ? [] : [{ scheme: 'ISO3166-1', code: iso3 }],
              },
              measures: [
                ...measure(name, item.number(gdacs('severity.@value')), unit),
                ...measure('episode', item.number(gdacs('episodeid'))),
              ],
              web: item.text('link'),
            }),
          ],
        }
      },
    },
  ],
}

function gdacs(name: string): string {
  return `gdacs:${name}`
}

function mailTime(item: Fields, path: string): number | null {
  const text = item.text(path)
  if (text === null) return null
  const ms = mailInstantOf(text)
  if (Number.isNaN(ms)) throw item.wrong(path, 'a text that is no date', 'a date as in RSS')
  return ms
}
