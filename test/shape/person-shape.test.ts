import { describe, expect, test } from 'vitest'
import { openPersonShape, type ShapeEvidence } from '../../src/policy/index.ts'
import { hiddenFields, hide, type Scan, scansOf, seeded, startMs, thingFields, things } from './hide.ts'

const quarterMs = 15 * 60_000
const hourMs = 3_600_000

/** What is found of one field, looked for at every quarter hour; every `stride`th scan is seen, as of a long import. */
function found(
  scans: readonly Scan[],
  path: string,
  textOf: (scan: Scan) => string,
  stride = 1,
): ShapeEvidence | undefined {
  const shape = openPersonShape(seeded(7))
  let next = startMs
  for (const [i, scan] of scans.entries()) {
    if (i % stride !== 0) continue
    shape.see(scan.timeMs, scan.place, [[path, textOf(scan)]])
    for (; scan.timeMs >= next; next += quarterMs) {
      const [first] = shape.look(next, () => undefined)
      if (first !== undefined) return first
    }
  }
  return undefined
}

describe.each([
  { people: 12, seed: 1 },
  { people: 25, seed: 2 },
  { people: 60, seed: 3 },
])('$people people at work', ({ people, seed }) => {
  const scans = scansOf({ seed, people, hours: 10 })

  test.each([1, 64])(
    'are found in every field that hides them, within the first shift and its change, of every scan or one of %s',
    (stride) => {
      let ids = 0
      let foundIds = 0
      for (const field of hiddenFields) {
        const textOf = hide(seeded(seed))
        const evidence = found(scans, field, (scan) => textOf(field, scan), stride)
        const workers = new Set(scans.filter(({ timeMs }) => timeMs < startMs + 8 * hourMs).map(({ worker }) => worker))
          .size
        ids += workers
        if (evidence === undefined) continue
        foundIds += workers
        expect(evidence.path).toBe(field)
        expect(evidence.atMs).toBeLessThanOrEqual(startMs + 9 * hourMs)
      }
      expect(foundIds / ids).toBeGreaterThanOrEqual(0.95)
    },
  )

  test('are not seen in carts, printers, doors, tours and other things', () => {
    const wrong = thingFields.filter((field) => {
      const textOf = things(seeded(seed))
      return found(scans, field, (scan) => textOf(field, scan)) !== undefined
    })
    expect(wrong).toEqual([])
  })
})

test('a day and more of things at a site finds nobody in them, and the evidence of people names none', () => {
  const scans = scansOf({ seed: 4, people: 25, hours: 30 })
  for (const field of thingFields) {
    const textOf = things(seeded(4))
    expect(
      found(scans, field, (scan) => textOf(field, scan)),
      field,
    ).toBe(undefined)
  }
  const evidence = found(scans, 'cart', ({ worker }) => `C-${worker}`)
  expect(JSON.stringify(evidence)).not.toMatch(/W\d{3}/)
  expect(evidence).toMatchObject({ heads: null })
})

test('where many more values change than heads are declared, they are something else', () => {
  const scans = scansOf({ seed: 5, people: 25, hours: 10 })
  const look = (heads: number) => {
    const shape = openPersonShape(seeded(7))
    for (const scan of scans) shape.see(scan.timeMs, scan.place, [['f', scan.worker]])
    return Array.from({ length: 40 }, (_, i) => shape.look(startMs + i * quarterMs, () => heads)).flat()
  }
  expect(look(25)).toHaveLength(1)
  expect(look(5)).toEqual([])
})
