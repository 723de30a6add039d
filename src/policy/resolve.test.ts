import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { packs, packsFor } from './packs/packs.ts'
import { isAsStrict, numberIds, numberParameter, setIds } from './parameters.ts'
import { type Narrowing, resolve } from './resolve.ts'
import type { Pack, Rule } from './rule.ts'

const release = { indicators: ['a', 'b', 'c'], exports: ['d', 'e'], roles: ['lead', 'safety'], fields: ['f', 'g'] }

const aNumber = fc.constantFrom(...numberIds).chain((id) => {
  const { least, most } = numberParameter(id)
  return fc.double({ min: least, max: most, noNaN: true }).map((value) => [id, value] as const)
})
const aSet = fc.constantFrom(...setIds).chain((id) => fc.subarray(release[id]).map((allow) => [id, allow] as const))
const anyNarrowing: fc.Arbitrary<Narrowing> = fc.record({
  numbers: fc.array(aNumber, { maxLength: 6 }).map((all) => Object.fromEntries(all)),
  sets: fc.array(aSet, { maxLength: 3 }).map((all) => Object.fromEntries(all)),
  from: fc.constantFrom(
    (at: string) => ({ kind: 'site', at }) as const,
    (at: string) => ({ kind: 'agreement', id: 'bv-1', version: '1', at }) as const,
    () => ({ kind: 'activation', date: '2026-01-01' }) as const,
  ),
})
const anyPack: fc.Arbitrary<Pack> = fc
  .record({
    id: fc.constantFrom('EU', 'FR', 'DE'),
    lines: fc.array(fc.record({ line: aNumber, bound: fc.constantFrom('limit', 'duty') }), { maxLength: 5 }),
    sets: fc.array(aSet, { maxLength: 2 }),
  })
  .map(({ id, lines, sets }) => {
    const rule: Rule = {
      ...packs[0]!.rules[0]!,
      id: `${id}-made`,
      lines: lines.map(({ line: [parameter, value], bound }) => ({ parameter, value, bound }) as const),
      sets: sets.map(([parameter, allow]) => ({ parameter, allow })),
    }
    return { ...packs[0]!, id, rules: [rule] } as Pack
  })

const somePacks = fc.array(anyPack, { maxLength: 3 })
const someNarrowings = fc.array(anyNarrowing, { maxLength: 3 })

function widened(before: ReturnType<typeof resolve>, after: ReturnType<typeof resolve>): string[] {
  return [
    ...numberIds.filter((id) => !isAsStrict(id, after.numbers[id], before.numbers[id])),
    ...setIds.filter((id) => after.sets[id].some((member) => !before.sets[id].includes(member))),
  ]
}

describe('the effective policy', () => {
  test('takes the strictest line of each number, and what all lines of a set share', () => {
    const { numbers, sets, explained } = resolve({
      packs: packsFor({ country: 'FR' }),
      narrowings: [
        { from: (at) => ({ kind: 'site', at }), numbers: { k: 12, eventsDays: 90 }, sets: { exports: ['events'] } },
        {
          from: (at) => ({ kind: 'agreement', id: 'bv', version: '1', at }),
          numbers: { k: 15, eventsDays: 120, 'traced.lead': 40 },
          sets: { exports: ['events', 'traceCsv'] },
        },
      ],
    })
    expect(numbers).toMatchObject({ k: 15, eventsDays: 90, 'traced.lead': 40, fineHours: 24, testDays: 30 })
    expect(sets.exports).toEqual(['events'])
    const k = explained.numbers.find(({ id }) => id === 'k')
    expect(k?.decidedBy.from).toMatchObject({ kind: 'agreement', at: '/parameters/k' })
    expect(k?.otherwise).toMatchObject({ value: 12, line: { from: { kind: 'site' } } })
    expect(k?.others.map(({ value }) => value)).toEqual([12, 10, 5])
  })

  test('says for each member that is off which lines leave it out', () => {
    const { explained } = resolve({
      packs: [],
      narrowings: [
        { from: (at) => ({ kind: 'agreement', id: 'bv', version: '2', at }), sets: { indicators: ['a', 'b'] } },
      ],
      release,
    })
    expect(explained.sets.find(({ id }) => id === 'indicators')?.off).toEqual([
      { member: 'c', by: [{ kind: 'agreement', id: 'bv', version: '2', at: '/indicators' }] },
    ])
  })

  test('never widens by a pack, a declaration or an agreement more', () => {
    fc.assert(
      fc.property(somePacks, someNarrowings, anyPack, anyNarrowing, (few, narrowings, pack, narrowing) => {
        const before = resolve({ packs: few, narrowings, release })
        expect(widened(before, resolve({ packs: [...few, pack], narrowings, release }))).toEqual([])
        expect(widened(before, resolve({ packs: few, narrowings: [...narrowings, narrowing], release }))).toEqual([])
      }),
    )
  })

  test('does not depend on the order of packs and narrowings, and says each thing once more without effect', () => {
    fc.assert(
      fc.property(somePacks, someNarrowings, (few, narrowings) => {
        const one = resolve({ packs: few, narrowings, release })
        const other = resolve({ packs: [...few].reverse(), narrowings: [...narrowings].reverse(), release })
        expect(JSON.stringify(other)).toBe(JSON.stringify(one))
        const twice = resolve({ packs: [...few, ...few], narrowings: [...narrowings, ...narrowings], release })
        expect([twice.numbers, twice.sets]).toEqual([one.numbers, one.sets])
      }),
    )
  })

  test('blocks where a duty to keep lies above what may be kept, and shows both lines', () => {
    const fr = packsFor({ country: 'FR' })
    expect(resolve({ packs: fr }).conflicts).toEqual([])
    const { conflicts, numbers } = resolve({
      packs: fr,
      narrowings: [
        { from: (at) => ({ kind: 'agreement', id: 'a', version: '1', at }), numbers: { accessLogDays: 60 } },
      ],
    })
    expect(numbers.accessLogDays).toBe(60)
    expect(conflicts).toEqual([
      {
        parameter: 'accessLogDays',
        duty: { bound: 'duty', value: 183, from: { kind: 'pack', pack: 'FR', rule: 'EU-CNIL-13' } },
        limit: {
          bound: 'limit',
          value: 60,
          from: { kind: 'agreement', id: 'a', version: '1', at: '/parameters/accessLogDays' },
        },
      },
    ])
  })

  test('of every country with a pack is free of conflicts, and never below the floor of five', () => {
    for (const { id } of packs) {
      const [country, region] = id.split('-')
      const found = resolve({ packs: packsFor({ country, region }) })
      expect(found.conflicts, id).toEqual([])
      expect(found.numbers.k).toBeGreaterThanOrEqual(5)
    }
  })
})
