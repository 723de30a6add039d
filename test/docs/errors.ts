import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type FaultKind, faults } from '../../src/base/index.ts'
import { repositoryRoot } from '../tidy/tree.ts'

const errorsPath = join(repositoryRoot, 'docs/errors.md')

/** The page of all faults, from the table that HTTP answers and CLI text use. */
export function errorsPage(table: Readonly<Record<string, FaultKind>>): string {
  const rows = Object.entries(table)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { status, title, fix }]) => `## ${code}\n\n${title}. HTTP ${status}.\n\n${fix}\n`)
  return `${heading}\n${rows.join('\n')}`
}

const heading = `# Errors

Every fault has a code that never changes its meaning. HTTP answers carry it in \`application/problem+json\` (RFC 9457) as
\`code\`, with \`at\` (a JSON Pointer into the input), \`row\` (line of an NDJSON file or index in an event list, from 0) and
\`fix\`; commands print the same on one line. A fault never holds a value of the input, only its type or shape.

Written by \`node test/docs/errors.ts --write\` from \`src/base/faults/\`.
`

/** What the committed page says. */
export function committedPage(): string {
  return readFileSync(errorsPath, 'utf8')
}

export function writeErrors(): void {
  writeFileSync(errorsPath, errorsPage(faults))
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv.includes('--write')) writeErrors()
