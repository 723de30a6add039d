import { hashHex } from '../base/index.ts'
import { isStuck } from './ages.ts'
import { stuckAfterMin } from './board.ts'
import type { Plan } from './plan.ts'
import { chunkBits, chunkMask } from './pool.ts'
import { flag, U8, U16, U32 } from './record.ts'
import type { State } from './state.ts'
import type { ExceptionKind, ExceptionState } from './types.ts'

interface Found {
  readonly kind: ExceptionKind
  readonly row: number
  readonly low: number
  readonly high: number
  readonly since: number
}

/** Found exceptions kept between looks, for sites with more rows than one look takes. */
const keptMax = 1_000

/**
 * The oldest exceptions. Counts are kept exactly elsewhere; who they are is found by looking at rows, at most
 * `scanRowsMax` in one look, going on where the last look ended. A smaller site is looked through whole every time;
 * at ten times the limit a new exception is listed after at most ten looks. One that is over is never listed.
 */
export class Exceptions {
  readonly #state: State
  readonly #plan: Plan
  readonly #limits: Float64Array
  #found: Found[] = []
  #cursor = 1
  /** Nothing younger is among the oldest any more. */
  #worst = Number.POSITIVE_INFINITY

  constructor(state: State, plan: Plan) {
    this.#state = state
    this.#plan = plan
    this.#limits = Float64Array.from({ length: 256 }, (_, step) => stuckAfterMin(state.site, step))
  }

  read(nowMs: number, limit: number): ExceptionState[] {
    const { pool } = this.#state.objects
    const wanted = Math.min(limit, keptMax)
    const whole = pool.end - 1 <= this.#state.limits.scanRowsMax
    if (whole) this.#found = []
    else this.#found = this.#found.filter((found) => this.#lasts(found, nowMs))
    const known = new Set(this.#found.map(({ row, kind }) => `${row} ${kind}`))
    this.#worst = Number.POSITIVE_INFINITY
    let looks = Math.min(pool.end - 1, this.#state.limits.scanRowsMax)
    for (; looks > 0; looks--) {
      if (this.#cursor >= pool.end) this.#cursor = 1
      this.#look(this.#cursor++, nowMs, known)
      if (this.#found.length >= keptMax * 4) this.#cut()
    }
    this.#cut()
    return this.#found.slice(0, wanted).map((found) => this.#tell(found))
  }

  #look(row: number, nowMs: number, known: ReadonlySet<string>): void {
    const { pool } = this.#state.objects
    const at = row & chunkMask
    const u8 = pool.u8[row >>> chunkBits]!
    const flags = u8[at * U8.size + U8.flags]!
    if ((flags & flag.live) === 0) return
    const u32 = pool.u32[row >>> chunkBits]!
    const since = u32[at * U32.size + U32.shownSince]!
    if (since > this.#worst) return
    const add = (kind: ExceptionKind): void => {
      if (known.size > 0 && known.has(`${row} ${kind}`)) return
      this.#found.push({ kind, row, low: u32[at * U32.size + U32.low]!, high: u32[at * U32.size + U32.high]!, since })
    }
    const limit = this.#limits[u8[at * U8.size + U8.shownStep]!]!
    if (limit !== Number.POSITIVE_INFINITY && since !== 0 && isStuck(since, nowMs, limit)) add('stuck')
    if ((flags & flag.outOfOrder) !== 0) add('outOfOrder')
    if ((flags & flag.misplaced) !== 0) add('misplaced')
  }

  #lasts({ kind, row, low, high, since }: Found, nowMs: number): boolean {
    const { objects } = this.#state
    if (objects.u32(row, U32.low) !== low || objects.u32(row, U32.high) !== high) return false
    const flags = objects.flags(row)
    if ((flags & flag.live) === 0 || objects.u32(row, U32.shownSince) !== since) return false
    if (kind === 'stuck') return isStuck(since, nowMs, this.#limits[objects.u8(row, U8.shownStep)]!)
    return (flags & (kind === 'misplaced' ? flag.misplaced : flag.outOfOrder)) !== 0
  }

  #cut(): void {
    this.#found.sort(
      (a, b) =>
        a.since - b.since || a.high - b.high || a.low - b.low || (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0),
    )
    if (this.#found.length < keptMax) return
    this.#found.length = keptMax
    this.#worst = this.#found[keptMax - 1]!.since
  }

  #tell({ kind, row, low, high, since }: Found): ExceptionState {
    const { objects, site } = this.#state
    const place = objects.u16(row, U16.shownPlace)
    const step = objects.u8(row, U8.shownStep)
    const loadId = this.#plan.loadOf(row)
    return {
      id: `${kind}-${hashHex(low, high)}`,
      kind,
      object: [low, high],
      place,
      step,
      sinceMs: since * 1000,
      owner: (step === 0 ? undefined : site.steps[step - 1]?.owner) ?? '',
      next:
        kind === 'misplaced' ? (loadId === null ? 'bringBack' : 'fetch') : kind === 'stuck' ? 'moveOn' : 'checkStep',
      loadId,
    }
  }
}
