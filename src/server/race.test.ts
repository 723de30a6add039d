import { expect, test } from 'vitest'
import { manualClock } from '../base/index.ts'
import { anEvent, ownEngine } from './engine.testkit.ts'
import { ensureSite } from './engine.ts'

const own = ownEngine(
  { clock: manualClock(Date.UTC(2026, 2, 2, 12)) },
  { setUp: (engine) => ensureSite(engine, 'main') },
)

/** Without a context: the document has it. */
const step = (serial: number, bizStep: string) => anEvent(serial, { '@context': undefined, bizStep })

/** Scans and appends the whole document; its commit is still to come. */
function begun(feed: string, behaviour: 'rollback' | 'proceed', events: readonly object[]) {
  const { session, scanner } = own.engine.openCapture({ siteId: 'main', feed, behaviour })
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
    const loser = begun('b', behaviour, [step(2, 'packing'), step(1, 'packing'), step(3, 'packing')])
    // The scanner gives its batch at the end: both documents have appended before either commits.
    const winner = begun('a', 'rollback', [step(1, 'picking')])
    const [won, lost] = await Promise.all([winner(), loser()])
    expect(won).toMatchObject({ accepted: 1, success: true })
    expect(lost).toMatchObject({ ...counts, success: false })
    expect(lost.rejects).toMatchObject([{ row: 1, fault: { code: 'EVENT_CONFLICT', at: '/eventID', row: 1 } }])
    const { rows } = await own.engine.ledger.query({ siteId: 'main', limit: 10 }, {})
    expect(rows).toHaveLength(stored)
    expect(own.engine.runtime('main')?.flow.stats().openObjects).toBe(stored)
  },
)
