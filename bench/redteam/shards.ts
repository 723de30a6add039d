import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { type Question, questions, type Rows, rowsOf } from './questions.ts'
import { type Use, type Watch, type WatchOptions, watch } from './watch.ts'

/** Rows of one question on one site, in columns of numbers. */
export interface Packed extends Omit<Rows, 'columns'> {
  readonly names: readonly string[]
  readonly columns: readonly Float32Array[]
}

/** All that judging needs of one watched site. */
export interface Shard {
  readonly seed: string
  readonly people: number
  readonly days: number
  readonly use: Use
  /** How each form of question was answered, by status. */
  readonly answers: ReadonlyMap<string, ReadonlyMap<number, number>>
  readonly rows: Readonly<Record<Question, Packed>>
}

/** Watches a site and keeps the rows of all questions, not the days themselves: a site of 400 people fits in memory for as long as it takes. */
export async function shardOf(options: WatchOptions & { readonly seed: string }): Promise<Shard> {
  return packed(await watch(options))
}

export function packed(watched: Watch): Shard {
  const rows = Object.fromEntries(questions.map((question) => [question, packedRows(rowsOf(question, watched))]))
  return {
    seed: String(watched.seed),
    people: watched.people,
    days: (watched.endMs - watched.startMs) / 86_400_000,
    use: watched.use,
    answers: watched.asked.answers,
    rows: rows as Record<Question, Packed>,
  }
}

function packedRows({ columns, ...rows }: Rows): Packed {
  const count = rows.labels.length
  // What was never seen needs no room.
  const names = [...columns].flatMap(([name, values]) => (values.every(Number.isNaN) ? [] : [name])).sort()
  return {
    ...rows,
    names,
    columns: names.map((name) => {
      const out = new Float32Array(count).fill(Number.NaN)
      out.set(columns.get(name)!)
      return out
    }),
  }
}

/** Where a watched site is kept, so that a run can be taken up again and runs can be pooled. */
export function shardPath(folder: string, name: string, people: number, seed: string): string {
  return join(folder, `${name.replaceAll(' ', '-')}-${people}-${seed}.rows`)
}

export function readShard(path: string): Shard | undefined {
  return existsSync(path) ? (deserialize(readFileSync(path)) as Shard) : undefined
}

export function writeShard(path: string, shard: Shard): void {
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(`${path}.new`, serialize(shard))
  renameSync(`${path}.new`, path)
}

/** All sites of a run that are kept so far. */
export function shardPaths(folder: string, name: string, people: number): readonly string[] {
  const begins = `${name.replaceAll(' ', '-')}-${people}-`
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((each) => each.startsWith(begins) && each.endsWith('.rows'))
    .sort()
    .map((each) => join(folder, each))
}
