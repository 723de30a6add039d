import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FaultError, type Random } from '../base/index.ts'
import { catalogue } from './catalogue.ts'
import { hazardFeature, markFeature } from './feature.ts'
import type { Feed } from './feed.ts'
import { parsePayload } from './parse.ts'

const folder = join(import.meta.dirname, '../../../shared/data/feeds')

export interface Recorded {
  readonly feed: Feed
  readonly file: string
  readonly bytes: Uint8Array
}

/** Every recorded payload of every feed in the catalogue; none where the recordings are not there. */
export function recordedPayloads(): readonly Recorded[] {
  if (!existsSync(folder)) return []
  const index = JSON.parse(readFileSync(join(folder, 'INDEX.json'), 'utf8')) as readonly {
    feed: string
    file: string
  }[]
  return index.flatMap(({ feed: id, file }) => {
    const feed = catalogue.find((each) => each.id === id)
    return feed === undefined ? [] : [{ feed, file, bytes: new Uint8Array(readFileSync(join(folder, id, file))) }]
  })
}

/** What parsers stumble over, in the place of a value. */
const scraps = [
  '', ' ', '0', '-1', '1e999', '99999999999999999999', 'NaN', 'null', 'true', '""', '[]', '{}', '[[]]', '{"a":1}', '"x"', '-', '+', '.', '/', '=',
  'constructor', '__proto__', 'toString', '9999-12-31', '2026-02-30T25:61:00Z', '0000-00-00', '322599Z', '<a/>', '</a>', '&lt;', '&a;', '<![CDATA[x]]>',
  '\u0000', '\ufeff', '\ud83d\ude00', 'é', '\n', '\n\n', '\r\n', '$$', ',,,,', '"', "'", '*00', '!AIVDM,1,1,,A,', 'NIL=', 'a'.repeat(300), '9'.repeat(300),
] // biome-ignore format: a table

const delimiters = new Set(Array.from(' \t\r\n<>"\',;|:=()[]{}/', (each) => each.charCodeAt(0)))

/** Longest stretch that is doubled, swapped or taken out, unless all the rest is. */
const stretchMax = 4096

type Change = (random: Random, bytes: Uint8Array) => Uint8Array

const changes: Readonly<Record<string, Change>> = {
  'bits flipped': (random, bytes) => {
    const out = bytes.slice()
    for (let n = 1 + random.below(8); n > 0; n--) {
      const at = random.below(out.length)
      out[at] = out[at]! ^ (1 << random.below(8))
    }
    return out
  },
  cut: (random, bytes) => bytes.slice(0, random.below(bytes.length)),
  'taken out': (random, bytes) => {
    const [start, end] = stretchOf(random, bytes)
    return joined(bytes.subarray(0, start), bytes.subarray(end))
  },
  doubled: (random, bytes) => {
    const [start, end] = stretchOf(random, bytes)
    const times = 1 + random.below(random.next() < 0.1 ? 200 : 3)
    return joined(
      bytes.subarray(0, end),
      ...Array.from({ length: times }, () => bytes.subarray(start, end)),
      bytes.subarray(end),
    )
  },
  swapped: (random, bytes) => {
    const [a, b] = [stretchOf(random, bytes), stretchOf(random, bytes)].sort((one, other) => one[0] - other[0]) as [
      Stretch,
      Stretch,
    ]
    if (a[1] > b[0]) return bytes
    return joined(
      bytes.subarray(0, a[0]),
      bytes.subarray(...b),
      bytes.subarray(a[1], b[0]),
      bytes.subarray(...a),
      bytes.subarray(b[1]),
    )
  },
  replaced: (random, bytes) => {
    const [start, end] = wordOf(random, bytes)
    return joined(
      bytes.subarray(0, start),
      new TextEncoder().encode(scraps[random.below(scraps.length)]),
      bytes.subarray(end),
    )
  },
  'another in its place': (random, bytes) => {
    const [start, end] = wordOf(random, bytes)
    return joined(bytes.subarray(0, start), bytes.subarray(...wordOf(random, bytes)), bytes.subarray(end))
  },
}

/** A payload with one to four changes; what stays readable changes by words more often than by bytes. */
export function mutated(random: Random, bytes: Uint8Array): Uint8Array {
  const names = [...Object.keys(changes), 'replaced', 'replaced', 'another in its place', 'another in its place']
  let out = bytes
  for (let n = 1 + random.below(4); n > 0 && out.length > 0; n--)
    out = changes[names[random.below(names.length)]!]!(random, out)
  return out
}

/** A parse that takes longer is wrong: the largest recorded payload takes a twentieth of it. */
export const parseMsMax = 5_000

/** What is wrong with how a payload is read, '' where nothing is: whatever it is, it is read or refused with a fault, and in time. */
export async function wrongWith(
  feed: Feed,
  bytes: Uint8Array,
  covers: (structure: string) => void = () => {},
): Promise<string> {
  const startMs = performance.now()
  let wrong = ''
  try {
    const parsed = await parsePayload(feed, bytes, { nowMs: Date.UTC(2026, 7, 1), denies: () => undefined })
    covers(`${feed.id} ${parsed.bad.length > 0 ? 'bad' : 'good'}`)
    // As features too: a time that no calendar has fails there.
    const said = [...parsed.hazards.map(hazardFeature), ...parsed.marks.map(markFeature)]
    wrong = notFinite([parsed.hazards, parsed.marks], said)
  } catch (error) {
    if (!(error instanceof FaultError))
      return `throws ${error instanceof Error ? `${error.name}: ${placeOf(error)}` : typeof error}`
    if (error.fault.code !== 'FEED_PAYLOAD') return `throws ${error.fault.code}`
    covers(`${feed.id} refused`)
  }
  const tookMs = performance.now() - startMs
  return tookMs > parseMsMax ? `takes longer than ${parseMsMax} ms` : wrong
}

/** A number that JSON would write as null, anywhere in what was read. */
function notFinite(...values: readonly unknown[]): string {
  const open: unknown[] = [...values]
  while (open.length > 0) {
    const value = open.pop()
    if (typeof value === 'number' && !Number.isFinite(value)) return 'says a number that is not finite'
    if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) open.push(each)
  }
  return ''
}

/** Message and first place of our own in a stack. */
function placeOf(error: Error): string {
  const place = /(\/src\/hazards\/[^():]+:\d+)/.exec(error.stack ?? '')?.[1] ?? ''
  return `${error.message.slice(0, 80)} ${place}`.trim()
}

type Stretch = [start: number, end: number]

function stretchOf(random: Random, bytes: Uint8Array): Stretch {
  const start = random.below(bytes.length)
  return [start, Math.min(bytes.length, start + 1 + random.below(random.next() < 0.5 ? 40 : stretchMax))]
}

/** What stands between two delimiters. */
function wordOf(random: Random, bytes: Uint8Array): Stretch {
  const at = random.below(bytes.length)
  let [start, end] = [at, at]
  while (start > 0 && at - start < stretchMax && !delimiters.has(bytes[start - 1]!)) start--
  while (end < bytes.length && end - at < stretchMax && !delimiters.has(bytes[end]!)) end++
  return [start, end]
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}
