import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isTest } from './source.ts'
import { repositoryRoot, trackedFiles } from './tree.ts'

/** What docs/sizes.json records: lines of product code, and the files that are over the usual length. */
export interface Sizes {
  readonly lines: number
  readonly over: Readonly<Record<string, number>>
}

/** A file is one idea; past this, look for a seam. */
const fileLinesMax = 400
/** Room to grow before somebody looks at the trend and records it again. */
const growthLinesMax = 2_000

/** Counts lines of the product (src and console without tests). */
export function measureSizes(files: readonly { readonly path: string; readonly text: string }[]): Sizes {
  let lines = 0
  const over: Record<string, number> = {}
  for (const { path, text } of files) {
    if (!/^(src|console)\/.*\.tsx?$/.test(path) || isTest(path)) continue
    const count = text.split('\n').length - 1
    lines += count
    if (count > fileLinesMax) over[path] = count
  }
  return { lines, over }
}

/** Sentences about what grew past the record; none where all is well. */
export function sizeFindings(now: Sizes, recorded: Sizes): string[] {
  const again = 'or look at the growth and record it: npm run docs'
  const out: string[] = []
  if (now.lines > recorded.lines + growthLinesMax) {
    out.push(`The product grew from ${recorded.lines} to ${now.lines} lines: take out what nothing needs, ${again}`)
  }
  for (const [path, count] of Object.entries(now.over)) {
    const before = recorded.over[path] ?? fileLinesMax
    if (count > before) out.push(`${path} has ${count} lines (recorded: ${before}): cut it at a seam, ${again}`)
  }
  return out
}

export function readRecord(): Sizes {
  return JSON.parse(readFileSync(join(repositoryRoot, 'docs/sizes.json'), 'utf8')) as Sizes
}

/** Records the sizes of today. */
export function writeSizes(): void {
  writeFileSync(join(repositoryRoot, 'docs/sizes.json'), `${JSON.stringify(measureSizes(trackedFiles()), null, 2)}\n`)
}
