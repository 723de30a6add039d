const withOffset = /(?:Z|[+-]\d\d:?\d\d)$/i
const dayOnly = /^\d{4}-\d\d-\d\dZ?$/

/**
 * Epoch milliseconds of an ISO 8601 time; one without offset is a wall clock of `zone` (IANA name), a day its first instant there.
 * A blank between day and time is taken as `T`. NaN for anything else, such as a day that no calendar has.
 */
export function instantOf(text: string, zone: string): number {
  const iso = text
    .trim()
    .replace(' ', 'T')
    .replace(/^(\d{4})\/(\d\d)\/(\d\d)/, '$1-$2-$3')
  try {
    if (dayOnly.test(iso)) {
      const day = Temporal.PlainDate.from(iso.replace('Z', ''), { overflow: 'reject' })
      return day.toZonedDateTime(iso.endsWith('Z') ? 'UTC' : zone).epochMilliseconds
    }
    if (withOffset.test(iso)) return Temporal.Instant.from(iso).epochMilliseconds
    return Temporal.PlainDateTime.from(iso, { overflow: 'reject' }).toZonedDateTime(zone).epochMilliseconds
  } catch {
    return Number.NaN
  }
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const mailDate =
  /^(?:\w{3},\s*)?(\d{1,2})\s+(\w{3})\w*\s+(\d{4})\s+(\d{1,2}):(\d\d)(?::(\d\d))?\s*([A-Z]{1,4}|[+-]\d{4})?$/i

/** Hours from UTC of the zone names that RFC 5322 (section 4.3) knows; others are read as UTC, as it says. */
const mailZones: Readonly<Record<string, number>> = {
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
}

/** Epoch milliseconds of a date as mail and RSS write it (RFC 5322), such as `Sat, 07 Oct 2023 06:41:03 GMT`; NaN for anything else. */
export function mailInstantOf(text: string): number {
  const parts = mailDate.exec(text.trim())
  if (parts === null) return Number.NaN
  const [, day, month = '', year, hour, minute, second = '0', zone = 'GMT'] = parts
  const at = months.indexOf(month.toLowerCase())
  if (at === -1) return Number.NaN
  const offsetMin = /^[+-]/.test(zone)
    ? (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3)))
    : (mailZones[zone.toUpperCase()] ?? 0) * 60
  return Date.UTC(Number(year), at, Number(day), Number(hour), Number(minute), Number(second)) - offsetMin * 60_000
}

/**
 * Epoch milliseconds of a day of the month with hour and minute (UTC), as weather bulletins write it (`DDHHMM`), in the month that brings it
 * nearest to `nowMs`. NaN for anything else.
 */
export function dayTimeNear(text: string, nowMs: number): number {
  const parts = /^(\d\d)(\d\d)(\d\d)$/.exec(text)
  if (parts === null) return Number.NaN
  const [day, hour, minute] = parts.slice(1).map(Number) as [number, number, number]
  if (day < 1 || hour > 24 || minute > 59) return Number.NaN
  const now = new Date(nowMs)
  let best = Number.NaN
  for (const months of [-1, 0, 1]) {
    const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1)
    const ms = first + ((day - 1) * 1440 + hour * 60 + minute) * 60_000
    // February has no 30th.
    const isOfMonth = day <= new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months + 1, 0)).getUTCDate()
    if (isOfMonth && !(Math.abs(ms - nowMs) >= Math.abs(best - nowMs))) best = ms
  }
  return best
}
