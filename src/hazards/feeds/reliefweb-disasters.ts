import type { HazardKind } from '../../model/index.ts'
import type { Feed } from '../feed.ts'
import { hazardOf } from '../make.ts'
import { listAt } from '../records.ts'

/** GLIDE hazard codes. CE, complex emergency, is about people against people: refused. */
const codes: Readonly<Record<string, readonly [kind: HazardKind, event: string]>> = {
  AC: ['industrialAccident', 'Technological disaster'],
  AV: ['disaster', 'Snow avalanche'],
  CW: ['cold', 'Cold wave'],
  DR: ['disaster', 'Drought'],
  EC: ['storm', 'Extratropical cyclone'],
  EP: ['epidemic', 'Epidemic'],
  EQ: ['earthquake', 'Earthquake'],
  ET: ['weather', 'Extreme temperature'],
  FF: ['flood', 'Flash flood'],
  FL: ['flood', 'Flood'],
  FR: ['wildfire', 'Fire'],
  HT: ['heat', 'Heat wave'],
  IN: ['disaster', 'Insect infestation'],
  LS: ['disaster', 'Landslide'],
  MS: ['disaster', 'Mudslide'],
  OT: ['disaster', 'Other disaster'],
  SS: ['flood', 'Storm surge'],
  ST: ['storm', 'Severe local storm'],
  TC: ['storm', 'Tropical cyclone'],
  TO: ['storm', 'Tornado'],
  TS: ['tsunami', 'Tsunami'],
  VO: ['volcano', 'Volcano'],
  VW: ['storm', 'Violent wind'],
  WF: ['wildfire', 'Wild fire'],
  WV: ['flood', 'Wave or surge'],
}

/** Code, year, number and country; 001 stands for the world. */
const glide = /^([A-Z]{2})-\d{4}-\d{6}-(?:([A-Z]{3})|\d{3})$/i

export const reliefwebDisasters: Feed = {
  id: 'reliefweb-disasters',
  title: 'Disasters with international help',
  publisher: 'ReliefWeb, UN OCHA',
  licence: {
    name: 'CC-BY-4.0',
    attribution: 'ReliefWeb, a service of UN OCHA',
    url: 'https://reliefweb.int/terms-conditions',
  },
  endpoint: 'https://api.reliefweb.int/v2/disasters?appname={name}&preset=external&limit=1000',
  cadenceMin: 240,
  access: 'key',
  kinds: [
    'disaster',
    'flood',
    'storm',
    'epidemic',
    'earthquake',
    'volcano',
    'wildfire',
    'heat',
    'cold',
    'tsunami',
    'weather',
    'industrialAccident',
  ],
  forms: [
    {
      syntax: 'json',
      records: listAt('data'),
      fields: [
        ...['id', 'fields.name', 'fields.status', 'fields.glide', 'fields.primary_type.code', 'fields.url'],
        ...['fields.date.event', 'fields.date.changed', 'fields.primary_country.iso3'],
      ],
      read(record, about) {
        const name = record.must.text('fields.name')
        const [, glideCode, glideCountry] = glide.exec(record.text('fields.glide') ?? '') ?? []
        const code = (record.text('fields.primary_type.code') ?? glideCode ?? '').toUpperCase()
        if (code === 'CE') return { refused: 'D1 complex emergency: about what people do to people' }
        const found = codes[code]
        if (found === undefined) throw record.wrong('fields.glide', 'another code', Object.keys(codes).join(', '))
        const [kind, event] = found
        const iso3 = (record.text('fields.primary_country.iso3') ?? glideCountry)?.toUpperCase()
        const isOver = record.text('fields.status') === 'past' || record.text('fields.status') === 'alert-archive'
        return {
          hazards: [
            hazardOf(about, {
              id: record.must.text('id'),
              kind,
              text: { event, headline: name },
              urgency: isOver ? 'Past' : record.text('fields.status') === 'alert' ? 'Expected' : 'Immediate',
              certainty: 'Observed',
              sentMs: record.time('fields.date.changed'),
              onsetMs: record.time('fields.date.event'),
              area: {
                text: name.split(':')[0] ?? '',
                // The middle of the country, which is given, is no place of a flood.
                codes: iso3 === undefined ? [] : [{ scheme: 'ISO3166-1', code: iso3 }],
              },
              web: record.text('fields.url'),
            }),
          ],
        }
      },
    },
  ],
}
