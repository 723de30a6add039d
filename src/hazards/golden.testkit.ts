import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hazardFeature, markFeature } from './feature.ts'
import type { Parsed } from './parse.ts'

/** UPDATE_GOLDEN=1 writes what the code says now; what is committed was checked by hand against the payload. */
export const writesGolden = process.env['UPDATE_GOLDEN'] === '1'

/**
 * What a payload gave: every count, the first three hazards and the last as facts (no text of the publisher), and a hash of all that was said.
 */
export interface Summary {
  readonly counts: Readonly<Record<'records' | 'hazards' | 'marks' | 'refused' | 'bad', number>>
  readonly facts: readonly unknown[]
  readonly hash: string
}
export type Golden = Readonly<Record<string, Summary | { readonly broken: string }>>

const pathOf = (id: string): string => join(import.meta.dirname, 'testdata/golden', `${id}.json`)

export function readGolden(id: string): Golden {
  return existsSync(pathOf(id)) ? (JSON.parse(readFileSync(pathOf(id), 'utf8')) as Golden) : {}
}

export function writeGolden(id: string, golden: Readonly<Record<string, unknown>>): void {
  writeFileSync(pathOf(id), `${JSON.stringify(golden, null, 1)}\n`)
}

export function summaryOf({ records, hazards, marks, refused, bad }: Parsed): Summary {
  const some = [...new Set([...hazards.slice(0, 3), ...hazards.slice(-1)])].map((hazard) => ({
    id: hazard.id,
    is: [hazard.kind, hazard.msgType, hazard.urgency, hazard.severity, hazard.certainty].join(' '),
    times: [hazard.sentMs, hazard.onsetMs, hazard.expiresMs].map((ms) =>
      ms === null ? null : new Date(ms).toISOString(),
    ),
    at: firstPosition(hazard.area.geometry),
    codes: hazard.area.codes.slice(0, 3).map(({ scheme, code }) => `${scheme} ${code}`),
    measures: hazard.measures.map(({ name, value, unit }) => `${name} ${value} ${unit ?? ''}`.trim()),
  }))
  const others = [...marks.slice(0, 2), ...marks.slice(-1)].map((mark) => ({
    id: mark.id,
    is: `${mark.kind} ${mark.role}`,
    time: mark.timeMs === null ? null : new Date(mark.timeMs).toISOString(),
    at: firstPosition(mark.geometry),
    measures: mark.measures.map(({ name, value, unit }) => `${name} ${value} ${unit ?? ''}`.trim()),
  }))
  const said = JSON.stringify([hazards.map(hazardFeature), marks.map(markFeature), refused, bad])
  return {
    counts: { records, hazards: hazards.length, marks: marks.length, refused: refused.length, bad: bad.length },
    facts: [...some, ...new Set(others)],
    hash: createHash('sha256').update(said).digest('hex').slice(0, 16),
  }
}

/** Type and first position: enough to see swapped axes and wrong places. */
function firstPosition(geometry: object | null): string | null {
  if (geometry === null) return null
  const [longitude, latitude] = JSON.stringify(geometry).match(/-?\d+(?:\.\d+)?(?:e-?\d+)?/g) ?? []
  return `${'type' in geometry ? String(geometry.type) : ''} ${longitude} ${latitude}`
}

/**
 * Payloads of so many records that have lost one or more: of JSON and XML the last record, of text ever more of its last lines. None for bytes
 * of a binary form.
 */
export function* shortened(bytes: Uint8Array, file: string, records: number): Generator<Uint8Array> {
  if (/\.(pb|parquet)$/.test(file)) return
  const text = Buffer.from(bytes).toString('utf8')
  if (/^\s*[[{]/.test(text)) yield Buffer.from(JSON.stringify(shorter(JSON.parse(text), records)))
  else if (/^\uFEFF?\s*</.test(text)) yield Buffer.from(withoutLastElement(text))
  else {
    const lines = text.split('\n')
    for (let left = lines.length - 1; left > 0; left--) yield Buffer.from(lines.slice(0, left).join('\n'))
  }
}

/** A JSON value whose list of so many objects, or else its longest one, has lost its last entry. */
function shorter(value: unknown, records: number): unknown {
  const lists: unknown[][] = []
  const visit = (each: unknown): void => {
    // Coordinates are lists too, and no records.
    if (Array.isArray(each) && typeof each[0] === 'object' && !Array.isArray(each[0])) lists.push(each)
    if (typeof each === 'object' && each !== null) for (const part of Object.values(each)) visit(part)
  }
  visit(value)
  const longest = lists.toSorted((a, b) => b.length - a.length)[0]
  const list = lists.find((each) => each.length === records) ?? longest
  list?.pop()
  return value
}

/** XML without the last of the elements that the root, or the one below it, has most of. */
function withoutLastElement(text: string): string {
  const names = [...text.matchAll(/<([\w:]+)[\s>]/g)].map(([, name]) => name!)
  const records = [
    'result',
    'item',
    'entry',
    'event',
    'row',
    'situation',
    'info',
    'Placemark',
    'featureMember',
    'portCall',
    'PortCallNotification',
    'site',
    'warning',
    'alert',
  ]
  const name = records
    .map((each) => names.find((one) => one === each || one.endsWith(`:${each}`)))
    .find((each) => each !== undefined)
  if (name === undefined) return text
  const start = Math.max(text.lastIndexOf(`<${name}>`), text.lastIndexOf(`<${name} `))
  const end = text.indexOf(`</${name}>`, start) + name.length + 3
  return text.slice(0, start) + text.slice(end)
}
