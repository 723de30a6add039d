/** A conveyor or sorter: things pass one behind the other, and none while it stands still. */
export class Belt {
  readonly #gapMs: number
  readonly #at: (ms: number, action: () => void) => void
  #lastMs = 0
  #stoppedUntilMs = 0
  #restartMs = 0

  constructor(gapMs: number, at: (ms: number, action: () => void) => void) {
    this.#gapMs = gapMs
    this.#at = at
  }

  /** Carries one thing for `travelMs` at least; `out` gets the time at which it comes off. */
  carry(nowMs: number, travelMs: number, out: (ms: number) => void): void {
    this.#lastMs = Math.max(nowMs + travelMs, this.#lastMs + this.#gapMs)
    this.#arrive(this.#lastMs, out)
  }

  stop(untilMs: number): void {
    this.#stoppedUntilMs = Math.max(this.#stoppedUntilMs, untilMs)
    this.#restartMs = this.#stoppedUntilMs
  }

  stopped(nowMs: number): boolean {
    return nowMs < this.#stoppedUntilMs
  }

  #arrive(ms: number, out: (ms: number) => void): void {
    this.#at(ms, () => {
      if (ms >= this.#stoppedUntilMs) {
        out(ms)
        return
      }
      // What was caught by the stop comes off in its old order after the restart, a gap apart.
      this.#restartMs += this.#gapMs
      this.#lastMs = Math.max(this.#lastMs, this.#restartMs)
      this.#arrive(this.#restartMs, out)
    })
  }
}
