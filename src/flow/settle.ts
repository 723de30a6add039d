import { left } from './closed.ts'
import type { ObjectKey } from './documents.ts'
import { type Fold, pairHow } from './fold.ts'
import { F64, flag, U8, U32 } from './objects.ts'
import { chunkBits, chunkMask } from './pool.ts'
import type { Owed, State } from './state.ts'
import { type Timeline, Timelines } from './timeline.ts'
import type { History } from './types.ts'

/** Tries to fold an object whose events keep coming in meanwhile before it is put off. */
const triesMax = 8

/** Folds again what is owed, until nothing is. Gives the number of objects. */
export async function settle(state: State, fold: Fold, history: History): Promise<number> {
  let count = 0
  const seen = new Set<string>()
  while (state.owed.size > 0) {
    const [key, { low, high }] = state.owed.entries().next().value!
    // It stays owed until it is paid: a stop in the middle, or a snapshot then, forgets nothing.
    const timeline = await ask(state, fold, history, [low, high])
    if (timeline === undefined) break
    const owed = state.owed.get(key)!
    state.owed.delete(key)
    write(state, owed, timeline)
    state.version++
    count++
    if (!owed.deep || seen.has(key)) continue
    seen.add(key)
    for (const [low, high] of timeline.children) state.owe(low, high, true)
  }
  return count
}

/** The object's timeline, with nothing said of anything in it since it was asked for; undefined where that never happens. */
async function ask(state: State, fold: Fold, history: History, object: ObjectKey): Promise<Timeline | undefined> {
  for (let tries = 0; tries < triesMax; tries++) {
    fold.watchHit = false
    const timeline = await new Timelines(state, history, fold.watching).of(object)
    fold.watching.clear()
    if (!fold.watchHit) return timeline
  }
  return undefined
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
    const how = timeline.closedHow | (timeline.mentioned ? left.mentioned : 0)
    closed.note(low, high, timeline.closedAt, how, state.newestMs)
    for (const { document, stamp, how } of timeline.left) {
      documents.stateLeft(low, high, document, stamp, pairHow(how))
    }
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
  for (const { stamp, place, byHand } of [...statements].sort((a, b) => a.stamp - b.stamp || a.place - b.place)) {
    if (place >= 0) objects.statePlace(row, stamp, place, byHand)
  }
  for (const { stamp, step, byHand } of [...statements].sort((a, b) => a.stamp - b.stamp || a.step - b.step)) {
    if (step !== 0) objects.stateStep(row, stamp, step, byHand)
  }
  if (!statements.some(({ isContainer }) => isContainer)) state.becomeUnit(row)
  for (const statement of statements) {
    if (statement.isContainer) state.becomeContainer(row)
    if (statement.implied) objects.setFlags(row, flag.implied)
    for (const document of statement.documents) {
      documents.state(row, document, statement.stamp, statement.documentsRemoved)
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
  noteLostBy(state, row, timeline)
  if (timeline.into === null) return
  const parent = objects.find(timeline.into[0], timeline.into[1])
  if (parent === 0 || parent === row) return
  state.becomeContainer(parent)
  objects.putInto(row, parent)
}

/** Containers that it was in before remember that they lost something. */
function noteLostBy(state: State, row: number, timeline: Timeline): void {
  const { objects } = state
  for (const { into } of timeline.statements) {
    const parent = into === null || into === undefined ? 0 : objects.find(into[0], into[1])
    const container = parent === 0 ? 0 : objects.u32(parent, U32.container)
    if (container !== 0) objects.containers.noteLost(container, objects.newestOf(row))
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
