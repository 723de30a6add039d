import type { CapSeverity } from '../model/index.ts'
import { kilometres, metres, metresPerSecond, metresPerSecondOfKilometres } from './units.ts'

// METAR and SPECI (ICAO Annex 3, appendix 3; WMO No. 306, FM 15 and FM 16), with the units of the country that writes.

export interface Metar {
  readonly station: string
  /** DDHHMM, UTC. */
  readonly time: string
  readonly windMs: number | null
  readonly gustMs: number | null
  readonly windFromDeg: number | null
  readonly visibilityKm: number | null
  /** Lowest layer that covers more than half of the sky, or vertical visibility, metres. */
  readonly ceilingM: number | null
  readonly airC: number | null
  readonly dewPointC: number | null
  readonly pressureHpa: number | null
  /** Groups of present weather, such as `+TSRA` or `VCTS`. */
  readonly weather: readonly string[]
}

const speeds: Readonly<Record<string, (value: number | null) => number | null>> = {
  KT: metresPerSecond,
  MPS: (value) => value,
  KMH: metresPerSecondOfKilometres,
}
const hectopascalsOfInch = 33.8639

const head = /^(?:(?:METAR|SPECI)\s+)?(?:COR\s+)?([A-Z][A-Z0-9]{3})\s+(\d{6})Z(?:\s+|$)/
const wind = /^(\d{3}|VRB)(\d{2,3})(?:G(\d{2,3}))?(KT|MPS|KMH)$/
const miles = /^[MP]?(?:(\d{1,2})|(\d{1,2})\/(\d{1,2}))SM$/
const cloud = /^(FEW|SCT|BKN|OVC|VV)(\d{3})/
const temperatures = /^(M?\d\d)\/(M?\d\d)?$/
const phenomenon =
  /^(?:[+-]|VC)?(?:MI|PR|BC|DR|BL|SH|TS|FZ)?(?:DZ|RA|SN|SG|IC|PL|GR|GS|UP|BR|FG|FU|VA|DU|SA|HZ|PO|SQ|FC|SS|DS){0,3}$/

/** A report, null where it has no station and time. What follows as forecast or remark is not read. */
export function readMetar(text: string): Metar | null {
  const found = head.exec(text)
  if (found === null) return null
  const tokens = text
    .slice(found[0].length)
    .split(/\s+/)
    .filter((token) => token !== '')
  const end = tokens.findIndex((token) => ['RMK', 'TEMPO', 'BECMG', 'NOSIG'].includes(token))
  const body = end === -1 ? tokens : tokens.slice(0, end)
  const [, from, speed, gust, unit = 'KT'] = first(body, wind) ?? []
  const ms = (digits: string | undefined): number | null =>
    speeds[unit]?.(digits === undefined ? null : Number(digits)) ?? null
  const ceilings = body.flatMap((token) => {
    const [, cover, hundreds] = cloud.exec(token) ?? []
    return cover === 'BKN' || cover === 'OVC' || cover === 'VV' ? [Number(hundreds) * 100] : []
  })
  const [, air, dew] = first(body, temperatures) ?? []
  const celsius = (digits: string | undefined): number | null =>
    digits === undefined ? null : Number(digits.replace('M', '-')) + 0
  return {
    station: found[1]!,
    time: found[2]!,
    windMs: ms(speed),
    gustMs: ms(gust),
    windFromDeg: from === undefined || from === 'VRB' ? null : Number(from),
    visibilityKm: visibilityOf(body),
    ceilingM: metres(ceilings.length === 0 ? null : Math.min(...ceilings)),
    airC: celsius(air),
    dewPointC: celsius(dew),
    pressureHpa: pressureOf(body),
    weather: body.filter((token) => phenomenon.test(token) && !/^(?:[+-]|VC)?$/.test(token)),
  }
}

/** Whether a report says anything but where and when. */
export function saysSomething({ station, time, weather, ...figures }: Metar): boolean {
  return station !== '' && time !== '' && (weather.length > 0 || Object.values(figures).some((each) => each !== null))
}

export interface Threat {
  readonly event: string
  readonly severity: CapSeverity
}

/** 50 knots: the wind from which the US National Weather Service calls a thunderstorm severe. */
const severeMs = metresPerSecond(50)!
/** 34 knots: gale force, Beaufort 8. */
const galeMs = metresPerSecond(34)!

/**
 * The worst that a report tells of an airport, null for a usual day. Low cloud and bad sight by the flight categories of the US Aviation
 * Weather Center: LIFR below 500 ft or 1 mile, IFR below 1,000 ft or 3 miles.
 */
export function threatOf({ weather, windMs, gustMs, visibilityKm, ceilingM }: Metar): Threat | null {
  const here = weather.filter((group) => !group.startsWith('VC'))
  const has = (pattern: RegExp): boolean => here.some((group) => pattern.test(group))
  const windiest = Math.max(windMs ?? 0, gustMs ?? 0)
  const isBelow = (feet: number, mile: number): boolean =>
    (ceilingM !== null && ceilingM < metres(feet)!) || (visibilityKm !== null && visibilityKm < kilometres(mile)!)
  if (has(/^\+FC/)) return { event: 'Tornado or waterspout', severity: 'Extreme' }
  if (has(/FC/)) return { event: 'Funnel cloud', severity: 'Severe' }
  if (windiest >= severeMs) return { event: 'Damaging wind', severity: 'Severe' }
  if (has(/VA/)) return { event: 'Volcanic ash', severity: 'Severe' }
  if (has(/TS/)) return { event: 'Thunderstorm', severity: 'Moderate' }
  if (has(/SQ/)) return { event: 'Squall', severity: 'Moderate' }
  if (has(/^[+-]?FZ(?:RA|DZ)/)) return { event: 'Freezing rain or drizzle', severity: 'Moderate' }
  if (has(/SS|DS/)) return { event: 'Sandstorm or duststorm', severity: 'Moderate' }
  if (windiest >= galeMs) return { event: 'Gale', severity: 'Moderate' }
  if (isBelow(500, 1)) return { event: 'Low instrument flight conditions', severity: 'Moderate' }
  return isBelow(1000, 3) ? { event: 'Instrument flight conditions', severity: 'Minor' } : null
}

function first(tokens: readonly string[], pattern: RegExp): RegExpExecArray | null {
  for (const token of tokens) {
    const found = pattern.exec(token)
    if (found !== null) return found
  }
  return null
}

/** Statute miles, with a fraction as a group of its own (`1 1/2SM`), or metres (9999 is ten kilometres or more). */
function visibilityOf(tokens: readonly string[]): number | null {
  if (tokens.includes('CAVOK')) return 10
  for (const [i, token] of tokens.entries()) {
    const [whole, plain, over, under] = miles.exec(token) ?? []
    if (whole !== undefined) {
      const before = over !== undefined && /^\d$/.test(tokens[i - 1] ?? '') ? Number(tokens[i - 1]) : 0
      const fraction = plain === undefined ? Number(over) / Number(under) : Number(plain)
      return Number.isFinite(fraction) ? kilometres(before + fraction) : null
    }
    if (/^\d{4}(?:NDV)?$/.test(token)) return token.startsWith('9999') ? 10 : Number(token.slice(0, 4)) / 1000
  }
  return null
}

/** Hectopascals (`Q1013`) or hundredths of an inch of mercury (`A2992`). */
function pressureOf(tokens: readonly string[]): number | null {
  const [, unit, digits] = first(tokens, /^([AQ])(\d{4})$/) ?? []
  if (unit === undefined) return null
  return unit === 'Q' ? Number(digits) : Number(((Number(digits) / 100) * hectopascalsOfInch).toFixed(1))
}
