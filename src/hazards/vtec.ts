import type { CapMessageType, CapSeverity, CapUrgency, HazardKind } from '../model/index.ts'

// Valid Time Event Code of the US National Weather Service (NWSI 10-1703).

export interface Vtec {
  /** O operational, T test, E and X experimental. */
  readonly status: string
  readonly action: string
  readonly office: string
  readonly phenomenon: string
  readonly significance: string
  readonly number: string
  /** Null for an event that has begun, or that has no end yet. */
  readonly beginMs: number | null
  readonly endMs: number | null
}

const code = /\/([OTEX])\.([A-Z]{3})\.([A-Z0-9]{4})\.([A-Z]{2})\.([A-Z])\.(\d{4})\.(\d{6}T\d{4}Z)-(\d{6}T\d{4}Z)\//g

/** Every event code of a text, in order. */
export function vtecsOf(text: string): Vtec[] {
  return [...text.matchAll(code)].map(([, status, action, office, phenomenon, significance, number, begin, end]) => ({
    status: status!,
    action: action!,
    office: office!,
    phenomenon: phenomenon!,
    significance: significance!,
    number: number!,
    beginMs: timeOf(begin!),
    endMs: timeOf(end!),
  }))
}

/** `181024T2023Z`; zeros stand for no time. Codes began in 2005, so two digits are years of this century. */
function timeOf(text: string): number | null {
  const [, year, month, day, hour, minute] = /^(\d\d)(\d\d)(\d\d)T(\d\d)(\d\d)Z$/.exec(text) ?? []
  if (year === undefined || Number(month) === 0) return null
  return Date.UTC(2000 + Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute))
}

/** Phenomena with the kind they are; what is not here is weather. */
const phenomena: Readonly<Record<string, readonly [name: string, kind: HazardKind]>> = {
  AF: ['Ashfall', 'volcano'],
  AS: ['Air Stagnation', 'airQuality'],
  BH: ['Beach Hazard', 'weather'],
  BW: ['Brisk Wind', 'storm'],
  BZ: ['Blizzard', 'storm'],
  CF: ['Coastal Flood', 'flood'],
  CW: ['Cold Weather', 'cold'],
  DS: ['Dust Storm', 'storm'],
  DU: ['Blowing Dust', 'airQuality'],
  EC: ['Extreme Cold', 'cold'],
  EH: ['Excessive Heat', 'heat'],
  EW: ['Extreme Wind', 'storm'],
  FA: ['Flood', 'flood'],
  FF: ['Flash Flood', 'flood'],
  FG: ['Dense Fog', 'weather'],
  FL: ['Flood', 'flood'],
  FR: ['Frost', 'cold'],
  FW: ['Fire Weather', 'wildfire'],
  FZ: ['Freeze', 'cold'],
  GL: ['Gale', 'storm'],
  HF: ['Hurricane Force Wind', 'storm'],
  HT: ['Heat', 'heat'],
  HU: ['Hurricane', 'storm'],
  HW: ['High Wind', 'storm'],
  HY: ['Hydrologic', 'flood'],
  HZ: ['Hard Freeze', 'cold'],
  IS: ['Ice Storm', 'storm'],
  LE: ['Lake Effect Snow', 'storm'],
  LO: ['Low Water', 'waterway'],
  LS: ['Lakeshore Flood', 'flood'],
  LW: ['Lake Wind', 'storm'],
  MA: ['Marine', 'storm'],
  MF: ['Dense Fog', 'weather'],
  MH: ['Ashfall', 'volcano'],
  MS: ['Dense Smoke', 'airQuality'],
  RB: ['Small Craft for Rough Bar', 'waterway'],
  RP: ['Rip Current Risk', 'weather'],
  SC: ['Small Craft', 'waterway'],
  SE: ['Hazardous Seas', 'waterway'],
  SM: ['Dense Smoke', 'airQuality'],
  SQ: ['Snow Squall', 'storm'],
  SR: ['Storm', 'storm'],
  SS: ['Storm Surge', 'flood'],
  SU: ['High Surf', 'flood'],
  SV: ['Severe Thunderstorm', 'storm'],
  TO: ['Tornado', 'storm'],
  TR: ['Tropical Storm', 'storm'],
  TS: ['Tsunami', 'tsunami'],
  TY: ['Typhoon', 'storm'],
  UP: ['Heavy Freezing Spray', 'storm'],
  WC: ['Wind Chill', 'cold'],
  WI: ['Wind', 'storm'],
  WS: ['Winter Storm', 'storm'],
  WW: ['Winter Weather', 'storm'],
  XH: ['Extreme Heat', 'heat'],
  ZF: ['Freezing Fog', 'weather'],
  ZR: ['Freezing Rain', 'storm'],
}

const significances: Readonly<Record<string, string>> = {
  W: 'Warning',
  A: 'Watch',
  Y: 'Advisory',
  S: 'Statement',
  F: 'Forecast',
  O: 'Outlook',
  N: 'Synopsis',
}

/** Warnings of what destroys buildings stand above the others; degree follows significance, for the code itself has none. */
const extreme: readonly string[] = ['TO', 'EW', 'HU', 'TY', 'TS', 'SS', 'HF']
const bySignificance: Readonly<Record<string, readonly [CapSeverity, CapUrgency]>> = {
  W: ['Severe', 'Immediate'],
  A: ['Moderate', 'Future'],
  Y: ['Minor', 'Expected'],
  S: ['Minor', 'Expected'],
}

/** What an event code means. */
export function meaningOf({ phenomenon, significance, action }: Vtec) {
  const [name, kind] = phenomena[phenomenon] ?? [`Event ${phenomenon}`, 'weather' as const]
  const [severity, urgency] = bySignificance[significance] ?? ['Unknown', 'Unknown']
  const isWarning = significance === 'W'
  const isOver = action === 'CAN' || action === 'EXP' || action === 'UPG'
  const msgType: CapMessageType = isOver ? 'Cancel' : action === 'NEW' || action === 'ROU' ? 'Alert' : 'Update'
  return {
    event: `${phenomenon === 'FW' && isWarning ? 'Red Flag' : name} ${significances[significance] ?? significance}`,
    kind,
    severity: isWarning && extreme.includes(phenomenon) ? 'Extreme' : severity,
    urgency: isOver ? 'Past' : urgency,
    certainty: isWarning ? 'Likely' : 'Possible',
    msgType,
  } as const
}
