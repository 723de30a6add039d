import { hashHex } from '../base/index.ts'
import { left } from './closed.ts'
import { numberOf, type ObjectKey } from './documents.ts'
import type { Fold } from './fold.ts'
import { type Heard, Listener } from './heard.ts'
import { pairHow } from './leavings.ts'
import { chunkBits, chunkMask } from './pool.ts'
import { F64, flag, U8, U32 } from './record.ts'
import { upToQuarter } from './stamp.ts'
import type { Owed, State } from './state.ts'
import { statePlace, stateStep } from './statements.ts'
import { type Timeline, Timelines } from './timeline.ts'
import type { History } from './types.ts'

/** Objects that are folded again together: their histories are asked for at once. */
const roundMax = 4096
/** Statements kept of what was heard, before all is forgotten between two rounds. */
const statementsKeptMax = 1 << 20
/** Statements folded between two breaths. */
const statementsPerBreath = 8192
/** Times that the histories of a round are asked for, because events keep coming in meanwhile or name containers not yet asked about. */
const asksMax = 64

/** Folds again what is owed, until nothing is or events keep coming in meanwhile. Gives the number of objects. */
export async function settle(state: State, fold: Fold, history: History): Promise<number> {
  const run: Run = { state, fold, history, heard: new Map(), kept: 0, silent: new Set(), expanded: new Set() }
  let count = 0
  try {
    while (state.owed.size > 0) {
      const settled = await settleRound(run)
      if (settled === 0) break
      count += settled
      if (run.kept > statementsKeptMax) forgetAll(run)
    }
  } finally {
    forgetAll(run)
  }
  return count
}

interface Run {
  readonly state: State
  readonly fold: Fold
  readonly history: History
  /** By `numberOf`. What is said of one of these while it is kept, `Fold` tells in `watchHits`. */
  readonly heard: Map<number, Heard>
  kept: number
  /** Containers of the round that need no history: `State.isWithoutEnds`. Watched as those heard of. */
  readonly silent: Set<number>
  /** Objects whose contents were owed already. */
  readonly expanded: Set<number>
}

/** One round: the next owed objects, as many as are not spoken of all the time. They stay owed until they are paid: a stop in the middle, or a snapshot then, forgets nothing. */
async function settleRound(run: Run): Promise<number> {
  const { state } = run
  const round = firstOwed(state)
  run.silent.clear()
  let missing = missingOf(run, round)
  for (let asks = 0; asks < asksMax && missing.size > 0; asks++) {
    await hear(run, missing)
    missing = missingOf(run, round)
  }
  let isWhole = missing.size === 0
  let count = 0
  let timelines = new Timelines(run.heard, run.silent)
  let statements = 0
  for (const each of round) {
    if (statements > statementsPerBreath) {
      statements = 0
      await run.history([], () => {})
      if (dropHits(run)) {
        isWhole = false
        timelines = new Timelines(run.heard, run.silent)
      }
    }
    if (!isWhole && missingOf(run, [each]).size > 0) continue
    statements += pay(run, each, timelines.of([each.low, each.high]))
    // What was folded again may have ends now.
    if (run.silent.delete(numberOf(each.low, each.high))) isWhole = false
    count++
  }
  return count
}

/** Gives the statements that it took. */
function pay({ state, expanded }: Run, owed: Owed, timeline: Timeline): number {
  const { low, high } = owed
  const deep = owed.deep || endsDiffer(state, low, high, timeline)
  state.owed.delete(hashHex(low, high))
  write(state, owed, timeline)
  state.version++
  const key = numberOf(low, high)
  if (deep && !expanded.has(key)) {
    expanded.add(key)
    for (const child of timeline.children) state.owe(child[0], child[1], true)
  }
  return timeline.statements.length + timeline.children.length
}

/** Does history know of ends of links to the object that columns did not see, so that what was in it must be folded as well? */
function endsDiffer({ objects, closed }: State, low: number, high: number, { ends }: Timeline): boolean {
  const entry = closed.find(low, high)
  const row = objects.find(low, high)
  const container = row === 0 ? 0 : objects.u32(row, U32.container)
  const closedAt = ends.findLast((end) => end.closes)?.stamp ?? 0
  const emptiedAt = ends.findLast((end) => !end.closes)?.stamp ?? 0
  if (!isSame(entry === 0 ? 0 : closed.at(entry), closedAt)) return true
  return emptiedAt > closedAt && !isSame(container === 0 ? 0 : objects.containers.emptiedAt(container), emptiedAt)
}

/** Snapshots round what is older than a day up to the quarter hour. */
function isSame(known: number, stamp: number): boolean {
  return known === stamp || known === upToQuarter(stamp)
}

function firstOwed(state: State): Owed[] {
  const round: Owed[] = []
  for (const owed of state.owed.values()) {
    round.push(owed)
    if (round.length === roundMax) break
  }
  return round
}

/**
 * What was nothing heard of yet among the objects, the containers that they were ever in, and the contents of the deep ones,
 * which will be owed as well?
 */
function missingOf({ state, fold, heard, silent, expanded }: Run, objects: readonly Owed[]): Map<number, ObjectKey> {
  const missing = new Map<number, ObjectKey>()
  const seen = new Map<number, boolean>()
  const todo: Owed[] = [...objects]
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const { low, high, deep } = next
    const key = numberOf(low, high)
    const before = seen.get(key)
    if (before === true || before === deep) continue
    seen.set(key, deep)
    const known = heard.get(key)
    if (known === undefined) {
      missing.set(key, [low, high])
      continue
    }
    for (const { container, since } of known.containers) {
      const [low, high] = container
      const isSilent = !heard.has(numberOf(low, high)) && state.isWithoutEnds(low, high, since)
      if (!isSilent) todo.push({ low, high, deep: false })
      else {
        silent.add(numberOf(low, high))
        fold.watching.add(low)
      }
    }
    if (!deep || expanded.has(key)) continue
    for (const { children } of known.statements) {
      for (const [low, high] of children) todo.push({ low, high, deep: true })
    }
  }
  return missing
}

/** Asks for histories. What is spoken of meanwhile is not kept: it may lack what was just said. */
async function hear(run: Run, missing: ReadonlyMap<number, ObjectKey>): Promise<void> {
  const { state, fold, heard } = run
  const objects = [...missing.values()]
  for (const [low] of objects) fold.watching.add(low)
  const listeners = objects.map((object) => new Listener(state, object))
  await run.history(objects, (index, batch, placement, row) => listeners[index]!.hear(batch, placement, row))
  for (const [index, key] of [...missing.keys()].entries()) {
    const told = listeners[index]!.end()
    heard.set(key, told)
    run.kept += told.statements.length
  }
  dropHits(run)
}

/** Forgets the histories of objects that something was said of since. */
function dropHits({ fold, heard, silent }: Run): boolean {
  if (fold.watchHits.size === 0) return false
  for (const key of fold.watchHits) {
    heard.delete(key)
    silent.delete(key)
  }
  fold.watchHits.clear()
  return true
}

function forgetAll(run: Run): void {
  run.heard.clear()
  run.silent.clear()
  run.kept = 0
  run.fold.watching.clear()
  run.fold.watchHits.clear()
}

/** Puts the end of the timeline in place of what columns said. */
function write(state: State, { low, high }: Owed, timeline: Timeline): void {
  const { objects, closed, documents } = state
  const { cause } = state
  cause.live = false
  cause.timeMs = 0
  let row = objects.find(low, high)
  documents.forget(row, low, high, timeline.documents)
  closed.remove(low, high)
  if (timeline.closedAt !== 0) {
    const bits = (timeline.mentioned ? left.mentioned : 0) | (timeline.unlisted ? left.unlisted : 0)
    const how = timeline.closedHow | left.again | bits
    closed.note(low, high, timeline.closedAt, how, state.newestMs)
    for (const { document, stamp, how } of timeline.left) {
      documents.stateLeft(low, high, document, stamp, pairHow(how))
    }
    noteLostBy(state, timeline.closedAt, timeline)
  }
  if (!timeline.open) {
    if (row === 0) return
    for (const child of objects.contentsOf(row)) {
      state.oweRow(child, true)
      objects.takeOut(child)
      state.show(child)
    }
    state.drop(row, 0)
    return
  }
  const isNew = row === 0
  if (isNew) row = state.open(low, high)
  rewrite(state, row, timeline, isNew)
  state.show(row)
}

function rewrite(state: State, row: number, timeline: Timeline, isNew: boolean): void {
  const { objects, documents } = state
  objects.takeOut(row)
  clear(state, row)
  if (timeline.closedAt !== 0) objects.setFlags(row, flag.returned)
  const { statements } = timeline
  // Ties are ordered by what they say: by place for the place, by step for the step.
  for (const said of [...statements].sort((a, b) => a.stamp - b.stamp || a.place - b.place)) {
    if (said.place >= 0) statePlace(objects.pool, row, said)
  }
  for (const said of [...statements].sort((a, b) => a.stamp - b.stamp || a.step - b.step)) {
    if (said.step !== 0) stateStep(objects.pool, row, said)
  }
  if (!statements.some(({ isContainer }) => isContainer)) state.becomeUnit(row)
  for (const statement of statements) {
    if (statement.isContainer) state.becomeContainer(row)
    if (statement.implied) objects.setFlags(row, flag.implied)
    for (const document of statement.documents) {
      documents.state(row, document[0], document[1], statement.stamp, statement.documentsRemoved)
    }
  }
  const container = objects.u32(row, U32.container)
  if (container !== 0) {
    for (const { isContainer, stamp } of statements) if (isContainer) objects.containers.noteHeld(container, stamp)
    for (const end of timeline.ends) if (!end.closes) objects.containers.noteEmptied(container, end.stamp)
    // What a new record lost before is not known: anything late about it goes to history.
    if (isNew) objects.containers.noteLost(container, Number.MAX_VALUE)
  }
  objects.setF64(row, F64.linkAt, timeline.linkAt)
  noteLostBy(state, objects.newestOf(row), timeline)
  if (timeline.into === null) return
  const parent = objects.find(timeline.into[0], timeline.into[1])
  if (parent === 0 || parent === row) return
  state.becomeContainer(parent)
  objects.putInto(row, parent)
}

/** Containers that it was ever in remember that they lost something: an end of theirs before that, learnt later, changes its life. */
function noteLostBy({ objects }: State, stamp: number, { containers }: Timeline): void {
  for (const [low, high] of containers) {
    const parent = objects.find(low, high)
    const container = parent === 0 ? 0 : objects.u32(parent, U32.container)
    if (container !== 0) objects.containers.noteLost(container, stamp)
  }
}

/** Everything said of the object itself is forgotten; where it is counted stays until it is shown again. */
function clear(state: State, row: number): void {
  const { pool } = state.objects
  const f64 = pool.f64[row >>> chunkBits]!
  const u32 = pool.u32[row >>> chunkBits]!
  const u8 = pool.u8[row >>> chunkBits]!
  const at = row & chunkMask
  for (const field of [F64.placeAt, F64.stepAt, F64.linkAt]) f64[at * F64.size + field] = 0
  for (const field of [U32.placeSince, U32.placePrevious, U32.stepSince, U32.stepPrevious]) {
    u32[at * U32.size + field] = 0
  }
  u8[at * U8.size + U8.step] = 0
  u8[at * U8.size + U8.previousStep] = 0
  pool.u16[row >>> chunkBits]![at * 40 + 36] = 0
  u8[at * U8.size + U8.flags]! &= flag.live | flag.misplaced | flag.outOfOrder | flag.shownByHand
}
