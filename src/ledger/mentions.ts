import type { Core } from './core.ts'
import type { SiteSalt } from './objectIndex.ts'
import { isDropped, readAt } from './stored.ts'
import type { Hash, Ledger } from './types.ts'

const objectsPerBreath = 64
/** Bits of the low word of a hash by which most references are passed over. */
const sieveBits = 16

/**
 * The rows that mention any of many objects. Each frame that the object index names is read once, in order of the files, and its
 * references are compared with all that is asked for: what settling after a large import lives on. Where files are rewritten
 * meanwhile it begins again, so a row may be told twice.
 */
export function newMentions(core: Core, saltOf: (siteId: string) => SiteSalt): Ledger['mentions'] {
  return async (siteId, objects, tell) => {
    while (!(await tellOnce(siteId, objects, tell)));
  }

  /** False where files went in the middle of it. */
  async function tellOnce(
    siteId: string,
    objects: readonly Hash[],
    tell: Parameters<Ledger['mentions']>[2],
  ): Promise<boolean> {
    const { generation } = core
    const wanted = newWanted(objects)
    for (const [file, offsets] of await framesOf(siteId, objects)) {
      for (const offset of [...offsets].sort((a, b) => a - b)) {
        if (core.generation !== generation) return false
        const meta = core.files.metas.get(file)
        if (meta === undefined || meta.siteId !== siteId || offset >= meta.length) continue
        const { part } = readAt(core, file, offset, false)
        const { refStart, refHash, count } = part.batch
        for (let row = 0; row < count; row++) {
          const end = refStart[row + 1]!
          for (let ref = refStart[row]!; ref < end; ref++) {
            const index = wanted(refHash[2 * ref]!, refHash[2 * ref + 1]!)
            if (index >= 0 && !isDropped(meta, part, row)) tell(index, part, row)
          }
        }
        await core.ports.breathe()
      }
    }
    return core.generation === generation
  }

  /** Offsets of the frames by file, files in order. */
  async function framesOf(siteId: string, objects: readonly Hash[]): Promise<[number, Set<number>][]> {
    const salt = saltOf(siteId)
    const frames = new Map<number, Set<number>>()
    for (const [index, [low, high]] of objects.entries()) {
      for (const [file, offset] of core.objects.find((low ^ salt[0]) >>> 0, (high ^ salt[1]) >>> 0)) {
        const offsets = frames.get(file)
        if (offsets === undefined) frames.set(file, new Set([offset]))
        else offsets.add(offset)
      }
      if (index % objectsPerBreath === 0) await core.ports.breathe()
    }
    return [...frames].sort((a, b) => a[0] - b[0])
  }
}

/** From hash to index in `objects`, -1 for what nobody asked for. */
function newWanted(objects: readonly Hash[]): (low: number, high: number) => number {
  const sieve = new Uint8Array(1 << sieveBits)
  const byLow = new Map<number, number>()
  const next = new Int32Array(objects.length).fill(-1)
  for (const [index, [low]] of objects.entries()) {
    sieve[low & (sieve.length - 1)] = 1
    next[index] = byLow.get(low) ?? -1
    byLow.set(low, index)
  }
  return (low, high) => {
    if (sieve[low & (sieve.length - 1)] === 0) return -1
    let index = byLow.get(low) ?? -1
    while (index >= 0 && objects[index]![1] !== high) index = next[index]!
    return index
  }
}
