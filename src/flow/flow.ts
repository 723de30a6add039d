import type { Result } from '../base/index.ts'
import { Departures } from './departures.ts'
import { Exceptions } from './exceptions.ts'
import { Fold } from './fold.ts'
import { Plan } from './plan.ts'
import { flag, U8, U16, U32 } from './record.ts'
import { settle } from './settle.ts'
import { readSnapshot, writeSnapshot } from './snapshot.ts'
import { floorQuarterMs, msOf } from './stamp.ts'
import { State } from './state.ts'
import {
  type ContentsState,
  type FloorState,
  type Flow,
  type FlowOptions,
  flowLimits,
  type ObjectHash,
  type ObjectList,
  type ObjectState,
} from './types.ts'

/** Unmapped read points shown by name. */
const examplesMax = 20

/** Live state of a site that has seen nothing yet. */
export function openFlow(options: FlowOptions): Flow {
  return flowOver(options, newState(options))
}

/** State as `snapshot` wrote it; FLOW_SNAPSHOT_BROKEN where it is damaged, of another version or another site. */
export function restoreFlow(options: FlowOptions, chunks: Iterable<Uint8Array>): Result<Flow> {
  const read = readSnapshot(newState(options), chunks)
  return read.ok ? { ok: true, value: flowOver(options, read.value) } : read
}

function newState(options: FlowOptions): State {
  return new State(options.site, { ...flowLimits, ...options.limits })
}

/** The views over a state, fresh or restored. */
function flowOver(options: FlowOptions, state: State): Flow {
  const fold = new Fold(state)
  const plan = new Plan(state, options.hashOf)
  const departures = new Departures(state, plan)
  const exceptions = new Exceptions(state, plan)
  const { objects, closed, documents, board, quantities } = state

  return {
    siteId: options.site.siteId,
    get newestEventMs() {
      return Number.isFinite(state.newestMs) ? state.newestMs : null
    },
    get version() {
      return state.version
    },
    apply: (batch, placement, mode = 'live') => fold.apply(batch, placement, mode),
    settle: () => settle(state, fold, options.history),
    usePlan(view) {
      plan.use(view)
      state.version++
    },
    floor(nowMs): FloorState {
      const { exceptions: exceptionsTotal, ...rows } = board.read(nowMs)
      const counted = [...state.unmapped].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      return {
        ...rows,
        openObjects: objects.pool.live,
        exceptionsTotal,
        unmapped: {
          readPoints: state.unmapped.size,
          objects: board.objectsAtPlace(0),
          examples: counted.slice(0, examplesMax).map(([word]) => word),
        },
      }
    },
    exceptions(nowMs, limit) {
      objects.tellShown()
      return exceptions.read(nowMs, limit)
    },
    departures(nowMs) {
      objects.tellShown()
      return departures.read(nowMs)
    },
    object: (hash) => objectState(state, plan, hash),
    contents(hash, limit): ContentsState {
      const row = objects.find(hash[0] >>> 0, hash[1] >>> 0)
      const rows = row === 0 ? [] : objects.contentsOf(row)
      const list = sortedHashes(rows.map((child) => hashOf(state, child)))
      return {
        objects: list.slice(0, limit).map((child) => objectState(state, plan, child)!),
        total: list.length,
        amounts: row === 0 ? [] : quantities.contentsOf(hash),
      }
    },
    objectsOf(document, limit): ObjectList {
      const found: ObjectHash[] = []
      documents.each(document, ({ low, high }) => {
        found.push([low, high])
        return undefined
      })
      const list = sortedHashes(found)
      return {
        objects: list
          .slice(0, limit)
          .map((hash) => objectState(state, plan, hash))
          .filter((each) => each !== null),
        total: list.length,
      }
    },
    amountsOf(classHash) {
      objects.tellShown()
      return quantities.amountsOf(classHash[0] >>> 0, classHash[1] >>> 0, ([low, high]) => {
        const row = objects.find(low, high)
        return row === 0 ? -1 : objects.u16(row, U16.shownPlace)
      })
    },
    drainSealed: (nowMs) => state.windows.drain(nowMs),
    get ratesWhole() {
      return state.windows.whole
    },
    snapshot: (nowMs) => writeSnapshot(state, nowMs),
    stats: () => ({
      openObjects: objects.pool.live,
      closedObjects: closed.pool.live,
      bytes: bytesOf(state),
      owed: state.owed.size,
    }),
  }
}

/** What is known of the object, null where nothing is. */
function objectState(state: State, plan: Plan, [low, high]: ObjectHash): ObjectState | null {
  const { objects, closed } = state
  objects.tellShown()
  const row = objects.find(low >>> 0, high >>> 0)
  if (row === 0) {
    const entry = closed.find(low >>> 0, high >>> 0)
    if (entry === 0) return null
    // Whether a hand closed it is not kept, so the quarter hour is told for all.
    const leftMs = floorQuarterMs(closed.leftMs(entry))
    return { ...nowhere, hash: [low, high], sinceMs: leftMs, lastSeenMs: leftMs }
  }
  const byHand = (objects.flags(row) & flag.shownByHand) !== 0
  const look = state.look.look(row)
  const { previousStep } = look
  const seen = msOf(look.at)
  const since = objects.u32(row, U32.shownSince) * 1000
  const parent = objects.u32(row, U32.parent)
  const container = objects.u32(row, U32.container)
  return {
    hash: [low, high],
    open: true,
    place: objects.u16(row, U16.shownPlace),
    step: objects.u8(row, U8.shownStep),
    previousStep,
    sinceMs: since === 0 ? null : since,
    lastSeenMs: seen === 0 ? null : byHand ? floorQuarterMs(seen) : seen,
    precision: byHand ? 'quarterHour' : 'exact',
    container: parent === 0 ? null : hashOf(state, parent),
    contents: container === 0 ? 0 : objects.containers.count(container),
    loadId: plan.loadOf(row),
  }
}

const nowhere = {
  open: false,
  place: 0,
  step: 0,
  previousStep: 0,
  precision: 'quarterHour',
  container: null,
  contents: 0,
  loadId: null,
} as const

function hashOf({ objects }: State, row: number): ObjectHash {
  return [objects.u32(row, U32.low), objects.u32(row, U32.high)]
}

/** Distinct hashes in an order that says nothing of when they came. */
function sortedHashes(hashes: readonly ObjectHash[]): ObjectHash[] {
  const sorted = [...hashes].sort((a, b) => a[1] - b[1] || a[0] - b[0])
  return sorted.filter((hash, i) => i === 0 || hash[0] !== sorted[i - 1]![0] || hash[1] !== sorted[i - 1]![1])
}

function bytesOf({ objects, closed, documents }: State): number {
  return (
    objects.pool.bytes +
    objects.index.bytes +
    objects.along.bytes +
    objects.containers.pool.bytes +
    closed.pool.bytes +
    closed.index.bytes +
    documents.pairs.bytes +
    documents.pool.bytes +
    documents.index.bytes
  )
}
