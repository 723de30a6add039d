/**
 * When something was said, as one number that orders statements: eventTime in whole milliseconds, then 11 bits of the
 * identity hash. Exact in a double until the year 2109. Two statements of one millisecond whose 11 bits are equal are
 * ordered by what they say, so the order is total in all that can be seen of it. 0 is "never".
 */
export function stampOf(eventTimeMs: number, idLow: number): number {
  const ms = eventTimeMs < 1 ? 1 : eventTimeMs > lastMs ? lastMs : Math.floor(eventTimeMs)
  return ms * ties + (idLow & (ties - 1))
}

const ties = 2048
const lastMs = 2 ** 42 - 1
const quarterMs = 15 * 60_000

export function msOf(stamp: number): number {
  return Math.floor(stamp / ties)
}

/** Whole seconds: what runs and ages are kept in. */
export function secondOf(stamp: number): number {
  return Math.floor(stamp / (ties * 1000))
}

export function floorQuarterMs(ms: number): number {
  return Math.floor(ms / quarterMs) * quarterMs
}

/** The stamp as a hand scan older than a day keeps it: quarter hour, no order within. */
export function coarseStamp(stamp: number): number {
  return stamp === 0 ? 0 : Math.max(1, floorQuarterMs(msOf(stamp))) * ties
}

/** The stamp rounded up to the quarter hour: what guards against late events may only ask too often. */
export function upToQuarter(stamp: number): number {
  return Math.ceil(stamp / (quarterMs * ties)) * quarterMs * ties
}

/** Seconds floored to the quarter hour. */
export function coarseSecond(second: number): number {
  return Math.floor(second / 900) * 900
}
