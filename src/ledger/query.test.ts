import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newSimulatedDisk } from '../../test/disk/simulated-disk.ts'
import { hashOf, type SyntheticEvent, syntheticBatch, syntheticPorts } from '../../test/ledger/synthetic-batches.ts'
import { manualClock } from '../base/index.ts'
import { refRoles } from '../model/index.ts'
import { type EventQuery, type EventRow, type Ledger, openLedger } from './index.ts'

const site = 'site-1'
const startMs = Date.UTC(2026, 4, 4, 23, 20)
const dayMs = 86_400_000
const quarter = (ms: number): number => Math.floor(ms / 900_000) * 900_000

type Step =
  | {
      readonly kind: 'send'
      readonly feed: string
      readonly events: readonly SyntheticEvent[]
      readonly waitMs: number
    }
  | { readonly kind: 'reopen' | 'rewrite' }

const anEvent = fc.record({
  id: fc.nat(60).map((n) => `e${n}`),
  timeMs: fc.nat(40).map((n) => startMs - 3_600_000 + n * 170_001),
  source: fc.constantFrom('machine' as const, 'partner' as const, 'hand' as const),
  objects: fc.array(
    fc.nat(4).map((n) => `o${n}`),
    { maxLength: 3 },
  ),
  bizStep: fc.constantFrom('picking', 'packing', 'loading'),
  readPoint: fc.constantFrom('urn:test:rp:a', 'urn:test:rp:b'),
  place: fc.nat(2),
})

const aStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('send' as const),
      feed: fc.constantFrom('a', 'b'),
      events: fc.array(anEvent, { maxLength: 12 }),
      waitMs: fc.nat(1_500_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('reopen' as const, 'rewrite' as const) }) },
)

const aRange = fc.option(
  fc.record({ startMs: fc.nat(50), count: fc.nat(40) }).map(({ startMs: from, count }) => ({
    startMs: startMs - 3_600_000 + from * 130_007,
    endMs: startMs - 3_600_000 + (from + count) * 130_007,
  })),
  { nil: undefined },
)

const aQuestion = fc.record({
  eventTime: aRange,
  recordTime: aRange,
  bizSteps: fc.option(fc.subarray(['picking', 'packing', 'never']), { nil: undefined }),
  readPoints: fc.option(fc.subarray(['urn:test:rp:a', 'urn:test:site-1:zone:1', 'never']), { nil: undefined }),
  objects: fc.option(fc.subarray(['o1', 'o2', 'never'], { minLength: 1 }), { nil: undefined }),
  ids: fc.option(fc.subarray(['e1', 'e2', 'e3', 'never'], { minLength: 1 }), { nil: undefined }),
  order: fc.constantFrom('recordTime' as const, '-recordTime' as const, 'eventTime' as const, '-eventTime' as const),
  reader: fc.constantFrom('a', 'b', undefined),
  limit: fc.integer({ min: 1, max: 9 }),
})

/** What the naive twin keeps of an event: everything. */
interface Known {
  readonly event: SyntheticEvent
  readonly feed: string
  readonly recordMs: number
  fine: boolean
}

test('any query over any history gives what a naive list gives, page by page', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(aStep, { maxLength: 14 }),
      fc.array(aQuestion, { minLength: 1, maxLength: 5 }),
      async (steps, questions) => {
        const disk = newSimulatedDisk()
        const clock = manualClock(startMs)
        const limits = { idsInMemoryMax: 9, objectsInMemoryMax: 9, fileBytesMax: 3000 }
        const open = (): Promise<Ledger> => openLedger({ ...syntheticPorts(disk, clock), limits })
        let ledger = await open()
        const known = new Map<string, Known>()
        for (const step of steps) {
          if (step.kind === 'send') {
            clock.advance(step.waitMs)
            const transaction = ledger.begin({ siteId: site, feed: step.feed })
            const { batch, placement } = syntheticBatch(ledger.hashKey, site, step.events)
            transaction.append(batch, placement)
            const { recordTimeMs, accepted } = await transaction.commit()
            let fresh = 0
            for (const event of step.events) {
              if (known.has(event.id)) continue
              fresh++
              known.set(event.id, { event, feed: step.feed, recordMs: recordTimeMs, fine: event.source === 'hand' })
            }
            expect(accepted).toBe(fresh)
          } else if (step.kind === 'reopen') {
            await ledger.close()
            ledger = await open()
          } else {
            clock.advance(dayMs)
            await ledger.rewriteFine(clock.nowMs())
            for (const each of known.values()) each.fine = false
          }
        }
        for (const { reader, ids, objects, ...question } of questions) {
          const plan: EventQuery = Object.fromEntries(
            Object.entries({
              siteId: site,
              ...question,
              events: ids?.map((id) => hashOf(ledger.hashKey, id)),
              objects: objects && [
                { roles: [refRoles.indexOf('epc')], hashes: objects.map((each) => hashOf(ledger.hashKey, each)) },
              ],
            }).filter(([, value]) => value !== undefined),
          ) as unknown as EventQuery
          const rows: EventRow[] = []
          for (let token: string | undefined, more = true; more; more = token !== undefined) {
            const page = await ledger.query(
              { ...plan, ...(token && { token }) },
              reader === undefined ? {} : { feed: reader },
            )
            expect(page.rows.length).toBeLessThanOrEqual(plan.limit)
            rows.push(...page.rows)
            token = page.nextToken
          }
          const expected = [...known.values()]
            .map((each) => see(ledger, each, reader))
            .filter((row) => answers(row, question, ids, objects))
            .sort((a, b) => inOrder(a, b, question.order))
          expect(
            rows.map(({ idHash, eventTimeMs, recordTimeMs, precision }) => ({
              idHash,
              eventTimeMs,
              recordTimeMs,
              precision,
            })),
          ).toEqual(
            expected.map(({ idHash, eventTimeMs, recordTimeMs, precision }) => ({
              idHash,
              eventTimeMs,
              recordTimeMs,
              precision,
            })),
          )
        }
        await ledger.close()
      },
    ),
    { numRuns: 150, seed: 20_260_504 },
  )
}, 60_000)

type Seen = ReturnType<typeof see>

/** An event as the reader may see it, with what places it in an order. */
function see(ledger: Ledger, { event, feed, recordMs, fine }: Known, reader: string | undefined) {
  const hand = event.source === 'hand'
  const exact = !hand || (fine && feed === reader)
  return {
    event,
    idHash: hashOf(ledger.hashKey, event.id),
    precision: exact ? ('exact' as const) : ('quarterHour' as const),
    eventTimeMs: exact ? event.timeMs : quarter(event.timeMs),
    recordTimeMs: exact ? recordMs : quarter(recordMs),
    eventOrder: hand ? quarter(event.timeMs) : event.timeMs,
    recordOrder: hand ? quarter(recordMs) : recordMs,
    readPoint: exact ? event.readPoint! : `urn:test:${site}:zone:${event.place}`,
  }
}

function answers(
  row: Seen,
  question: {
    readonly eventTime: EventQuery['eventTime'] | undefined
    readonly recordTime: EventQuery['recordTime'] | undefined
    readonly bizSteps: readonly string[] | undefined
    readonly readPoints: readonly string[] | undefined
  },
  ids: readonly string[] | undefined,
  objects: readonly string[] | undefined,
): boolean {
  const within = (range: { startMs?: number; endMs?: number } | undefined, ms: number): boolean =>
    range === undefined || (ms >= range.startMs! && ms < range.endMs!)
  return (
    within(question.eventTime, row.eventTimeMs) &&
    within(question.recordTime, row.recordTimeMs) &&
    (question.bizSteps?.includes(row.event.bizStep!) ?? true) &&
    (question.readPoints?.includes(row.readPoint) ?? true) &&
    (ids?.includes(row.event.id) ?? true) &&
    (objects === undefined || row.event.objects!.some((each) => objects.includes(each)))
  )
}

function inOrder(a: Seen, b: Seen, order: string): number {
  const sign = order.startsWith('-') ? -1 : 1
  const time = order.endsWith('eventTime') ? a.eventOrder - b.eventOrder : a.recordOrder - b.recordOrder
  return sign * time || a.idHash[1] - b.idHash[1] || a.idHash[0] - b.idHash[0]
}
