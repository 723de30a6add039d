import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CompiledSite, type Place, type RateCell, type RateSide, type ReleasedRate, seal } from '../model/index.ts'
import { openGate } from './gate.ts'
import { grainExact, grainOf } from './grain.ts'
import { rank } from './testing.ts'

const hour = 3_600_000
const quarter = hour / 4
const day = 24 * hour
const zone = (id: string, parent: number): Place => ({ id, name: id, kind: 'zone', parent, step: 1 })
/** 1 site; areas 2 (zones 4, 5) and 3 (zones 6, 7). */
const places: readonly Place[] = [
  { id: '', name: '', kind: 'unmapped', parent: 0 },
  { id: 's', name: 's', kind: 'site', parent: 1 },
  { id: 'in', name: 'in', kind: 'area', parent: 1 },
  { id: 'out', name: 'out', kind: 'area', parent: 1 },
  ...['a', 'b'].map((id) => zone(id, 2)),
  ...['c', 'd'].map((id) => zone(id, 3)),
]
const shiftMs = 6 * hour
const site = {
  siteId: 's1',
  places,
  steps: [{ id: 'pick' }, { id: 'pack' }],
  dayOf: (ms: number) => Math.floor((ms - shiftMs) / day),
  dayStartMs: (number: number) => number * day + shiftMs,
} as unknown as CompiledSite
/** A Monday, 06:00: the operational day begins. */
const monday = Date.UTC(2026, 5, 1, 6)

interface Work {
  readonly place: number
  readonly step?: number
  readonly startMs: number
  /** Contributor to moves; nobody known where left out. */
  readonly by?: Readonly<Record<string, number>>
  readonly unknown?: number
}

function cellOf({ place, step = 1, startMs, by = {}, unknown = 0 }: Work): RateCell {
  const moves = new Map(Object.entries(by).map(([who, count]) => [Number(who), count]))
  const count = [...moves.values()].reduce((sum, each) => sum + each, unknown)
  const side: RateSide = { count, unknown, by: moves }
  return { siteId: 's1', place, step, startMs, endMs: startMs + quarter, reached: side, left: side }
}

/** `people` who each do `each` a quarter hour at a place, from a time for some hours. */
function crew(place: number, people: number, hours: number, from = monday, each = 25, first = 1): Work[] {
  return Array.from({ length: hours * 4 }, (_, i) => ({
    place,
    startMs: from + i * quarter,
    by: Object.fromEntries(Array.from({ length: people }, (_, who) => [first + who, each])),
  }))
}

const nobodyDeclared = () => undefined

function gateAfter(
  work: readonly Work[],
  untilMs: number,
  {
    headsAt = nobodyDeclared as (area: string, ms: number) => number | undefined,
    grain = grainOf(),
    fromMs = Number.NEGATIVE_INFINITY,
  } = {},
) {
  const gate = openGate({ site, grain })
  const sorted = [...work].sort((a, b) => a.startMs - b.startMs)
  // As it runs: a quarter hour after the other, never two at once.
  for (let beforeMs = monday; beforeMs <= untilMs; beforeMs += quarter) {
    const due = sorted.filter(({ startMs }) => startMs === beforeMs - quarter && startMs >= fromMs)
    gate.take(
      due.map((each) => seal(cellOf(each))),
      headsAt,
      { fromMs, beforeMs },
    )
  }
  return gate
}

const ask = (gate: ReturnType<typeof gateAfter>, place: number, windowMin: number, step = 1) =>
  gate.ask({ place, step, windowMin })

describe('a sealed cell', () => {
  test('shows, prints and serialises to nothing, and cannot be opened by looking', () => {
    const sealed = seal(cellOf({ place: 4, startMs: monday, by: { 4711: 4711 } }))
    const seen = [
      JSON.stringify({ sealed }),
      String(Object.values(sealed)),
      inspect(sealed, { depth: 9, showHidden: true }),
      JSON.stringify(Object.entries(Object.getOwnPropertyDescriptors(sealed))),
    ]
    expect(JSON.stringify({ sealed })).toBe('{}')
    for (const each of seen) expect(each).not.toMatch(/4711|reached|left/)
    expect(() => structuredClone(sealed)).toThrow()
    expect(Object.isFrozen(sealed)).toBe(true)
  })
})

describe('a window', () => {
  test('is a shift where nobody knew who would come, and shorter once heads were counted', () => {
    const gate = gateAfter(crew(4, 60, 16), monday + 16 * hour)
    // 60 people, 40 person-hours with a fifth to spare: an hour. The first shift had nothing to plan on.
    expect(ask(gate, 1, 480)).toMatchObject({ kind: 'show', cell: { startMs: monday + 8 * hour } })
    expect(ask(gate, 1, 60)).toMatchObject({ kind: 'show', cell: { startMs: monday + 15 * hour, reached: 60 * 100 } })
    expect(ask(gate, 1, 15)).toMatchObject({
      kind: 'withheld',
      reason: 'too-short',
      nearest: { place: 1, windowMin: 60 },
    })
  })

  test('is planned by heads that were declared, and the fewer count where both are known', () => {
    const declared = (heads: number) => (area: string) => (area === 'in' ? heads : undefined)
    const hours = (heads: number, work = crew(4, 60, 8)) => {
      const gate = gateAfter(work, monday + 8 * hour, { headsAt: declared(heads) })
      const verdict = ask(gate, 1, 0)
      return verdict.kind === 'show' ? (verdict.cell.endMs - verdict.cell.startMs) / hour : verdict.reason
    }
    expect([hours(200), hours(60), hours(13), hours(9)]).toEqual([1, 1, 4, 'too-few'])
  })

  test('of declared heads only is shown for areas and the site, and a step has an even share of its area', () => {
    const unnamed = crew(4, 60, 8).map((each) => ({ ...each, by: {}, unknown: 1500 }))
    const gate = gateAfter(unnamed, monday + 8 * hour, { headsAt: (area) => (area === 'in' ? 60 : undefined) })
    expect(ask(gate, 1, 60)).toMatchObject({ kind: 'show', cell: { basis: 'declared' } })
    expect(ask(gate, 2, 60)).toMatchObject({ kind: 'show', cell: { basis: 'declared' } })
    expect(ask(gate, 4, 60)).toMatchObject({ kind: 'withheld', reason: 'merged', nearest: { place: 2, windowMin: 60 } })
    // Nobody in that area usually does step 2.
    const other = gateAfter(
      unnamed.map((each) => ({ ...each, step: 2 })),
      monday + 8 * hour,
      { headsAt: () => 60 },
    )
    expect(ask(other, 1, 0, 2)).toMatchObject({ kind: 'withheld', reason: 'unknown' })
  })

  test('does not follow what happens in it: idle or busy, its length is that of the heads before', () => {
    const busy = gateAfter([...crew(4, 60, 9), ...crew(4, 60, 7, monday + 9 * hour, 40)], monday + 16 * hour)
    const idle = gateAfter([...crew(4, 60, 9), ...crew(4, 60, 7, monday + 9 * hour, 1)], monday + 16 * hour)
    const spans = (gate: typeof busy) =>
      gate.save().released.map(({ cell }) => [cell.place, cell.startMs - monday, cell.endMs - monday])
    expect(spans(idle)).toEqual(spans(busy))
  })

  test('of nine, of one who does most, or of nobody known stays inside', () => {
    const reason = (work: readonly Work[]) => {
      const verdict = ask(gateAfter(work, monday + 8 * hour), 1, 0)
      return verdict.kind === 'show' ? 'shown' : verdict.reason
    }
    expect(reason(crew(4, 9, 8))).toBe('too-few')
    expect(reason(crew(4, 10, 8))).toBe('shown')
    expect(reason(crew(4, 10, 2))).toBe('too-short')
    expect(reason([...crew(4, 10, 8), ...crew(4, 1, 8, monday, 300, 99)])).toBe('dominated')
    expect(reason([...crew(4, 12, 8), { place: 4, startMs: monday, unknown: 1 }])).toBe('unknown')
  })

  test('in which nothing was done is told as too few: it would say of all that they stood still', () => {
    const gate = gateAfter(crew(4, 60, 9), monday + 16 * hour, { headsAt: (area) => (area === 'in' ? 60 : undefined) })
    expect(ask(gate, 1, 0)).toMatchObject({ kind: 'show', cell: { endMs: monday + 9 * hour } })
    expect(gate.save().released.every(({ cell }) => cell.reached > 0)).toBe(true)
  })

  test('is never decided again, and is kept for a day', () => {
    const gate = gateAfter(crew(4, 60, 8), monday + 8 * hour)
    const before = ask(gate, 1, 480)
    gate.take([seal(cellOf({ place: 4, startMs: monday, by: { 7: 999 } }))], nobodyDeclared, {
      fromMs: Number.NEGATIVE_INFINITY,
      beforeMs: monday + 9 * hour,
    })
    expect(ask(gate, 1, 480)).toEqual(before)
    gate.take([], nobodyDeclared, { fromMs: Number.NEGATIVE_INFINITY, beforeMs: monday + 40 * hour })
    expect(ask(gate, 1, 480).kind).toBe('withheld')
  })

  test('is kept as long as a site says, where that is shorter', () => {
    const newest = (grain = grainOf()) => ask(gateAfter(crew(4, 60, 16), monday + 19 * hour, { grain }), 1, 60).kind
    expect([newest(), newest(grainOf({ ratesHours: 2 }))]).toEqual(['show', 'withheld'])
  })

  test('that lost its tallies in a crash is unknown, and so are its day and week', () => {
    const work = crew(4, 60, 16)
    const first = gateAfter(work, monday + 9 * hour)
    const memory = first.save()
    expect(JSON.stringify(memory)).not.toContain('"by"')
    const again = openGate({ site, memory })
    const whole = { fromMs: monday + 10 * hour, beforeMs: monday + 25 * hour }
    again.take(
      work.filter(({ startMs }) => startMs >= whole.fromMs).map((each) => seal(cellOf(each))),
      nobodyDeclared,
      whole,
    )
    // What was shown before stands; what comes begins where all was heard again.
    const starts = again.save().released.map(({ cell }) => (cell.startMs - monday) / hour)
    expect([...new Set(starts)]).toEqual([0, 8, 10])
    again.take([], nobodyDeclared, { ...whole, beforeMs: monday + 9 * day })
    expect(again.weeksOf(1)).toEqual([])
  })
})

describe('places', () => {
  const both = (hours = 16) => [...crew(4, 60, hours), ...crew(6, 60, hours, monday, 25, 100)]

  test('are told one by one where each has enough people, and all of them or none', () => {
    const gate = gateAfter(both(), monday + 16 * hour)
    expect(ask(gate, 2, 60)).toMatchObject({ kind: 'show', cell: { place: 2, reached: 6000 } })
    expect(ask(gate, 3, 60)).toMatchObject({ kind: 'show', cell: { place: 3, reached: 6000 } })
    const uneven = gateAfter([...crew(4, 60, 16), ...crew(6, 8, 16, monday, 25, 100)], monday + 16 * hour)
    expect(ask(uneven, 1, 60)).toMatchObject({ kind: 'show' })
    expect(ask(uneven, 2, 60)).toMatchObject({
      kind: 'withheld',
      reason: 'merged',
      nearest: { place: 1, windowMin: 60 },
    })
  })

  test('hide with the others when somebody strays into one alone', () => {
    const stray = [...both(), { place: 5, startMs: monday + 15 * hour, by: { 999: 3 } }]
    const gate = gateAfter(stray, monday + 16 * hour)
    const last = gate.save().released.filter(({ cell }) => cell.startMs === monday + 15 * hour)
    // The other area is one zone.
    expect(last.map(({ cell }) => cell.place).sort()).toEqual([1, 2, 3, 6])
    expect(last.find(({ cell }) => cell.place === 2)?.cell.reached).toBe(6003)
  })
})

describe('a week', () => {
  test('counts people by the most of a day, never by adding days up', () => {
    const days = [0, 1, 2, 3, 4]
    const few = days.flatMap((i) => crew(4, 9, 8, monday + i * day))
    const enough = days.flatMap((i) => crew(4, 10, 2, monday + i * day))
    expect(gateAfter(few, monday + 8 * day).weeksOf(1)).toEqual([])
    // Ten people for two hours a day are too little work for a day, but not for five of them.
    const gate = gateAfter(enough, monday + 8 * day)
    expect(gate.weeksOf(1)).toMatchObject([{ reached: 5 * 10 * 8 * 25, startMs: monday }])
    expect(ask(gate, 1, 1440).kind).toBe('withheld')
    expect(ask(gate, 4, 0)).toMatchObject({ kind: 'withheld', nearest: { place: 1, windowMin: 10_080 } })
  })

  test('is held back where it would give away what a day held back', () => {
    const shown = [0, 1, 2, 3].flatMap((i) => crew(4, 12, 8, monday + i * day))
    const gate = gateAfter([...shown, ...crew(4, 3, 8, monday + 4 * day)], monday + 8 * day)
    expect(gate.save().weeks[0]?.decided.map(({ startMs }) => (startMs - monday) / day)).toEqual([0, 1, 2, 3])
    expect(gate.weeksOf(1)).toEqual([])
  })
})

describe('a site file that changes', () => {
  const zones = (...ids: string[]) =>
    ({
      ...site,
      places: places.map((place, i) => (i < 4 ? place : { ...place, id: ids[i - 4] ?? place.id })),
    }) as CompiledSite
  const go = (from: CompiledSite, to: CompiledSite) => {
    const work = [...crew(4, 60, 24 * 10), ...crew(6, 60, 24 * 10, monday, 25, 100)]
    const first = openGate({ site: from })
    const feed = (gate: typeof first, fromMs: number, untilMs: number) => {
      for (let beforeMs = fromMs + quarter; beforeMs <= untilMs; beforeMs += quarter) {
        const due = work.filter(({ startMs }) => startMs === beforeMs - quarter)
        gate.take(
          due.map((each) => seal(cellOf(each))),
          nobodyDeclared,
          { fromMs, beforeMs },
        )
      }
    }
    const changedMs = monday + day + 8 * hour
    feed(first, monday, changedMs)
    const second = openGate({ site: to, memory: first.save() })
    const told = { before: first.save().released, atOnce: second.save().released }
    feed(second, changedMs, monday + 7 * day)
    const thisWeek = second.save().released
    feed(second, monday + 7 * day, monday + 8 * day)
    return { ...told, thisWeek, nextWeek: second.save().released }
  }

  test('tells its new places from the next week on, and nothing that was told is told anew', () => {
    const { before, atOnce, thisWeek, nextWeek } = go(site, zones('x'))
    expect(new Set(before.map(({ cell }) => cell.place))).toContain(2)
    expect(atOnce).toEqual(before.filter(({ cell }) => cell.place === 1))
    expect(new Set(thisWeek.map(({ cell }) => cell.place))).toEqual(new Set([1]))
    expect(new Set(nextWeek.map(({ cell }) => cell.place))).toContain(2)
  })

  test('of another process tells nothing before the next week', () => {
    const { atOnce, thisWeek, nextWeek } = go(site, {
      ...site,
      steps: [{ id: 'other' }, { id: 'pack' }],
    } as unknown as CompiledSite)
    expect([atOnce, thisWeek]).toEqual([[], []])
    expect(nextWeek.length).toBeGreaterThan(0)
  })

  test('only by the name of a place goes on as it was', () => {
    const renamed = { ...site, places: places.map((place) => ({ ...place, name: `${place.name}!` })) } as CompiledSite
    const { before, atOnce, thisWeek } = go(site, renamed)
    expect(atOnce).toEqual(before)
    expect(new Set(thisWeek.map(({ cell }) => cell.place))).toContain(2)
  })
})

test('a test site is exact, down to the quarter hour and the zone', () => {
  const gate = gateAfter(crew(4, 1, 2), monday + 2 * hour, { grain: grainExact })
  expect(ask(gate, 4, 15)).toMatchObject({ kind: 'show', cell: { reached: 25, startMs: monday + 1.75 * hour } })
})

describe('subtraction', () => {
  test('over places, windows, days and weeks never tells the work of too few', () => {
    const days = 8
    const crewStory = fc.record({
      place: fc.constantFrom(4, 5, 6, 7),
      step: fc.constantFrom(1, 2),
      people: fc.constantFrom(1, 3, 9, 11, 14, 30, 70),
      fromH: fc.integer({ min: 0, max: 20 }),
      hours: fc.integer({ min: 1, max: 12 }),
      days: fc.subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 1 }),
    })
    fc.assert(
      fc.property(fc.array(crewStory, { minLength: 1, maxLength: 6 }), (story) => {
        const work = story.flatMap(({ place, step, people, fromH, hours, days: on }, i) =>
          on.flatMap((d) =>
            crew(place, people, hours, monday + d * day + fromH * hour, 25, 1 + i * 1000).map((each) => ({
              ...each,
              step,
            })),
          ),
        )
        const released: ReleasedRate[] = []
        const gate = openGate({ site })
        for (let beforeMs = monday + quarter; beforeMs <= monday + days * day; beforeMs += quarter) {
          const due = work.filter(({ startMs }) => startMs === beforeMs - quarter)
          gate.take(
            due.map((each) => seal(cellOf(each))),
            nobodyDeclared,
            { fromMs: Number.NEGATIVE_INFINITY, beforeMs },
          )
          // Everything that was ever told, also what is forgotten later.
          for (const { cell } of gate.save().released) if (!released.includes(cell)) released.push(cell)
        }
        for (const { decided } of gate.save().weeks) released.push(...decided)
        for (const told of secrets(work, released)) expect(told).toBe(null)
      }),
      { numRuns: 25 },
    )
  }, 60_000)
})

/**
 * Pieces of work that no released number tells apart are one class. A class, or two classes of one step together, whose people are
 * fewer than k or whose work is too little must not be a combination of the released numbers.
 */
function secrets(work: readonly Work[], released: readonly ReleasedRate[]): (string | null)[] {
  const covers = (rate: ReleasedRate, { place, step, startMs }: Work): boolean =>
    rate.step === step &&
    startMs >= rate.startMs &&
    startMs < rate.endMs &&
    (rate.place === place || rate.place === 1 || places[place]?.parent === rate.place)
  const classes = new Map<string, Work[]>()
  for (const each of work) {
    const key = released.map((rate) => (covers(rate, each) ? '1' : '0')).join('')
    if (key.includes('1')) classes.set(key, [...(classes.get(key) ?? []), each])
  }
  const columns = [...classes]
  const rows = released.map((_, i) => columns.map(([key]) => Number(key[i])))
  const known = rank(rows)
  const isTold = (chosen: readonly number[]): boolean =>
    rank([...rows, columns.map((_, i) => (chosen.includes(i) ? 1 : 0))]) === known
  const isFew = (chosen: readonly number[]): boolean => {
    const here = chosen.flatMap((i) => columns[i]![1])
    const byDay = new Map<number, Set<string>>()
    const quarters = new Set<string>()
    for (const { startMs, by = {} } of here) {
      const number = site.dayOf(startMs)
      byDay.set(number, new Set([...(byDay.get(number) ?? []), ...Object.keys(by)]))
      for (const who of Object.keys(by)) quarters.add(`${startMs} ${who}`)
    }
    return Math.max(...[...byDay.values()].map(({ size }) => size)) < 10 || quarters.size / 4 < 40
  }
  const chosen = columns.flatMap((_, i) => [[i], ...columns.slice(i + 1).map((__, j) => [i, i + 1 + j])])
  return chosen.filter((each) => isFew(each) && isTold(each)).map((each) => columns[each[0]!]![0])
}
