import { expect, test } from 'vitest'
import { batchOf, exampleSite, hashOfName, historyOf, type Said } from './example.ts'
import { openFlow } from './flow.ts'
import type { Flow, History } from './types.ts'

const noon = Date.UTC(2026, 5, 1, 12)
const minute = 60_000

function at(min: number, rest: Omit<Said, 'at' | 'id'>): Said {
  return { id: `${min} ${JSON.stringify(rest)}`, ...rest, at: noon + min * minute }
}
const seen = (min: number, name: string, step: number): Said => at(min, { epcs: [name], place: 3 + step, step })
const pack = (min: number, parent: string, children: string[]): Said =>
  at(min, { type: 'AggregationEvent', action: 'ADD', parent, children, place: 7, step: 4 })
const takeBack = (said: Said): Said => ({ ...said, takesBack: said.id })

function flowOver(history: History): Flow {
  return openFlow({ site: exampleSite, history, hashOf: hashOfName })
}

function tell(flow: Flow, said: readonly Said[]): void {
  const { batch, placement } = batchOf(said)
  flow.apply(batch, placement)
}

const stepOf = (flow: Flow, name: string): number | undefined => flow.object(hashOfName(name))?.step

test('the history of each object of a round is asked for once, however many things a container held', async () => {
  const names = Array.from({ length: 50 }, (_, i) => `thing ${i}`)
  const packs = names.map((name, i) => pack(i, 'cart', [name]))
  const said = [...packs, ...packs.map(takeBack)]
  const asked: string[] = []
  const flow = flowOver((objects, listen) => {
    for (const [low, high] of objects) asked.push(`${low} ${high}`)
    return historyOf(said)(objects, listen)
  })
  tell(flow, said)
  expect(flow.stats().owed).toBe(51)
  expect(await flow.settle()).toBe(51)
  expect(asked).toHaveLength(51)
  expect(new Set(asked).size).toBe(51)
  expect(flow.stats()).toMatchObject({ owed: 0, openObjects: 0 })
})

test('what is said of an object, or of what it is in, while histories are read counts', async () => {
  const wrong = seen(1, 'a', 3)
  const emptied = at(-5, { type: 'AggregationEvent', action: 'DELETE', parent: 'tote', place: 7, step: 4 })
  const story = [seen(0, 'a', 2), wrong, pack(2, 'tote', ['a']), takeBack(wrong)]
  // A tote that was never emptied needs no history; it is watched all the same.
  for (const before of [[], [emptied]]) {
    for (const late of [seen(20, 'a', 5), seen(20, 'tote', 5), seen(20, 'tote', 7)]) {
      const said = [...before, ...story]
      let asks = 0
      const flow = flowOver(async (objects, listen) => {
        await historyOf(said)(objects, listen)
        asks++
        if (asks !== 1 + before.length) return
        // It came in after the rows were read, and before they are folded.
        tell(flow, [late])
        said.push(late)
      })
      tell(flow, said)
      await flow.settle()
      expect(flow.stats().owed).toBe(0)
      expect(stepOf(flow, 'a')).toBe(late.step === 7 ? 0 : 5)
      expect(flow.object(hashOfName('a'))?.open).toBe(late.step !== 7)
    }
  }
})

test('a container that was never emptied and never left is not asked about', async () => {
  const wrong = seen(1, 'a', 3)
  const said = [seen(0, 'a', 2), wrong, pack(2, 'tote', ['a']), takeBack(wrong)]
  const asked: string[] = []
  const flow = flowOver((objects, listen) => {
    for (const object of objects) asked.push(object.join())
    return historyOf(said)(objects, listen)
  })
  tell(flow, said)
  await flow.settle()
  expect(asked).toEqual([hashOfName('a').join()])
  expect(stepOf(flow, 'a')).toBe(4)
})

test('an object that is spoken of all the time stays owed, and the others are settled', async () => {
  const wrong = [seen(1, 'a', 3), seen(1, 'b', 3)]
  const said = [seen(0, 'a', 2), seen(0, 'b', 2), ...wrong, ...wrong.map(takeBack)]
  const flow = flowOver((objects, listen) => {
    tell(flow, [seen(30, 'a', 5)])
    return historyOf(said)(objects, listen)
  })
  tell(flow, said)
  await flow.settle()
  expect([flow.stats().owed, stepOf(flow, 'b')]).toEqual([1, 2])
})

test('a history that cannot be read leaves everything owed', async () => {
  const wrong = seen(1, 'a', 3)
  const said = [seen(0, 'a', 2), wrong, takeBack(wrong)]
  let isBroken = true
  const flow = flowOver((objects, listen) => {
    if (isBroken) throw new Error('disk')
    return historyOf(said)(objects, listen)
  })
  tell(flow, said)
  await expect(flow.settle()).rejects.toThrow('disk')
  expect(flow.stats().owed).toBe(1)
  isBroken = false
  expect(await flow.settle()).toBe(1)
  expect(stepOf(flow, 'a')).toBe(2)
})

test('what was taken from its order before it left is not on it, whatever comes late', async () => {
  const documents = ['order 1']
  const listed: Said = { ...seen(0, 'a', 2), documents }
  const taken = at(2, { type: 'TransactionEvent', action: 'DELETE', epcs: ['a'], documents })
  const gone = seen(9, 'a', 7)
  for (const order of [
    [listed, taken, gone],
    [gone, taken, listed],
    [taken, gone, listed],
  ]) {
    const flow = flowOver(historyOf(order))
    for (const each of order) {
      tell(flow, [each])
      await flow.settle()
    }
    expect(flow.objectsOf(hashOfName('order 1'), 10).total).toBe(0)
  }
})
