import type { Random } from '../base/index.ts'

/**
 * Finds fields that hold people whatever they are called: tours, carts, pick lists, parts of event ids. People come
 * and go together: at a change of shift most of the values that were there for hours vanish within the hour, others take their
 * place, each is in one zone at a time, and there are about as many as heads. Carts, doors and printers stay, tours and orders are short.
 */
export interface PersonShape {
  /** One scan: when, where (place index), and the texts of its fields by path (syntax of person fields). */
  see(timeMs: number, place: number, fields: Iterable<readonly [path: string, value: string]>): void
  /** Fields found since the last call; `headsAt` gives the declared heads of the site then, undefined where nobody said. */
  look(nowMs: number, headsAt: (ms: number) => number | undefined): readonly ShapeEvidence[]
}

/** Why a field is taken to hold people: shares and counts over all its values, of none alone. */
export interface ShapeEvidence {
  readonly path: string
  /** Which part of the value: `whole`, or the part counted from its end. */
  readonly part: string
  /** Change of shift at which it was seen, a quarter hour. */
  readonly atMs: number
  /** Values that had been there for hours. */
  readonly values: number
  readonly heads: number | null
  /** Share of them that were not seen again within the hour. */
  readonly vanished: number
  /** Values that came instead, as a share of those that were there. */
  readonly came: number
  /** Share of scans that lay in the value's zone of the moment. */
  readonly onePlace: number
  /** Median time from a value's first to its last scan, hours. */
  readonly hours: number
}

const quarterMs = 15 * 60_000
/** Values there for this long are no tours or orders. */
const longMs = 2.25 * 3_600_000
/** Somebody at work was seen this shortly before. */
const recentMs = 75 * 60_000
/** The change is looked at from `beforeMs` before it until `afterMs` after it. */
const beforeMs = 20 * 60_000
const afterMs = 60 * 60_000
const graceMs = 10 * 60_000
/** A value not seen for this long is forgotten, its stay is over. */
const forgottenMs = 4 * 3_600_000
/** Scans of one value in two zones within this time count against it. */
const travelMs = 15_000
const valuesMin = 4
const vanishedMin = 0.6
const cameMin = 0.4
const onePlaceMin = 0.93
const longShareMin = 0.55
const headsBand = { low: 0.25, high: 2.2 } as const
/** Values of one part of one field that are followed; a part with more holds serial numbers. */
const valuesMax = 4_000
/** Parts that are followed in all. */
const candidatesMax = 400
/** Parts of a value that are looked at, from its end. */
const partsMax = 6

interface Stay {
  firstMs: number
  lastMs: number
  count: number
  place: number
  moves: number
}

interface Candidate {
  readonly path: string
  readonly part: string
  readonly stays: Map<number, Stay>
  /** Scans by quarter hour: all, and those of values there for long. */
  readonly quarters: Map<number, { all: number; long: number }>
  /** Over once there are more values than anybody employs. */
  serial: boolean
}

/** `random` keys the hashes under which values are followed: they mean nothing elsewhere, and are gone with the process. */
export function openPersonShape(random: Random): PersonShape {
  const seed = random.below(0x7fffffff)
  const candidates = new Map<string, Candidate>()
  const found = new Set<string>()
  let lookedAtMs = Number.NEGATIVE_INFINITY

  function follow(path: string, part: string, value: string, timeMs: number, place: number): void {
    const key = `${path}\n${part}`
    let candidate = candidates.get(key)
    if (candidate === undefined) {
      if (candidates.size >= candidatesMax) return
      candidate = { path, part, stays: new Map(), quarters: new Map(), serial: false }
      candidates.set(key, candidate)
    }
    if (candidate.serial) return
    const quarter = Math.floor(timeMs / quarterMs)
    let counts = candidate.quarters.get(quarter)
    if (counts === undefined) {
      counts = { all: 0, long: 0 }
      candidate.quarters.set(quarter, counts)
    }
    counts.all++
    const hash = hashOf(value, seed)
    const stay = candidate.stays.get(hash)
    if (stay === undefined || timeMs - stay.lastMs > forgottenMs) {
      candidate.stays.set(hash, { firstMs: timeMs, lastMs: timeMs, count: 1, place, moves: 0 })
      if (candidate.stays.size > valuesMax) {
        candidate.serial = true
        candidate.stays.clear()
        candidate.quarters.clear()
      }
      return
    }
    if (stay.place !== place) {
      if (Math.abs(timeMs - stay.lastMs) < travelMs) stay.moves++
      stay.place = place
    }
    stay.count++
    stay.firstMs = Math.min(stay.firstMs, timeMs)
    stay.lastMs = Math.max(stay.lastMs, timeMs)
    if (stay.lastMs - stay.firstMs >= longMs / 2) counts.long++
  }

  return {
    see(timeMs, place, fields) {
      for (const [path, value] of fields) {
        if (found.has(path)) continue
        const parts = value.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== '')
        follow(path, 'whole', value, timeMs, place)
        if (parts.length < 2) continue
        for (let i = 1; i <= Math.min(partsMax, parts.length); i++) {
          follow(path, `-${i}`, parts[parts.length - i]!, timeMs, place)
        }
      }
    },
    look(nowMs, headsAt) {
      const lastChangeMs = Math.floor((nowMs - afterMs) / quarterMs) * quarterMs
      const out: ShapeEvidence[] = []
      const first = Math.max(lookedAtMs + quarterMs, lastChangeMs - 8 * quarterMs)
      for (let changeMs = first; changeMs <= lastChangeMs; changeMs += quarterMs) {
        for (const candidate of candidates.values()) {
          if (candidate.serial || found.has(candidate.path)) continue
          const evidence = evidenceAt(candidate, changeMs, headsAt(changeMs - quarterMs))
          if (evidence === undefined) continue
          found.add(candidate.path)
          out.push(evidence)
        }
      }
      lookedAtMs = Math.max(lookedAtMs, lastChangeMs)
      forget(candidates, nowMs)
      return out
    },
  }
}

/** Whether the values of a part of a field change as people do at a change of shift. */
function evidenceAt(candidate: Candidate, changeMs: number, heads: number | undefined): ShapeEvidence | undefined {
  const there: Stay[] = []
  let gone = 0
  let came = 0
  let scans = 0
  let moves = 0
  for (const stay of candidate.stays.values()) {
    if (stay.firstMs > changeMs - beforeMs && stay.firstMs <= changeMs + afterMs && stay.count > 1) came++
    const untilMs = Math.min(stay.lastMs, changeMs + graceMs)
    if (untilMs - stay.firstMs < longMs || stay.lastMs < changeMs - recentMs) continue
    there.push(stay)
    scans += stay.count
    moves += stay.moves
    if (stay.lastMs <= changeMs + graceMs) gone++
  }
  if (there.length < valuesMin) return undefined
  if (heads !== undefined && (there.length < heads * headsBand.low || there.length > heads * headsBand.high))
    return undefined
  const vanished = gone / there.length
  const newShare = came / there.length
  const onePlace = 1 - moves / scans
  if (vanished < vanishedMin || newShare < cameMin || onePlace < onePlaceMin) return undefined
  const { all, long } = countsBefore(candidate, changeMs)
  if (long < all * longShareMin) return undefined
  const spans = there.map((stay) => stay.lastMs - stay.firstMs).sort((a, b) => a - b)
  return {
    path: candidate.path,
    part: candidate.part,
    atMs: changeMs,
    values: there.length,
    heads: heads ?? null,
    vanished,
    came: newShare,
    onePlace,
    hours: spans[Math.floor(spans.length / 2)]! / 3_600_000,
  }
}

/** Scans in the two hours before a change, when those who are there are there for long. */
function countsBefore({ quarters }: Candidate, changeMs: number): { all: number; long: number } {
  const sum = { all: 0, long: 0 }
  const last = Math.floor(changeMs / quarterMs)
  for (let quarter = last - 9; quarter < last - 1; quarter++) {
    const counts = quarters.get(quarter)
    sum.all += counts?.all ?? 0
    sum.long += counts?.long ?? 0
  }
  return sum
}

function forget(candidates: ReadonlyMap<string, Candidate>, nowMs: number): void {
  const before = Math.floor((nowMs - 24 * 3_600_000) / quarterMs)
  for (const { stays, quarters } of candidates.values()) {
    for (const [hash, stay] of stays) if (stay.lastMs < nowMs - forgottenMs - afterMs) stays.delete(hash)
    for (const quarter of quarters.keys()) if (quarter < before) quarters.delete(quarter)
  }
}

/** 53 bits of a text under a seed: enough to tell values of one field apart. */
function hashOf(text: string, seed: number): number {
  let high = seed ^ 0xdeadbeef
  let low = seed ^ 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    high = Math.imul(high ^ code, 2_654_435_761)
    low = Math.imul(low ^ code, 1_597_334_677)
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909)
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909)
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0)
}
