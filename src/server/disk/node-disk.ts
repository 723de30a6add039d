import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fdatasync,
  fstatSync,
  fsync,
  ftruncateSync,
  mkdirSync,
  open,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
  writevSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Clock, type Disk, type DiskFile, FaultError } from '../../base/index.ts'

/** The machine's clock. */
export const machineClock: Clock = { nowMs: () => Date.now() }

import { makePrivate } from './durable-file.ts'

/** The real disk below `root`, which is made when it is missing. Syncs run on libuv's threads, so they never hold the event loop. */
export function openNodeDisk(root: string): Disk {
  world(() => mkdirSync(root, { recursive: true, mode: 0o700 }))
  const at = (path: string): string => join(root, path)
  return {
    open: (path) => world(() => openFile(path, at(path))),
    exists: (path) => existsSync(at(path)),
    list: (folder) => world(() => (existsSync(at(folder)) ? readdirSync(at(folder)).sort() : [])),
    makeFolder: (folder) => {
      world(() => mkdirSync(at(folder), { recursive: true, mode: 0o700 }))
    },
    rename: (from, to) => world(() => renameSync(at(from), at(to))),
    remove: (path) => world(() => rmSync(at(path), { force: true })),
    syncFolder: (folder) => syncFolder(at(folder)),
  }
}

/**
 * Makes this process the one owner of a data folder until it ends or `release` is called. The lock is held by the kernel
 * (SQLite's exclusive lock on `owner.lock`), so it dies with the process, and a reused process id can never keep a folder
 * closed. Throws FaultError LEDGER_OWNED while another process, or another call in this one, holds it.
 */
export function ownFolder(root: string): { release(): void } {
  const path = join(root, 'owner.lock')
  world(() => {
    mkdirSync(root, { recursive: true, mode: 0o700 })
    // Somebody else may have made the folder, open to all.
    chmodSync(root, 0o700)
    makePrivate(path)
  })
  const database = new DatabaseSync(path)
  try {
    database.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (cause) {
    database.close()
    throw new FaultError({ code: 'LEDGER_OWNED' }, { cause })
  }
  return { release: () => database.close() }
}

function openFile(path: string, absolute: string): DiskFile {
  const fd = openSync(absolute, constants.O_RDWR | constants.O_CREAT, 0o600)
  let end = fstatSync(fd).size
  return {
    path,
    size: () => end,
    append(...parts) {
      const start = end
      world(() => {
        end += writeAll(fd, parts, start)
      })
      return start
    },
    read: (offset, out) => world(() => readAll(fd, offset, out)),
    overwrite(offset, bytes) {
      if (offset + bytes.length > end) throw new FaultError({ code: 'DISK_FAILED', got: 'overwrite beyond the end' })
      world(() => writeAll(fd, [bytes], offset))
    },
    truncate(size) {
      world(() => ftruncateSync(fd, size))
      end = size
    },
    sync: () => new Promise((resolve, reject) => fdatasync(fd, (cause) => (cause ? reject(failed(cause)) : resolve()))),
    close: () => world(() => closeSync(fd)),
  }
}

/** The kernel may take less than was offered; a write that takes nothing is a fault, not a loop. */
function writeAll(fd: number, parts: readonly Uint8Array[], start: number): number {
  const total = parts.reduce((sum, part) => sum + part.length, 0)
  let done = writevSync(fd, parts, start)
  for (let partStart = 0, i = 0; i < parts.length && done < total; partStart += parts[i]!.length, i++) {
    const part = parts[i]!
    while (done < partStart + part.length) {
      const count = writeSync(fd, part, done - partStart, partStart + part.length - done, start + done)
      if (count === 0) throw new FaultError({ code: 'DISK_FAILED', got: 'a write of 0 bytes' })
      done += count
    }
  }
  return total
}

function readAll(fd: number, offset: number, out: Uint8Array): number {
  let done = 0
  while (done < out.length) {
    const count = readSync(fd, out, done, out.length - done, offset + done)
    if (count === 0) break
    done += count
  }
  return done
}

function syncFolder(absolute: string): Promise<void> {
  return new Promise((resolve, reject) => {
    open(absolute, 'r', (opened, fd) => {
      if (opened) return reject(failed(opened))
      fsync(fd, (cause) => {
        closeSync(fd)
        if (cause) reject(failed(cause))
        else resolve()
      })
    })
  })
}

function world<T>(work: () => T): T {
  try {
    return work()
  } catch (cause) {
    throw failed(cause)
  }
}

function failed(cause: unknown): FaultError {
  if (cause instanceof FaultError) return cause
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : typeof cause
  return new FaultError({ code: 'DISK_FAILED', got: code }, { cause })
}
