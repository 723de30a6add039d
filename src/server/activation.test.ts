import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { manualClock } from '../base/index.ts'
import { defaultSite } from '../site/index.ts'
import { captureText } from './capture-text.ts'
import { type Engine, openEngine } from './engine.ts'

const startMs = Date.UTC(2026, 2, 2, 12)
const clock = manualClock(startMs)
let folder = ''
let engine: Engine

beforeEach(async () => {
  clock.set(startMs)
  folder = mkdtempSync(join(tmpdir(), 'fairfloor-activation-'))
  engine = await openEngine({ dataFolder: folder, clock })
})
afterEach(async () => {
  await engine.close()
  rmSync(folder, { recursive: true })
})

const draft = defaultSite('yard', 'Yard', 'Europe/Berlin')
const siteText = (more: object = {}): string => JSON.stringify({ ...draft, ...more })
const declared = {
  ...draft,
  state: 'active',
  versions: draft.versions.map((each) => ({ ...each, extensions: ['https://example.com/known/'] })),
}

const anEvent = (serial: number, namespace = 'https://example.com/known/'): string =>
  JSON.stringify({
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { ex: namespace }],
    type: 'ObjectEvent',
    eventID: `urn:uuid:00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`,
    eventTime: '2026-03-02T11:00:00Z',
    eventTimeZoneOffset: '+00:00',
    epcList: [`https://id.gs1.org/01/09521321000018/21/${serial}`],
    action: 'OBSERVE',
    bizStep: 'picking',
    'ex:tote': 'T-1',
  })

const send = (text: string) => captureText(engine, { siteId: 'yard', feed: 'wms', behaviour: 'rollback', text })
const stored = async (): Promise<number> => (await engine.ledger.query({ siteId: 'yard', limit: 100 }, {})).rows.length

test('a draft takes any namespace, and at activation its events and what was folded from them die', async () => {
  await engine.putSite(siteText())
  expect((await send(anEvent(1, 'https://nobody.example/declared/'))).success).toBe(true)
  await engine.saveSnapshots()
  expect(engine.runtime('yard')?.flow.stats().openObjects).toBe(1)
  expect(await engine.putSite(JSON.stringify(declared))).toEqual([])
  expect(await stored()).toBe(0)
  expect(engine.runtime('yard')?.flow.stats().openObjects).toBe(0)
  expect(engine.ledger.receipts().map((receipt) => receipt.kind)).toContain('class')
  await engine.close()
  engine = await openEngine({ dataFolder: folder, clock })
  expect(engine.runtime('yard')?.flow.stats().openObjects).toBe(0)
})

test('an active site refuses a namespace that is not declared and says what to add', async () => {
  await engine.putSite(JSON.stringify(declared))
  expect((await send(anEvent(2))).success).toBe(true)
  const refused = await send(anEvent(3, 'https://nobody.example/declared/'))
  expect(refused.errors[0]).toMatchObject({ code: 'UNDECLARED_NAMESPACE', at: expect.stringContaining('tote') })
  expect(await stored()).toBe(1)
})

test('a broken site file is refused whole and the old one stays in force', async () => {
  await engine.putSite(siteText())
  const faults = await engine.putSite(siteText({ versions: [] }))
  expect(faults.length).toBeGreaterThan(0)
  expect(engine.sites.get('yard')?.file.versions.length).toBe(1)
})

test('a day later hand scans are coarse in the folder too, still found, and still duplicates', async () => {
  await engine.putSite(JSON.stringify(declared))
  await send(anEvent(4))
  await engine.keepHouse()
  clock.advance(2 * 86_400_000)
  await engine.keepHouse()
  const [row] = (await engine.ledger.query({ siteId: 'yard', limit: 10 }, { feed: 'wms' })).rows
  expect(row?.precision).toBe('quarterHour')
  expect(new TextDecoder().decode(row?.raw)).not.toContain('ex:tote')
  expect(engine.runtime('yard')?.flow.stats().openObjects).toBe(1)
  expect(await send(anEvent(4))).toMatchObject({ accepted: 0 })
  expect(engine.ledger.receipts().map((receipt) => receipt.kind)).toContain('fineTier')
})
