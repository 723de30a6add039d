import type { Geometry, Position } from '../model/index.ts'
import { kilometresOfNautical, metres, metresPerSecond, metresPerSecondOfKilometres } from './units.ts'

// SIGMETs: ICAO Annex 3, appendix 6, with places in latitude and longitude; and those of the US (FAA Order 7110.10, NWS Instruction 10-811), whose
// places are bearings from radio beacons, which stay words here.

/** Parts of a bulletin: each SIGMET, and each area of the outlook below convective ones. */
export function sigmetsOf(text: string): string[] {
  const starts = [...text.matchAll(/^(?:CONVECTIVE SIGMET|SIGMET [A-Z]+ \d|[A-Z]{4} SIGMET|OUTLOOK VALID)/gm)].map(
    ({ index }) => index,
  )
  return starts.flatMap((start, i) => {
    const part = text.slice(start, starts[i + 1]).trim()
    return part.startsWith('OUTLOOK') ? areasOf(part) : [part]
  })
}

/** Areas of an outlook, each below its line of validity. */
function areasOf(outlook: string): string[] {
  const [validity = ''] = outlook.split('\n', 1)
  const starts = [...outlook.matchAll(/^AREA \d+\.\.\./gm)].map(({ index }) => index)
  if (starts.length === 0) return [outlook]
  return starts.map((start, i) => `${validity}\n${outlook.slice(start, starts[i + 1]).trim()}`)
}

export interface Sigmet {
  /** `convective` and `outlook` of the US, `sigmet` of any country, `none` where the bulletin says that there is none. */
  readonly kind: 'convective' | 'outlook' | 'sigmet' | 'none'
  /** Name within its series and day, such as `62C` or `KZAK TANGO 5`. */
  readonly name: string
  /** DDHHMM, or HHMM where the day is that of issue; null where it begins with its issue. */
  readonly from: string | null
  readonly until: string
  readonly phenomenon: string
  /** Where, in the publisher's words. */
  readonly place: string
  /** Two-letter codes of US states. */
  readonly states: readonly string[]
  readonly geometry: Geometry | null
  readonly radiusKm: number | null
  readonly topM: number | null
  readonly movingFromDeg: number | null
  readonly movingMs: number | null
  readonly isForecast: boolean
  /** Name of the SIGMET that this one cancels. */
  readonly cancels: string | null
}

const states = new Set(
  'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY'.split(
    ' ',
  ),
)

/** What a part says; null where it is no SIGMET. */
export function readSigmet(part: string): Sigmet | null {
  const text = part.replace(/\s+/g, ' ').trim()
  if (/^CONVECTIVE SIGMET ?\.\.\. ?NONE/.test(text)) return { ...nothing, kind: 'none', name: 'none', until: '' }
  const convective =
    /^CONVECTIVE SIGMET (\d{1,3}[EWC]) VALID UNTIL (\d{4})Z (.{0,400}?)FROM (.{1,600}?) ((?:DVLPG |DSIPTG |INTSFYG )?(?:AREA|LINE|ISOL|D\d+).{0,400})$/.exec(
      text,
    )
  if (convective !== null) {
    const [, name = '', until = '', where = '', place = '', rest = ''] = convective
    return {
      ...nothing,
      ...motionOf(rest),
      kind: 'convective',
      name,
      until,
      phenomenon: 'Convective SIGMET',
      place: `FROM ${place}`,
      states: statesOf(where),
    }
  }
  const outlook =
    /^OUTLOOK VALID (\d{6})-(\d{6}) (?:AREA (\d+)\.\.\. ?)?(?:FROM (.{1,600}?) (WST ISSUANCES.{0,400})|.{0,600})$/.exec(
      text,
    )
  if (outlook !== null) {
    const [, from = '', until = '', area = '1', place] = outlook
    if (place === undefined) return { ...nothing, kind: 'none', name: 'none', until }
    return {
      ...nothing,
      kind: 'outlook',
      name: `outlook ${area}`,
      from,
      until,
      phenomenon: 'Convective outlook',
      place: `FROM ${place}`,
      isForecast: true,
    }
  }
  const domestic =
    /^SIGMET ([A-Z]+ \d+) VALID UNTIL (\d{6}) (.{0,400}?)FROM (\S.{0,600}?)(?: \.?((?:OCNL |FRQ |ISOL )?(?:SEV|MOD)\b.{0,400}))?$/.exec(
      text,
    )
  if (domestic !== null) {
    const [, name = '', until = '', where = '', place = '', rest = ''] = domestic
    return {
      ...nothing,
      ...motionOf(rest),
      kind: 'sigmet',
      name,
      until,
      phenomenon: phenomenonOf(rest),
      place: `FROM ${place}`,
      states: statesOf(where),
    }
  }
  const icao = /^([A-Z]{4}) SIGMET ((?:[A-Z]+ )?[A-Z]?\d+) VALID (\d{6})\/(\d{6}) [A-Z]{4} ?- ?(.{1,2000})$/.exec(text)
  if (icao === null) return null
  const [, office = '', number = '', from = '', until = '', rest = ''] = icao
  const cancelled = /\bCNL SIGMET ((?:[A-Z]+ )?[A-Z]?\d+)/.exec(rest)?.[1]
  const circle = /\bWI (\d{1,3}) ?(NM|KM) OF/.exec(rest)
  return {
    ...motionOf(rest),
    kind: 'sigmet',
    name: `${office} ${number}`,
    from,
    until,
    phenomenon: phenomenonOf(rest),
    place: /^(.{0,120}?\b(?:FIR|UIR|CTA)\b)/.exec(rest)?.[1] ?? '',
    states: [],
    geometry: placeOf(rest, circle !== null),
    radiusKm: circle === null ? null : circle[2] === 'NM' ? kilometresOfNautical(Number(circle[1])) : Number(circle[1]),
    isForecast: /\bFCST\b/.test(rest),
    cancels: cancelled === undefined ? null : `${office} ${cancelled}`,
  }
}

const nothing = {
  name: '',
  from: null,
  phenomenon: '',
  place: '',
  states: [],
  geometry: null,
  radiusKm: null,
  topM: null,
  movingFromDeg: null,
  movingMs: null,
  isForecast: false,
  cancels: null,
}

/** Phenomena of Annex 3, appendix 6, 1.1.4, in words. */
const phenomena: readonly (readonly [RegExp, string])[] = [
  [/\bRDOACT CLD\b/, 'Radioactive cloud'],
  [/\bVA (?:CLD|ERUPTION)\b/, 'Volcanic ash'],
  [/\bTC [A-Z]/, 'Tropical cyclone'],
  [/\bSEV TURB\b/, 'Severe turbulence'],
  [/\bSEV ICE\b|\bSEV ICG\b/, 'Severe icing'],
  [/\bSEV MTW\b/, 'Severe mountain wave'],
  [/\bHVY (?:DS|SS)\b/, 'Heavy duststorm or sandstorm'],
  [/\b(?:OBSC|EMBD|FRQ|SQL) TS/, 'Thunderstorms'],
]

function phenomenonOf(text: string): string {
  return phenomena.find(([pattern]) => pattern.test(text))?.[1] ?? 'SIGMET'
}

/** Top in flight levels (hundreds of feet), and movement: from a direction (US) or towards one of sixteen (ICAO), in knots. */
function motionOf(text: string): Pick<Sigmet, 'topM' | 'movingFromDeg' | 'movingMs'> {
  const top = /\bTOPS? (?:ABV |TO |BLW )?FL(\d{3})\b/.exec(text)?.[1]
  const [, from, knots] = /\bMOV FROM (\d{3})(\d{2,3})KT/.exec(text) ?? []
  const [, towards, speed, unit] = /\bMOV ([NESW]{1,3}) (\d{1,3})(KT|KMH)/.exec(text) ?? []
  const roses = ['N', 'NNE', 'NE', 'ENE', 'E', 'ESE', 'SE', 'SSE', 'S', 'SSW', 'SW', 'WSW', 'W', 'WNW', 'NW', 'NNW']
  const point = towards === undefined ? -1 : roses.indexOf(towards)
  const inMs = unit === 'KMH' ? metresPerSecondOfKilometres : metresPerSecond
  const figure = knots ?? speed
  return {
    topM: metres(top === undefined ? null : Number(top) * 100),
    movingFromDeg: from !== undefined ? Number(from) : point === -1 ? null : (point * 22.5 + 180) % 360,
    movingMs: inMs(figure === undefined ? null : Number(figure)),
  }
}

/** The first area in latitude and longitude: three places or more within which (`WI`), or the first as a point. */
function placeOf(text: string, isCircle: boolean): Geometry | null {
  const positions: Position[] = []
  for (const [, ns, latitude = '', latitudeMin = '0', ew, longitude = '', longitudeMin = '0'] of text.matchAll(
    /\b([NS])(\d{2})(\d{2})? ?([EW])(\d{3})(\d{2})?\b/g,
  )) {
    const degrees = (whole: string, minutes: string): number => Number(whole) + Number(minutes) / 60
    const position = [
      degrees(longitude, longitudeMin) * (ew === 'W' ? -1 : 1),
      degrees(latitude, latitudeMin) * (ns === 'S' ? -1 : 1),
    ] as const
    const [begin] = positions
    positions.push(position)
    // A ring written closed ends there; what follows is a forecast of another time.
    if (begin !== undefined && positions.length > 3 && begin[0] === position[0] && begin[1] === position[1]) break
  }
  const [begin] = positions
  if (begin === undefined) return null
  if (isCircle || positions.length < 3 || !/\bWI\b/.test(text)) return { type: 'Point', coordinates: begin }
  const end = positions.at(-1)!
  const ring = end[0] === begin[0] && end[1] === begin[1] ? positions : [...positions, begin]
  return ring.length < 4 ? { type: 'Point', coordinates: begin } : { type: 'Polygon', coordinates: [ring] }
}

/** States of a line such as `LA TX AND MS LA TX CSTL WTRS`. */
function statesOf(line: string): string[] {
  return [...new Set(line.split(/[ ,]+/).filter((word) => states.has(word)))]
}
