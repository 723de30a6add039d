import { readdirSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { describe, expect, test } from 'vitest'
import { missingFor, packsFor, resolve } from '../policy/index.ts'
import { commands, isCommand } from './help.ts'
import { type Options, optionsOf } from './options.testkit.ts'

// Whoever types a command as a message, a page or the docs print it is not told that there is no such option.

const root = new URL('../../', import.meta.url)

interface Suggested {
  readonly where: string
  /** What follows `fairfloor`; in prose, with the rest of the sentence. */
  readonly words: readonly string[]
  readonly prose: boolean
}

/** All files below a folder of the repository whose names end so. */
function files(folder: string, ends: RegExp): string[] {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => ends.test(name) && !/\.(test|testkit)\.tsx?$/.test(name))
    .map((name) => `${folder}${name}`)
    .sort()
}

/** Words as a shell splits them; comments of a shell line are none. */
function shellWords(line: string): string[] {
  const bare = line.replace(/\s#\s.*$/, '').split(/\s[|>]\s/)[0] ?? ''
  return [...bare.matchAll(/"[^"]*"|'[^']*'|\S+/g)].map(([word]) => word.replace(/^["']|["']$/g, ''))
}

const inDocs: Suggested[] = ['README.md', ...files('docs/', /\.md$/)].flatMap((where) => {
  const text = readFileSync(new URL(where, root), 'utf8').replace(/\\\n\s*/g, ' ')
  const fenced = [...text.matchAll(/^(?:npx )?fairfloor (\S.*)$/gm)].map(([, rest]) => rest ?? '')
  const inline = [...text.matchAll(/`(?:npx )?fairfloor ([^`\n]+)`/g)].map(([, rest]) => rest ?? '')
  return [...fenced, ...inline].map((rest) => ({ where, words: shellWords(rest), prose: false }))
})

const inMessages: Suggested[] = [
  ...['base', 'text', 'policy', 'server', 'cli']
    .flatMap((room) => files(`src/${room}/`, /\.ts$/))
    // Its own label of a key, and the table that commands are held against.
    .filter((name) => !['src/server/http/page-token.ts', 'src/cli/help.ts'].includes(name)),
  ...files('console/', /\.tsx?$/),
].flatMap((where) => {
  const lines = readFileSync(new URL(where, root), 'utf8').split('\n')
  return lines
    .filter((line) => !/^\s*(\/\/|\/?\*)/.test(line))
    .flatMap((line) => [...line.matchAll(/(npx )?\bfairfloor ([a-z][^\n'`]*)/g)])
    .map(([, npx, rest = '']) => {
      const sentence = rest.split(/[.;,)](?=\s|$)/)[0] ?? ''
      return { where, words: shellWords(sentence), prose: npx === undefined }
    })
})

/** Words that a command takes behind its name, such as `create` of `key create`; none where it takes a file or an id. */
function subwords(name: keyof typeof commands): string[] {
  return commands[name].usage.flatMap((line) => {
    const second = line.split(' ')[1] ?? ''
    return /^[a-z|]+$/.test(second) ? second.split('|') : []
  })
}

/** What is wrong with a command; nothing where it runs. */
function fault({ words, prose }: Suggested): string | undefined {
  const [name = '', ...rest] = words
  if (!isCommand(name)) return `no command ${name}`
  const known = subwords(name)
  const unknown =
    known.length === 0 ? [] : (rest[0] ?? '').split('|').filter((word) => word !== '' && !known.includes(word))
  if (unknown.length > 0) return `${name} has no ${unknown.join(', ')}`
  const options = name === 'help' || name === 'version' ? {} : optionsOf(name)
  const args = prose ? flagsIn(rest, options) : rest.filter((word) => !['…', '--help'].includes(word))
  try {
    parseArgs({ args, options, allowPositionals: true })
    return undefined
  } catch (error) {
    return `${name}: ${String(error)}`
  }
}

/** Of a sentence, the flags and their values: the rest is prose. */
function flagsIn(words: readonly string[], options: Options): string[] {
  return words.flatMap((word, i) => {
    if (!word.startsWith('--') || word === '--help') return []
    return options[word.slice(2)]?.type === 'string' ? [word, words[i + 1] ?? ''] : [word]
  })
}

describe.each([
  ['the docs', inDocs, 25],
  ['messages and pages', inMessages, 15],
] as const)('%s', (_name, suggested, least) => {
  test('suggest commands that exist, with options that they have', () => {
    expect(suggested.length).toBeGreaterThan(least)
    expect(suggested.flatMap((each) => fault(each)?.concat(` (${each.where}: ${each.words.join(' ')})`) ?? [])).toEqual(
      [],
    )
  })
})

test('a wrong option, a wrong word and a missing value are found', () => {
  const wrong = ['policy explain --sites north', 'policy sing', 'sing', 'key create --name', 'trace ID --json yes --no']
  for (const text of wrong) {
    expect(fault({ where: '', words: text.split(' '), prose: false }), text).toBeDefined()
  }
  const sentence = 'account invite --rolle admin'.split(' ')
  expect(fault({ where: '', words: sentence, prose: true })).toBeDefined()
})

test('what pages suggest for a site names it', () => {
  const forSite = inMessages.filter(({ where, words }) => where.startsWith('console/pages/') && words.length > 1)
  expect(forSite.length).toBeGreaterThan(2)
  expect(forSite.filter(({ words }) => !words.includes('--site'))).toEqual([])
})

test('whatever is missing for an activation is recorded by a command that runs', () => {
  for (const country of ['FR', 'DE', 'NL', 'UK']) {
    const packs = packsFor({ country })
    const policy = resolve({ packs, narrowings: [] })
    const missing = missingFor({
      siteId: 'north',
      position: { country },
      packs,
      records: [],
      day: '2026-03-02',
      policy,
    })
    expect(missing.length, country).toBeGreaterThan(0)
    for (const { command } of missing) {
      if (command === null) continue
      expect(
        fault({ where: country, words: [...shellWords(command), '--site', 'north'], prose: false }),
      ).toBeUndefined()
    }
  }
})
