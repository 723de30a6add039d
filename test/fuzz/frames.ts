import { crc32 } from 'node:zlib'
import { FaultError, manualClock, type Random, seededRandom } from '../../src/base/index.ts'
import { frameBytes, parseHeader } from '../../src/ledger/frame.ts'
import { type EventRow, type Ledger, openLedger } from '../../src/ledger/index.ts'
import { newSimulatedDisk } from '../disk/simulated-disk.ts'
import { type SyntheticEvent, syntheticBatch, syntheticPorts } from '../ledger/synthetic-batches.ts'
import { pick, type Target, withoutStretches } from './target.ts'

const site = 's'
const startMs = Date.UTC(2026, 4, 4, 8)
const dayMs = 86_400_000
const limits = { transactionBytesMax: 10_000, idsInMemoryMax: 40, objectsInMemoryMax: 40, fileBytesMax: 6000 }

/** A folder as a ledger left it, and what a reader was told before it did. */
interface Folder {
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly rows: ReadonlyMap<string, string>
  readonly events: readonly SyntheticEvent[]
  readonly closedMs: number
}

const folders = new Map<string, Promise<Folder>>()

const snapshotChunks = [new Uint8Array(900).fill(7), new Uint8Array(40).fill(8)]

/** Kinds of folders: closed in order, and as a kill leaves one. */
const lives = ['closed', 'closed after a rewrite', 'killed'] as const

function folderOf(life: (typeof lives)[number]): Promise<Folder> {
  let folder = folders.get(life)
  if (folder === undefined) {
    folder = live(life)
    folders.set(life, folder)
  }
  return folder
}

async function live(life: (typeof lives)[number]): Promise<Folder> {
  const random = seededRandom(`folder ${life}`)
  const disk = newSimulatedDisk()
  const clock = manualClock(startMs)
  const ledger = await openLedger({ ...syntheticPorts(disk, clock), limits })
  const events: SyntheticEvent[] = []
  const add = async (label: string, count: number): Promise<void> => {
    const own = Array.from({ length: count }, (_, i) => ({
      id: `${label}/${i}`,
      timeMs: startMs - random.below(3_600_000 * 30),
      source: random.next() < 0.4 ? ('hand' as const) : ('machine' as const),
      objects: [`o${random.below(5)}`],
      place: random.below(3),
    }))
    await send(ledger, own)
    events.push(...own)
  }
  for (let n = 0; n < 6; n++) {
    await add(`first-${n}`, 1 + random.below(6))
    clock.advance(11 * 60_000)
  }
  await add('large', 70)
  await ledger.saveSnapshot('flow', ledger.lastCommit, snapshotChunks)
  if (life === 'closed after a rewrite') {
    clock.advance(2 * dayMs)
    await ledger.rewriteFine(clock.nowMs())
  }
  for (let n = 0; n < 5; n++) await add(`last-${n}`, 1 + random.below(4))
  const rows = await told(ledger)
  if (life !== 'killed') await ledger.close()
  return { files: disk.contents(), rows, events, closedMs: clock.nowMs() }
}

async function send(ledger: Ledger, events: readonly SyntheticEvent[]): Promise<{ accepted: number }> {
  const transaction = ledger.begin({ siteId: site, feed: 'wms' })
  const { batch, placement } = syntheticBatch(ledger.hashKey, site, events)
  transaction.append(batch, placement)
  return transaction.commit()
}

/** Every row by its identity, as text: as the feed that sent them sees it and as anyone else does. */
async function told(ledger: Ledger): Promise<Map<string, string>> {
  const out = new Map<string, string>()
  for (const reader of [{ feed: 'wms' }, {}]) {
    let token: string | undefined
    do {
      const page = await ledger.query({ siteId: site, limit: 50, ...(token === undefined ? {} : { token }) }, reader)
      for (const row of page.rows) {
        const key = `${String(row.idHash)} ${Object.keys(reader).join('')}`
        if (out.has(key)) throw new Error('broken invariant: a row is told twice')
        out.set(key, textOf(row))
      }
      token = page.nextToken
    } while (token !== undefined)
  }
  return out
}

function textOf(row: EventRow): string {
  return JSON.stringify([
    new TextDecoder().decode(row.raw),
    row.context,
    row.eventTimeMs,
    row.recordTimeMs,
    row.precision,
    row.type,
  ])
}

interface Damage {
  readonly path: string
  readonly kind: 'bit' | 'header' | 'byte' | 'zeros' | 'cut' | 'tail' | 'copied'
  /** Share of the file's length at which it happens. */
  readonly at: number
  readonly value: number
}

interface FramesInput {
  readonly life: (typeof lives)[number]
  readonly damages: readonly Damage[]
}

const kinds = ['bit', 'header', 'header', 'byte', 'zeros', 'cut', 'tail', 'copied'] as const

function damaged(files: ReadonlyMap<string, Uint8Array>, { path, kind, at, value }: Damage): Map<string, Uint8Array> {
  const out = new Map(files)
  const before = files.get(path)
  if (before === undefined || before.length === 0) return out
  const offset = Math.floor(at * before.length)
  const bytes = before.slice()
  if (kind === 'bit') bytes[offset] = bytes[offset]! ^ (1 << (value & 7))
  else if (kind === 'header') {
    // The frame header at or after the place, else the first: its fields are few among many bytes.
    const start = Math.max(0, Buffer.from(bytes.buffer).indexOf('FFL', offset))
    const inside = start + (value % Math.min(40, bytes.length - start))
    bytes[inside] = bytes[inside]! ^ (1 << (value >> 5))
  } else if (kind === 'byte') bytes[offset] = value
  else if (kind === 'zeros') bytes.fill(0, offset, offset + 1 + value)
  else if (kind === 'copied')
    bytes.copyWithin(offset, Math.floor((value / 256) * before.length), Math.floor((value / 256) * before.length) + 40)
  out.set(
    path,
    kind === 'cut'
      ? before.slice(0, offset)
      : kind === 'tail'
        ? Uint8Array.from([...before, ...before.slice(offset)])
        : bytes,
  )
  return out
}

/** Bytes changed in the files of a data folder are noticed or change nothing: never another row, never one gone unsaid. */
export const ledgerFrames: Target<FramesInput> = {
  name: 'ledger frames',
  make(random: Random) {
    const life = pick(random, lives)
    return {
      life,
      damages: Array.from({ length: 1 + random.below(2) }, () => ({
        path: String(random.next()),
        kind: pick(random, kinds),
        at: random.next(),
        value: random.below(256),
      })),
    }
  },
  async check({ life, damages }, covers) {
    const folder = await folderOf(life)
    // Which file it hits follows from the number drawn, so that a case does not depend on the names of a run.
    const paths = [...folder.files.keys()].filter((path) => folder.files.get(path)!.length > 0).sort()
    let files = new Map(folder.files)
    const hit = damages.map((damage) => ({ ...damage, path: paths[Math.floor(Number(damage.path) * paths.length)]! }))
    for (const damage of hit) files = damaged(files, damage)
    const clock = manualClock(folder.closedMs)
    const where = (): string => [...new Set(hit.map(({ path }) => areaOf(path)))].sort().join(' and ')
    let ledger: Ledger
    try {
      ledger = await openLedger({ ...syntheticPorts(newSimulatedDisk(files), clock), limits })
    } catch (error) {
      if (!(error instanceof FaultError)) throw error
      covers(`${where()} refused at the start`)
      return ''
    }
    try {
      const rows = await told(ledger)
      for (const [key, text] of rows) if (folder.rows.get(key) !== text) return `another row (${where()})`
      const snapshot = ledger.loadSnapshot('flow')
      if (
        snapshot !== undefined &&
        Buffer.compare(Buffer.concat([...snapshot.chunks]), Buffer.concat(snapshotChunks)) !== 0
      )
        return `another snapshot (${where()})`
      covers(`${where()} ${snapshot === undefined ? 'without' : 'with'} a snapshot`)
      const report = await ledger.check()
      if (report.broken.length > 0) {
        covers(`${where()} found by check`)
        return ''
      }
      if (rows.size < folder.rows.size) {
        if (looksTorn(folder.files, files)) return ''
        return `a row is gone unsaid (${where()}, ${life})`
      }
      const { accepted } = await send(ledger, folder.events)
      covers(`${where()} unaffected`)
      return accepted === 0 ? '' : `an event is taken twice (${where()})`
    } catch (error) {
      if (!(error instanceof FaultError)) throw error
      covers(`${where()} refused at reading`)
      return ''
    } finally {
      await ledger.close()
    }
  },
  *smaller(input) {
    for (const damages of withoutStretches(input.damages)) if (damages.length > 0) yield { ...input, damages }
  },
  show: (input) => JSON.stringify(input),
}

/** Damage behind which no commit frame of a log stands whole cannot be told from a frame that was torn when the power went. */
function looksTorn(before: ReadonlyMap<string, Uint8Array>, after: ReadonlyMap<string, Uint8Array>): boolean {
  const log = [...before.keys()].find((path) => path.startsWith('commits-')) ?? ''
  const [was, is] = [before.get(log), after.get(log)]
  if (was === undefined || is === undefined) return false
  let torn = false
  for (let at = 0; at < was.length; ) {
    const end = at + frameBytes(parseHeader(crc32, was.subarray(at))!)
    const whole = Buffer.compare(was.subarray(at, end), is.subarray(at, end)) === 0
    if (torn && whole) return false
    torn ||= !whole
    at = end
  }
  return torn
}

function areaOf(path: string): string {
  return path.startsWith('data/') ? `data ${path.slice(path.lastIndexOf('.') + 1)}` : path.replace(/[/-].*/, '')
}
