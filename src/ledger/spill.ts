import type { Part } from './columns.ts'
import { type Core, homeOf, newIds, newObjects, type Spill, siteSalts } from './core.ts'
import { dayOfRecord, type FileMeta, handSource } from './files.ts'
import { found } from './idIndex.ts'
import { splitRows } from './split.ts'

export function newSpill(core: Core, options: { siteId: string; feed: string; nowMs: number }): Spill {
  const { siteId, feed } = options
  const recordDay = dayOfRecord(options.nowMs)
  const saltOf = siteSalts(core.hashKey)
  const [saltLow, saltHigh] = saltOf(siteId)
  const files: FileMeta[] = []
  const current = new Map<string, FileMeta>()
  const ids = newIds({ files: core.files, runPorts: core.runPorts, saltOf })
  const objects = newObjects(core)

  function fileFor(part: { source: number; retention: number; day: number }): FileMeta {
    const key = `${part.source} ${part.retention} ${part.day}`
    let meta = current.get(key)
    if (meta === undefined || core.files.handle(meta).size() >= core.limits.fileBytesMax) {
      meta = core.files.create(core.nextId(), homeOf(siteId, part, recordDay))
      current.set(key, meta)
      files.push(meta)
    }
    return meta
  }

  const spill: Spill = {
    recordDay,
    files,
    ids,
    objects,
    lost: new Map(),
    contests: [],
    write(batch, placement, rows) {
      for (const split of splitRows(placement, rows)) {
        const meta = fileFor(split)
        const hand = split.source === handSource
        const zones = hand ? { zoneOf: (place: number) => core.ports.zoneIdOf(siteId, place), feed } : {}
        const input = { batch, placement, rows: split.rows, recordTimeMs: Number.NaN, ...zones }
        const { offset, part } = core.files.append(meta, 0, input)
        enter(part, meta.id, offset)
      }
      if (ids.table.count >= core.limits.idsInMemoryMax) ids.flush(recordDay)
      if (objects.count >= core.limits.objectsInMemoryMax) objects.flush(recordDay)
    },
    lose(low, high) {
      spill.lost.set(`${low} ${high}`, [low, high])
    },
    discard() {
      // Once adopted it is the ledger's, even if the commit then failed: a restart decides.
      if (!core.spills.delete(spill)) return
      for (const meta of files) core.files.remove(meta)
      for (const { run } of [...ids.runs, ...objects.runs]) {
        core.runPorts.unsynced.delete(run)
        run.file.close()
        core.disk.remove(run.path)
      }
    },
  }
  core.spills.add(spill)
  return spill

  function enter(part: Part, file: number, offset: number): void {
    const { idHash, contentHash, count, refHash } = part.batch
    for (let i = 0; i < count; i++) {
      const low = (idHash[2 * i]! ^ saltLow) >>> 0
      const high = (idHash[2 * i + 1]! ^ saltHigh) >>> 0
      ids.table.add(low, high, contentHash[2 * i]!, contentHash[2 * i + 1]!, file, offset)
      for (const other of core.spills) {
        if (other === spill || !other.ids.find(low, high)) continue
        spill.contests.push({ low, high, other })
        other.contests.push({ low, high, other: spill })
      }
    }
    objects.addAll(refHash, [saltLow, saltHigh], file, offset)
  }
}

/** Where the spill holds the identity: [file, offset]. It must hold it. */
export function placeIn(spill: Spill, low: number, high: number): readonly [number, number] | undefined {
  return spill.ids.find(low, high) ? [found.file, found.offset] : undefined
}
