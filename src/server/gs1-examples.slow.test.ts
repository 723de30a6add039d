import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { FaultError } from '../base/index.ts'
import { printQueryDocument } from '../epcis/index.ts'
import { machineClock } from './disk/node-disk.ts'
import { ensureSite, firstSiteId, openEngine } from './engine.ts'
import { captureText } from './intake/capture-text.ts'
import { sha256 } from './intake/scan-options.ts'

const standards = fileURLToPath(new URL('../../../shared/standards/epcis/', import.meta.url))
const there = existsSync(standards)
if (!there) console.log('skipped: the GS1 examples are not here (../shared/standards/epcis)')

/** Examples that are refused, and why; everything else is captured whole. */
const refused: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(new URL('./testdata/gs1-refused.json', import.meta.url), 'utf8'),
)

function examples(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? examples(join(folder, entry.name))
      : /\.jsonld$/.test(entry.name)
        ? [join(folder, entry.name)]
        : [],
  )
}

test.runIf(there)(
  'every GS1 example is captured, found again, or refused for a reason written down',
  { timeout: 120_000 },
  async () => {
    const files = ['JSON', 'JSON-simple-context'].flatMap((name) => examples(join(standards, name)))
    const told: Record<string, string> = {}
    for (const file of files) {
      const name = relative(standards, file)
      // Three eventIDs stand in several examples with different content: a fresh folder for each.
      const folder = mkdtempSync(join(tmpdir(), 'fairfloor-gs1-'))
      const engine = await openEngine({ dataFolder: folder, clock: machineClock })
      try {
        await ensureSite(engine, firstSiteId)
        const text = readFileSync(file, 'utf8')
        const job = await captureText(engine, { siteId: firstSiteId, feed: 'gs1', behaviour: 'rollback', text }).catch(
          (error: unknown) => {
            if (error instanceof FaultError) return error.fault
            throw error
          },
        )
        if ('code' in job) told[name] = `${job.code} ${job.at ?? ''}`
        else if (!job.success) told[name] = job.errors.map((fault) => `${fault.code} ${fault.at ?? ''}`).join('; ')
        else {
          const page = await engine.ledger.query({ siteId: firstSiteId, limit: 100 }, { feed: 'gs1' })
          expect(page.rows.length, name).toBe(job.accepted)
          const printed = JSON.parse(printQueryDocument(page.rows, '2026-01-01T00:00:00Z', { sha256 })) as object
          expect(printed, name).toHaveProperty('epcisBody')
        }
      } finally {
        await engine.close()
        rmSync(folder, { recursive: true })
      }
    }
    expect(told).toEqual(refused)
    expect(files.length).toBe(93)
  },
)
