import type { Random } from '../../src/base/index.ts'
import { isTree, pick } from './target.ts'

/** Pieces of text that parsers stumble over. */
const scraps = [
  '{', '}', '[', ']', ',', ':', '"', '\\', '\\u', '\\ud800', '\\udc00', '\\u0000', 'null', 'true', 'false', '0', '-', '-0', '1e', '1e999',
  '01', '1.', '.5', '12345678901234567890', '""', '[]', '{}', '{"a":1}', '"@context"', '"epcisBody"', '"eventList"', '"type"', '"id"',
  '"ex:operator"', '/*', '\n', '\r', '\t', '\u0000', ' ', '\u001f', '\u007f', '\ufeff', '\ud83d\ude00', '\u00e9', '\u2028', 'NaN', 'Infinity', "'",
] as const // biome-ignore format: a table

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))
const scrapOf = (random: Random): string => Buffer.from(pick(random, scraps), 'utf8').toString('latin1')

/** Ways to change bytes; one byte of the text is one character of a Latin-1 string. */
const byteChanges: Readonly<Record<string, (random: Random, text: string) => string>> = {
  bit: (random, text) => {
    const at = random.below(text.length)
    return splice(text, at, at + 1, String.fromCharCode(text.charCodeAt(at) ^ (1 << random.below(8))))
  },
  byte: (random, text) => {
    const at = random.below(text.length)
    return splice(text, at, at + 1, String.fromCharCode(random.below(256)))
  },
  remove: (random, text) => {
    const at = random.below(text.length)
    return splice(text, at, at + 1 + random.below(12), '')
  },
  repeat: (random, text) => {
    const at = random.below(text.length)
    const end = Math.min(text.length, at + 1 + random.below(40))
    return splice(text, end, end, text.slice(at, end))
  },
  insert: (random, text) => {
    const at = random.below(text.length + 1)
    return splice(text, at, at, scrapOf(random))
  },
  cut: (random, text) => text.slice(0, random.below(text.length)),
  tail: (random, text) => text + scrapOf(random),
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g

/** Ways to change tokens: what stays JSON more often. */
const tokenChanges: Readonly<Record<string, (random: Random, tokens: string[]) => void>> = {
  tokenRemoved: (random, tokens) => void tokens.splice(random.below(tokens.length), 1),
  tokenTwice: (random, tokens) => {
    const at = random.below(tokens.length)
    tokens.splice(at, 0, tokens[at]!)
  },
  tokensSwapped: (random, tokens) => {
    const a = random.below(tokens.length)
    const b = random.below(tokens.length)
    const kept = tokens[a]!
    tokens[a] = tokens[b]!
    tokens[b] = kept
  },
  tokenReplaced: (random, tokens) => {
    tokens[random.below(tokens.length)] = scrapOf(random)
  },
  textSpoilt: (random, tokens) => {
    const texts = [...tokens.keys()].filter((i) => tokens[i]!.startsWith('"'))
    if (texts.length === 0) return
    const which = pick(random, texts)
    const text = tokens[which]!
    const at = 1 + random.below(Math.max(1, text.length - 1))
    tokens[which] = splice(text, at, at, random.next() < 0.5 ? String.fromCharCode(random.below(32)) : scrapOf(random))
  },
  tokenCopied: (random, tokens) => {
    tokens[random.below(tokens.length)] = tokens[random.below(tokens.length)]!
  },
}

/** The bytes with one to four changes, and what the changes were. */
export function mutateBytes(random: Random, bytes: Uint8Array): { bytes: Uint8Array; how: string } {
  let text = latin1(bytes)
  const how = new Set<string>()
  for (let n = 1 + random.below(4); n > 0 && text.length > 0; n--) {
    if (random.next() < 0.5) {
      const name = pick(random, Object.keys(byteChanges))
      how.add(name)
      text = byteChanges[name]!(random, text)
      continue
    }
    const name = pick(random, Object.keys(tokenChanges))
    how.add(name)
    const tokens = text.match(token) ?? []
    if (tokens.length > 0) tokenChanges[name]!(random, tokens)
    text = tokens.join(random.next() < 0.1 ? '\n' : '')
  }
  return { bytes: bytesOf(text), how: [...how].sort().join(' ') }
}

const junk: readonly unknown[] = [
  null, true, false, 0, -1, 1.5, 1e300, '', ' ', 'x', 'urn:x', 'https://example.com/', '2026-02-30T00:00:00Z', '24:00', '*', '\u0000', [], {},
  [[]], { a: 1 }, ['x', 'x'], { id: null }, 'constructor', '__proto__', Number.MAX_SAFE_INTEGER, 'a'.repeat(300),
] // biome-ignore format: a table

/**
 * A JSON value with one to three changes of structure: a value replaced by junk, a member or item removed, an item
 * repeated, a member added. Names stay, and no value moves under another name. Members named in `leave` are not touched.
 */
export function mutateTree(random: Random, value: unknown, leave: readonly string[] = []): unknown {
  let out = value
  for (let n = 1 + random.below(3); n > 0; n--) out = changedOnce(random, out, leave)
  return out
}

function changedOnce(random: Random, value: unknown, leave: readonly string[]): unknown {
  const deeper = random.next() < 0.8
  if (Array.isArray(value) && value.length > 0) {
    const at = random.below(value.length)
    const item: unknown = value[at]
    if (deeper) return value.with(at, changedOnce(random, item, leave))
    return random.next() < 0.5 ? value.toSpliced(at, 1) : value.toSpliced(at, 0, item)
  }
  if (isTree(value)) {
    const names = Object.keys(value).filter((name) => !leave.includes(name))
    if (names.length > 0) {
      const name = pick(random, names)
      if (deeper) return { ...value, [name]: changedOnce(random, value[name], leave) }
      if (random.next() < 0.6) return Object.fromEntries(Object.entries(value).filter(([other]) => other !== name))
    }
    return {
      ...value,
      [pick(random, ['extra', 'id', 'type', 'ex:more', 'quantity', 'constructor'])]: pick(random, junk),
    }
  }
  return pick(random, junk)
}

function splice(text: string, start: number, end: number, middle: string): string {
  return text.slice(0, start) + middle + text.slice(end)
}
