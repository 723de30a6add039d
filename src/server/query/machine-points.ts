import { type BatchPlacement, type EventBatch, refRoles, sourceKinds } from '../../model/index.ts'

const [hand, machine] = [sourceKinds.indexOf('hand'), sourceKinds.indexOf('machine')]
const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Goods that hands touched this long before or after a machine read them tie the machine to their pace. */
const besideMs = hourMs
/** Of goods, one in so many is followed: a hundred reads of a machine say as much as a million. */
const followedOneIn = 8
/** Reads of followed goods that a machine must show, over at least a day, before it is known. */
const readsLeast = 20
/** Share of its reads that may be of goods in hands. */
const besideShareMost = 0.02
/** Days that are looked back on. */
const daysKept = 7
/** Read points that are counted; what comes beyond is not listed. */
export const pointsMax = 10_000
/** Goods that are followed at a time. */
export const followedMax = 50_000
/** Touches and reads that are remembered of one of them: a tote in use all day needs no more. */
const touchesMax = 32

const objectRoles = new Set(
  (['epc', 'parent', 'child', 'input', 'output'] as const).map((role) => refRoles.indexOf(role)),
)

/** What a machine's read point showed on a day (UTC). */
interface PointDay {
  readonly day: number
  reads: number
  /** Of them, of goods that were in hands around that time. */
  beside: number
}

interface Point {
  place: number
  firstMs: number
  readonly days: PointDay[]
}

/** Goods of late, in memory only: when hands had them, and which reads are not known to be beside hands. */
interface Followed {
  handsMs: number[]
  reads: { readonly ms: number; readonly day: PointDay }[]
}

/**
 * Which machines stand beside nobody. A machine that reads what people have just handled, or are about to, is their clock; one that
 * reads what nobody touches for an hour (a shuttle's crane, a line without people) tells of goods alone. Learned from the events
 * themselves, so that no line of a site file can claim it: a read point counts as standing alone where, over at least a day, hardly any of the goods that
 * it reads were in hands within an hour, and no hand scans in its zone. What is not known stands beside hands.
 */
export class MachinePoints {
  readonly #points = new Map<string, Point>()
  /** Place to the last day on which hands scanned there. */
  readonly #handPlaces = new Map<number, number>()
  #followed = new Map<number, Followed>()
  #followedBefore = new Map<number, Followed>()
  #turnedMs = Number.NEGATIVE_INFINITY
  #alone: { readonly day: number; readonly points: ReadonlySet<string> } | null = null

  see({ batch, placement }: { readonly batch: EventBatch; readonly placement: BatchPlacement }): void {
    for (let row = 0; row < batch.count; row++) {
      const source = placement.source[row]!
      if (source !== hand && source !== machine) continue
      const ms = batch.eventTimeMs[row]!
      const place = placement.place[row]!
      if (source === hand && place !== 0) this.#notePlace(place, Math.floor(ms / dayMs))
      let point: PointDay | undefined
      for (let ref = batch.refStart[row]!; ref < batch.refStart[row + 1]!; ref++) {
        const low = batch.refHash[2 * ref]!
        if (low % followedOneIn !== 0 || !objectRoles.has(batch.refRole[ref]!)) continue
        if (source === hand) this.#handled(low, ms)
        else {
          point ??= this.#pointDay(batch.words[batch.readPoint[row]!] ?? '', place, ms)
          if (point !== undefined) this.#read(low, ms, point)
        }
      }
    }
  }

  /** Read points that stood alone on the days before; the same all day (UTC). */
  alone(nowMs: number): ReadonlySet<string> {
    const day = Math.floor(nowMs / dayMs)
    if (this.#alone?.day !== day) this.#alone = { day, points: this.#decide(day) }
    return this.#alone.points
  }

  /** What is kept over a restart: counts by read point and day, nothing of any object. */
  save(): Uint8Array {
    return new TextEncoder().encode(JSON.stringify({ points: [...this.#points], handPlaces: [...this.#handPlaces] }))
  }

  restore(chunks: Iterable<Uint8Array>): void {
    const kept = JSON.parse(new TextDecoder().decode(Buffer.concat([...chunks]))) as {
      points: [string, Point][]
      handPlaces: [number, number][]
    }
    for (const [name, point] of kept.points) this.#points.set(name, point)
    for (const [place, day] of kept.handPlaces) this.#handPlaces.set(place, day)
  }

  #decide(day: number): ReadonlySet<string> {
    const out = new Set<string>()
    for (const [name, { place, firstMs, days }] of this.#points) {
      const past = days.filter((each) => each.day < day && each.day >= day - daysKept)
      const reads = past.reduce((sum, each) => sum + each.reads, 0)
      const beside = past.reduce((sum, each) => sum + each.beside, 0)
      const isKnown = reads >= readsLeast && firstMs <= (day - 1) * dayMs
      const hands = this.#handPlaces.get(place) ?? Number.NEGATIVE_INFINITY
      if (isKnown && beside <= reads * besideShareMost && place !== 0 && hands < day - daysKept) out.add(name)
    }
    return out
  }

  #notePlace(place: number, day: number): void {
    if ((this.#handPlaces.get(place) ?? Number.NEGATIVE_INFINITY) < day) this.#handPlaces.set(place, day)
  }

  #pointDay(name: string, place: number, ms: number): PointDay | undefined {
    let point = this.#points.get(name)
    if (point === undefined) {
      if (name === '' || this.#points.size >= pointsMax) return undefined
      point = { place, firstMs: ms, days: [] }
      this.#points.set(name, point)
    }
    point.place = place
    point.firstMs = Math.min(point.firstMs, ms)
    const day = Math.floor(ms / dayMs)
    let own = point.days.find((each) => each.day === day)
    if (own === undefined) {
      own = { day, reads: 0, beside: 0 }
      point.days.push(own)
      const oldest = day - daysKept - 1
      for (let i = point.days.length - 1; i >= 0; i--) if (point.days[i]!.day < oldest) point.days.splice(i, 1)
    }
    return own
  }

  #handled(low: number, ms: number): void {
    const goods = this.#goods(low, ms)
    if (goods.handsMs.at(-1) !== ms) goods.handsMs.push(ms)
    if (goods.handsMs.length > touchesMax) goods.handsMs.shift()
    goods.reads = goods.reads.filter(({ ms: readMs, day }) => {
      const isBeside = Math.abs(readMs - ms) <= besideMs
      if (isBeside) day.beside++
      return !isBeside
    })
  }

  #read(low: number, ms: number, day: PointDay): void {
    const goods = this.#goods(low, ms)
    day.reads++
    if (goods.handsMs.some((handMs) => Math.abs(handMs - ms) <= besideMs)) day.beside++
    else goods.reads.push({ ms, day })
    if (goods.reads.length > touchesMax) goods.reads.shift()
  }

  /** Two generations of goods; the older one goes where the younger is two hours old or full. */
  #goods(low: number, ms: number): Followed {
    if (ms > this.#turnedMs + 2 * besideMs || this.#followed.size >= followedMax) {
      this.#followedBefore = this.#followed
      this.#followed = new Map()
      this.#turnedMs = ms
    }
    let goods = this.#followed.get(low)
    if (goods === undefined) {
      goods = this.#followedBefore.get(low) ?? { handsMs: [], reads: [] }
      this.#followed.set(low, goods)
    }
    return goods
  }
}

/** The ledger's name for the snapshot of a site's machines. */
export function machinesKind(siteId: string): string {
  return `machines-${siteId}`
}
