/**
 * The table of rooms: who may import whom, what else each may reach for. The same table stands in
 * docs/architecture.md, and src/tidy.test.ts compares the two.
 */

const pure = ['base', 'model'] as const

/** Rooms between base and server, top to bottom as data flows; `server` joins them. */
const joined = [
  'base',
  'model',
  'text',
  'epcis',
  'site',
  'tables',
  'capture',
  'ledger',
  'plan',
  'flow',
  'hazards',
  'policy',
  'people',
  'sim',
  'wire',
] as const

export const mayImport: Readonly<Record<string, readonly string[]>> = {
  base: [],
  model: ['base'],
  text: pure,
  epcis: pure,
  site: [...pure, 'epcis'],
  tables: ['base'],
  capture: [...pure, 'epcis', 'site', 'tables'],
  ledger: [...pure, 'epcis', 'tables'],
  plan: pure,
  flow: pure,
  hazards: pure,
  policy: pure,
  people: pure,
  sim: [...pure, 'epcis'],
  wire: pure,
  server: joined,
  cli: [...joined, 'server'],
  console: [...pure, 'epcis', 'text', 'wire'],
}

/** Rooms where time, chance, disks, sockets and threads are handed in. */
export const middleRooms: readonly string[] = joined

/** What a middle room may import from `node:` all the same. */
export const nodeModules: Readonly<Record<string, readonly string[]>> = {
  ledger: ['node:crypto'],
  capture: ['node:sqlite'],
  people: ['node:crypto', 'node:sqlite'],
}

/** Which rooms may import a package: each is wrapped in one place. Packages that are not here are refused everywhere. */
export const packageRooms: Readonly<Record<string, readonly string[]>> = {
  '@duckdb/node-api': ['tables'],
  '@fastify/cookie': ['server'],
  '@fastify/static': ['server'],
  '@simplewebauthn/browser': ['console'],
  '@simplewebauthn/server': ['people'],
  '@zxcvbn-ts/language-common': ['people'],
  '@tmcw/togeojson': ['hazards'],
  '@xmldom/xmldom': ['hazards'],
  'csv-parse': ['hazards'],
  fastify: ['server'],
  hyparquet: ['hazards'],
  'intl-messageformat': ['text'],
  'openid-client': ['server'],
  pbf: ['hazards'],
  pdfmake: ['server'],
  saxes: ['hazards'],
  typebox: ['wire', 'server'],
  react: ['console'],
  'react-dom': ['console'],
  'react-aria-components': ['console'],
  '@vitejs/plugin-react': ['console'],
  vite: ['console'],
}

/** The rows of the table under `## Rooms` in docs/architecture.md, as room to what it may import. */
export function roomsOfDocument(markdown: string): Record<string, readonly string[]> {
  const out: Record<string, readonly string[]> = {}
  const section = markdown.split('\n## Rooms\n')[1]?.split('\n## ')[0] ?? ''
  for (const line of section.split('\n')) {
    const cells = line.split('|').map((cell) => cell.trim())
    const name = /^`([a-z]+)\/?`$/.exec(cells[1] ?? '')?.[1]
    if (name === undefined) continue
    const allowed = cells[3] ?? ''
    if (allowed === '–') out[name] = []
    else if (allowed === 'all above') out[name] = Object.keys(out)
    else if (allowed === 'any') out[name] = Object.keys(out)
    else out[name] = allowed.split(',').map((word) => word.trim())
  }
  return out
}
