import { type Fault, FaultError } from '../base/index.ts'
import type { Hazard, Mark } from '../model/index.ts'
import type { Feed, Form, Reading } from './feed.ts'
import { fieldsOf } from './fields.ts'
import { readSyntax } from './syntax/payload.ts'
import { isList, isMap, type Tree } from './tree.ts'

/** What the deny-lists say of a name, or nothing; handed in by who knows them. */
export type Denies = (name: string) => string | undefined

export interface ParseOptions {
  /** Epoch milliseconds; what a payload leaves open, such as the year, is read near it. */
  readonly nowMs: number
  readonly denies: Denies
}

/** All that a payload said. `records` = those that gave hazards, a mark or nothing, and `refused` and `bad`. */
export interface Parsed {
  readonly records: number
  readonly hazards: readonly Hazard[]
  readonly marks: readonly Mark[]
  readonly refused: readonly RefusedRecord[]
  /** Broken records; the others stand. */
  readonly bad: readonly Fault[]
  /** Names of fields that the deny-lists refuse, with the reason; none is on the feed's list, so none was read. */
  readonly deniedFields: Readonly<Record<string, string>>
}

export interface RefusedRecord {
  /** From 0. */
  readonly row: number
  /** Why, never what it said. */
  readonly reason: string
}

/**
 * Reads a payload of a feed. A broken record is told and left out; a payload of which nothing can be read throws a FaultError FEED_PAYLOAD.
 */
export async function parsePayload(feed: Feed, bytes: Uint8Array, { nowMs, denies }: ParseOptions): Promise<Parsed> {
  const { form, payload, records } = await formOf(feed, bytes)
  const allowed = new Set(form.fields)
  const hazards: Hazard[] = []
  const marks: Mark[] = []
  const refused: RefusedRecord[] = []
  const bad: Fault[] = []
  const deniedFields: Record<string, string> = {}
  const scan = fieldScan(allowed, denies, deniedFields)
  for (const [row, record] of records.entries()) {
    scan(record)
    try {
      const reading: Reading = form.read(fieldsOf(record, allowed, ''), { feed, nowMs, payload })
      if ('hazards' in reading) hazards.push(...reading.hazards)
      else if ('mark' in reading) marks.push(reading.mark)
      else if ('refused' in reading) refused.push({ row, reason: reading.refused })
    } catch (error) {
      if (!(error instanceof FaultError)) throw error
      bad.push({ ...error.fault, row })
    }
  }
  return { records: records.length, hazards, marks, refused, bad, deniedFields }
}

async function formOf(feed: Feed, bytes: Uint8Array): Promise<{ form: Form; payload: Tree; records: readonly Tree[] }> {
  const payloads = new Map<string, Tree | FaultError>()
  for (const form of feed.forms) {
    let payload = payloads.get(form.syntax)
    if (payload === undefined) {
      payload = await readSyntax(bytes, form.syntax).catch((error: unknown) => {
        if (error instanceof FaultError) return error
        throw error
      })
      payloads.set(form.syntax, payload)
    }
    if (payload instanceof FaultError) continue
    const records = form.records(payload)
    if (records !== null) return { form, payload, records }
  }
  const broken = [...payloads.values()].find((payload) => payload instanceof FaultError)
  // Of a feed in one syntax the place of the mistake helps; of several nobody knows which was meant.
  if (payloads.size === 1 && broken !== undefined) throw broken
  throw new FaultError({
    code: 'FEED_PAYLOAD',
    got: 'a payload of another form',
    allowed: [...new Set(feed.forms.map(({ syntax }) => syntax))].join(', '),
  })
}

/** Notes every field name, at any depth and not on the list, that the deny-lists refuse; each name is asked once. */
function fieldScan(
  allowed: ReadonlySet<string>,
  denies: Denies,
  found: Record<string, string>,
): (record: Tree) => void {
  const known = new Set([...allowed].map((path) => path.split('.').at(-1)))
  const visit = (tree: Tree): void => {
    if (isList(tree)) for (const each of tree) visit(each)
    if (!isMap(tree)) return
    for (const [name, value] of Object.entries(tree)) {
      if (!known.has(name)) {
        known.add(name)
        const reason = denies(name)
        if (reason !== undefined) found[name] = reason
      }
      if (typeof value === 'object') visit(value)
    }
  }
  return visit
}
