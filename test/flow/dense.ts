import fc from 'fast-check'
import { expect } from 'vitest'
import type { Said } from '../../src/flow/example.ts'
import { naiveFold } from '../../src/flow/oracle.ts'
import { inOrder, names, nowMs, ofFlow, ofNaive, published, selfTied, start, tellIn } from '../../src/flow/stories.ts'

/**
 * Dense stories: many events about three things and three containers within seconds of each other, so that nearly every
 * event meets another one about the same link, place or leaving. They find what looser stories find once in millions.
 */
type Draft = Omit<Said, 'id' | 'at'>

const things = fc.constantFrom('a', 'b', 'c')
const holders = fc.constantFrom('tote', 'tote', 'box', 'pallet')
const documents = fc.option(fc.subarray(['order 1', 'order 2'], { minLength: 1 }), { nil: undefined, freq: 3 })
/** Mostly a step's own zone: containers that go on from step to step carry what is in them along. */
const where = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 6 }).map((step) => ({ place: 3 + step, step })) },
  {
    weight: 1,
    arbitrary: fc.record(
      { place: fc.constantFrom(0, 4, 6, 8), step: fc.constantFrom(0, 0, 1, 3, 5) },
      { requiredKeys: ['step'] },
    ),
  },
)
const source = fc.constantFrom('machine', 'machine', 'machine', 'hand', 'partner')

function said(of: fc.Arbitrary<object>): fc.Arbitrary<Draft> {
  return fc.tuple(of, where, source).map(([each, at, by]) => ({ ...at, source: by, ...each }) as Draft)
}

const out = { place: 9, step: 7 } as const
const drafts = fc.oneof(
  { weight: 6, arbitrary: said(fc.record({ epcs: fc.tuple(holders), documents })) },
  { weight: 3, arbitrary: said(fc.record({ epcs: fc.tuple(things), documents })) },
  {
    weight: 6,
    arbitrary: said(
      fc.record({
        type: fc.constantFrom('AggregationEvent', 'AssociationEvent'),
        action: fc.constantFrom('ADD', 'ADD', 'ADD', 'OBSERVE', 'DELETE'),
        parent: holders,
        children: fc.uniqueArray(fc.oneof({ weight: 4, arbitrary: things }, { weight: 1, arbitrary: holders }), {
          minLength: 1,
          maxLength: 3,
        }),
        documents,
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: said(
      fc.record({ type: fc.constant('AggregationEvent'), action: fc.constant('DELETE'), parent: holders }),
    ),
  },
  {
    weight: 2,
    arbitrary: said(fc.record({ epcs: fc.tuple(fc.oneof(things, holders)), documents })).map((each) => ({
      ...each,
      ...out,
    })),
  },
  { weight: 1, arbitrary: said(fc.record({ epcs: fc.tuple(things), disposition: fc.constant('destroyed') })) },
  {
    weight: 1,
    arbitrary: said(
      fc.record({
        type: fc.constant('TransactionEvent'),
        action: fc.constantFrom('ADD', 'DELETE'),
        epcs: fc.tuple(things),
        documents: fc.constant(['order 1']),
      }),
    ),
  },
)

const atMs = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 40 }).map((s) => s * 1000) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 4000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 5 }).map((quarter) => quarter * 900_000) },
)

export const denseStories: fc.Arbitrary<Said[]> = fc
  .array(fc.tuple(drafts, atMs, fc.integer({ min: 0, max: 11 })), { minLength: 6, maxLength: 40, size: 'max' })
  .map((all) =>
    all.flatMap(([each, ms, chance], i): Said[] => {
      const one = { ...each, id: `event ${i}`, at: start + ms } as Said
      return chance === 0 ? [one, { ...one, takesBack: one.id }] : [one]
    }),
  )
  .filter((all) => !selfTied(all) && !hasRing(all))

/**
 * Whether containers stand in each other in a ring, at whatever times. No box can hold the pallet that it stands on; what such events make of the
 * contents of a ring is not promised (docs/limits.md).
 */
function hasRing(story: readonly Said[]): boolean {
  const inside = new Map<string, Set<string>>()
  for (const { parent, children = [] } of story) {
    if (parent === undefined) continue
    for (const child of children) inside.set(child, (inside.get(child) ?? new Set()).add(parent))
  }
  const reaches = (from: string, to: string, seen: Set<string>): boolean => {
    for (const parent of inside.get(from) ?? []) {
      if (parent === to) return true
      if (seen.has(parent)) continue
      seen.add(parent)
      if (reaches(parent, to, seen)) return true
    }
    return false
  }
  return [...inside.keys()].some((name) => reaches(name, name, new Set()))
}

/** Told in order, shuffled, in batches, over a restart, and written down after every event: the state is one, and a naive fold finds things there too. */
export async function isToldAlike(story: readonly Said[], ranks: Iterator<number>, size: number): Promise<void> {
  const single = inOrder(story).map((each) => [each])
  const told = await tellIn(single, story)
  const straight = published(told)
  const known = naiveFold(story)
  for (const name of names) expect(ofFlow(told, name), name).toEqual(ofNaive(known, name))
  const open = [...known.values()].filter((each) => each.open)
  expect(told.floor(nowMs).openObjects).toBe(open.length)
  // What a snapshot holds goes along with nothing: every record stands for itself.
  expect(published(await tellIn(single, story, 'none'))).toEqual(straight)
  const keyed = story.map((each) => ({ each, rank: ranks.next().value as number }))
  const shuffled = keyed.sort((a, b) => a.rank - b.rank).map(({ each }) => each)
  const batches: Said[][] = []
  for (let i = 0; i < shuffled.length; i += size) batches.push(shuffled.slice(i, i + size))
  expect(published(await tellIn(batches, story))).toEqual(straight)
  expect(published(await tellIn(batches, story, Math.floor(batches.length / 2)))).toEqual(straight)
}

/** Tells `numRuns` stories of one seed. */
export function tellDense(seed: number, numRuns: number): Promise<void> {
  const story = fc.asyncProperty(
    denseStories,
    fc.infiniteStream(fc.nat()),
    fc.integer({ min: 1, max: 9 }),
    async (each, ranks, size) => isToldAlike(each, ranks, size),
  )
  return fc.assert(story, { seed, numRuns })
}
