import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { machineClock, openEngine } from '../server/index.ts'
import { siteWarnings } from './doctor-sites.ts'

const folder = mkdtempSync(join(tmpdir(), 'fairfloor-doctor-sites-'))
afterAll(() => rmSync(folder, { recursive: true }))

const bench = 'https://id.gs1.org/414/9521321000012/254/bench-7'

function file(kind: 'machine' | 'hand'): string {
  const sources = [{ id: 'benches', kind, readPoints: [bench] }]
  const version = { validFrom: '1970-01-01T00:00:00Z', timeZone: 'UTC', areas: [], process: [], sources }
  return JSON.stringify({ fairfloor: 1, id: 'main', name: 'Main', state: 'draft', clock: 'live', versions: [version] })
}

test('a machine whose events name people is warned of until the site file is mended', async () => {
  expect(siteWarnings(folder)).toEqual([])
  const engine = await openEngine({ dataFolder: folder, clock: machineClock })
  expect(await engine.putSite(file('machine'))).toEqual([])
  const { session, scanner } = engine.openCapture({ siteId: 'main', feed: 'wms', behaviour: 'proceed' })
  const event = {
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { ex: 'https://example.com/wms/' }],
    type: 'ObjectEvent',
    eventTime: '2026-03-02T06:07:41.317Z',
    eventTimeZoneOffset: '+00:00',
    action: 'OBSERVE',
    epcList: ['https://id.gs1.org/01/09521321000018/21/1'],
    readPoint: { id: bench },
    'ex:operator': 'B-1',
  }
  scanner.push(new TextEncoder().encode(JSON.stringify(event)))
  expect((await session.finish(scanner.end())).ok).toBe(true)
  expect(siteWarnings(folder)).toEqual([
    {
      siteId: 'main',
      found: expect.stringContaining('source benches is a machine in the site file, and since 2026-03-02'),
      fix: 'Declare benches as hand, or leave people out of what it sends.',
    },
  ])
  await engine.close()
  writeFileSync(join(folder, 'sites', 'main.json'), file('hand'))
  expect(siteWarnings(folder)).toEqual([])
})

test('an assessment that was recorded under another release is warned of, here and on the Policy page', async () => {
  const data = mkdtempSync(join(tmpdir(), 'fairfloor-doctor-assessment-'))
  const french = JSON.stringify({ ...JSON.parse(file('hand')), country: 'FR' })
  const assessment = {
    kind: 'assessment',
    date: '2026-03-01',
    hash: 'ab'.repeat(32),
    parts: ['description', 'necessity', 'risks', 'measures'],
    officerAdvice: 'agrees',
    representativesView: 'agrees',
  }
  const missing = async (): Promise<string[]> => {
    const engine = await openEngine({ dataFolder: data, clock: machineClock })
    const found = engine.policies.of(engine.sites.get('main')!.file).missing.map(({ code }) => code)
    await engine.close()
    return found
  }
  const engine = await openEngine({ dataFolder: data, clock: machineClock })
  expect(await engine.putSite(french)).toEqual([])
  expect((await engine.recordPolicy('main', assessment)).ok).toBe(true)
  await engine.close()
  expect(siteWarnings(data)).toEqual([])
  expect(await missing()).not.toContain('assessmentStale')
  // As a release with other fields, figures, periods or roles left it.
  const path = join(data, 'policy', 'main.ndjson')
  const json = readFileSync(path, 'utf8')
    .trim()
    .slice(9)
    .replace(/"manifest":"[0-9a-f]{64}"/, `"manifest":"${'0'.repeat(64)}"`)
  writeFileSync(path, `${crc32(json).toString(16).padStart(8, '0')} ${json}\n`)
  expect(siteWarnings(data).map(({ found }) => found)).toEqual([expect.stringContaining('assessment of 2026-03-01')])
  expect(await missing()).toContain('assessmentStale')
  rmSync(data, { recursive: true })
})
