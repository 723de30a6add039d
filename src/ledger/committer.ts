import { type DiskFile, FaultError } from '../base/index.ts'
import type { EventBatch } from '../model/index.ts'
import { type CommitRecord, storeMeta } from './catalog.ts'
import { adopt, type Core, homeOf, type Spill } from './core.ts'
import { dayOfRecord, type FileMeta, handSource } from './files.ts'
import { frameHeader, frameKinds, jsonBytes, noBytes } from './frame.ts'
import type { SiteSalt } from './objectIndex.ts'
import { type Split, splitRows } from './split.ts'
import { isDropped } from './stored.ts'
import { floorQuarter } from './time.ts'
import { type Held, heldBytesOf, type OpenTransaction } from './transaction.ts'
import type { CommitListener, CommitOutcome, CommittedPart } from './types.ts'
import { withoutRows } from './withoutRows.ts'

/** Writes transactions one group at a time: whoever asks while a group syncs joins the next, so syncs are shared. */
export interface Committer {
  commit(transaction: OpenTransaction): Promise<CommitOutcome>
  /** Runs between two groups: nobody writes meanwhile. */
  exclusive<T>(work: () => Promise<T>): Promise<T>
  readonly listeners: Set<CommitListener>
  /** Resolves when all that was asked for is done. */
  idle(): Promise<void>
  /** Resolves when what the index knows is durable; at once where nothing is being written. Rejects where writing has stopped. */
  settled(): Promise<void>
  /** Refuses all further writes. */
  stop(cause: unknown): void
}

export interface CommitterPorts {
  /** The commit log in force. */
  log(): DiskFile
  /** Writes indexes and catalog, begins a new log. */
  checkpoint(): Promise<void>
  /** A shared file for the part: one that is there and not full, or a new one. */
  fileFor(home: ReturnType<typeof homeOf>): { meta: FileMeta; created: boolean }
}

interface Waiting {
  readonly transaction: OpenTransaction
  readonly resolve: (outcome: CommitOutcome) => void
  readonly reject: (fault: unknown) => void
}

/** One group writes at most about this much text before its sync, and so holds at most that. */
const groupBytesMax = 64 << 20

export function newCommitter(core: Core, ports: CommitterPorts): Committer {
  const waiting: Waiting[] = []
  const tasks: (() => Promise<void>)[] = []
  const listeners = new Set<CommitListener>()
  let running: Promise<void> | undefined
  let writing: Promise<void> | undefined
  let stopped: { readonly cause: unknown } | undefined
  let fineDay = -1

  async function run(): Promise<void> {
    // Whoever asks in the same turn of the event loop shares the first group too.
    await core.ports.breathe()
    while (waiting.length > 0 || tasks.length > 0) {
      const task = tasks.shift()
      if (task !== undefined) await task().catch((cause: unknown) => stop(cause))
      if (waiting.length === 0) continue
      writing = writeGroup(takeGroup(waiting))
      await writing
      writing = undefined
    }
  }

  function wake(): void {
    running ??= run().finally(() => {
      running = undefined
      if (waiting.length > 0 || tasks.length > 0) wake()
    })
  }

  function stop(cause: unknown): void {
    stopped ??= { cause }
  }

  function refusal(): FaultError {
    return new FaultError({ code: 'LEDGER_STOPPED' }, { cause: stopped?.cause })
  }

  async function writeGroup(group: readonly Waiting[]): Promise<void> {
    if (stopped !== undefined) {
      for (const each of group) each.reject(refusal())
      return
    }
    if (core.ports.hasRoomFor?.(bytesOf(group)) === false) {
      for (const each of group) each.reject(new FaultError({ code: 'DISK_FULL' }))
      return
    }
    try {
      const outcomes = await makeDurable(group.map((each) => each.transaction))
      for (const [i, each] of group.entries()) each.resolve(outcomes[i]!)
    } catch (cause) {
      // After a failed write or sync nobody knows what the disk holds; a restart finds out.
      stopped = { cause }
      for (const each of group) each.reject(cause)
    }
  }

  async function makeDurable(asked: readonly OpenTransaction[]): Promise<CommitOutcome[]> {
    const recordMs = Math.max(core.recordMs, core.ports.clock.nowMs())
    const recordDay = dayOfRecord(recordMs)
    if (fineDay !== -1 && fineDay !== recordDay) await checkpoint()
    const created: FileMeta[] = []
    const touched = new Map<FileMeta, number>()
    const parts: CommittedPart[][] = []
    const group: OpenTransaction[] = []
    for (const transaction of asked) {
      if (transaction.isTakenBack()) continue
      const commit = core.commit + 1 + group.length
      group.push(transaction)
      const own: CommittedPart[] = []
      const { writes } = core
      for (const held of transaction.held) {
        transaction.recheck(held, writes)
        if (held.rows.length > 0)
          writeHeld(transaction, held, { commit, recordMs, recordDay }, { created, touched, own })
      }
      if (transaction.spill !== undefined) takeSpill(transaction, commit, recordMs)
      parts.push(own)
    }
    const takenBack = ({ counts, late }: OpenTransaction): CommitOutcome => {
      return { commit: 0, recordTimeMs: recordMs, ...counts, accepted: 0, late, takenBack: true }
    }
    if (group.length === 0) return asked.map(takenBack)
    await core.files.sync()
    const hand = [...touched.keys()].some((meta) => meta.source === handSource)
    await writeRecord(group, { recordMs: hand ? floorQuarter(recordMs) : recordMs, created, touched })

    for (const [meta, commit] of touched) {
      meta.length = core.files.handle(meta).size()
      meta.maxCommit = commit
      if (meta.minCommit === 0) meta.minCommit = commit
    }
    for (const { spill } of group) for (const meta of spill?.files ?? []) meta.length = core.files.handle(meta).size()
    core.recordMs = recordMs
    const outcomes = new Map<OpenTransaction, CommitOutcome>()
    for (const [i, transaction] of group.entries()) {
      const { options, counts, late, spill } = transaction
      core.commit++
      const commit = core.commit
      const notice = { commit, recordTimeMs: recordMs, siteId: options.siteId, feed: options.feed }
      const told = spill === undefined ? parts[i]! : { [Symbol.iterator]: () => spilledParts(core, spill.files) }
      for (const listener of listeners) listener(notice, told)
      outcomes.set(transaction, { commit, recordTimeMs: recordMs, ...counts, late, takenBack: false })
    }
    const full =
      core.ids.table.count >= core.limits.idsInMemoryMax || core.objects.count >= core.limits.objectsInMemoryMax
    if (full || group.some(({ spill }) => spill !== undefined)) tasks.push(checkpoint)
    return asked.map((each) => outcomes.get(each) ?? takenBack(each))
  }

  function writeHeld(
    transaction: OpenTransaction,
    held: Held,
    at: { commit: number; recordMs: number; recordDay: number },
    out: { created: FileMeta[]; touched: Map<FileMeta, number>; own: CommittedPart[] },
  ): void {
    const { siteId, feed } = transaction.options
    const { batch, placement } = held
    // What was laid out goes as it stands, unless a row of it was not new.
    const laidOut = held.rows.length === batch.count ? held.memory : undefined
    const head = laidOut?.head
    for (const split of head === undefined ? splitRows(placement, held.rows) : [wholePart(held)]) {
      const hand = split.source === handSource
      if (hand) fineDay = at.recordDay
      const { meta, created } = ports.fileFor(homeOf(siteId, split, at.recordDay))
      if (created) out.created.push(meta)
      const zones = hand ? { zoneOf: (place: number) => core.ports.zoneIdOf(siteId, place), feed } : {}
      const input = {
        batch,
        placement,
        rows: split.rows,
        recordTimeMs: at.recordMs,
        ...zones,
        head,
        rawCrc: laidOut?.rawCrc,
      }
      const { offset, part } = core.files.append(meta, at.commit, input)
      out.touched.set(meta, at.commit)
      if (listeners.size > 0) out.own.push(part)
      enterIds(part.batch, transaction.salt, meta.id, offset)
      core.objects.addAll(part.batch.refHash, transaction.salt, meta.id, offset)
      core.writes += part.batch.count
    }
  }

  // A function of its own: within the longer one above, the engine optimises this loop anew for every part.
  function enterIds({ idHash, contentHash, count }: EventBatch, salt: SiteSalt, file: number, offset: number): void {
    const { table } = core.ids
    const [saltLow, saltHigh] = salt
    const contested = core.spills.size > 0
    table.reserve(count)
    for (let i = 0; i < count; i++) {
      const low = (idHash[2 * i]! ^ saltLow) >>> 0
      const high = (idHash[2 * i + 1]! ^ saltHigh) >>> 0
      table.add(low, high, contentHash[2 * i]!, contentHash[2 * i + 1]!, file, offset)
      if (contested) loseIn(core.spills, low, high)
    }
  }

  function takeSpill(transaction: OpenTransaction, commit: number, recordMs: number): void {
    const spill = transaction.spill!
    core.spills.delete(spill)
    for (const { low, high, other } of spill.contests) {
      if (core.spills.has(other) && !spill.lost.has(`${low} ${high}`)) other.lose(low, high)
    }
    transaction.settleLost()
    spill.ids.flush(spill.recordDay)
    spill.objects.flush(spill.recordDay)
    core.ids.runs = [...core.ids.runs, ...spill.ids.runs]
    core.objects.runs = [...core.objects.runs, ...spill.objects.runs]
    for (const meta of spill.files) adopt(meta, commit, recordMs)
    core.writes += transaction.counts.accepted
  }

  async function writeRecord(
    group: readonly OpenTransaction[],
    written: { recordMs: number; created: readonly FileMeta[]; touched: ReadonlyMap<FileMeta, number> },
  ): Promise<void> {
    const adopted = group.flatMap(({ spill }) => spill?.files ?? [])
    const record: CommitRecord = {
      commit: core.commit + group.length,
      recordMs: written.recordMs,
      created: written.created.map((meta) => ({ ...storeMeta(meta), rows: 0, blocks: [] })),
      adopted: adopted.map((meta) => ({ ...storeMeta(meta), rows: 0, blocks: [] })),
      ends: [...written.touched.keys(), ...adopted].map((meta) => [meta.id, core.files.handle(meta).size()]),
    }
    const head = jsonBytes(record)
    const kind = frameKinds.commit
    const log = ports.log()
    log.append(
      frameHeader(core.crc32, { kind, count: group.length, commit: record.commit, head: [head], body: noBytes }),
      head,
    )
    await log.sync()
  }

  async function checkpoint(): Promise<void> {
    await ports.checkpoint()
    fineDay = -1
  }

  return {
    listeners,
    commit: (transaction) =>
      new Promise((resolve, reject) => {
        waiting.push({ transaction, resolve, reject })
        wake()
      }),
    exclusive: (work) =>
      new Promise((resolve, reject) => {
        tasks.push(async () => {
          if (stopped !== undefined) reject(refusal())
          else await work().then(resolve, reject)
        })
        wake()
      }),
    async settled() {
      // Only the group that is being written has identities in the index that may still be lost.
      await writing
      if (stopped !== undefined) throw refusal()
    },
    async idle() {
      while (running !== undefined) await running.catch(() => {})
    },
    stop,
  }
}

/** All rows of a batch that is one part. */
function wholePart({ placement, rows }: Held): Split {
  return { source: placement.source[0]!, retention: placement.retention[0]!, day: placement.day[0]!, rows }
}

function loseIn(spills: ReadonlySet<Spill>, low: number, high: number): void {
  for (const spill of spills) if (spill.ids.find(low, high)) spill.lose(low, high)
}

function bytesOf(group: readonly Waiting[]): number {
  let bytes = 0
  for (const { transaction } of group) for (const { batch } of transaction.held) bytes += heldBytesOf(batch)
  return bytes
}

function takeGroup(waiting: Waiting[]): Waiting[] {
  let bytes = 0
  let count = 0
  while (count < waiting.length && bytes < groupBytesMax) {
    for (const { batch } of waiting[count]!.transaction.held) bytes += batch.raw.length
    count++
  }
  return waiting.splice(0, count)
}

/** Parts of a spilled transaction, read again; contributors were never written and are 0. */
function* spilledParts(core: Core, files: readonly FileMeta[]): Generator<CommittedPart> {
  for (const meta of files) {
    for (const frame of core.files.frames(meta, 0, meta.length)) {
      const part = core.files.readPartAt(meta, frame, true)
      yield meta.dropped.size === 0 ? part : withoutRows(part, (row) => isDropped(meta, part, row))
    }
  }
}
