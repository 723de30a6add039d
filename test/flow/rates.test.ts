import { expect, test } from 'vitest'
import { batchOf, exampleSite, hashOfName, historyOf, type Said } from '../../src/flow/example.ts'
import { openFlow } from '../../src/flow/index.ts'
import { openGate } from '../../src/policy/index.ts'

const noon = Date.UTC(2026, 5, 1, 12)
const minute = 60_000
const pack = 4
const bench = 7

/** Moves to packing, one a contributor in turn; each thing was picked by somebody before. */
function verdictAfter(packers: readonly number[], things: number, source: 'hand' | 'machine' = 'hand') {
  const said: Said[] = []
  for (let i = 0; i < things; i++) {
    const at = noon + 1 + i * 1000
    const by = packers[i % packers.length]!
    said.push({ id: `pack ${i}`, at, epcs: [`thing ${i}`], place: bench, step: pack, source, contributor: by })
  }
  const flow = openFlow({ site: exampleSite, history: historyOf([]), hashOf: hashOfName })
  const { batch, placement } = batchOf(said)
  flow.apply(batch, placement)
  const gate = openGate({ site: exampleSite })
  gate.decide(flow.drainSealed(noon + 30 * minute), [])
  return gate.verdictFor(bench, pack, noon)
}

const twelve = Array.from({ length: 12 }, (_, i) => i + 1)

test('a rate to which twelve contributed comes out of the gate as it went in', () => {
  expect(verdictAfter(twelve, 24)).toMatchObject({
    kind: 'show',
    basis: 'counted',
    cell: { place: bench, step: pack, startMs: noon, endMs: noon + 15 * minute, inCount: 24, outCount: 0 },
  })
})

test('a rate of nine, of one who dominates, or of nobody known stays inside', () => {
  expect(verdictAfter(twelve.slice(0, 9), 18)).toMatchObject({ kind: 'withheld', reason: 'too-few' })
  expect(verdictAfter([...twelve, ...Array<number>(14).fill(1)], 26)).toMatchObject({ reason: 'dominated' })
  expect(verdictAfter([0], 24)).toMatchObject({ kind: 'withheld', reason: 'unknown' })
})

test('one unknown hand among twelve makes the count of contributors unknown', () => {
  expect(verdictAfter([...twelve, 0], 26)).toMatchObject({ kind: 'withheld', reason: 'unknown' })
  expect(verdictAfter([...twelve, 0], 26, 'machine')).toMatchObject({ kind: 'show' })
})

test('one who takes away what twelve bring in is not hidden behind them', () => {
  const said: Said[] = twelve.flatMap((by): Said[] => [
    { id: `in ${by}`, at: noon + by, epcs: [`t${by}`], place: bench, step: pack, source: 'hand', contributor: by },
    { id: `out ${by}`, at: noon + 9000 + by, epcs: [`t${by}`], place: 8, step: 5, source: 'hand', contributor: 99 },
  ])
  const flow = openFlow({ site: exampleSite, history: historyOf([]), hashOf: hashOfName })
  const { batch, placement } = batchOf(said)
  flow.apply(batch, placement)
  const gate = openGate({ site: exampleSite })
  gate.decide(flow.drainSealed(noon + 30 * minute), [])
  expect(gate.verdictFor(bench, pack, noon)).toMatchObject({ kind: 'withheld', reason: 'too-few' })
})
