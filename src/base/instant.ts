const instant = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/

/** What `parseInstant` takes, for the `allowed` of a fault. */
export const instantAllowed = 'a time with offset, such as 2026-03-02T14:05:00+01:00'

/**
 * Epoch milliseconds of an ISO 8601 time with offset or `Z`; NaN for anything else, such as a day that
 * no calendar has. Digits past the millisecond are cut.
 */
export function parseInstant(text: string): number {
  const parts = instant.exec(text)
  if (parts === null) return Number.NaN
  const [, year, month, day, hour, minute, second = '0', fraction = '', zone = 'Z'] = parts
  const localMs = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
  // Date.UTC lets 31 February become 3 March and 25 o'clock tomorrow; the standard has neither.
  const back = new Date(localMs)
  const real = back.getUTCMonth() === Number(month) - 1 && back.getUTCDate() === Number(day) && Number(hour) < 24
  if (!real || Number(minute) > 59 || Number(second) > 59 || Number(year) < 1) return Number.NaN
  const offsetMin =
    zone === 'Z' ? 0 : (zone[0] === '-' ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6)))
  return localMs + Number(fraction.slice(0, 3).padEnd(3, '0')) - offsetMin * 60_000
}
