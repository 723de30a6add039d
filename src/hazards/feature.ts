import type { Hazard, Mark } from '../model/index.ts'

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())

/** A hazard as GeoJSON feature whose properties have the names of CAP 1.2; further languages stand in `info`. */
export function hazardFeature(hazard: Hazard): object {
  const { id, feed, kind, category, urgency, severity, certainty, status, msgType, texts, area } = hazard
  const [first, ...others] = texts
  return {
    type: 'Feature',
    id,
    geometry: area.geometry,
    properties: {
      feed,
      kind,
      status,
      msgType,
      category,
      ...first,
      urgency,
      severity,
      certainty,
      sent: iso(hazard.sentMs),
      onset: iso(hazard.onsetMs),
      expires: iso(hazard.expiresMs),
      areaDesc: area.text,
      geocode: area.codes.map(({ scheme, code }) => ({ valueName: scheme, value: code })),
      ...(area.radiusKm === null ? {} : { radiusKm: area.radiusKm }),
      references: hazard.references,
      parameter: hazard.measures,
      web: hazard.web,
      ...(others.length === 0 ? {} : { info: others }),
    },
  }
}

/** A mark as GeoJSON feature. */
export function markFeature({ id, feed, kind, role, name, geometry, codes, timeMs, measures }: Mark): object {
  return {
    type: 'Feature',
    id,
    geometry,
    properties: { feed, kind, role, name, time: iso(timeMs), geocode: codes, parameter: measures },
  }
}
