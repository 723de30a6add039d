/** Days of a site: numbered, and each as long as its zone makes it (23 or 25 h at a change of clocks). */
export interface OperationalDays {
  /** Days since 1970-01-01 of the operational day that holds the time. */
  dayOf(timeMs: number): number
  /** First instant of that day, epoch milliseconds. */
  dayStartMs(day: number): number
}

const dayMs = 86_400_000
/** Boundaries kept: 178 years of them, so that only a hostile spread of times ever empties the cache. */
const startsMax = 65_536

/**
 * Operational days of a time zone that begin at a time of day there (`HH:MM`). Where the clocks skip that time, the day
 * begins at the first instant after the gap; where they show it twice, at the first of the two.
 *
 * `dayOf` is exact and asks the zone only once per boundary, so that a million calls cost milliseconds.
 */
export function operationalDays(timeZone: string, dayStart: string): OperationalDays {
  const startOfDayMin = Number(dayStart.slice(0, 2)) * 60 + Number(dayStart.slice(3, 5))
  const starts = new Map<number, number>()
  let day = 0
  let startMs = 0
  let endMs = 0

  const dayStartMs = (wanted: number): number => {
    const known = starts.get(wanted)
    if (known !== undefined) return known
    if (starts.size >= startsMax) starts.clear()
    const local = new Date(wanted * dayMs + startOfDayMin * 60_000)
    const atMs = firstInstant(
      Temporal.PlainDateTime.from({
        year: local.getUTCFullYear(),
        month: local.getUTCMonth() + 1,
        day: local.getUTCDate(),
        hour: local.getUTCHours(),
        minute: local.getUTCMinutes(),
      }),
      timeZone,
    )
    starts.set(wanted, atMs)
    return atMs
  }

  return {
    dayStartMs,
    dayOf(timeMs) {
      if (timeMs >= startMs && timeMs < endMs) return day
      // No zone is further than a day from UTC, so the guess is off by two days at most.
      let found = Math.floor((timeMs - startOfDayMin * 60_000) / dayMs)
      while (timeMs < dayStartMs(found)) found--
      while (timeMs >= dayStartMs(found + 1)) found++
      day = found
      startMs = dayStartMs(found)
      endMs = dayStartMs(found + 1)
      return found
    },
  }
}

/** Where the clocks skip the wanted time, `earlier` lies before the gap: the day begins at its far edge. */
function firstInstant(wanted: Temporal.PlainDateTime, timeZone: string): number {
  const found = wanted.toZonedDateTime(timeZone, { disambiguation: 'earlier' })
  const edge = found.toPlainDateTime().equals(wanted) ? null : found.getTimeZoneTransition('next')
  return (edge ?? found).epochMilliseconds
}
