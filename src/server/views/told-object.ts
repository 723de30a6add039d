import { type ObjectHash, type ObjectState, openFlow } from '../../flow/index.ts'
import type { Hash } from '../../ledger/index.ts'
import { type BatchPlacement, type EventBatch, refRoles, sourceKinds } from '../../model/index.ts'
import type { Engine } from '../engine.ts'
import { identifierHash } from '../query/event-query.ts'
import { handsToldBeforeMs } from '../query/hand-door.ts'
import { settlingHistory } from '../sites/histories.ts'
import type { SiteRuntime } from '../sites/site-runtime.ts'

const hand = sourceKinds.indexOf('hand')
const [parent, child] = [refRoles.indexOf('parent'), refRoles.indexOf('child')]
/** Containers within containers that are followed, as flow follows them. */
const nestingMax = 8

/** One row of somebody's history, in columns of its own. */
interface Said {
  readonly batch: EventBatch
  readonly placement: BatchPlacement
}

/**
 * Objects as they may be told: without the hand scans of the quarter hour under way. Flow knows the newest state only; so an object that hands had since,
 * by itself or in what holds it, is folded once more from what was said before. Null where nothing was.
 */
export async function toldObjects(
  engine: Engine,
  runtime: SiteRuntime,
  hashes: readonly ObjectHash[],
): Promise<(ObjectState | null)[]> {
  const now = hashes.map((hash) => runtime.flow.object(hash))
  const beforeMs = handsToldBeforeMs(engine, runtime)
  if (beforeMs === undefined) return now
  const fresh = now.flatMap((state, i) => (state !== null && mayBeFresh(runtime, state, beforeMs) ? [i] : []))
  if (fresh.length === 0) return now
  const { said, held } = await saidOf(
    engine,
    runtime,
    fresh.map((i) => hashes[i]!),
    beforeMs,
  )
  if (!held) return now
  const site = runtime.compiled.versions.at(-1)!
  const rows = [...said.values()]
  const then = openFlow({
    site,
    hashOf: (text) => identifierHash(engine.ledger.hashKey, text),
    history: (objects, tell) => {
      for (const [index, hash] of objects.entries())
        for (const { batch, placement } of rows) if (names(batch, hash)) tell(index, batch, placement, 0)
    },
  })
  for (const { batch, placement } of rows) then.apply(batch, placement, 'replayed')
  while (then.stats().owed > 0 && (await then.settle()) > 0);
  then.usePlan(engine.plan.view(runtime.siteId))
  return now.map((state, i) => (fresh.includes(i) ? then.object(hashes[i]!) : state))
}

/** Can hands have had it in the quarter hour under way? Its containers move it too. */
function mayBeFresh({ flow }: SiteRuntime, state: ObjectState, beforeMs: number): boolean {
  let each: ObjectState | null = state
  for (let depth = 0; each !== null && depth <= nestingMax; depth++) {
    // What left is remembered without the time of its last scan's arrival: by its quarter hour.
    if (each.lastSeenMs === null || each.lastSeenMs >= beforeMs) return true
    each = each.container === null ? null : flow.object(each.container)
  }
  return false
}

/** What was said of objects, and of all that ever held them, before a time where hands said it; and whether hands said more. */
async function saidOf(
  engine: Engine,
  runtime: SiteRuntime,
  hashes: readonly ObjectHash[],
  beforeMs: number,
): Promise<{ said: Map<string, Said>; held: boolean }> {
  const said = new Map<string, Said>()
  const asked = new Set<string>()
  let held = false
  const history = settlingHistory(engine.ledger, {
    siteId: runtime.siteId,
    versions: () => runtime.compiled,
    mayGoOn: () => {},
  })
  let next: readonly Hash[] = hashes
  for (let depth = 0; next.length > 0 && depth <= nestingMax; depth++) {
    const containers = new Map<string, Hash>()
    const these = next
    for (const hash of these) asked.add(hash.join())
    await history(these, (index, batch, placement, row) => {
      if (placement.source[row] === hand && batch.eventTimeMs[row]! >= beforeMs) held = true
      else {
        const key = `${batch.idHash[2 * row]},${batch.idHash[2 * row + 1]}`
        if (!said.has(key)) said.set(key, rowOf(batch, placement, row))
      }
      for (const hash of containersIn(batch, row, these[index]!))
        if (!asked.has(hash.join())) containers.set(hash.join(), hash)
    })
    next = [...containers.values()]
  }
  return { said, held }
}

/** The parent that an event names, where the object is a child in it. */
function containersIn({ refStart, refRole, refHash }: EventBatch, row: number, [low, high]: Hash): Hash[] {
  let isChild = false
  const parents: Hash[] = []
  for (let ref = refStart[row]!; ref < refStart[row + 1]!; ref++) {
    if (refRole[ref] === parent) parents.push([refHash[2 * ref]!, refHash[2 * ref + 1]!])
    else if (refRole[ref] === child && refHash[2 * ref] === low && refHash[2 * ref + 1] === high) isChild = true
  }
  return isChild ? parents : []
}

function names({ refHash }: EventBatch, [low, high]: ObjectHash): boolean {
  for (let at = 0; at < refHash.length; at += 2) {
    if (refHash[at] === low >>> 0 && refHash[at + 1] === high >>> 0) return true
  }
  return false
}

/** One row cut out of a batch: columns of a history are lent. */
function rowOf(batch: EventBatch, placement: BatchPlacement, row: number): Said {
  const [from, to] = [batch.refStart[row]!, batch.refStart[row + 1]!]
  const wordOf = (index: number): number => (batch.words[index] === '' ? 0 : index)
  const used = [batch.bizStep, batch.disposition, batch.readPoint, batch.bizLocation].map((column) =>
    wordOf(column[row]!),
  )
  const word = (i: number): Uint32Array => Uint32Array.of(used[i] === 0 ? 0 : i + 1)
  return {
    batch: {
      count: 1,
      type: batch.type.slice(row, row + 1),
      action: batch.action.slice(row, row + 1),
      flags: batch.flags.slice(row, row + 1),
      eventTimeMs: batch.eventTimeMs.slice(row, row + 1),
      offsetMin: batch.offsetMin.slice(row, row + 1),
      bizStep: word(0),
      disposition: word(1),
      readPoint: word(2),
      bizLocation: word(3),
      context: new Uint16Array(1),
      row: new Float64Array(1),
      idHash: batch.idHash.slice(2 * row, 2 * row + 2),
      contentHash: new Uint32Array(2),
      refStart: Uint32Array.of(0, to - from),
      refRole: batch.refRole.slice(from, to),
      refHash: batch.refHash.slice(2 * from, 2 * to),
      refQuantity: batch.refQuantity.slice(from, to),
      raw: new Uint8Array(0),
      rawStart: new Uint32Array(2),
      words: ['', ...used.map((index) => batch.words[index]!)],
      contexts: ['[]'],
      contributor: new Uint32Array(1),
    },
    placement: {
      siteId: placement.siteId,
      source: placement.source.slice(row, row + 1),
      retention: new Uint8Array(1),
      day: new Int32Array(1),
      place: placement.place.slice(row, row + 1),
      step: placement.step.slice(row, row + 1),
    },
  }
}
