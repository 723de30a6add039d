import { assert, FaultError } from '../base/index.ts'
import type { BatchPlacement, EventBatch } from '../model/index.ts'
import { type Core, limitReached, type Spill } from './core.ts'
import { found, type IdIndex } from './idIndex.ts'
import { type IdTable, newIdTable } from './idTable.ts'
import type { SiteSalt } from './objectIndex.ts'
import { newSpill, placeIn } from './spill.ts'
import { readAt, rowOf, saysTheSame } from './stored.ts'
import type {
  AppendOutcome,
  BatchMemory,
  CommitOutcome,
  LateVerdict,
  Transaction,
  TransactionOptions,
} from './types.ts'

const accepted = 0
const duplicate = 1
const conflict = 2

/** A batch that waits for its commit, with the rows that were new when it came. */
export interface Held {
  /** From 0 in the transaction. */
  readonly number: number
  readonly batch: EventBatch
  readonly placement: BatchPlacement
  rows: Uint32Array
  readonly memory: BatchMemory | undefined
  /** `Core.writes` when `rows` was last compared with the index. */
  writes: number
  /** `IdIndex.runs` at that time. */
  runs: IdIndex['runs']
}

/** An open transaction as the committer sees it. */
export interface OpenTransaction {
  readonly options: TransactionOptions
  readonly salt: SiteSalt
  readonly held: Held[]
  readonly spill: Spill | undefined
  readonly counts: { accepted: number; duplicate: number; conflict: number }
  readonly late: LateVerdict[]
  /** Takes out of `held` what another commit made durable since. */
  recheck(held: Held, writes: number): void
  /** The rows of a spill that lost their race, by identity; counts them. */
  settleLost(): void
  /**
   * Does a conflict that no `append` saw take all of a `rollback` transaction back? Asked when its turn to be written has come: what
   * stands before it in the index then stays before it.
   */
  isTakenBack(): boolean
}

/** A transaction of fewer events makes a table of its own: clearing a large one would cost it more than it saves. */
const largeBatch = 1024
const noTable = newIdTable(1)

/** Rows of one transaction that are listed when another made their identity durable first; all are counted. */
const lateListedMax = 1000

export function newTransaction(
  core: Core,
  number: number,
  options: TransactionOptions,
  owner: {
    salt: SiteSalt
    commit: (transaction: OpenTransaction) => Promise<CommitOutcome>
    ended: () => void
    /** Resolves when what the index knows is durable. */
    settled: () => Promise<void>
    /** An empty table; one that has grown already where a large transaction gave one back. */
    takeTable: () => IdTable
    giveTable: (table: IdTable) => void
  },
): Transaction {
  const [saltLow, saltHigh] = owner.salt
  let own = noTable
  /** Whether `own` has every held row: batches that are distinct by themselves are entered only when it is needed. */
  let ownIsWhole = true
  const held: Held[] = []
  const counts = { accepted: 0, duplicate: 0, conflict: 0 }
  const late: LateVerdict[] = []
  let state: 'open' | 'committing' | 'ended' = 'open'
  let spill: Spill | undefined
  let heldBytes = 0
  let batches = 0
  let lostSettled = false
  let within: number[] = []

  const inside: OpenTransaction = {
    options,
    salt: owner.salt,
    held,
    counts,
    late,
    get spill() {
      return spill
    },
    recheck(each, writes) {
      if (each.writes === writes) return
      each.writes = writes
      // What came since stands in the table, unless the table went to a run meanwhile, or a spill brought runs of its own.
      const here = each.runs === core.ids.runs
      each.runs = core.ids.runs
      const { batch, placement, rows } = each
      let kept = 0
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i]!
        const low = (batch.idHash[2 * row]! ^ saltLow) >>> 0
        const high = (batch.idHash[2 * row + 1]! ^ saltHigh) >>> 0
        if (here ? core.ids.table.find(low, high) < 0 : !core.ids.find(low, high)) {
          rows[kept++] = row
          continue
        }
        assert(core.ids.find(low, high), 'an identity in the table can be found')
        const verdict = againstStored(batch, placement, row)
        countLate(verdict)
        if (late.length < lateListedMax)
          late.push({
            batch: each.number,
            row,
            inputRow: batch.row[row]!,
            place: placement.place[row]!,
            verdict: verdict === duplicate ? 'duplicate' : 'conflict',
          })
      }
      each.rows = rows.subarray(0, kept)
    },
    isTakenBack() {
      if (options.behaviour !== 'rollback') return false
      const before = counts.conflict
      for (const each of held) inside.recheck(each, core.writes)
      if (spill !== undefined) inside.settleLost()
      if (counts.conflict === before) return false
      spill?.discard()
      return true
    },
    settleLost() {
      if (lostSettled) return
      lostSettled = true
      for (const [low, high] of spill!.lost.values()) {
        const [file, offset] = placeIn(spill!, low, high)!
        const mine = readAt(core, file, offset, true)
        const idLow = (low ^ saltLow) >>> 0
        const idHigh = (high ^ saltHigh) >>> 0
        const row = rowOf(mine.part, idLow, idHigh)
        assert(core.ids.find(low, high), 'the winner of a race stands in the index')
        countLate(againstStored(mine.part.batch, mine.part.placement, row))
        mine.meta.dropped.add(`${idHigh}.${idLow}`)
      }
    },
  }

  return {
    number,
    append(batch, placement, memory) {
      assert(state === 'open', 'append to an open transaction')
      const outcome = decide(batch, placement, memory)
      counts.accepted += outcome.accepted.length
      counts.duplicate += outcome.duplicate
      counts.conflict += outcome.conflict
      if (outcome.accepted.length > 0) {
        held.push({
          number: batches,
          batch,
          placement,
          rows: outcome.accepted.slice(),
          memory,
          writes: core.writes,
          runs: core.ids.runs,
        })
        heldBytes += heldBytesOf(batch)
        if (spill !== undefined || heldBytes > core.limits.transactionBytesMax) spillHeld()
      } else memory?.release()
      batches++
      return outcome
    },
    async commit() {
      assert(state === 'open', 'commit of an open transaction')
      state = 'committing'
      try {
        return await owner.commit(inside)
      } catch (fault) {
        spill?.discard()
        throw fault
      } finally {
        end()
      }
    },
    abort() {
      if (state !== 'open') return
      spill?.discard()
      end()
    },
    async abortSettled() {
      if (state !== 'open') return
      spill?.discard()
      end()
      await owner.settled()
    },
  }

  function end(): void {
    state = 'ended'
    dropHeld()
    if (own !== noTable) owner.giveTable(own)
    own = noTable
    owner.ended()
  }

  function dropHeld(): void {
    for (const { memory } of held) memory?.release()
    held.length = 0
  }

  /** Enters what is held, before the first batch that may repeat a row of it. */
  function completeOwn(batch: EventBatch, large: boolean): void {
    if (own === noTable) own = large || batch.count >= largeBatch ? owner.takeTable() : newIdTable()
    if (!ownIsWhole) {
      own.clear()
      for (const each of held) {
        own.reserve(each.rows.length)
        for (const row of each.rows) {
          const { idHash, contentHash } = each.batch
          const low = (idHash[2 * row]! ^ saltLow) >>> 0
          const high = (idHash[2 * row + 1]! ^ saltHigh) >>> 0
          own.add(low, high, contentHash[2 * row]!, contentHash[2 * row + 1]!, each.number + 1, row)
        }
      }
    }
    ownIsWhole = true
    own.reserve(batch.count)
  }

  function decide(batch: EventBatch, placement: BatchPlacement, memory: BatchMemory | undefined): AppendOutcome {
    const { count, idHash, contentHash } = batch
    const verdicts = new Uint8Array(count)
    const rows = new Uint32Array(count)
    const distinct = memory?.distinct === true
    if (distinct) ownIsWhole = false
    else completeOwn(batch, memory !== undefined)
    const ids = saltedIds(idHash)
    const maybe = new Uint8Array(count)
    core.ids.mark(ids, maybe)
    let kept = 0
    let conflicts = 0
    within = []
    for (let row = 0; row < count; row++) {
      const low = ids[2 * row]!
      const high = ids[2 * row + 1]!
      const at = distinct ? -1 : own.find(low, high)
      const verdict = verdictOf(batch, placement, row, low, high, { at, maybe: maybe[row] === 1 })
      verdicts[row] = verdict
      if (verdict === accepted) {
        if (!distinct) own.add(low, high, contentHash[2 * row]!, contentHash[2 * row + 1]!, batches + 1, row)
        rows[kept++] = row
      } else if (verdict === conflict) conflicts++
    }
    return {
      verdicts,
      accepted: rows.subarray(0, kept),
      within,
      duplicate: count - kept - conflicts,
      conflict: conflicts,
    }
  }

  function saltedIds(idHash: Uint32Array): Uint32Array {
    const ids = new Uint32Array(idHash.length)
    for (let i = 0; i < ids.length; i += 2) {
      ids[i] = idHash[i]! ^ saltLow
      ids[i + 1] = idHash[i + 1]! ^ saltHigh
    }
    return ids
  }

  /** `at`: where `own` has the identity, or -1. `maybe`: the index may hold it. */
  function verdictOf(
    batch: EventBatch,
    placement: BatchPlacement,
    row: number,
    low: number,
    high: number,
    { at, maybe }: { at: number; maybe: boolean },
  ): number {
    if (at >= 0) {
      within.push(row)
      return againstHeld(batch, row, own.slots[at + 4]! - 1, own.slots[at + 5]!, own.slots, at)
    }
    if (spill?.ids.find(low, high)) {
      within.push(row)
      return againstStored(batch, placement, row)
    }
    return maybe && core.ids.find(low, high) ? againstStored(batch, placement, row) : accepted
  }

  /** Against a row of this transaction that is still in memory: of an earlier batch, or earlier in this one. */
  function againstHeld(
    batch: EventBatch,
    row: number,
    number: number,
    other: number,
    slots: Uint32Array,
    at: number,
  ): number {
    const same = slots[at + 2] === batch.contentHash[2 * row]! && slots[at + 3] === batch.contentHash[2 * row + 1]!
    if (same) return duplicate
    const from = number === batches ? batch : held.find((each) => each.number === number)!.batch
    return core.ports.sameContent(rawIn(batch, row), contextIn(batch, row), rawIn(from, other), contextIn(from, other))
      ? duplicate
      : conflict
  }

  /** Against the stored row that `found` names. Equal hashes need no reading. */
  function againstStored(batch: EventBatch, placement: BatchPlacement, row: number): number {
    if (found.contentLow === batch.contentHash[2 * row] && found.contentHigh === batch.contentHash[2 * row + 1]) {
      return duplicate
    }
    const stored = readAt(core, found.file, found.offset, true)
    const storedRow = rowOf(stored.part, batch.idHash[2 * row]!, batch.idHash[2 * row + 1]!)
    assert(storedRow >= 0, 'an index entry names the frame of its row')
    const place = placement.place[row]!
    return saysTheSame(core, { ...stored, row: storedRow }, rawIn(batch, row), contextIn(batch, row), place)
      ? duplicate
      : conflict
  }

  function countLate(verdict: number): void {
    counts.accepted--
    if (verdict === duplicate) counts.duplicate++
    else counts.conflict++
  }

  function spillHeld(): void {
    if (core.ports.hasRoomFor?.(heldBytes) === false) throw new FaultError({ code: 'DISK_FULL' })
    if (spill === undefined) {
      if (core.spills.size >= core.limits.spilledTransactionsMax) throw limitReached('spilledTransactionsMax')
      spill = newSpill(core, { ...options, nowMs: Math.max(core.recordMs, core.ports.clock.nowMs()) })
    }
    for (const each of held) {
      inside.recheck(each, core.writes)
      if (each.rows.length > 0) spill.write(each.batch, each.placement, each.rows)
    }
    dropHeld()
    heldBytes = 0
    own.clear()
    ownIsWhole = true
  }
}

/** About what a batch takes in memory and on disk, its index entries included. */
export function heldBytesOf({ raw, count, refHash }: EventBatch): number {
  return raw.length + count * 100 + refHash.length * 10
}

function rawIn(batch: EventBatch, row: number): Uint8Array {
  return batch.raw.subarray(batch.rawStart[row]!, batch.rawStart[row + 1]!)
}

function contextIn(batch: EventBatch, row: number): string {
  return batch.contexts[batch.context[row]!]!
}
