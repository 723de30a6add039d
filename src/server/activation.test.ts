import { expect, test } from 'vitest'
import { manualClock } from '../base/index.ts'
import { defaultSite } from '../site/index.ts'
import { anEvent, ownEngine } from './engine.testkit.ts'
import { captureText } from './intake/capture-text.ts'

const startMs = Date.UTC(2026, 2, 2, 12)
const clock = manualClock(startMs)
const own = ownEngine({ clock }, { before: () => clock.set(startMs) })

const draft = defaultSite('yard', 'Yard', 'Europe/Berlin')
const siteText = (more: object = {}): string => JSON.stringify({ ...draft, ...more })
const declared = {
  ...draft,
  state: 'active',
  versions: draft.versions.map((each) => ({ ...each, extensions: ['https://example.com/known/'] })),
}

/** With an extension in a namespace. */
const extended = (serial: number, namespace = 'https://example.com/known/'): string =>
  JSON.stringify(
    anEvent(serial, {
      '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { ex: namespace }],
      'ex:tote': 'T-1',
    }),
  )

const send = (text: string) => captureText(own.engine, { siteId: 'yard', feed: 'wms', behaviour: 'rollback', text })
const stored = async (): Promise<number> =>
  (await own.engine.ledger.query({ siteId: 'yard', limit: 100 }, {})).rows.length

test('a draft takes any namespace, and at activation its events and what was folded from them die', async () => {
  await own.engine.putSite(siteText())
  expect((await send(extended(1, 'https://nobody.example/declared/'))).success).toBe(true)
  await own.engine.saveSnapshots()
  expect(own.engine.runtime('yard')?.flow.stats().openObjects).toBe(1)
  expect(await own.engine.putSite(JSON.stringify(declared))).toEqual([])
  expect(await stored()).toBe(0)
  expect(own.engine.runtime('yard')?.flow.stats().openObjects).toBe(0)
  expect(own.engine.ledger.receipts().map((receipt) => receipt.kind)).toContain('class')
  await own.restart()
  expect(own.engine.runtime('yard')?.flow.stats().openObjects).toBe(0)
})

test('an active site refuses a namespace that is not declared and says what to add', async () => {
  await own.engine.putSite(JSON.stringify(declared))
  expect((await send(extended(2))).success).toBe(true)
  const refused = await send(extended(3, 'https://nobody.example/declared/'))
  expect(refused.errors[0]).toMatchObject({ code: 'UNDECLARED_NAMESPACE', at: expect.stringContaining('tote') })
  expect(await stored()).toBe(1)
})

test('a broken site file is refused whole and the old one stays in force', async () => {
  await own.engine.putSite(siteText())
  const faults = await own.engine.putSite(siteText({ versions: [] }))
  expect(faults.length).toBeGreaterThan(0)
  expect(own.engine.sites.get('yard')?.file.versions.length).toBe(1)
})

test('a day later hand scans are coarse in the folder too, still found, and still duplicates', async () => {
  await own.engine.putSite(JSON.stringify(declared))
  await send(extended(4))
  await own.engine.keepHouse()
  clock.advance(2 * 86_400_000)
  await own.engine.keepHouse()
  const [row] = (await own.engine.ledger.query({ siteId: 'yard', limit: 10 }, { feed: 'wms' })).rows
  expect(row?.precision).toBe('quarterHour')
  expect(new TextDecoder().decode(row?.raw)).not.toContain('ex:tote')
  expect(own.engine.runtime('yard')?.flow.stats().openObjects).toBe(1)
  expect(await send(extended(4))).toMatchObject({ accepted: 0 })
  expect(own.engine.ledger.receipts().map((receipt) => receipt.kind)).toContain('fineTier')
})
