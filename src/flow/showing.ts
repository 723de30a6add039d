import type { CompiledSite } from '../model/index.ts'
import type { Board } from './board.ts'
import type { Look, Shown } from './look.ts'
import type { Objects } from './objects.ts'
import { chunkBits, chunkMask } from './pool.ts'
import { F64, flag, shownBits, U8, U16, U32 } from './record.ts'
import { coarseSecond, secondOf } from './stamp.ts'
import type { Windows } from './windows.ts'

const noStep = 0
const [goesOn, isBack, isAhead] = [0, 1, 2] as const

/** Brings the counts, the rates and each record's shown place to where things look to be. */
export class Showing {
  readonly #objects: Objects
  readonly #look: Look
  readonly #board: Board
  readonly #windows: Windows
  readonly #nestingMax: number
  /** The step that usually happens at a place, 0 where none does. */
  readonly #usual: Uint8Array
  /** Steps from the first to each that none may leave out. */
  readonly #mandatory = new Uint8Array(256)
  /** Neighbours that are shown alike and not counted yet. */
  readonly #run = {
    count: 0,
    oldPlace: 0,
    oldStep: 0,
    oldSince: 0,
    oldBits: 0,
    place: 0,
    step: 0,
    since: 0,
    bits: 0,
    unit: true,
  }

  constructor(
    site: CompiledSite,
    parts: { objects: Objects; look: Look; board: Board; windows: Windows; nestingMax: number },
  ) {
    this.#objects = parts.objects
    this.#look = parts.look
    this.#board = parts.board
    this.#windows = parts.windows
    this.#nestingMax = parts.nestingMax
    this.#usual = Uint8Array.from(site.places, ({ step }) => step ?? noStep)
    for (const [index, step] of site.steps.entries()) {
      this.#mandatory[index + 1] = this.#mandatory[index]! + (step.optional === true ? 0 : 1)
    }
  }

  /** Brings the counts to where the object is now, and its contents with it. */
  show(row: number): void {
    const objects = this.#objects
    const { pool } = objects
    const u32 = pool.u32[row >>> chunkBits]!
    const u = (row & chunkMask) * U32.size
    const parent = u32[u + U32.parent]!
    if (parent === 0) this.#showAlone(row)
    else this.#showOne(row, this.#look.look(row))
    const container = u32[u + U32.container]!
    if (container !== 0 && objects.containers.count(container) !== 0) this.#showContents(row, container, 0)
    this.#countRun()
  }

  #showContents(row: number, container: number, depth: number): void {
    if (depth >= this.#nestingMax) return
    const { containers, along } = this.#objects
    if (along.count(container) !== 0) this.#showAlong(row, container)
    if (containers.first(container) !== 0) this.#showSingles(row, container, depth)
  }

  /** All in one stroke, where nothing that they said themselves makes a difference. */
  #showAlong(row: number, container: number): void {
    const look = this.#look
    const { along } = this.#objects
    const isCarried =
      look.readChain(row, 0) && look.carries(along.placeAt(container), along.stepAt(container), along.linkAt(container))
    if (!isCarried) {
      this.#objects.dissolve(container)
      return
    }
    const { place, step, previousStep, sinceSecond, byHand } = look.lookAlong()
    let bits = this.#bitsOf(place, step, byHand)
    if (this.#isOutOfOrder(previousStep, step)) bits |= flag.outOfOrder
    const oldPlace = along.place(container)
    const oldStep = along.step(container)
    const oldSince = along.since(container)
    const oldBits = along.bits(container)
    if (place === oldPlace && step === oldStep && sinceSecond === oldSince && bits === oldBits) return
    along.show(container, place, step, sinceSecond, bits)
    this.#addRun(along.count(container), true, oldPlace, oldStep, oldSince, oldBits, place, step, sinceSecond, bits)
  }

  /** One by one; where they are shown alike from now on, whatever they said, they go along when the container moves next. */
  #showSingles(row: number, container: number, depth: number): void {
    const objects = this.#objects
    const look = this.#look
    const { containers } = objects
    // What the containers say is the same for all that is inside, but where they form a ring.
    let isRead = false
    let areUnits = true
    let last = 0
    let placeAt = 0
    let stepAt = 0
    let linkAt = 0
    for (let child = containers.first(container); child !== 0; child = objects.u32(child, U32.next)) {
      if (!isRead) isRead = look.readChain(row, child)
      this.#showOne(child, look.lookInside(child))
      last = child
      const inner = objects.u32(child, U32.container)
      if (inner !== 0) {
        areUnits = false
        if (containers.count(inner) === 0) continue
        this.#showContents(child, inner, depth + 1)
        isRead = false
      } else if (areUnits) {
        placeAt = Math.max(placeAt, objects.f64(child, F64.placeAt))
        stepAt = Math.max(stepAt, objects.f64(child, F64.stepAt))
        linkAt = Math.max(linkAt, objects.f64(child, F64.linkAt))
      }
    }
    if (areUnits && isRead && look.carries(placeAt, stepAt, linkAt)) {
      objects.along.noteNewest(container, placeAt, stepAt, linkAt)
      objects.goAlong(container, last)
    }
  }

  #showOne(row: number, { place, step, previousStep, sinceSecond, byHand }: Shown): void {
    const unit = this.#objects.u32(row, U32.container) === 0
    let bits = this.#bitsOf(place, step, byHand)
    if (unit && this.#isOutOfOrder(previousStep, step)) bits |= flag.outOfOrder
    this.#write(row, place, step, sinceSecond, bits, unit)
  }

  /** `#showOne` of what is in no container: nine of ten. */
  #showAlone(row: number): void {
    const { pool } = this.#objects
    const chunk = row >>> chunkBits
    const index = row & chunkMask
    const u32 = pool.u32[chunk]!
    const u8 = pool.u8[chunk]!
    const u = index * U32.size
    const b = index * U8.size
    const place = pool.u16[chunk]![index * U16.size + U16.place]!
    const step = u8[b + U8.step]!
    const since = Math.max(u32[u + U32.placeSince]!, u32[u + U32.stepSince]!)
    const byHand = (u8[b + U8.flags]! & (flag.placeByHand | flag.stepByHand)) !== 0
    const unit = u32[u + U32.container] === 0
    let bits = this.#bitsOf(place, step, byHand)
    if (unit) {
      const order = this.#orderOf(u8[b + U8.previousStep]!, step)
      if (order === isBack) bits |= flag.outOfOrder
      else if (order === isAhead) {
        // It may have stepped inside what it was taken out of since its previous step.
        const linkAt = secondOf(pool.f64[chunk]![index * F64.size + F64.linkAt]!)
        if (linkAt <= u32[u + U32.stepPrevious]!) bits |= flag.outOfOrder
      }
    }
    this.#write(row, place, step, byHand ? coarseSecond(since) : since, bits, unit)
  }

  #write(row: number, place: number, step: number, since: number, bits: number, unit: boolean): void {
    const { pool } = this.#objects
    const chunk = row >>> chunkBits
    const index = row & chunkMask
    const u32 = pool.u32[chunk]!
    const u8 = pool.u8[chunk]!
    const u16 = pool.u16[chunk]!
    const u = index * U32.size
    const b = index * U8.size
    const p = index * U16.size + U16.shownPlace
    const oldPlace = u16[p]!
    const oldStep = u8[b + U8.shownStep]!
    const oldSince = u32[u + U32.shownSince]!
    const oldBits = u8[b + U8.flags]! & shownBits
    if (place === oldPlace && step === oldStep && since === oldSince && bits === oldBits) return
    u16[p] = place
    u8[b + U8.shownStep] = step
    u32[u + U32.shownSince] = since
    u8[b + U8.flags] = (u8[b + U8.flags]! & ~shownBits) | bits
    this.#addRun(1, unit, oldPlace, oldStep, oldSince, oldBits, place, step, since, bits)
  }

  /** Flags of all but the order. */
  #bitsOf(place: number, step: number, byHand: boolean): number {
    const bits = byHand ? flag.shownByHand : 0
    // Expected nearer to its own step: two steps or more away from what usually happens at the place.
    const usual = this.#usual[place]!
    const isAway = usual !== noStep && step !== 0 && (usual - step >= 2 || step - usual >= 2)
    return isAway ? bits | flag.misplaced : bits
  }

  /** What `look` just looked at went back, or left a step out that is not optional and that no container can have taken for it. */
  #isOutOfOrder(previousStep: number, step: number): boolean {
    const order = this.#orderOf(previousStep, step)
    return order === isBack || (order === isAhead && !this.#look.mayHaveSteppedInside())
  }

  /** Does it go on from step to step, or back, or ahead over one that is not optional? */
  #orderOf(previousStep: number, step: number): number {
    if (previousStep === 0 || step === 0) return goesOn
    if (step < previousStep) return isBack
    return this.#mandatory[step - 1]! > this.#mandatory[previousStep]! ? isAhead : goesOn
  }

  /** So many moved alike; what moved before them is counted where it moved otherwise. */
  #addRun(
    count: number,
    unit: boolean,
    oldPlace: number,
    oldStep: number,
    oldSince: number,
    oldBits: number,
    place: number,
    step: number,
    since: number,
    bits: number,
  ): void {
    const run = this.#run
    const isSame =
      run.count !== 0 &&
      run.place === place &&
      run.step === step &&
      run.since === since &&
      run.bits === bits &&
      run.unit === unit &&
      run.oldPlace === oldPlace &&
      run.oldStep === oldStep &&
      run.oldSince === oldSince &&
      run.oldBits === oldBits
    if (isSame) {
      run.count += count
      return
    }
    this.#countRun()
    run.count = count
    run.place = place
    run.step = step
    run.since = since
    run.bits = bits
    run.unit = unit
    run.oldPlace = oldPlace
    run.oldStep = oldStep
    run.oldSince = oldSince
    run.oldBits = oldBits
  }

  /** What is in one container moves alike: it is counted in one stroke. */
  #countRun(): void {
    const board = this.#board
    const { count, oldPlace, oldStep, oldSince, oldBits, place, step, since, bits, unit } = this.#run
    if (count === 0) return
    this.#run.count = 0
    board.count(oldPlace, oldStep, oldSince, oldBits, unit, -count)
    board.count(place, step, since, bits, unit, count)
    if (place !== oldPlace || step !== oldStep) this.moved(oldPlace, oldStep, oldSince, place, step, unit, count)
  }

  /** So many moved from place and step, where they were since a second, to others: arrivals and rates. */
  moved(
    fromPlace: number,
    fromStep: number,
    since: number,
    place: number,
    step: number,
    unit: boolean,
    count: number,
  ): void {
    const windows = this.#windows
    const { timeMs, live } = windows.cause
    if (unit && step !== fromStep && timeMs > 0) windows.arrive(step, count)
    if (!live) return
    windows.left(fromPlace, fromStep, since, count)
    windows.reached(place, step, count)
  }
}
