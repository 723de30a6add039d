import type { Flow, HistoryEvent, ObjectHash } from '../flow/index.ts'
import type { Ledger } from '../ledger/index.ts'
import { type EventBatch, refRoles } from '../model/index.ts'

/** Objects whose histories are fetched together when many are owed a fold. */
const objectsAtOnce = 2_000
/** Fewer owed objects than this are asked one by one. */
const objectsForManyMin = 16
/** Histories kept before all are forgotten. */
const keptMax = 8_000
/** Events of one object that a correction folds again. */
const historyRowsMax = 100_000

const parentRole = refRoles.indexOf('parent')

/**
 * Histories for `Flow.settle`, fetched for many objects at once and kept until something new is said of them. Containers are fetched
 * along with what is in them, because settling asks for them next.
 */
export function settlingHistories(ledger: Ledger, siteId: string) {
  const kept = new Map<number, readonly HistoryEvent[]>()
  /** Objects that commits spoke of while a fetch was under way: its rows of them are not kept. */
  let spokenOf: Set<number> | null = null

  async function fetchMany(objects: readonly ObjectHash[]): Promise<void> {
    const fresh = objects.filter((object) => !kept.has(keyOf(object)))
    if (fresh.length === 0) return
    spokenOf = new Set()
    const histories = await ledger.histories(siteId, fresh)
    for (const [index, object] of fresh.entries()) {
      const key = keyOf(object)
      if (!spokenOf.has(key)) kept.set(key, histories[index] ?? [])
    }
    spokenOf = null
  }

  return {
    async history(object: ObjectHash, flow: Flow): Promise<readonly HistoryEvent[]> {
      const known = kept.get(keyOf(object))
      if (known !== undefined) return known
      const owed = flow.owedObjects(objectsAtOnce)
      if (owed.length < objectsForManyMin)
        return ledger.history(siteId, object, { limit: historyRowsMax, reader: 'fold' })
      if (kept.size > keptMax) kept.clear()
      await fetchMany([object, ...owed])
      await fetchMany(parentsIn(kept, owed))
      return kept.get(keyOf(object)) ?? ledger.history(siteId, object, { limit: historyRowsMax, reader: 'fold' })
    },
    /** Forgets the objects that a commit speaks of. */
    said({ refHash }: EventBatch): void {
      if (kept.size === 0 && spokenOf === null) return
      for (let i = 0; i < refHash.length; i += 2) {
        const key = keyOf([refHash[i]!, refHash[i + 1]!])
        kept.delete(key)
        spokenOf?.add(key)
      }
    },
    /** Forgets everything: stored events were rewritten or erased. */
    clear(): void {
      kept.clear()
    },
  }
}
export type SettlingHistories = ReturnType<typeof settlingHistories>

/** 53 bits of a hash: enough to tell the objects of one site apart. */
function keyOf([low, high]: ObjectHash): number {
  return (high & 0x1fffff) * 4_294_967_296 + (low >>> 0)
}

function parentsIn(kept: ReadonlyMap<number, readonly HistoryEvent[]>, objects: readonly ObjectHash[]): ObjectHash[] {
  const parents = new Map<number, ObjectHash>()
  for (const object of objects) {
    for (const event of kept.get(keyOf(object)) ?? []) {
      for (const ref of event.refs) if (ref.role === parentRole) parents.set(keyOf(ref.hash), ref.hash)
    }
  }
  return [...parents.values()]
}
