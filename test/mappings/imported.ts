import { createHash } from 'node:crypto'
import { mappingFiles, openMappedLog, placeBatch, readMapping, shippedMappings } from '../../src/capture/index.ts'
import { createScanner } from '../../src/epcis/index.ts'
import { compileSite, readSiteFile } from '../../src/site/index.ts'

/** A shipped mapping and its suggested site, both read as a server would. */
export function parts(name: string) {
  const shipped = shippedMappings[name]
  const mapping = readMapping(shipped?.mapping)
  const site = readSiteFile(shipped?.site)
  if (!mapping.ok || !site.ok) throw new Error(JSON.stringify([mapping, site]))
  return { mapping: mapping.value, site: compileSite(site.value) }
}

/** Imports a log up to the ledger's door: every line scanned, every event placed under the suggested site. */
export async function imported(name: string, path: string, isFolder: boolean) {
  const { mapping, site } = parts(name)
  const files = mappingFiles(mapping, { path, isFolder })
  if (!files.ok) throw new Error(JSON.stringify(files.fault))
  const log = await openMappedLog(mapping, files.value)
  const seen = {
    text: '',
    rows: 0,
    accepted: 0,
    rejected: {} as Record<string, number>,
    unplaced: 0,
    steps: new Map<string, number>(),
  }
  const key = [1, 2, 3, 4] as const
  const options = { key, contributorKey: key, personFields: [], extensions: [], shape: 'ndjson' as const }
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
  const scanner = createScanner({ ...options, sha256 }, ({ batch, rejects }) => {
    seen.accepted += batch.count
    const placement = placeBatch(batch, site, 'import')
    for (let i = 0; i < batch.count; i++) {
      const hasPlace = batch.readPoint[i] !== 0
      if (hasPlace && (placement.place[i] === 0 || placement.step[i] === 0)) seen.unplaced++
      const step = batch.words[batch.bizStep[i]!]!
      seen.steps.set(step, (seen.steps.get(step) ?? 0) + 1)
    }
    for (const { fault } of rejects) {
      const kind = `${fault.code} ${fault.at}`
      seen.rejected[kind] = (seen.rejected[kind] ?? 0) + 1
    }
  })
  for await (const chunk of log.events()) {
    seen.text += new TextDecoder().decode(chunk)
    scanner.push(chunk)
  }
  const end = scanner.end()
  if (!end.ok) throw new Error(JSON.stringify(end.fault))
  seen.rows = end.value.events
  const plan = await log.plan()
  const skipped = await log.skippedLines()
  log.close()
  return { ...seen, plan, skipped }
}

/** Whether one of the ids or names stands anywhere in the text, also with blanks for underscores. */
export function anyOf(names: readonly string[], text: string): string[] {
  return names.filter((name) => text.includes(name) || text.includes(name.replaceAll('_', ' ')))
}
