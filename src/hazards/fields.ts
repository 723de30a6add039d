import { FaultError } from '../base/index.ts'
import { instantOf } from './instants.ts'
import { isMap, kindOf, listOf, type Tree } from './tree.ts'

/**
 * A record through the list of fields that its feed may read. Methods answer null where there is nothing (no member, null, an empty text)
 * and throw a FaultError FEED_RECORD where there is something else than asked for; its `at` points into the record.
 */
export interface Fields {
  text(path: string): string | null
  number(path: string): number | null
  /** Epoch milliseconds of an ISO 8601 text, or of a number of milliseconds. A text without offset is read in `zone` (IANA; UTC). */
  time(path: string, zone?: string): number | null
  flag(path: string): boolean | null
  /** What the publisher's word stands for; a word that is in no table is `other` where that is given, else a fault. */
  word<Meaning>(path: string, words: Readonly<Record<string, Meaning>>, other?: Meaning): Meaning | null
  /** Members of a list, or the one thing that stands in its place; their own paths begin with that of the list. */
  list(path: string): readonly Fields[]
  texts(path: string): readonly string[]
  /** The value as it is, for what reads a structure of its own, such as a geometry. */
  tree(path: string): Tree
  /** The same methods, which throw where there is nothing. */
  readonly must: Musts
  /** Refuses the record: something is there and makes no sense. `got` is never a value that may be personal. */
  wrong(path: string, got: string, allowed: string): FaultError
}

export interface Musts {
  text(path: string): string
  number(path: string): number
  time(path: string, zone?: string): number
  word<Meaning>(path: string, words: Readonly<Record<string, Meaning>>, other?: Meaning): Meaning
}

/** `at` is the JSON Pointer of the record; `under` the path of the list that it is a member of. */
export function fieldsOf(record: Tree, allowed: ReadonlySet<string>, at: string, under = ''): Fields {
  const pathOf = (path: string): string => (under === '' ? path : path === '' ? under : `${under}.${path}`)

  function find(path: string): Tree | undefined {
    const whole = pathOf(path)
    if (!allowed.has(whole)) throw new Error(`broken invariant: ${whole} is not among the fields of its feed`)
    if (path === '') return record
    let tree: Tree | undefined = record
    for (const name of path.split('.')) {
      // One child stands for a list of one.
      if (Array.isArray(tree)) tree = tree[0]
      if (!isMap(tree)) return undefined
      tree = Object.hasOwn(tree, name) ? tree[name] : undefined
    }
    return tree === null || tree === '' ? undefined : tree
  }

  const wrong = (path: string, got: string, wanted: string): FaultError =>
    new FaultError({
      code: 'FEED_RECORD',
      at: path === '' ? at : `${at}/${path.replaceAll('.', '/')}`,
      got,
      allowed: wanted,
    })

  const fields: Omit<Fields, 'must'> = {
    text(path) {
      const tree = find(path)
      if (tree === undefined) return null
      if (typeof tree === 'string') return tree.trim() === '' ? null : tree.trim()
      if (typeof tree === 'number' || typeof tree === 'boolean') return String(tree)
      if (isMap(tree) && typeof tree['#text'] === 'string') return tree['#text'].trim() || null
      if (isMap(tree)) return null
      throw wrong(path, kindOf(tree), 'a text')
    },
    number(path) {
      const text = fields.text(path)
      if (text === null) return null
      const value = Number(text)
      if (!Number.isFinite(value)) throw wrong(path, 'a text that is no number', 'a number')
      return value
    },
    time(path, zone = 'UTC') {
      const tree = find(path)
      if (typeof tree === 'number') return tree
      const text = fields.text(path)
      if (text === null) return null
      const ms = instantOf(text, zone)
      if (Number.isNaN(ms)) throw wrong(path, 'a text that is no time', 'an ISO 8601 time')
      return ms
    },
    flag(path) {
      const text = fields.text(path)?.toLowerCase()
      if (text === undefined) return null
      if (['true', '1', 'yes', 'y'].includes(text)) return true
      if (['false', '0', 'no', 'n'].includes(text)) return false
      throw wrong(path, 'another word', 'true or false')
    },
    word(path, words, other) {
      const text = fields.text(path)
      if (text === null) return null
      if (Object.hasOwn(words, text)) return words[text]!
      if (other !== undefined) return other
      throw wrong(path, 'another word', Object.keys(words).join(', '))
    },
    list: (path) =>
      listOf(find(path)).map((each, i) =>
        fieldsOf(each, allowed, `${at}/${path.replaceAll('.', '/')}/${i}`, pathOf(path)),
      ),
    texts: (path) =>
      listOf(find(path)).flatMap((each) => {
        const tree = isMap(each) ? each['#text'] : each
        return typeof tree === 'string' && tree.trim() !== ''
          ? [tree.trim()]
          : typeof tree === 'number'
            ? [String(tree)]
            : []
      }),
    tree: (path) => find(path) ?? null,
    wrong,
  }

  function there<T>(path: string, value: T | null): T {
    if (value === null) throw wrong(path, 'nothing', 'a value')
    return value
  }
  const must: Musts = {
    text: (path) => there(path, fields.text(path)),
    number: (path) => there(path, fields.number(path)),
    time: (path, zone) => there(path, fields.time(path, zone)),
    word: (path, words, other) => there(path, fields.word(path, words, other)),
  }
  return { ...fields, must }
}
