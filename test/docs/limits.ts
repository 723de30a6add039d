import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isTest, type Node, parseSource, roomOf, type Source } from '../tidy/source.ts'
import { repositoryRoot, trackedFiles } from '../tidy/tree.ts'

/** A named limit of the code: a constant whose name ends in `Max`. */
export interface Limit {
  readonly room: string
  readonly name: string
  readonly value: number
  /** First sentence of its comment; empty where it has none. */
  readonly meaning: string
  readonly path: string
}

const limitsPath = join(repositoryRoot, 'docs/limits.md')
const begin = '<!-- Written by `npm run docs` from the constants of src. -->\n'
const end = '<!-- End of what is written. -->'

/** Constants named `…Max` at the top of a file, with the comment that stands right before them. */
export function limitsOf(source: Source): Limit[] {
  const out: Limit[] = []
  for (const statement of source.program['body'] as Node[]) {
    const declaration =
      statement.type === 'ExportNamedDeclaration' ? (statement['declaration'] as Node | null) : statement
    if (declaration?.type !== 'VariableDeclaration' || declaration['kind'] !== 'const') continue
    for (const one of declaration['declarations'] as Node[]) {
      const name = String((one['id'] as Node)['name'])
      const value = numberOf(one['init'] as Node | null)
      if (!name.endsWith('Max') || value === null) continue
      const room = roomOf(source.path) ?? ''
      out.push({ room, name, value, meaning: meaningBefore(source, statement.start), path: source.path })
    }
  }
  return out
}

/** Value of an expression of plain numbers, or null. */
function numberOf(node: Node | null): number | null {
  if (node?.type === 'ParenthesizedExpression') return numberOf(node['expression'] as Node)
  if (node?.type === 'Literal') return typeof node['value'] === 'number' ? node['value'] : null
  if (node?.type !== 'BinaryExpression') return null
  const left = numberOf(node['left'] as Node)
  const right = numberOf(node['right'] as Node)
  if (left === null || right === null) return null
  switch (node['operator']) {
    case '*':
      return left * right
    case '+':
      return left + right
    case '-':
      return left - right
    case '/':
      return left / right
    case '**':
      return left ** right
    case '<<':
      return left << right
    default:
      return null
  }
}

function meaningBefore(source: Source, start: number): string {
  const last = source.comments.findLastIndex((one) => one.end <= start && standsOver(source.text.slice(one.end, start)))
  if (last === -1) return ''
  // Line comments above one another are one comment.
  let first = last
  while (
    first > 0 &&
    /^\n[ \t]*$/.test(source.text.slice(source.comments[first - 1]!.end, source.comments[first]!.start))
  )
    first--
  const words = source.comments
    .slice(first, last + 1)
    .map(({ value }) => value.replace(/^\*+|^\s*\*+ ?/gm, ' '))
    .join(' ')
  const text = words.replace(/\s+/g, ' ').trim()
  return /^.*?[.;:](?=\s|$)/.exec(text)?.[0].replace(/[;:]$/, '.') ?? text
}

// A comment speaks of the constants below it, up to the first empty line.
function standsOver(between: string): boolean {
  return /^\n?(?:(?:export )?const [^\n]*\n)*$/.test(between)
}

/** Rows of the table, sorted by room and name. */
export function limitRows(limits: readonly Limit[]): string {
  const sorted = [...limits].sort((a, b) => (`${a.room} ${a.name}` < `${b.room} ${b.name}` ? -1 : 1))
  const rows = sorted.map(({ room, name, value, meaning }) => [
    room,
    `\`${name}\``,
    formatted(name, value),
    meaning.replaceAll('|', '\\|'),
  ])
  return `\n${table([['room', 'limit', 'value', 'what it bounds'], ...rows])}`
}

/** A Markdown table as the formatter leaves it: columns padded to their widest cell. The first row is the heading. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  const line = (cells: readonly string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |\n`
  const [heading, ...body] = rows
  return [line(heading!), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('')
}

function formatted(name: string, value: number): string {
  const binary = [
    [2 ** 30, 'GiB'],
    [2 ** 20, 'MiB'],
    [2 ** 10, 'KiB'],
  ] as const
  if (name.includes('Bytes')) {
    for (const [size, unit] of binary) if (value >= size && value % size === 0) return `${value / size} ${unit}`
  }
  return value.toLocaleString('en')
}

/** Limits of the whole product. The simulator's constants describe a warehouse, not this program. */
export function allLimits(): Limit[] {
  return trackedFiles()
    .filter(({ path }) => /^src\/.*\.ts$/.test(path) && !isTest(path) && roomOf(path) !== 'sim')
    .flatMap(({ path, text }) => limitsOf(parseSource(path, text)))
}

/** The committed page, and the page with its table written anew. */
export function limitsPages(): { committed: string; written: string } {
  const committed = readFileSync(limitsPath, 'utf8')
  const from = committed.indexOf(begin) + begin.length
  const to = committed.indexOf(end)
  return { committed, written: `${committed.slice(0, from)}${limitRows(allLimits())}\n${committed.slice(to)}` }
}

/** Writes the table anew. */
export function writeLimits(): void {
  writeFileSync(limitsPath, limitsPages().written)
}
