import type { About, Feed, Reading } from '../feed.ts'
import type { Fields } from '../fields.ts'
import { dayTimeNear } from '../instants.ts'
import { hazardOf, markOf, measure } from '../make.ts'
import { type Metar, readMetar, saysSomething, threatOf } from '../metar.ts'
import { readSigmet, type Sigmet, sigmetsOf } from '../sigmet.ts'
import { isList, isMap, type Tree } from '../tree.ts'

export const aviationWxText: Feed = {
  id: 'aviation-wx-text',
  title: 'Aviation weather: METAR, SPECI, SIGMET',
  publisher: 'NOAA Aviation Weather Center',
  licence: {
    name: 'public domain',
    attribution: 'NOAA, National Weather Service',
    url: 'https://www.weather.gov/disclaimer',
  },
  endpoint: 'https://aviationweather.gov/api/data/metar?ids={stations}&format=raw',
  cadenceMin: 5,
  access: 'open',
  kinds: ['aviation'],
  forms: [
    {
      syntax: 'bulletins',
      records: reportsOf,
      fields: ['metar', 'sigmet', 'issued'],
      read(record, about) {
        const sigmet = record.text('sigmet')
        return sigmet === null ? metarReading(record, about) : sigmetReading(record, sigmet, about)
      },
    },
  ],
}

/** Reports and SIGMETs of all bulletins; null where there are none. */
function reportsOf(payload: Tree): readonly Tree[] | null {
  const products = isList(payload) ? payload : []
  const records = products.flatMap((product): Tree[] => {
    if (!isMap(product)) return []
    const { text, type, issued = '' } = product
    if (typeof text !== 'string' || typeof type !== 'string') return []
    const sigmets = sigmetsOf(text)
    if (sigmets.length > 0) return sigmets.map((sigmet) => ({ sigmet, issued }))
    return /^S[AP]/.test(type) || type === '' ? metarsOf(text, type !== '').map((metar) => ({ metar })) : []
  })
  return records.length === 0 ? null : records
}

const metarLine = /^(?:(?:METAR|SPECI)\s+)?(?:COR\s+)?[A-Z0-9]{4}\s+\d{6}Z\b/

/** Reports end with `=`; a plain list has one a line. Outside a bulletin something must look like a report. */
function metarsOf(text: string, isBulletin: boolean): string[] {
  const lines = text.split('\n')
  if (!isBulletin && !lines.some((line) => metarLine.test(line))) return []
  const reports = text.includes('=') ? text.split('=') : lines
  return (
    reports
      .map((report) => report.trim())
      // A transmission ends with control characters.
      .filter((report) => /[A-Z0-9]/.test(report) && report !== 'METAR' && report !== 'SPECI')
  )
}

function metarReading(record: Fields, about: About): Reading {
  const text = record.must.text('metar')
  const metar = readMetar(text)
  if (metar === null) throw record.wrong('metar', 'no station and time', 'a report such as KABC 081354Z …')
  if (/\bNIL\b/.test(text)) return { nothing: true }
  const timeMs = dayTimeNear(metar.time, about.nowMs)
  if (Number.isNaN(timeMs)) throw record.wrong('metar', 'a time that no day has', 'day, hour and minute')
  if (!saysSomething(metar))
    throw record.wrong('metar', 'a report of nothing', 'wind, visibility, weather, cloud, temperature or pressure')
  const codes = [{ scheme: 'ICAO', code: metar.station }]
  const threat = threatOf(metar)
  const measures = measuresOf(metar)
  if (threat === null) {
    const name = `METAR ${metar.station}`
    return {
      mark: markOf(about, {
        id: metar.station,
        kind: 'aviation',
        role: 'observation',
        name,
        geometry: null,
        codes,
        timeMs,
        measures,
      }),
    }
  }
  return {
    hazards: [
      hazardOf(about, {
        id: metar.station,
        kind: 'aviation',
        category: 'Met',
        text: { event: threat.event, headline: metar.weather.join(' ') || null },
        urgency: 'Immediate',
        severity: threat.severity,
        certainty: 'Observed',
        sentMs: timeMs,
        onsetMs: timeMs,
        area: { text: metar.station, codes },
        measures,
      }),
    ],
  }
}

function measuresOf(metar: Metar): ReturnType<typeof measure> {
  return [
    ...measure('wind', metar.windMs, 'MTS'),
    ...measure('gust', metar.gustMs, 'MTS'),
    ...measure('wind from', metar.windFromDeg, 'DD'),
    ...measure('visibility', metar.visibilityKm, 'KMT'),
    ...measure('ceiling', metar.ceilingM, 'MTR'),
    ...measure('air', metar.airC, 'CEL'),
    ...measure('dew point', metar.dewPointC, 'CEL'),
    ...measure('pressure', metar.pressureHpa, 'A97'),
  ]
}

const dayMs = 86_400_000

function sigmetReading(record: Fields, text: string, about: About): Reading {
  const sigmet = readSigmet(text)
  if (sigmet === null) throw record.wrong('sigmet', 'another text', 'a SIGMET')
  if (sigmet.kind === 'none') return { nothing: true }
  const issuedMs = dayTimeNear(record.text('issued') ?? '', about.nowMs)
  const sentMs = Number.isNaN(issuedMs) ? null : issuedMs
  const onsetMs = sigmet.from === null ? sentMs : dayTimeNear(sigmet.from, sentMs ?? about.nowMs)
  const expiresMs = endOf(sigmet, onsetMs ?? about.nowMs)
  if (Number.isNaN(onsetMs) || Number.isNaN(expiresMs))
    throw record.wrong('sigmet', 'a time that no day has', 'day, hour and minute')
  const isOutlook = sigmet.kind === 'outlook'
  // Names begin anew each day.
  const day = new Date(onsetMs ?? expiresMs).toISOString().slice(0, 10)
  return {
    hazards: [
      hazardOf(about, {
        id: `${sigmet.name}/${day}`,
        kind: 'aviation',
        category: 'Met',
        text: { event: sigmet.phenomenon },
        msgType: sigmet.cancels === null ? 'Alert' : 'Cancel',
        references: sigmet.cancels === null ? [] : [`${about.feed.id}/${sigmet.cancels}/${day}`],
        urgency:
          isOutlook || (sentMs !== null && onsetMs !== null && onsetMs > sentMs + 3_600_000) ? 'Future' : 'Immediate',
        // All that a SIGMET may be issued for is a danger to any aircraft (Annex 3, 7.1.1; FAA AIM 7-1-5).
        severity: 'Severe',
        certainty: isOutlook || sigmet.isForecast ? 'Likely' : 'Observed',
        sentMs,
        onsetMs,
        expiresMs,
        area: {
          text: sigmet.place,
          geometry: sigmet.geometry,
          radiusKm: sigmet.radiusKm,
          codes: sigmet.states.map((state) => ({ scheme: 'ISO3166-2', code: `US-${state}` })),
        },
        measures: [
          ...measure('top', sigmet.topM, 'MTR'),
          ...measure('moving from', sigmet.movingFromDeg, 'DD'),
          ...measure('movement', sigmet.movingMs, 'MTS'),
        ],
      }),
    ],
  }
}

/** The end of validity: day and time, or the next such time of a day after the begin. */
function endOf({ until }: Sigmet, beginMs: number): number {
  if (until.length === 6) return dayTimeNear(until, beginMs)
  const day = new Date(beginMs).toISOString().slice(8, 10)
  const sameDay = dayTimeNear(`${day}${until}`, beginMs)
  return sameDay < beginMs ? sameDay + dayMs : sameDay
}
