import { FaultError, hash64, hashHex, hashOut } from '../base/index.ts'
import type { Part } from './columns.ts'
import type { Core } from './core.ts'
import { type Block, type FileMeta, type Frame, handSource } from './files.ts'
import { jsonBytes } from './frame.ts'
import { found } from './idIndex.ts'
import { isLeftOut, matcher, mayBeInRange } from './match.ts'
import type { SiteSalt } from './objectIndex.ts'
import { isDropped, isHeldBack, readAt, recordTimeOf, rowOf, showRow } from './stored.ts'
import { floorQuarter, quarterMs } from './time.ts'
import { newTop, type Top } from './top.ts'
import type { EventQuery, EventRow, Hash, Page, Reader } from './types.ts'

/** A row that answers, and its place in the order: time (negated when descending), then keyed hash. */
interface Hit {
  readonly time: number
  readonly low: number
  readonly high: number
  readonly meta: FileMeta
  readonly frame: Frame
  readonly row: number
}

type Position = Pick<Hit, 'time' | 'low' | 'high'>

/** Frames of one stretch of a file, and the least time a row of it can have in the order. */
interface Stretch {
  readonly meta: FileMeta
  readonly start: number
  readonly end: number
  readonly least: number
}

/** What the first page saw: later commits are not for this reading. */
interface Watermark {
  readonly commit: number
  readonly recordMs: number
}

interface Token {
  readonly v: 1
  /** Commit and (floored) record time of the watermark. */
  readonly w: readonly [number, number]
  readonly after: readonly [time: number, low: number, high: number]
  /** Hash of the query without token and limit. */
  readonly plan: string
}

export function newQueries(core: Core, saltOf: (siteId: string) => SiteSalt) {
  return {
    /** One page. Throws FaultError LEDGER_TOKEN for a token of another query, LIMIT_REACHED for a page too large. */
    async query(plan: EventQuery, reader: Reader): Promise<Page> {
      if (!(plan.limit >= 1 && plan.limit <= core.limits.pageRowsMax)) {
        throw new FaultError({ code: 'LIMIT_REACHED', allowed: `1 to ${core.limits.pageRowsMax} rows a page` })
      }
      const mark = planMark(plan)
      const token = plan.token === undefined ? undefined : readToken(plan.token, mark)
      const watermark: Watermark =
        token === undefined
          ? { commit: core.commit, recordMs: floorQuarter(core.recordMs) }
          : { commit: token.w[0], recordMs: token.w[1] }
      const after = token && { time: token.after[0], low: token.after[1], high: token.after[2] }
      const { hits, rows } = await collectAndShow(plan, reader, watermark, after)
      const last = hits[plan.limit - 1]
      if (hits.length <= plan.limit || last === undefined) return { rows }
      const next: Token = {
        v: 1,
        w: [watermark.commit, watermark.recordMs],
        after: [last.time, last.low, last.high],
        plan: mark,
      }
      return { rows, nextToken: Buffer.from(JSON.stringify(next)).toString('base64url') }
    },

    async get(siteId: string, idHash: Hash, reader: Reader): Promise<EventRow | undefined> {
      const salt = saltOf(siteId)
      if (!core.ids.find((idHash[0] ^ salt[0]) >>> 0, (idHash[1] ^ salt[1]) >>> 0)) return undefined
      if (found.offset >= core.files.metas.get(found.file)!.length) return undefined
      const stored = readAt(core, found.file, found.offset, true)
      const row = rowOf(stored.part, idHash[0], idHash[1])
      if (isHeldBack(stored.meta, stored.part, row, reader)) return undefined
      return showRow(core, { ...stored, row }, reader)
    },
  }

  /** Up to one row more than the page has, in order, and the page's rows with their text. */
  async function collectAndShow(
    plan: EventQuery,
    reader: Reader,
    watermark: Watermark,
    after: Position | undefined,
  ): Promise<{ hits: readonly Hit[]; rows: EventRow[] }> {
    for (;;) {
      const { generation } = core
      const top = newTop<Hit>(plan.limit + 1, inOrder)
      for (const stretch of stretches(plan, watermark)) {
        if (top.refuses({ time: stretch.least, low: -1, high: -1 } as Hit)) break
        for (const frame of core.files.frames(stretch.meta, stretch.start, stretch.end)) {
          scanFrame(stretch.meta, frame, { plan, reader, watermark, after }, top)
        }
        await core.ports.breathe()
        if (generation !== core.generation) break
      }
      // Files went while this scan paused (hand scans were rewritten): what it held may be gone, so it begins again.
      if (generation !== core.generation) continue
      const hits = top.sorted()
      return { hits, rows: show(hits.slice(0, plan.limit), reader) }
    }
  }

  function scanFrame(
    meta: FileMeta,
    frame: Frame,
    by: { plan: EventQuery; reader: Reader; watermark: Watermark; after: Position | undefined },
    top: Top<Hit>,
  ): void {
    if (meta.tier !== 'coarse' && frame.commit > by.watermark.commit) return
    const part = core.files.readPartAt(meta, frame, false)
    const matches = matcher(by.plan, by.reader, meta, part)
    const timeOf = placer(by.plan, meta, part)
    const { idHash, count } = part.batch
    for (let row = 0; row < count; row++) {
      const time = timeOf(row)
      const low = idHash[2 * row]!
      const high = idHash[2 * row + 1]!
      // Most rows of a long scan lie outside the page: no object is made for them.
      if (top.bound !== undefined && compare(time, high, low, top.bound) >= 0) continue
      if (by.after !== undefined && compare(time, high, low, by.after) <= 0) continue
      if (!matches(row) || isDropped(meta, part, row)) continue
      if (meta.tier === 'coarse' && isLater(meta, part, row, by.watermark)) continue
      top.offer({ time, low, high, meta, frame, row })
    }
  }

  function stretches(plan: EventQuery, watermark: Watermark): readonly Stretch[] {
    const out = plan.objects === undefined && plan.events === undefined ? allBlocks(plan, watermark) : indexed(plan)
    return out.sort((a, b) => a.least - b.least)
  }

  function allBlocks(plan: EventQuery, watermark: Watermark): Stretch[] {
    const out: Stretch[] = []
    for (const meta of core.files.metas.values()) {
      if (meta.siteId !== plan.siteId || meta.length === 0 || meta.minCommit > watermark.commit) continue
      if (isLeftOut(plan, meta.source)) continue
      for (let i = 0; i < meta.blocks.length; i++) {
        const block = meta.blocks[i]!
        const end = Math.min(meta.length, meta.blocks[i + 1]?.offset ?? meta.length)
        if (block.offset >= end || !mayMatch(plan, meta, block)) continue
        out.push({ meta, start: block.offset, end, least: leastOf(plan, block) })
      }
    }
    return out
  }

  /** The frames that an index names for the first condition it can answer. */
  function indexed(plan: EventQuery): Stretch[] {
    const salt = saltOf(plan.siteId)
    const places = new Map<string, readonly [number, number]>()
    if (plan.events !== undefined) {
      for (const [low, high] of plan.events) {
        if (core.ids.find((low ^ salt[0]) >>> 0, (high ^ salt[1]) >>> 0)) {
          places.set(`${found.file} ${found.offset}`, [found.file, found.offset])
        }
      }
    } else {
      for (const [low, high] of plan.objects![0]?.hashes ?? []) {
        for (const place of core.objects.find((low ^ salt[0]) >>> 0, (high ^ salt[1]) >>> 0))
          places.set(place.join(' '), place)
      }
    }
    const out: Stretch[] = []
    for (const [file, offset] of places.values()) {
      const meta = core.files.metas.get(file)!
      if (offset >= meta.length || meta.siteId !== plan.siteId) continue
      const block = blockAt(meta, offset)
      if (!mayMatch(plan, meta, block)) continue
      const frame = core.files.frameAt(meta, offset)
      out.push({
        meta,
        start: offset,
        end: offset + 40 + frame.headBytes + frame.bodyBytes,
        least: leastOf(plan, block),
      })
    }
    return out
  }

  /** Rows with their text, in the order of the hits; each frame is read once. */
  function show(hits: readonly Hit[], reader: Reader): EventRow[] {
    const out = new Array<EventRow>(hits.length)
    const byFrame = new Map<string, number[]>()
    for (const [i, { meta, frame }] of hits.entries()) {
      const key = `${meta.id} ${frame.offset}`
      const list = byFrame.get(key)
      if (list === undefined) byFrame.set(key, [i])
      else list.push(i)
    }
    for (const list of byFrame.values()) {
      const { meta, frame } = hits[list[0]!]!
      const part = core.files.readPartAt(meta, frame, true)
      for (const i of list) out[i] = showRow(core, { meta, frame, part, row: hits[i]!.row }, reader)
    }
    return out
  }
}

function inOrder(a: Position, b: Position): number {
  return compare(a.time, a.high, a.low, b)
}

function compare(time: number, high: number, low: number, b: Position): number {
  return time - b.time || high - b.high || low - b.low
}

/**
 * Gives a row's time in the order. Hand scans stand at their quarter hour, then by keyed hash, for every reader and in every
 * tier: so their order says nothing, and a page token means the same place after they were rewritten.
 */
function placer(plan: EventQuery, meta: FileMeta, part: Part): (row: number) => number {
  const order = plan.order ?? 'recordTime'
  const sign = order.startsWith('-') ? -1 : 1
  const hand = meta.source === handSource
  const byEvent = order.endsWith('eventTime')
  return (row) => {
    const ms = byEvent ? part.batch.eventTimeMs[row]! : recordTimeOf(part, row)
    return sign * (hand ? floorQuarter(ms) : ms)
  }
}

function leastOf(plan: EventQuery, block: Block): number {
  switch (plan.order ?? 'recordTime') {
    case 'recordTime':
      return block.minRecordMs
    case '-recordTime':
      return -block.maxRecordMs
    case 'eventTime':
      return block.minEventMs
    default:
      return -block.maxEventMs
  }
}

function mayMatch(plan: EventQuery, meta: FileMeta, block: Block): boolean {
  const reach = meta.source === handSource ? quarterMs : 0
  return (
    mayBeInRange(plan.eventTime, block.minEventMs, block.maxEventMs + reach) &&
    mayBeInRange(plan.recordTime, block.minRecordMs, block.maxRecordMs + reach)
  )
}

/** Coarse rows have forgotten their commit; where the file holds later ones too, the quarter hour of the record decides. */
function isLater(meta: FileMeta, part: Part, row: number, watermark: Watermark): boolean {
  return meta.maxCommit > watermark.commit && part.recordMs![row]! > watermark.recordMs
}

function blockAt(meta: FileMeta, offset: number): Block {
  let start = 0
  let end = meta.blocks.length
  while (end - start > 1) {
    const middle = (start + end) >>> 1
    if (meta.blocks[middle]!.offset <= offset) start = middle
    else end = middle
  }
  return meta.blocks[start]!
}

function planMark(plan: EventQuery): string {
  const bytes = jsonBytes({ ...plan, token: undefined, limit: undefined })
  hash64([0x66616972, 0x666c6f6f, 0, 0], bytes, 0, bytes.length)
  return hashHex(hashOut[0]!, hashOut[1]!)
}

function readToken(text: string, mark: string): Token {
  const isPair = (value: unknown, length: number): boolean =>
    Array.isArray(value) && value.length === length && value.every((each) => typeof each === 'number')
  try {
    const token = JSON.parse(Buffer.from(text, 'base64url').toString()) as Token
    if (token.v === 1 && token.plan === mark && isPair(token.w, 2) && isPair(token.after, 3)) return token
  } catch {
    // Not JSON: refused below like any other token that is not ours.
  }
  throw new FaultError({ code: 'LEDGER_TOKEN' })
}
