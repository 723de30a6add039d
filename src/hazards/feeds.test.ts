import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { catalogue } from './catalogue.ts'
import type { Feed } from './feed.ts'
import { readGolden, shortened, summaryOf, writeGolden, writesGolden } from './golden.testkit.ts'
import { type Parsed, parsePayload } from './parse.ts'

const folder = join(import.meta.dirname, '../../../shared/data/feeds')
const isThere = existsSync(folder)
if (!isThere) console.log('skipped: ../shared/data/feeds (recorded payloads) is not there')

/** Within the days of a payload; feeds whose own times say enough do not look at it. */
const nowMs = Date.UTC(2026, 7, 1)
const noDenies = () => undefined

interface Recorded {
  readonly feed: string
  readonly file: string
  /** Records, of JSON, GeoJSON and CSV; elements or lines of the rest. */
  readonly n: number | null
}
const recorded: readonly Recorded[] = isThere
  ? (JSON.parse(readFileSync(join(folder, 'INDEX.json'), 'utf8')) as Recorded[])
  : []

const parse = (feed: Feed, bytes: Uint8Array): Promise<Parsed> => parsePayload(feed, bytes, { nowMs, denies: noDenies })

test('each feed stands in the catalogue once, in a file of its name', () => {
  const ids = catalogue.map(({ id }) => id)
  expect(ids).toEqual([...new Set(ids)].sort())
  expect(readdirSync(join(import.meta.dirname, 'feeds')).map((file) => file.replace(/\.ts$/, ''))).toEqual(ids)
})

describe.skipIf(!isThere).each(catalogue.map((feed) => [feed.id, feed] as const))('%s', (id, feed) => {
  const files = recorded.filter((each) => each.feed === id)

  test.each(files.map(({ file, n }) => [file, n] as const))('reads %s as its golden file says', async (file, n) => {
    const bytes = readFileSync(join(folder, id, file))
    const golden = readGolden(id)[file]
    if (golden !== undefined && 'broken' in golden) {
      await expect(parse(feed, bytes)).rejects.toMatchObject({ fault: { code: golden.broken } })
      return
    }
    const parsed = await parse(feed, bytes)
    // Counted by whoever recorded the payload, where what they counted is records.
    if (n !== null && /\.(json|geojson|csv)$/.test(file)) expect(parsed.records).toBe(n)
    expect(parsed.hazards.length + parsed.marks.length + parsed.refused.length + parsed.bad.length).toBeGreaterThan(0)
    if (writesGolden) return
    expect(summaryOf(parsed)).toEqual(golden)
  })

  test.each(files.map(({ file }) => file))('counts fewer records where %s has lost some', async (file) => {
    const bytes = readFileSync(join(folder, id, file))
    const whole = await parse(feed, bytes).catch(() => null)
    if (whole === null || whole.records < 2) return
    let isBinary = true
    for (const less of shortened(bytes, file, whole.records)) {
      isBinary = false
      if ((await parse(feed, less)).records < whole.records) return
    }
    expect(isBinary, 'no shorter payload has fewer records').toBe(true)
  })
})

if (writesGolden && isThere) {
  test.each(catalogue.map((feed) => [feed.id, feed] as const))('the golden file of %s is written', async (id, feed) => {
    const summaries: Record<string, unknown> = {}
    for (const { file } of recorded.filter((each) => each.feed === id)) {
      summaries[file] = await parse(feed, readFileSync(join(folder, id, file))).then(summaryOf, (error) => ({
        broken: error.fault.code,
      }))
    }
    writeGolden(id, summaries)
  })
}
