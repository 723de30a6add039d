import { expect, test } from 'vitest'
import { batchOf, exampleSite, hashOfName, historyOf, type Said } from '../../src/flow/example.ts'
import { openFlow } from '../../src/flow/index.ts'
import { grainOf, openGate } from '../../src/policy/index.ts'

const noon = Date.UTC(2026, 5, 1, 12)
const minute = 60_000
const pack = 4
const stage = 5
const bench = 7
const site = 1

/** Quarter hours, however little work: what matters here is who did it. */
const grain = grainOf({ personHours: 0, windowsMin: [15] })

function answersAfter(said: readonly Said[]) {
  const flow = openFlow({ site: exampleSite, history: historyOf([]), hashOf: hashOfName })
  const { batch, placement } = batchOf(said)
  flow.apply(batch, placement)
  const gate = openGate({ site: exampleSite, grain })
  gate.take(flow.drainSealed(noon + 30 * minute), () => undefined, flow.ratesWhole)
  return (step: number) => gate.ask({ place: site, step, windowMin: 15 })
}

/** Moves to packing, one a contributor in turn; each thing was picked by somebody before. */
function verdictAfter(packers: readonly number[], things: number, source: 'hand' | 'machine' = 'hand') {
  const said: Said[] = []
  for (let i = 0; i < things; i++) {
    const at = noon + 1 + i * 1000
    const by = packers[i % packers.length]!
    said.push({ id: `pack ${i}`, at, epcs: [`thing ${i}`], place: bench, step: pack, source, contributor: by })
  }
  return answersAfter(said)(pack)
}

const twelve = Array.from({ length: 12 }, (_, i) => i + 1)

test('a rate to which twelve contributed comes out of the gate as it went in', () => {
  expect(verdictAfter(twelve, 24)).toMatchObject({
    kind: 'show',
    cell: { place: site, step: pack, startMs: noon, endMs: noon + 15 * minute, reached: 24, basis: 'counted' },
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

test('one who takes away what twelve bring in is counted where they bring it, and tells no time of staying', () => {
  const said: Said[] = twelve.flatMap((by): Said[] => [
    { id: `in ${by}`, at: noon + by, epcs: [`t${by}`], place: bench, step: pack, source: 'hand', contributor: by },
    { id: `out ${by}`, at: noon + 9000 + by, epcs: [`t${by}`], place: 8, step: stage, source: 'hand', contributor: 99 },
  ])
  const ask = answersAfter(said)
  expect(ask(pack)).toMatchObject({ kind: 'show', cell: { reached: 12, dwellMedianMs: null } })
  expect(ask(stage)).toMatchObject({ kind: 'withheld', reason: 'too-few' })
})

test('what goes along with the totes that twelve bring on is counted with them, at each step', () => {
  const said: Said[] = twelve.flatMap((by): Said[] => {
    const tote = { epcs: [`tote ${by}`], source: 'hand', contributor: by } as const
    const children = [`t${by}`, `u${by}`]
    const into = { type: 'AggregationEvent', action: 'ADD', parent: `tote ${by}`, children } as const
    return [
      { id: `picked ${by}`, at: noon - 20 * minute + by, place: 6, step: 3, ...into },
      { id: `packed ${by}`, at: noon + by, place: bench, step: pack, ...tote },
      { id: `staged ${by}`, at: noon + 5 * minute + by, place: 8, step: stage, ...tote },
    ]
  })
  const answer = answersAfter(said)
  expect(answer(pack)).toMatchObject({ kind: 'show', cell: { reached: 36 } })
  expect(answer(stage)).toMatchObject({ kind: 'show', cell: { reached: 36 } })
})
