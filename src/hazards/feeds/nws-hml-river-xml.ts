import type { Feed } from '../feed.ts'
import { markOf, measure } from '../make.ts'
import { readXml } from '../syntax/xml.ts'
import { isList, isMap, listOf, type Tree } from '../tree.ts'
import { metres } from '../units.ts'

const document = /<site[\s>][\s\S]*?<\/site>/g
/** Thousands of cubic feet a second as cubic metres a second. */
const kcfs = 28.316_85

export const nwsHmlRiverXml: Feed = {
  id: 'nws-hml-river-xml',
  title: 'River levels observed and forecast by gauge, United States',
  publisher: 'NOAA National Weather Service',
  licence: {
    name: 'public domain',
    attribution: 'NOAA National Weather Service',
    url: 'https://www.weather.gov/disclaimer',
  },
  endpoint: 'https://tgftp.nws.noaa.gov/data/raw/sr/{product}.txt',
  cadenceMin: 60,
  access: 'open',
  kinds: ['river'],
  forms: [
    {
      // A bulletin of several XML documents, one below the other: a gauge with what was measured or is forecast.
      syntax: 'bulletins',
      records: (payload) => {
        const texts = isList(payload) ? payload.map((product) => (isMap(product) ? String(product['text']) : '')) : []
        const sites: Tree[] = texts.flatMap((text) => [...text.matchAll(document)].map(([found]) => readXml(found)))
        return sites.length === 0 ? null : sites
      },
      fields: [
        ...['site.@id', 'site.@name', 'site.@generationtime'],
        ...['observed', 'forecast'].flatMap((list) => [
          `site.${list}`,
          ...['@primaryName', '@primaryUnits', 'datum', 'datum.valid', 'datum.primary'].map(
            (name) => `site.${list}.${name}`,
          ),
        ]),
      ],
      read(site, about) {
        const id = site.must.text('site.@id')
        const figures = ['observed', 'forecast'].flatMap((list) =>
          site.list(`site.${list}`).flatMap((series) => {
            const [name, unit] = [series.text('@primaryName') ?? 'value', series.text('@primaryUnits')]
            const known = series
              .list('datum')
              .map((datum) => ({ timeMs: datum.must.time('valid'), value: datum.number('primary') }))
              // -999 and -9999 stand for missing.
              .filter(({ value }) => value !== null && value > -999)
            // Of what was measured the last, of what is forecast the highest.
            const told =
              list === 'observed'
                ? known.at(-1)
                : known.reduce<(typeof known)[number] | undefined>(
                    (top, each) => (top === undefined || each.value! > top.value! ? each : top),
                    undefined,
                  )
            return told === undefined
              ? []
              : [{ ...told, name: list === 'observed' ? name : `${name}, highest forecast`, unit }]
          }),
        )
        return {
          mark: markOf(about, {
            id: [
              id,
              listOf(site.tree('site.observed')).length === 0 ? 'forecast' : 'observed',
              figures[0]?.name ?? 'none',
            ].join('/'),
            kind: 'river',
            role: 'observation',
            name: site.text('site.@name') ?? id,
            geometry: null,
            codes: [{ scheme: 'NWSLI', code: id }],
            timeMs: figures[0]?.timeMs ?? site.time('site.@generationtime'),
            measures: figures.flatMap(({ name, unit, value }) =>
              unit === 'ft'
                ? measure(name, metres(value), 'MTR')
                : measure(
                    name,
                    value === null ? null : Number((value * kcfs).toFixed(2)),
                    unit === 'kcfs' ? 'MQS' : null,
                  ),
            ),
          }),
        }
      },
    },
  ],
}
