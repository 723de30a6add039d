import { err, type Fault, ok, type Result } from '../base/index.ts'
import { chunkMask, type Pool } from './pool.ts'
import { F64, flag, U8, U32 } from './record.ts'
import { coarseSecond, coarseStamp, upToQuarter } from './stamp.ts'
import type { State } from './state.ts'

/**
 * A snapshot is a run of sections: magic, version, kind, length, checksum (16 bytes, little-endian), then the body.
 * The first is JSON, the last says how many came before. Records stand as they do in memory; indexes and counts are
 * made again from them. There are no rate cells and no contributors in it.
 */
const magic = 0x574f4c46
const version = 1
const headBytes = 16
const dayMs = 86_400_000
const amountBytes = 48

const kind = { head: 1, rows: 2, containers: 3, closed: 4, pairs: 5, documents: 6, amounts: 7, retracted: 8, end: 9 }

interface PoolHead {
  readonly end: number
  readonly live: number
  readonly freeHead: number
}

interface Head {
  readonly siteId: string
  readonly places: readonly string[]
  readonly steps: readonly string[]
  readonly newestMs: number | null
  readonly pools: Readonly<Record<PoolName, PoolHead>>
  readonly unmapped: readonly (readonly [string, number])[]
  readonly owed: readonly (readonly [number, number, boolean])[]
  readonly arrivals: readonly (readonly [number, readonly number[]])[]
}

const poolNames = ['rows', 'containers', 'closed', 'pairs', 'documents'] as const
type PoolName = (typeof poolNames)[number]

function poolsOf(state: State): Record<PoolName, Pool> {
  return {
    rows: state.objects.pool,
    containers: state.objects.containers.pool,
    closed: state.closed.pool,
    pairs: state.documents.pairs,
    documents: state.documents.pool,
  }
}

/** The state as sections. What hands touched more than a day before `nowMs` stands at the quarter hour. */
export function* writeSnapshot(state: State, nowMs: number): Iterable<Uint8Array> {
  state.objects.dissolveAll()
  let sections = 0
  const pools = poolsOf(state)
  const give = (of: number, body: Uint8Array): Uint8Array => {
    sections++
    return section(of, body)
  }
  yield give(kind.head, jsonBytes(headOf(state, pools)))
  for (const name of poolNames) {
    const pool = pools[name]
    for (let chunk = 0; chunk < pool.u8.length; chunk++) {
      const first = chunk * (chunkMask + 1)
      const records = Math.min(chunkMask + 1, pool.end - first)
      const body = pool.u8[chunk]!.slice(0, records * pool.strideBytes)
      coarsen(name, body, (nowMs - dayMs) * 2048)
      yield give(kind[name], body)
    }
  }
  const amounts = [...state.quantities.rows()]
  yield give(kind.amounts, new Uint8Array(Float64Array.from(amounts.flat()).buffer))
  yield give(kind.retracted, new Uint8Array(Uint32Array.from([...state.retracted].flat()).buffer))
  yield section(kind.end, new Uint8Array(Uint32Array.of(sections).buffer))
}

function headOf(state: State, pools: Record<PoolName, Pool>): Head {
  const poolHead = ({ end, live, freeHead }: Pool): PoolHead => ({ end, live, freeHead })
  return {
    siteId: state.site.siteId,
    places: state.site.places.map(({ id }) => id),
    steps: state.site.steps.map(({ id }) => id),
    newestMs: Number.isFinite(state.newestMs) ? state.newestMs : null,
    pools: {
      rows: poolHead(pools.rows),
      containers: poolHead(pools.containers),
      closed: poolHead(pools.closed),
      pairs: poolHead(pools.pairs),
      documents: poolHead(pools.documents),
    },
    unmapped: [...state.unmapped],
    owed: [...state.owed.values()].map(({ low, high, deep }) => [low, high, deep]),
    arrivals: [...state.windows.arrivals].map(([start, counts]) => [start, [...counts]]),
  }
}

/**
 * Times older than `before` lose what a hand scan may not keep. Records of objects know whether a hand touched them; the
 * others do not, so all of theirs are coarse: those that guard against late events are rounded up, the rest down.
 */
function coarsen(name: PoolName, body: Uint8Array, before: number): void {
  const f64 = new Float64Array(body.buffer)
  const u32 = new Uint32Array(body.buffer)
  if (name === 'rows') {
    for (let f = 0, u = 0, b = 0; b < body.length; f += F64.size, u += U32.size, b += U8.size) {
      const flags = body[b + U8.flags]!
      if ((flags & (flag.placeByHand | flag.stepByHand | flag.shownByHand)) === 0) continue
      if (Math.max(f64[f + F64.placeAt]!, f64[f + F64.stepAt]!, f64[f + F64.linkAt]!) >= before) continue
      for (const field of [F64.placeAt, F64.stepAt, F64.linkAt]) f64[f + field] = coarseStamp(f64[f + field]!)
      for (const field of [U32.placeSince, U32.placePrevious, U32.stepSince, U32.stepPrevious]) {
        u32[u + field] = coarseSecond(u32[u + field]!)
      }
    }
  } else if (name === 'closed') {
    for (let f = 0, u = 0; f < f64.length; f += 3, u += 6) {
      if (f64[f]! !== 0 && f64[f]! < before) u32[u + 5] = coarseSecond(u32[u + 5]!)
      f64[f] = guarded(f64[f]!, before)
    }
  } else if (name === 'containers') {
    for (let f = 0; f < f64.length; f += 4) {
      f64[f] = guarded(f64[f]!, before)
      f64[f + 1] = guarded(f64[f + 1]!, before)
    }
  } else if (name === 'pairs') {
    for (let f = 0; f < f64.length; f += 4) if (f64[f]! < before) f64[f] = coarseStamp(f64[f]!)
  }
}

function guarded(stamp: number, before: number): number {
  return stamp >= before ? stamp : upToQuarter(stamp)
}

/** Fills a fresh state. FLOW_SNAPSHOT_BROKEN where a byte is wrong, a section missing, or the site another. */
export function readSnapshot(state: State, chunks: Iterable<Uint8Array>): Result<State> {
  const bodies = new Map<number, Uint8Array[]>()
  let sections = 0
  let ended = false
  for (const { of, body } of sectionsOf(chunks)) {
    if (body === undefined || ended) return broken('section')
    if (of === kind.end) {
      if (new Uint32Array(body.buffer)[0] !== sections) return broken('count of sections')
      ended = true
      continue
    }
    sections++
    const known = bodies.get(of)
    if (known === undefined) bodies.set(of, [body])
    else known.push(body)
  }
  const headBody = bodies.get(kind.head)?.[0]
  if (!ended || headBody === undefined) return broken('end')
  const head = JSON.parse(new TextDecoder().decode(headBody)) as Head
  const isSame = (ids: readonly string[], own: readonly { id: string }[]): boolean =>
    ids.length === own.length && ids.every((id, i) => id === own[i]!.id)
  if (head.siteId !== state.site.siteId) return broken('site')
  if (!isSame(head.places, state.site.places) || !isSame(head.steps, state.site.steps))
    return broken('places and steps')
  const pools = poolsOf(state)
  for (const name of poolNames) {
    const pool = pools[name]
    const chunkBytes = (chunkMask + 1) * pool.strideBytes
    const parts = (bodies.get(kind[name]) ?? []).map((body) => {
      if (body.length === chunkBytes) return body.buffer as ArrayBuffer
      const whole = new ArrayBuffer(chunkBytes)
      new Uint8Array(whole).set(body)
      return whole
    })
    if (head.pools[name].end - 1 >= parts.length * (chunkMask + 1) && parts.length > 0) return broken(name)
    pool.adopt({ ...head.pools[name], chunks: parts })
    bodies.delete(kind[name])
  }
  rebuild(state)
  const amounts = new Float64Array(bodies.get(kind.amounts)?.[0]?.buffer ?? new ArrayBuffer(0))
  for (let i = 0; i + amountBytes / 8 <= amounts.length; i += amountBytes / 8) {
    const [of, low, high, key, more, sum] = amounts.subarray(i, i + 6)
    state.quantities.restoreRow(of!, low!, high!, key!, more!, sum!)
  }
  const retracted = new Uint32Array(bodies.get(kind.retracted)?.[0]?.buffer ?? new ArrayBuffer(0))
  for (let i = 0; i + 1 < retracted.length; i += 2) state.retracted.add(retracted[i]!, retracted[i + 1]!)
  state.newestMs = head.newestMs ?? Number.NEGATIVE_INFINITY
  for (const [word, count] of head.unmapped) state.unmapped.set(word, count)
  for (const [low, high, deep] of head.owed) state.owe(low, high, deep)
  for (const [start, counts] of head.arrivals) state.windows.arrivals.set(start, Float64Array.from(counts))
  if (head.newestMs !== null) state.windows.distrust(head.newestMs)
  return ok(state)
}

/** Indexes and counts, from the records. */
function rebuild(state: State): void {
  const { objects, closed, documents, board } = state
  const { pool } = objects
  objects.index.reserve(pool.live)
  for (let row = 1; row < pool.end; row++) {
    const flags = objects.flags(row)
    if ((flags & flag.live) === 0) continue
    objects.index.add(objects.u32(row, U32.low), objects.u32(row, U32.high), row)
    board.count(
      objects.u16(row, 37),
      objects.u8(row, U8.shownStep),
      objects.u32(row, U32.shownSince),
      flags & (flag.misplaced | flag.outOfOrder | flag.shownByHand),
      objects.u32(row, U32.container) === 0,
      1,
    )
  }
  // The site file, or the rule, may say less about order than when this was written.
  for (let row = 1; row < pool.end; row++) if ((objects.flags(row) & flag.outOfOrder) !== 0) state.show(row)
  closed.reindex()
  documents.reindex()
}

function section(of: number, body: Uint8Array): Uint8Array {
  const out = new Uint8Array(headBytes + body.length)
  const head = new DataView(out.buffer)
  head.setUint32(0, magic, true)
  head.setUint8(4, version)
  head.setUint8(5, of)
  head.setUint32(8, body.length, true)
  out.set(body, headBytes)
  head.setUint32(12, checksum(out.subarray(headBytes), of), true)
  return out
}

/** Sections of bytes however they were cut; a body is undefined where something is wrong, and nothing follows it. */
function* sectionsOf(chunks: Iterable<Uint8Array>): Iterable<{ of: number; body: Uint8Array | undefined }> {
  const head = new Uint8Array(headBytes)
  const view = new DataView(head.buffer)
  let filled = 0
  let body: Uint8Array | undefined
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length || (body !== undefined && filled === headBytes + body.length); ) {
      if (filled < headBytes) {
        const part = chunk.subarray(at, at + headBytes - filled)
        head.set(part, filled)
        at += part.length
        filled += part.length
        if (filled < headBytes) continue
        if (view.getUint32(0, true) !== magic || head[4] !== version) {
          yield { of: 0, body: undefined }
          return
        }
        body = new Uint8Array(view.getUint32(8, true))
      }
      const want: Uint8Array = body!
      const part = chunk.subarray(at, at + headBytes + want.length - filled)
      want.set(part, filled - headBytes)
      at += part.length
      filled += part.length
      if (filled < headBytes + want.length) continue
      const of = head[5]!
      if (checksum(want, of) !== view.getUint32(12, true)) {
        yield { of, body: undefined }
        return
      }
      yield { of, body: want }
      filled = 0
      body = undefined
    }
  }
  if (filled > 0) yield { of: 0, body: undefined }
}

/** Over 32-bit words: a flipped bit anywhere shows, at a nanosecond a word. */
function checksum(body: Uint8Array, of: number): number {
  const words = new Uint32Array(body.buffer, body.byteOffset, body.length >> 2)
  let h = (of * 0x9e3779b1) ^ body.length
  for (let i = 0; i < words.length; i++) {
    h = Math.imul(h ^ words[i]!, 0x85ebca6b)
    h ^= h >>> 15
  }
  for (let i = words.length << 2; i < body.length; i++) h = Math.imul(h ^ body[i]!, 0x01000193)
  return h >>> 0
}

function jsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value))
}

function broken(what: string): Result<State> {
  const fault: Fault = { code: 'FLOW_SNAPSHOT_BROKEN', got: what }
  return err(fault)
}
