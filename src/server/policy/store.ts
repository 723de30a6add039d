import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { FaultError } from '../../base/index.ts'
import type { Activation, PolicyRecord } from '../../policy/index.ts'
import { makePrivate } from '../disk/durable-file.ts'

/** What is written of a site's policy: what people recorded, and each activation. Nothing is ever changed or taken out. */
export type PolicyEntry = PolicyRecord | Activation

/** The records of every site, one file of JSON lines a site, each line behind the CRC-32 of its bytes. */
export interface PolicyStore {
  entries(siteId: string): readonly PolicyEntry[]
  /** Durable when it returns. */
  append(siteId: string, entry: PolicyEntry): void
}

/** Opens the folder `policy`. A torn last line is what a crash leaves, and cut; any other broken line is damage (POLICY_DAMAGED). */
export function openPolicyStore(dataFolder: string): PolicyStore {
  const folder = join(dataFolder, 'policy')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const bySite = new Map<string, PolicyEntry[]>()
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.ndjson')) bySite.set(name.slice(0, -'.ndjson'.length), readEntries(join(folder, name)))
  }
  return {
    entries: (siteId) => bySite.get(siteId) ?? [],
    append(siteId, entry) {
      const path = join(folder, `${siteId}.ndjson`)
      if (!existsSync(path)) makePrivate(path)
      appendFileSync(path, `${lineOf(entry)}\n`, { flush: true })
      bySite.set(siteId, [...(bySite.get(siteId) ?? []), entry])
    },
  }
}

/** What a folder holds of a site, for who only looks: a torn end is left as it is. */
export function readPolicyEntries(dataFolder: string, siteId: string): readonly PolicyEntry[] {
  const path = join(dataFolder, 'policy', `${siteId}.ndjson`)
  return existsSync(path) ? entriesOf(readFileSync(path, 'utf8')).entries : []
}

function lineOf(entry: PolicyEntry): string {
  const json = JSON.stringify(entry)
  return `${crc32(json).toString(16).padStart(8, '0')} ${json}`
}

function readEntries(path: string): PolicyEntry[] {
  const { entries, keptBytes, isTorn } = entriesOf(readFileSync(path, 'utf8'))
  if (isTorn) truncateSync(path, keptBytes)
  return entries
}

function entriesOf(text: string): { entries: PolicyEntry[]; keptBytes: number; isTorn: boolean } {
  const lines = text.split('\n')
  const rest = lines.pop() ?? ''
  const entries = lines.map((line, row) => {
    const json = line.slice(9)
    if (crc32(json).toString(16).padStart(8, '0') !== line.slice(0, 8)) {
      throw new FaultError({ code: 'POLICY_DAMAGED', row: row + 1 })
    }
    return JSON.parse(json) as PolicyEntry
  })
  return { entries, keptBytes: Buffer.byteLength(text) - Buffer.byteLength(rest), isTorn: rest !== '' }
}
