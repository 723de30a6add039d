import { expect, test } from 'vitest'
import { batchOf, exampleSite, hashOfName, historyOf, type Said } from './example.ts'
import { openFlow } from './flow.ts'

const noon = Date.UTC(2026, 5, 1, 12)

type Telling = Omit<Said, 'at' | 'id'>
const seen = (name: string, step: number): Telling => ({ epcs: [name], place: 3 + step, step })
const into = (parent: string, child: string, step: number): Telling => ({
  ...{ type: 'AggregationEvent', action: 'ADD', parent, children: [child], place: 3 + step, step },
})
const outOf = (parent: string, child: string, step: number): Telling => ({
  ...into(parent, child, step),
  action: 'DELETE',
})

/** Who is out of order after these, told in their order and in the opposite one. */
async function flagged(tellings: readonly Telling[], optional: readonly string[] = []): Promise<string[]> {
  const said = tellings.map((each, i): Said => ({ ...each, id: `event ${i}`, at: noon + i * 60_000 }))
  const steps = exampleSite.steps.map((step) => (optional.includes(step.id) ? { ...step, optional: true } : step))
  const names = ['a', 'box', 'tote', 'case', 'pallet']
  const found: string[][] = []
  for (const order of [said, said.toReversed()]) {
    const flow = openFlow({ site: { ...exampleSite, steps }, history: historyOf(said), hashOf: hashOfName })
    for (const each of order) {
      const { batch, placement } = batchOf([each])
      flow.apply(batch, placement)
    }
    await flow.settle()
    const exceptions = flow.exceptions(noon, 10).filter(({ kind }) => kind === 'outOfOrder')
    found.push(exceptions.map(({ object }) => names.find((name) => hashOfName(name).join() === object.join())!))
  }
  expect(found[1]).toEqual(found[0])
  return found[0]!
}

test('what leaves a step out or goes back is out of order', async () => {
  expect(await flagged([seen('a', 3), seen('a', 5)])).toEqual(['a'])
  expect(await flagged([seen('a', 5), seen('a', 4)])).toEqual(['a'])
  expect(await flagged([seen('a', 3), seen('a', 4), seen('a', 5)])).toEqual([])
})

test('an optional step may be left out, its neighbours not, and going back stays out of order', async () => {
  expect(await flagged([seen('a', 3), seen('a', 5)], ['pack'])).toEqual([])
  expect(await flagged([seen('a', 3), seen('a', 6)], ['pack'])).toEqual(['a'])
  expect(await flagged([seen('a', 3), seen('a', 6)], ['pack', 'stage'])).toEqual([])
  expect(await flagged([seen('a', 5), seen('a', 4)], ['pack'])).toEqual(['a'])
})

test('steps that its container took count as its own, once it is out as well', async () => {
  const inTote = [seen('a', 3), into('tote', 'a', 3), seen('tote', 4)]
  expect(await flagged([...inTote, outOf('tote', 'a', 5)])).toEqual([])
  expect(await flagged([...inTote, outOf('tote', 'a', 5), into('box', 'a', 5), seen('box', 5)])).toEqual([])
})

test('steps of a container that its container was in count too', async () => {
  const onPallet = [into('case', 'a', 1), into('pallet', 'case', 1), seen('pallet', 2)]
  expect(await flagged([...onPallet, outOf('pallet', 'case', 3)])).toEqual([])
  expect(await flagged([...onPallet, outOf('pallet', 'case', 3), outOf('case', 'a', 4)])).toEqual([])
})

test('a container that leaves a step out makes what is in it out of order', async () => {
  expect(await flagged([into('box', 'a', 3), seen('box', 5)])).toEqual(['a'])
  expect(await flagged([seen('a', 3), into('box', 'a', 3), seen('box', 5)])).toEqual(['a'])
})

test('where links are newer than the previous step nothing is claimed', async () => {
  expect(await flagged([seen('a', 3), into('box', 'a', 5)])).toEqual([])
  expect(await flagged([into('tote', 'a', 3), outOf('tote', 'a', 3), seen('a', 5)])).toEqual(['a'])
})
