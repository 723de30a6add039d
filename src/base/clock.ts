/** The present, handed in so that a test can own it. Epoch milliseconds, UTC. */
export interface Clock {
  nowMs(): number
}

/** A clock that stands still until it is moved. */
export function manualClock(startMs: number): Clock & { set(ms: number): void; advance(ms: number): void } {
  let nowMs = startMs
  return {
    nowMs: () => nowMs,
    set: (ms) => {
      nowMs = ms
    },
    advance: (ms) => {
      nowMs += ms
    },
  }
}
