import { type DiskFile, FaultError } from '../base/index.ts'
import {
  type Catalog,
  dropUncommitted,
  type Identity,
  loadFile,
  loadMeta,
  recoverLog,
  replaceFile,
  storeMeta,
} from './catalog.ts'
import { checkLedger } from './check.ts'
import { newCommitter } from './committer.ts'
import { type Core, limitReached, newIds, newObjects, siteSalts } from './core.ts'
import { newErasure } from './erase.ts'
import { dataPath, dayOfRecord, type FileHome, type FileMeta, handSource, keyScope, openFileStore } from './files.ts'
import { broken, frameKinds } from './frame.ts'
import { newHistory } from './history.ts'
import { type IdTable, newIdTable } from './idTable.ts'
import { nonceLength, openBox, openKeyring, sealBox } from './keys.ts'
import { defaultLimits } from './limits.ts'
import { newMaintenance } from './maintenance.ts'
import { newMentions } from './mentions.ts'
import { newQueries } from './query.ts'
import { applyLog } from './recover.ts'
import { replayParts } from './replay.ts'
import { rewriteFineParts } from './rewrite.ts'
import { openHeldRun, type RunPorts, runEntry, settleRuns } from './runSet.ts'
import { newSnapshots } from './snapshots.ts'
import { floorQuarter } from './time.ts'
import { newTransaction } from './transaction.ts'
import type { Ledger, LedgerPorts } from './types.ts'

/** Tables of ended transactions that are kept for the next ones, and the largest of them (3 MB). */
const spareTablesMax = 4
const spareEntriesMax = 1 << 17

/**
 * Opens the ledger in the folder that `ports.disk` shows, or makes one in an empty folder. What was written but never
 * committed is cut off; indexes are brought up to the last commit. One process at a time: the caller owns the folder.
 * Throws FaultError LEDGER_BROKEN where something that was durable is not as it was written.
 */
export async function openLedger(ports: LedgerPorts): Promise<Ledger> {
  const { disk, crc32 } = ports
  const limits = { ...defaultLimits, ...ports.limits }
  for (const folder of ['data', 'index', 'keys', 'snapshots']) disk.makeFolder(folder)
  await disk.syncFolder('')
  const identity = await openIdentity(ports)
  const catalog = loadFile<Catalog>(disk, crc32, 'catalog', frameKinds.catalog)
  const keys = openKeyring(disk, crc32, ports.randomBytes)
  const files = openFileStore({ disk, crc32, keys, randomBytes: ports.randomBytes, limits })
  let lastId = catalog?.nextId ?? 0
  const nextId = (): number => ++lastId
  const runPorts: RunPorts = { disk, crc32, breathe: ports.breathe, nextId, unsynced: new Set() }
  const saltOf = siteSalts(identity.hashKey)
  const core: Core = {
    ports,
    disk,
    crc32,
    limits,
    hashKey: identity.hashKey,
    keys,
    files,
    runPorts,
    ids: newIds({ files, runPorts, saltOf }),
    objects: newObjects({ files, runPorts }),
    spills: new Set(),
    receipts: catalog?.receipts ?? [],
    commit: catalog?.commit ?? 0,
    recordMs: 0,
    writes: 0,
    generation: 0,
    nextId,
  }
  for (const name of disk.list('snapshots')) lastId = Math.max(lastId, Number(name.split('.')[2]))
  const shared = new Map<string, FileMeta>()
  let log: DiskFile | undefined
  let logName = ''

  // Without its catalog a folder with events must not be taken for an empty one.
  if (catalog === undefined && disk.list('data').length > 0) throw broken('catalog', 0)
  if (catalog !== undefined) await recover(catalog)
  await checkpoint()

  const committer = newCommitter(core, { log: () => log!, checkpoint: checkpointAndMerge, fileFor })
  const maintenance = newMaintenance(core, { exclusive: committer.exclusive, checkpoint, stop: committer.stop })
  const snapshots = newSnapshots(core)
  const erasure = newErasure(core, { exclusive: committer.exclusive, checkpoint, forget, snapshots, maintenance })
  const rewritePorts = {
    exclusive: committer.exclusive,
    checkpoint,
    erasure,
    dropSnapshotsBefore: snapshots.dropBefore,
    saltOf,
  }
  const queries = newQueries(core, saltOf)
  const spareTables: IdTable[] = []
  let transactions = 0
  let lastTransaction = 0
  let closed = false

  await erasure.finishDestroying()

  return {
    hashKey: identity.hashKey,
    get lastCommit() {
      return core.commit
    },
    begin(options) {
      if (closed) throw new FaultError({ code: 'LEDGER_STOPPED' })
      if (transactions >= limits.transactionsMax) throw limitReached('transactionsMax')
      transactions++
      return newTransaction(core, ++lastTransaction, options, {
        salt: saltOf(options.siteId),
        async commit(transaction) {
          // A transaction that outlived the key of its day cannot be read by anyone any more.
          for (const meta of transaction.spill?.files ?? []) {
            if (meta.tier === 'fine' && keys.find(keyScope(meta)) === undefined) throw limitReached('fineHoldMs')
          }
          return committer.commit(transaction)
        },
        ended: () => {
          transactions--
        },
        settled: () => committer.settled(),
        takeTable: () => spareTables.pop() ?? newIdTable(),
        giveTable(table) {
          if (spareTables.length >= spareTablesMax || table.capacity > spareEntriesMax) return
          table.clear()
          spareTables.push(table)
        },
      })
    },
    onCommit(listener) {
      committer.listeners.add(listener)
      return () => committer.listeners.delete(listener)
    },
    // Alone, so that no file is rewritten under it.
    replay: (sinceCommit, visit) => maintenance.alone(() => replayParts(core, sinceCommit, visit)),
    query: queries.query,
    get: queries.get,
    history: newHistory(core, saltOf),
    mentions: newMentions(core, saltOf),
    saveSnapshot: snapshots.save,
    loadSnapshot: snapshots.load,
    rewriteFine: (nowMs) => maintenance.alone(() => rewriteFineParts(core, nowMs, rewritePorts)),
    eraseClass: erasure.eraseClass,
    expire: erasure.expire,
    receipts: () => core.receipts,
    stats: () => {
      const metas = [...files.metas.values()].filter((meta) => meta.length > 0)
      const runs = [...core.ids.runs, ...core.objects.runs]
      const rows = (meta: FileMeta): number => meta.rows - meta.dropped.size
      return {
        commit: core.commit,
        events: metas.reduce((sum, meta) => sum + rows(meta), 0),
        files: metas.length,
        bytes: metas.reduce((sum, meta) => sum + meta.length, 0),
        indexRuns: runs.length,
        indexBytes: runs.reduce((sum, { run }) => sum + run.bytes, 0),
        openTransactions: transactions,
        fineRows: metas.reduce((sum, meta) => sum + (meta.tier === 'fine' ? rows(meta) : 0), 0),
      }
    },
    check: () => maintenance.alone(() => checkLedger(core)),
    async close() {
      if (closed) return
      closed = true
      await committer.idle()
      await maintenance.end()
      for (const spill of [...core.spills]) spill.discard()
      // A stopped ledger closes without a checkpoint: its log says all that is needed.
      await committer.exclusive(checkpoint).catch(() => {})
      log?.close()
      files.close()
      for (const { run } of [...core.ids.runs, ...core.objects.runs]) run.file.close()
    },
  }

  /** Names everything that is committed in one file, then begins a new log: the state from which a start goes on. */
  async function checkpoint(): Promise<void> {
    const recordDay = dayOfRecord(core.recordMs)
    const fineDay = shared.size > 0 ? sharedFineDay() : -1
    core.ids.flush(fineDay)
    core.objects.flush(fineDay)
    await settleRuns(runPorts)
    const idle = recordDay < dayOfRecord(ports.clock.nowMs())
    const recordBox = idle ? '' : boxRecordTime(recordDay)
    await keys.settle()
    const nextLog = `commits-${nextId()}.log`
    const file = disk.open(nextLog)
    file.truncate(0)
    await file.sync()
    const value: Catalog = {
      commit: core.commit,
      recordMs: floorQuarter(core.recordMs),
      recordBox,
      recordDay,
      log: nextLog,
      nextId: lastId,
      files: [...files.metas.values()].filter((meta) => meta.length > 0).map(storeMeta),
      ids: core.ids.runs.map(runEntry),
      objects: core.objects.runs.map(runEntry),
      receipts: core.receipts,
    }
    await replaceFile(disk, crc32, 'catalog', { kind: frameKinds.catalog, value })
    log?.close()
    if (logName !== '') disk.remove(logName)
    log = file
    logName = nextLog
  }

  async function checkpointAndMerge(): Promise<void> {
    await checkpoint()
    maintenance.mergeSoon()
  }

  /** Record day of the fine files that the index in memory may name; the committer never mixes two. */
  function sharedFineDay(): number {
    let day = -1
    for (const meta of shared.values()) if (meta.tier === 'fine') day = Math.max(day, meta.recordDay)
    return day
  }

  function fileFor(home: FileHome): { meta: FileMeta; created: boolean } {
    const key = `${home.siteId}/${home.source}/${home.retention}/${home.eventDay}`
    let meta = shared.get(key)
    const fits =
      meta !== undefined && meta.recordDay === home.recordDay && files.handle(meta).size() < limits.fileBytesMax
    if (meta !== undefined && fits) return { meta, created: false }
    meta = files.create(nextId(), home)
    shared.set(key, meta)
    return { meta, created: true }
  }

  /** No row goes to these files any more. */
  function forget(gone: ReadonlySet<FileMeta>): void {
    for (const [key, meta] of shared) if (gone.has(meta)) shared.delete(key)
  }

  /** The exact record time of the last commit may be that of a hand scan: it is kept under a key that dies with the day, and not beyond it. */
  function boxRecordTime(recordDay: number): string {
    const plain = new Uint8Array(Float64Array.of(core.recordMs).buffer)
    const box = sealBox(keys.make(`clock.${recordDay}`), ports.randomBytes(nonceLength), 'fairfloor clock', plain)
    return Buffer.concat(box).toString('base64')
  }

  async function recover(from: Catalog): Promise<void> {
    const clockKey = keys.find(`clock.${from.recordDay}`)
    const box = clockKey && openBox(clockKey, 'fairfloor clock', Buffer.from(from.recordBox, 'base64'))
    core.recordMs = box === undefined ? from.recordMs : new Float64Array(box.slice().buffer)[0]!
    for (const stored of from.files) files.metas.set(stored.id, loadMeta(stored))
    core.ids.runs = from.ids.map((entry) => openHeldRun(runPorts, entry))
    core.objects.runs = from.objects.map((entry) => openHeldRun(runPorts, entry))
    const records = await recoverLog(disk, crc32, from.log)
    for (const record of records)
      for (const { id } of [...record.created, ...record.adopted]) lastId = Math.max(lastId, id)
    logName = from.log
    // New names must not meet leftovers, so leftovers go before the log is applied, which may write runs.
    const known = new Set([from.log, ...[...from.ids, ...from.objects].map(([path]) => path)])
    for (const stored of [...from.files, ...records.flatMap((record) => [...record.created, ...record.adopted])]) {
      known.add(dataPath(stored))
    }
    const ends = new Map(records.flatMap((record) => record.ends))
    for (const record of records) {
      for (const stored of [...record.created, ...record.adopted]) files.metas.set(stored.id, loadMeta(stored))
    }
    await dropUncommitted(disk, files, { known, ends })
    applyLog(core, records, saltOf)
    const today = dayOfRecord(Math.max(core.recordMs, ports.clock.nowMs()))
    for (const meta of files.metas.values()) {
      if (meta.tier === 'coarse' || meta.commit > 0 || meta.recordDay !== today) continue
      const key = `${meta.siteId}/${meta.source}/${meta.retention}/${meta.source === handSource ? -1 : meta.eventDay}`
      const rival = shared.get(key)
      if (rival === undefined || rival.id < meta.id) shared.set(key, meta)
    }
  }
}

async function openIdentity({ disk, crc32, randomBytes }: LedgerPorts): Promise<Identity> {
  const known = loadFile<Identity>(disk, crc32, 'ledger', frameKinds.identity)
  if (known !== undefined) return known
  if (disk.exists('catalog')) throw broken('ledger', 0)
  const words = new Uint32Array(randomBytes(16).slice().buffer)
  const value: Identity = { fairfloorLedger: 1, hashKey: [words[0]!, words[1]!, words[2]!, words[3]!] }
  await replaceFile(disk, crc32, 'ledger', { kind: frameKinds.identity, value })
  return value
}
