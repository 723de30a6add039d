import type { CapSeverity, HazardKind } from '../../model/index.ts'
import type { Feed } from '../feed.ts'
import { geometryOf } from '../geometry.ts'
import { hazardOf, markOf, measure } from '../make.ts'
import { quakeSeverity } from '../quakes.ts'
import { features, rows } from '../records.ts'

const kinds: Readonly<Record<string, HazardKind>> = {
  Flood: 'flood',
  'Tropical Storm': 'storm',
  Earthquake: 'earthquake',
  'Earthquake (Shake Map)': 'earthquake',
}

/** GDACS's levels, which ADAM hands on. */
const severities: Readonly<Record<string, CapSeverity>> = { Green: 'Minor', Orange: 'Severe', Red: 'Extreme' }

export const wfpAdam: Feed = {
  id: 'wfp-adam',
  title: 'Floods, storms and earthquakes with the people they reach',
  publisher: 'World Food Programme, ADAM',
  licence: { name: 'CC-BY-SA-4.0', attribution: 'WFP ADAM', url: 'https://data.humdata.org/organization/wfp-adam' },
  endpoint: 'https://adam.geospatial.wfp.org/api/{events or cyclones/id}',
  cadenceMin: 60,
  access: 'open',
  kinds: ['flood', 'storm', 'earthquake'],
  forms: [
    {
      syntax: 'json',
      records: rows('eventType', 'guid'),
      fields: ['title', 'eventType', 'guid', 'severity', 'eventISO3', 'pubDate', 'linkDashboard'],
      read(event, about) {
        const kind = event.must.word('eventType', kinds, 'disaster')
        const [, figure, unit] = /^(\d+(?:\.\d+)?)\s*(mag|mph)$/.exec(event.text('severity') ?? '') ?? []
        const magnitude = unit === 'mag' ? Number(figure) : null
        const windMs = unit === 'mph' ? Math.round(Number(figure) * 4.4704) / 10 : null
        const iso3 = event.text('eventISO3')
        return {
          hazards: [
            hazardOf(about, {
              id: event.must.text('guid'),
              kind,
              text: { event: event.must.text('eventType'), headline: event.text('title') },
              urgency: kind === 'earthquake' ? 'Past' : 'Immediate',
              severity: kind === 'earthquake' ? quakeSeverity(magnitude) : 'Unknown',
              certainty: 'Observed',
              sentMs: event.must.time('pubDate'),
              area: {
                text: event.text('title') ?? '',
                codes: iso3 === null ? [] : [{ scheme: 'ISO3166-1', code: iso3 }],
              },
              measures: [...measure('magnitude', magnitude), ...measure('wind speed', windMs, 'MTS')],
              web: event.text('linkDashboard'),
            }),
          ],
        }
      },
    },
    {
      // A cyclone: points of the track with figures, lines between them, and areas of wind.
      syntax: 'json',
      records: features('event_id', 'episode_id'),
      fields: [
        'geometry',
        ...[
          'event_id',
          'episode_id',
          'name',
          'title',
          'alert_level',
          'wind_speed',
          'storm_status',
          'track_date',
          'published_at',
          'from_date',
        ].map((name) => `properties.${name}`),
      ],
      read(feature, about) {
        const geometry = geometryOf(feature.tree('geometry'), '/geometry')
        const id = feature.must.text('properties.event_id')
        const name = feature.text('properties.name') ?? ''
        const kmh = feature.number('properties.wind_speed')
        const measures = measure('wind speed', kmh === null ? null : Math.round((kmh / 3.6) * 10) / 10, 'MTS')
        const timeMs = feature.time('properties.track_date')
        const title = feature.text('properties.title')
        // The one feature with a headline is the storm; the others draw where it was and will be.
        if (title === null)
          return { mark: markOf(about, { id, kind: 'storm', role: 'observation', name, geometry, timeMs, measures }) }
        return {
          hazards: [
            hazardOf(about, {
              id,
              kind: 'storm',
              text: { event: feature.text('properties.storm_status') ?? 'Tropical cyclone', headline: title },
              urgency: 'Immediate',
              severity: feature.word('properties.alert_level', severities, 'Unknown') ?? 'Unknown',
              certainty: 'Likely',
              sentMs: feature.time('properties.published_at'),
              onsetMs: feature.time('properties.from_date'),
              area: { text: name, geometry },
              measures,
            }),
          ],
        }
      },
    },
  ],
}
