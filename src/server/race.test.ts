import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { manualClock } from '../base/index.ts'
import { type Engine, ensureSite, openEngine } from './engine.ts'

let folder = ''
let engine: Engine

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fairfloor-race-'))
  engine = await openEngine({ dataFolder: folder, clock: manualClock(Date.UTC(2026, 2, 2, 12)) })
  await ensureSite(engine, 'main')
})
afterEach(async () => {
  await engine.close()
  rmSync(folder, { recursive: true })
})

const anEvent = (serial: number, bizStep: string) => ({
  type: 'ObjectEvent',
  eventID: `urn:uuid:00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`,
  eventTime: '2026-03-02T11:00:00Z',
  eventTimeZoneOffset: '+00:00',
  epcList: [`https://id.gs1.org/01/09521321000018/21/${serial}`],
  action: 'OBSERVE',
  bizStep,
})

/** Scans and appends the whole document; its commit is still to come. */
function begun(feed: string, behaviour: 'rollback' | 'proceed', events: readonly object[]) {
  const { session, scanner } = engine.openCapture({ siteId: 'main', feed, behaviour })
  const context = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'
  const head = {
    '@context': context,
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-03-02T11:00:00Z',
  }
  scanner.push(new TextEncoder().encode(JSON.stringify({ ...head, epcisBody: { eventList: events } })))
  return async () => {
    const ended = await session.finish(scanner.end())
    if (!ended.ok) throw new Error(ended.fault.code)
    return ended.value
  }
}

test.each([
  ['rollback', { accepted: 0, conflict: 1, rejected: 2, commit: 0 }, 1],
  ['proceed', { accepted: 2, conflict: 1, rejected: 0, commit: 2 }, 3],
] as const)(
  'a %s document that loses a race for one identity keeps to its behaviour and tells the row',
  async (behaviour, counts, stored) => {
    const loser = begun('b', behaviour, [anEvent(2, 'packing'), anEvent(1, 'packing'), anEvent(3, 'packing')])
    // The scanner gives its batch at the end: both documents have appended before either commits.
    const winner = begun('a', 'rollback', [anEvent(1, 'picking')])
    const [won, lost] = await Promise.all([winner(), loser()])
    expect(won).toMatchObject({ accepted: 1, success: true })
    expect(lost).toMatchObject({ ...counts, success: false })
    expect(lost.rejects).toMatchObject([{ row: 1, fault: { code: 'EVENT_CONFLICT', at: '/eventID', row: 1 } }])
    const { rows } = await engine.ledger.query({ siteId: 'main', limit: 10 }, {})
    expect(rows).toHaveLength(stored)
    expect(engine.runtime('main')?.flow.stats().openObjects).toBe(stored)
  },
)
