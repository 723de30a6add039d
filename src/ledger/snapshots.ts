import type { Core } from './core.ts'
import { dayOfRecord, fileName } from './files.ts'
import { type FrameHeader, frameBytes, frameHeader, frameKinds, noBytes, readHead, readHeader } from './frame.ts'
import { nonceLength, openBox, sealBox } from './keys.ts'
import type { Snapshot } from './types.ts'

export interface Snapshots {
  save(kind: string, commit: number, chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void>
  load(kind: string): Snapshot | undefined
  /** Removes snapshots of record days that end before `day`, and their keys. */
  dropBefore(day: number): Promise<number>
  dropAll(): Promise<void>
}

const kept = 2

/**
 * Snapshots of other rooms: `snapshots/<kind>.<day>.<id>`, one encrypted frame a chunk and an empty one that ends it, so that
 * a cut file is never taken for a whole one. The key belongs to the UTC day of saving and dies with that day's keys.
 */
export function newSnapshots(core: Core): Snapshots {
  const { disk, crc32, keys } = core
  const scope = (day: number): string => `snapshot.${day}`
  const about = (kind: string, commit: number, index: number): string => `fairfloor snapshot ${kind} ${commit} ${index}`

  /** Names of a kind, newest first. */
  function names(kind: string): string[] {
    const own = disk
      .list('snapshots')
      .filter((name) => name.startsWith(`${fileName(kind)}.`) && !name.endsWith('.next'))
    return own.sort((a, b) => idOf(b) - idOf(a))
  }

  return {
    async save(kind, commit, chunks) {
      const day = dayOfRecord(core.ports.clock.nowMs())
      const key = keys.make(scope(day))
      await keys.settle()
      const path = `snapshots/${fileName(kind)}.${day}.${core.nextId()}`
      const file = disk.open(`${path}.next`)
      file.truncate(0)
      let index = 0
      for await (const chunk of chunks) {
        const head = sealBox(key, core.ports.randomBytes(nonceLength), about(kind, commit, index), chunk)
        const header = frameHeader(crc32, { kind: frameKinds.snapshot, count: index, commit, head, body: noBytes })
        file.append(header, ...head)
        index++
        await core.ports.breathe()
      }
      file.append(frameHeader(crc32, { kind: frameKinds.snapshot, count: index, commit, head: noBytes, body: noBytes }))
      await file.sync()
      file.close()
      disk.rename(`${path}.next`, path)
      await disk.syncFolder('snapshots')
      for (const old of names(kind).slice(kept)) disk.remove(`snapshots/${old}`)
      for (const name of disk.list('snapshots')) if (name.endsWith('.next')) disk.remove(`snapshots/${name}`)
    },

    load(kind) {
      for (const name of names(kind)) {
        const key = keys.find(scope(dayIn(name)))
        const frames = key === undefined ? undefined : wholeFrames(name)
        if (key === undefined || frames === undefined) continue
        const commit = frames[0]?.header.commit ?? 0
        return { commit, chunks: { [Symbol.iterator]: () => open(name, kind, key, frames) } }
      }
      return undefined
    },

    async dropBefore(day) {
      const old = disk.list('snapshots').filter((name) => dayIn(name) < day)
      for (const name of old) disk.remove(`snapshots/${name}`)
      await disk.syncFolder('snapshots')
      const scopes = keys
        .scopes()
        .filter((each) => /^(snapshot|clock)\.\d+$/.test(each) && Number(each.split('.')[1]) < day)
      await keys.destroy(scopes)
      return old.length
    },

    async dropAll() {
      for (const name of disk.list('snapshots')) disk.remove(`snapshots/${name}`)
      await disk.syncFolder('snapshots')
      await keys.destroy(keys.scopes().filter((each) => each.startsWith('snapshot.')))
    },
  }

  /** Frames of a snapshot whose every checksum holds and whose end is there; undefined otherwise. */
  function wholeFrames(name: string): { offset: number; header: FrameHeader }[] | undefined {
    const file = disk.open(`snapshots/${name}`)
    const frames: { offset: number; header: FrameHeader }[] = []
    try {
      for (let offset = 0; ; ) {
        const header = readHeader(crc32, file, offset)
        if (header === undefined || header.count !== frames.length) return undefined
        if (readHead(crc32, file, offset, header) === undefined) return undefined
        frames.push({ offset, header })
        if (header.headBytes === 0) return frames
        offset += frameBytes(header)
      }
    } finally {
      file.close()
    }
  }

  function* open(
    name: string,
    kind: string,
    key: Uint8Array,
    frames: readonly { offset: number; header: FrameHeader }[],
  ): Generator<Uint8Array> {
    const file = disk.open(`snapshots/${name}`)
    try {
      for (const { offset, header } of frames.slice(0, -1)) {
        const box = readHead(crc32, file, offset, header)
        const plain = box && openBox(key, about(kind, header.commit, header.count), box)
        if (plain === undefined) return
        yield plain
      }
    } finally {
      file.close()
    }
  }
}

function dayIn(name: string): number {
  return Number(name.split('.')[1])
}

function idOf(name: string): number {
  return Number(name.split('.')[2])
}
