import type { Feed } from '../feed.ts'
import { geometryOf } from '../geometry.ts'
import { markOf, measure } from '../make.ts'
import { isList, isMap, type Tree } from '../tree.ts'

/** Rings of Esri JSON: outer ones clockwise, holes the other way; each outer ring begins a polygon. */
function polygonsOf(rings: Tree): Tree {
  const parts: Tree[][] = []
  for (const ring of isList(rings) ? rings : []) {
    const last = parts.at(-1)
    if (last === undefined || isClockwise(ring)) parts.push([ring])
    else last.push(ring)
  }
  return { type: 'MultiPolygon', coordinates: parts }
}

function isClockwise(ring: Tree): boolean {
  if (!isList(ring)) return true
  let doubled = 0
  for (const [i, here] of ring.entries()) {
    const next = ring[(i + 1) % ring.length]
    if (!isList(here) || !isList(next)) return true
    doubled += (Number(next[0]) - Number(here[0])) * (Number(next[1]) + Number(here[1]))
  }
  return doubled >= 0
}

export const femaNfhlFloodZones: Feed = {
  id: 'fema-nfhl-flood-zones',
  title: 'Flood zones of the United States',
  publisher: 'FEMA National Flood Hazard Layer',
  licence: {
    name: 'public domain',
    attribution: 'FEMA',
    url: 'https://www.fema.gov/flood-maps/national-flood-hazard-layer',
  },
  endpoint:
    'https://hazards.fema.gov/arcgis/rest/services/public/NFHL/MapServer/28/query?geometry={longitude,latitude}&outFields=*&f=json',
  cadenceMin: null,
  access: 'open',
  kinds: ['flood'],
  forms: [
    {
      syntax: 'json',
      records: (payload) => {
        if (!isMap(payload)) return null
        const list = isList(payload['features']) ? payload['features'] : [payload]
        const isZone = (feature: Tree): boolean =>
          isMap(feature) && isMap(feature['attributes']) && 'FLD_ZONE' in feature['attributes']
        return list.every(isZone) ? list : null
      },
      fields: [
        'attributes.OBJECTID',
        'attributes.FLD_ZONE',
        'attributes.ZONE_SUBTY',
        'attributes.SFHA_TF',
        'attributes.DFIRM_ID',
        'geometry.rings',
      ],
      read: (zone, about) => ({
        mark: markOf(about, {
          id: [zone.text('attributes.DFIRM_ID') ?? '', zone.must.text('attributes.OBJECTID')].join('/'),
          kind: 'flood',
          role: 'place',
          name: `Flood zone ${zone.must.text('attributes.FLD_ZONE')}`,
          geometry: geometryOf(polygonsOf(zone.tree('geometry.rings')), '/geometry'),
          // T: a flood of one chance in a hundred a year reaches it.
          measures: measure('special flood hazard area', zone.text('attributes.SFHA_TF') === 'T' ? 1 : 0),
        }),
      }),
    },
  ],
}
