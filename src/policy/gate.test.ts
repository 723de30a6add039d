import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CompiledSite, type Place, type RateCell, type SealedCell, seal, type Verdict } from '../model/index.ts'
import { openGate } from './gate.ts'

const zone = (id: string, parent: number): Place => ({ id, name: id, kind: 'zone', parent })
/** 1 site; areas 2 (zones 4, 5, 6) and 3 (zones 7, 8). */
const places: readonly Place[] = [
  { id: '', name: '', kind: 'unmapped', parent: 0 },
  { id: 's', name: 's', kind: 'site', parent: 1 },
  { id: 'in', name: 'in', kind: 'area', parent: 1 },
  { id: 'out', name: 'out', kind: 'area', parent: 1 },
  ...['a', 'b', 'c'].map((id) => zone(id, 2)),
  ...['d', 'e'].map((id) => zone(id, 3)),
]
const site = { siteId: 's1', places, steps: [] } as unknown as CompiledSite
const startMs = Date.UTC(2026, 5, 1, 12)
const quarter = 15 * 60_000

interface Few {
  readonly place: number
  readonly by?: number
  readonly top?: number
  readonly topTwo?: number
  readonly count?: number
  readonly startMs?: number
}

function cell({ place, by = 12, top = 0.1, topTwo = 0.2, count = 100, startMs: at = startMs }: Few): RateCell {
  return {
    siteId: 's1',
    place,
    step: 1,
    startMs: at,
    endMs: at + quarter,
    inCount: count,
    outCount: count,
    dwellMedianMs: 60_000,
    dwellP95Ms: 120_000,
    contributors: by,
    topShare: by === 0 ? Number.NaN : top,
    topTwoShare: by === 0 ? Number.NaN : topTwo,
  }
}

const sealedOf = (few: readonly Few[]): SealedCell[] => few.map((each) => seal(cell(each)))
const heads = (areaId: string, count: number) => ({ siteId: 's1', areaId, quarterMs: startMs, heads: count })

function verdicts(few: readonly Few[], declared: ReturnType<typeof heads>[] = [], k?: number): (Verdict | undefined)[] {
  const gate = openGate(k === undefined ? { site } : { site, k })
  gate.decide(sealedOf(few), declared)
  return few.map(({ place }) => gate.verdictFor(place, 1, startMs))
}

const kinds = (all: readonly (Verdict | undefined)[]) => all.map((each) => each?.kind)

describe('a sealed cell', () => {
  test('shows, prints and serialises to nothing, and cannot be opened by looking', () => {
    const sealed = seal(cell({ place: 4, count: 4711 }))
    const seen = [
      JSON.stringify({ sealed }),
      String(Object.values(sealed)),
      inspect(sealed, { depth: 9, showHidden: true }),
      JSON.stringify(Object.entries(Object.getOwnPropertyDescriptors(sealed))),
    ]
    expect(JSON.stringify({ sealed })).toBe('{}')
    for (const each of seen) expect(each).not.toMatch(/4711|contributors|inCount/)
    expect(() => structuredClone(sealed)).toThrow()
    expect(Object.isFrozen(sealed)).toBe(true)
  })
})

describe('the gate', () => {
  test('shows a cell with ten who contributed and nobody dominating, without saying how many they were', () => {
    const [verdict] = verdicts([{ place: 4, by: 10 }])
    expect(verdict?.kind).toBe('show')
    expect(JSON.stringify(verdict)).not.toMatch(/contributors|topShare/)
  })

  test('withholds one with nine, and never goes below five whatever is configured', () => {
    expect(verdicts([{ place: 1, by: 9 }])).toEqual([{ kind: 'withheld', reason: 'too-few', k: 10 }])
    expect(verdicts([{ place: 1, by: 4 }], [], 1)).toEqual([{ kind: 'withheld', reason: 'too-few', k: 5 }])
    expect(kinds(verdicts([{ place: 1, by: 5 }], [], 1))).toEqual(['show'])
  })

  test.each([
    { top: 0.51, topTwo: 0.6 },
    { top: 0.4, topTwo: 0.68 },
  ])('withholds what one or two dominate: $top, $topTwo', ({ top, topTwo }) => {
    expect(verdicts([{ place: 1, top, topTwo }])).toEqual([{ kind: 'withheld', reason: 'dominated', k: 10 }])
  })

  test('does not know how many they were without contributors and without declared heads', () => {
    expect(verdicts([{ place: 1, by: 0 }])).toEqual([{ kind: 'withheld', reason: 'unknown', k: 10 }])
  })

  test('takes declared heads where feeds carry nobody, and the smaller number where both are there', () => {
    expect(verdicts([{ place: 2, by: 0 }], [heads('in', 12)])[0]).toMatchObject({ kind: 'show', basis: 'declared' })
    expect(verdicts([{ place: 2, by: 0 }], [heads('in', 9)])[0]).toMatchObject({ reason: 'too-few' })
    expect(verdicts([{ place: 2, by: 12 }], [heads('in', 9)])[0]).toMatchObject({ reason: 'too-few' })
    expect(verdicts([{ place: 2, by: 9 }], [heads('in', 12)])[0]).toMatchObject({ reason: 'too-few' })
    expect(verdicts([{ place: 2, by: 0 }], [heads('out', 12)])[0]).toMatchObject({ reason: 'unknown' })
    expect(verdicts([{ place: 1, by: 0 }], [heads('in', 6), heads('out', 6)])[0]).toMatchObject({ kind: 'show' })
  })

  test('merges into the nearest place above that may be shown', () => {
    const all = verdicts([{ place: 4, by: 3 }, { place: 5, by: 3 }, { place: 2 }, { place: 1 }])
    expect(all[0]).toEqual({ kind: 'merged', into: 2, k: 10 })
    const more = verdicts([
      { place: 7, by: 3 },
      { place: 8, by: 3 },
      { place: 3, by: 6 },
      { place: 2, by: 6 },
      { place: 1 },
    ])
    expect(more[0]).toEqual({ kind: 'merged', into: 1, k: 10 })
  })

  test('hides the smallest sibling too where one alone would be hidden', () => {
    const all = verdicts([
      { place: 4, by: 3 },
      { place: 5, count: 200 },
      { place: 6, count: 150 },
      { place: 2, count: 450 },
    ])
    expect(kinds(all)).toEqual(['merged', 'show', 'merged', 'show'])
  })

  test('hides a sum that has one place below it, when that is hidden', () => {
    expect(kinds(verdicts([{ place: 4, by: 3 }, { place: 2 }]))).toEqual(['withheld', 'withheld'])
  })

  test('decides a window once: what comes later amends nothing', () => {
    const gate = openGate({ site })
    gate.decide(sealedOf([{ place: 1, by: 3 }]), [])
    gate.decide(sealedOf([{ place: 1, by: 30 }]), [])
    expect(gate.verdictFor(1, 1, startMs)?.kind).toBe('withheld')
    expect(gate.newestWindowMs).toBe(startMs)
  })

  test('keeps verdicts for a day', () => {
    const gate = openGate({ site })
    gate.decide(sealedOf([{ place: 1 }]), [])
    gate.decide(sealedOf([{ place: 1, startMs: startMs + 86_400_000 }]), [])
    expect(gate.verdictFor(1, 1, startMs)).toBe(undefined)
    expect(gate.verdictFor(1, 1, startMs + 86_400_000)?.kind).toBe('show')
  })
})

describe('subtraction', () => {
  test('never tells a count that failed, whatever fails', () => {
    const zones = [4, 5, 6, 7, 8]
    const story = fc.record({
      present: fc.subarray(zones, { minLength: 1 }),
      few: fc.subarray([1, 2, 3, ...zones]),
      counts: fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 5, maxLength: 5 }),
    })
    fc.assert(
      fc.property(story, ({ present, few, counts }) => {
        const count = new Map(present.map((place, i) => [place, counts[i]!]))
        for (const place of present) {
          for (const above of [places[place]!.parent, 1]) {
            count.set(above, (count.get(above) ?? 0) + count.get(place)!)
          }
        }
        const told = [...count.keys()]
        const gate = openGate({ site })
        gate.decide(
          sealedOf(told.map((place) => ({ place, count: count.get(place)!, by: few.includes(place) ? 3 : 12 }))),
          [],
        )
        const shown = told.filter((place) => gate.verdictFor(place, 1, startMs)?.kind === 'show')
        for (const place of told)
          if (few.includes(place)) expect(isSolvable(present, shown, place), `${place}`).toBe(false)
      }),
      { numRuns: 500 },
    )
  })
})

/** Is the place's sum a combination of the shown sums? By elimination over the zones that are there. */
function isSolvable(present: readonly number[], shown: readonly number[], target: number): boolean {
  const row = (place: number): number[] =>
    present.map((leaf) => (leaf === place || places[leaf]!.parent === place || place === 1 ? 1 : 0))
  return rank([...shown.map(row), row(target)]) === rank(shown.map(row))
}

function rank(rows: readonly number[][]): number {
  const m = rows.map((row) => [...row])
  let found = 0
  for (let column = 0; column < (m[0]?.length ?? 0); column++) {
    const pivot = m.findIndex((row, i) => i >= found && Math.abs(row[column]!) > 1e-9)
    if (pivot < 0) continue
    const line = m[pivot]!
    m[pivot] = m[found]!
    m[found++] = line
    for (const other of m) {
      if (other === line || Math.abs(other[column]!) < 1e-9) continue
      const factor = other[column]! / line[column]!
      for (let i = 0; i < other.length; i++) other[i]! -= factor * line[i]!
    }
  }
  return found
}
