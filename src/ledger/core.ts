import { type Disk, FaultError, type HashKey, hashOut, hashText } from '../base/index.ts'
import type { BatchPlacement, EventBatch } from '../model/index.ts'
import { dropKey, type FileHome, type FileMeta, type FileStore, handSource, type Tier } from './files.ts'
import type { Crc32 } from './frame.ts'
import { type IdIndex, newIdIndex } from './idIndex.ts'
import type { Keyring } from './keys.ts'
import { newObjectIndex, type ObjectIndex, type SiteSalt } from './objectIndex.ts'
import type { RunPorts } from './runSet.ts'
import { floorQuarter } from './time.ts'
import type { LedgerLimits, LedgerPorts, Receipt } from './types.ts'

/** What the parts of this room share. One per open ledger. */
export interface Core {
  readonly ports: LedgerPorts
  readonly disk: Disk
  readonly crc32: Crc32
  readonly limits: LedgerLimits
  readonly hashKey: HashKey
  readonly keys: Keyring
  readonly files: FileStore
  readonly runPorts: RunPorts
  readonly ids: IdIndex
  readonly objects: ObjectIndex
  /** Transactions that have files of their own and are still open. */
  readonly spills: Set<Spill>
  receipts: readonly Receipt[]
  /** The newest durable commit. */
  commit: number
  /** Record time of the newest commit. */
  recordMs: number
  /** Counts accepted rows that went into the index: an unchanged number means that no identity came since. */
  writes: number
  /** Raised when files go: a scan that paused meanwhile begins again. */
  generation: number
  nextId(): number
}

/** Files and indexes of a transaction that outgrew memory. At the commit they join the ledger as they stand; nothing is written twice. */
export interface Spill {
  readonly recordDay: number
  readonly files: readonly FileMeta[]
  readonly ids: IdIndex
  readonly objects: ObjectIndex
  /** Identities (salted low, high) that another transaction made durable first. */
  readonly lost: Map<string, readonly [number, number]>
  /** Identities that stand in another open spill too, and whose. */
  readonly contests: { readonly low: number; readonly high: number; readonly other: Spill }[]
  write(batch: EventBatch, placement: BatchPlacement, rows: Uint32Array): void
  /** Another transaction makes the identity durable: the row here will not count. */
  lose(low: number, high: number): void
  /** Removes every trace. */
  discard(): void
}

export function limitReached(name: string): FaultError {
  return new FaultError({ code: 'LIMIT_REACHED', allowed: name })
}

/** An index whose entries count while their file lives and their row was not dropped. Ids are salted per site. */
export function newIds(core: { files: FileStore; runPorts: RunPorts; saltOf: (siteId: string) => SiteSalt }): IdIndex {
  return newIdIndex(core.runPorts, (file, low, high) => {
    const meta = core.files.metas.get(file)
    if (meta === undefined) return false
    if (meta.dropped.size === 0) return true
    const salt = core.saltOf(meta.siteId)
    return !meta.dropped.has(dropKey(low ^ salt[0], high ^ salt[1]))
  })
}

export function newObjects(core: { files: FileStore; runPorts: RunPorts }): ObjectIndex {
  return newObjectIndex(core.runPorts, (file) => core.files.metas.has(file))
}

/** A salt per site keeps the same hash at two sites apart: XOR with it is one-to-one within a site. */
export function siteSalts(hashKey: HashKey): (siteId: string) => SiteSalt {
  const salts = new Map<string, SiteSalt>()
  return (siteId) => {
    let salt = salts.get(siteId)
    if (salt === undefined) {
      hashText(hashKey, `site ${siteId}`)
      salt = [hashOut[0]!, hashOut[1]!]
      salts.set(siteId, salt)
    }
    return salt
  }
}

/** Where a part goes. Hand scans go by record day, for their key; the rest by event day. */
export function homeOf(
  siteId: string,
  part: { source: number; retention: number; day: number },
  recordDay: number,
): FileHome {
  const hand = part.source === handSource
  const tier: Tier = hand ? 'fine' : 'exact'
  return { siteId, source: part.source, retention: part.retention, tier, eventDay: hand ? -1 : part.day, recordDay }
}

/** A spilled file becomes everyone's: from now on all its rows have this commit. */
export function adopt(meta: FileMeta, commit: number, recordMs: number): void {
  const recordTimeMs = meta.source === handSource ? floorQuarter(recordMs) : recordMs
  Object.assign(meta, { commit, minCommit: commit, maxCommit: commit, recordTimeMs })
  for (const block of meta.blocks) Object.assign(block, { minRecordMs: recordTimeMs, maxRecordMs: recordTimeMs })
}
