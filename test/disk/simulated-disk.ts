import { type Disk, type DiskFile, FaultError, type Random } from '../../src/base/index.ts'

/** Every moment at which a crash may strike: before and in the middle of what changes or syncs something. */
export type DiskStep = 'append' | 'overwrite' | 'truncate' | 'sync' | 'rename' | 'remove' | 'create' | 'syncFolder'

/**
 * A disk in memory that forgets as real ones do. Bytes live in pages; a page that was not synced may survive a crash, be lost,
 * or (appended ones) come back as zeros, each on its own, and the length of the file may be any between. Names that were not
 * synced through their folder may survive or not, each on its own.
 */
export interface SimulatedDisk extends Disk {
  /** Called at each step; throws to strike there. After a strike everything throws until `crash`. */
  onStep: ((step: DiskStep, path: string) => void) | undefined
  /** What is left after a power cut: a fresh disk whose content is all durable. */
  crash(random: Random): SimulatedDisk
  /** Every byte of every file as it stands, for searching. */
  contents(): ReadonlyMap<string, Uint8Array>
}

const pageBytes = 512

interface Inode {
  bytes: Uint8Array
  size: number
  durable: Uint8Array
  readonly dirty: Set<number>
}

type NameChange = { readonly folder: string; readonly apply: (names: Map<string, Inode>) => void }

export function newSimulatedDisk(initial: ReadonlyMap<string, Uint8Array> = new Map()): SimulatedDisk {
  const names = new Map<string, Inode>()
  for (const [path, bytes] of initial) {
    names.set(path, { bytes: bytes.slice(), size: bytes.length, durable: bytes.slice(), dirty: new Set() })
  }
  const durableNames = new Map(names)
  let changes: NameChange[] = []
  let down = false

  const disk: SimulatedDisk = {
    onStep: undefined,
    open(path) {
      let inode = names.get(path)
      if (inode === undefined) {
        step('create', path)
        inode = { bytes: new Uint8Array(0), size: 0, durable: new Uint8Array(0), dirty: new Set() }
        const made = inode
        change(path, (map) => map.set(path, made))
      }
      return openInode(path, inode)
    },
    exists: (path) => names.has(path),
    list(folder) {
      const start = folder === '' ? '' : `${folder}/`
      const inside = [...names.keys()].filter(
        (path) => path.startsWith(start) && !path.slice(start.length).includes('/'),
      )
      return inside.map((path) => path.slice(start.length)).sort()
    },
    makeFolder: () => {},
    rename(from, to) {
      step('rename', to)
      const inode = names.get(from)
      if (inode === undefined) throw new FaultError({ code: 'DISK_FAILED', got: 'ENOENT' })
      change(to, (map) => {
        map.delete(from)
        map.set(to, inode)
      })
    },
    remove(path) {
      if (!names.has(path)) return
      step('remove', path)
      change(path, (map) => map.delete(path))
    },
    async syncFolder(folder) {
      step('syncFolder', folder)
      for (const each of changes) if (each.folder === folder) each.apply(durableNames)
      changes = changes.filter((each) => each.folder !== folder)
    },
    crash(random) {
      down = true
      const kept = new Map(durableNames)
      const chance = random.next()
      for (const each of changes) if (random.next() < chance) each.apply(kept)
      const left = new Map<string, Uint8Array>()
      for (const [path, inode] of kept) left.set(path, survivors(inode, random))
      return newSimulatedDisk(left)
    },
    contents: () => new Map([...names].map(([path, inode]) => [path, inode.bytes.slice(0, inode.size)])),
  }
  return disk

  function step(what: DiskStep, path: string): void {
    if (down) throw new FaultError({ code: 'DISK_FAILED', got: 'power is off' })
    try {
      disk.onStep?.(what, path)
    } catch (strike) {
      down = true
      throw strike
    }
  }

  function change(path: string, apply: (map: Map<string, Inode>) => void): void {
    apply(names)
    changes.push({ folder: path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '', apply })
  }

  function openInode(path: string, inode: Inode): DiskFile {
    const write = (offset: number, bytes: Uint8Array): void => {
      const end = offset + bytes.length
      if (end > inode.bytes.length) {
        const grown = new Uint8Array(Math.max(end, inode.bytes.length * 2))
        grown.set(inode.bytes.subarray(0, inode.size))
        inode.bytes = grown
      }
      inode.bytes.set(bytes, offset)
      inode.size = Math.max(inode.size, end)
      for (let page = Math.floor(offset / pageBytes); page * pageBytes < end; page++) inode.dirty.add(page)
    }
    return {
      path,
      size: () => inode.size,
      append(...parts) {
        const start = inode.size
        for (const part of parts) {
          step('append', path)
          write(inode.size, part)
        }
        return start
      },
      read(offset, out) {
        const part = inode.bytes.subarray(offset, Math.min(inode.size, offset + out.length))
        out.set(part)
        return part.length
      },
      overwrite(offset, bytes) {
        step('overwrite', path)
        if (offset + bytes.length > inode.size) throw new FaultError({ code: 'DISK_FAILED', got: 'beyond the end' })
        write(offset, bytes)
      },
      truncate(size) {
        step('truncate', path)
        for (let page = Math.floor(size / pageBytes); page * pageBytes < inode.size; page++) inode.dirty.add(page)
        inode.bytes.fill(0, size, inode.size)
        inode.size = size
      },
      async sync() {
        step('sync', path)
        inode.durable = inode.bytes.slice(0, inode.size)
        inode.dirty.clear()
      },
      close: () => {},
    }
  }
}

/** A disk whose syncs do nothing: the mutation that crash tests must notice. */
export function withoutSync(disk: Disk): Disk {
  return {
    open(path) {
      const file = disk.open(path)
      return { ...file, sync: async () => {} }
    },
    exists: (path) => disk.exists(path),
    list: (folder) => disk.list(folder),
    makeFolder: (folder) => disk.makeFolder(folder),
    rename: (from, to) => disk.rename(from, to),
    remove: (path) => disk.remove(path),
    syncFolder: (folder) => disk.syncFolder(folder),
  }
}

function survivors(inode: Inode, random: Random): Uint8Array {
  if (inode.dirty.size === 0) return inode.durable.slice()
  const low = Math.min(inode.durable.length, inode.size)
  const high = Math.max(inode.durable.length, inode.size)
  const size = low + random.below(high - low + 1)
  const out = new Uint8Array(size)
  out.set(inode.durable.subarray(0, size))
  const chance = random.next()
  for (const page of inode.dirty) {
    if (random.next() >= chance) continue
    const start = page * pageBytes
    const end = Math.min(start + pageBytes, inode.size, size)
    if (end > start) out.set(inode.bytes.subarray(start, end), start)
  }
  return out
}
