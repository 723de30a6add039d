import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { hashOut, hashText } from '../../src/base/index.ts'
import { placeBatch } from '../../src/capture/index.ts'
import { createScanner } from '../../src/epcis/index.ts'
import { type Flow, type History, openFlow } from '../../src/flow/index.ts'
import type { BatchPlacement, EventBatch } from '../../src/model/index.ts'
import { createWorld, noNoise } from '../../src/sim/index.ts'
import { compileSite } from '../../src/site/index.ts'

const key = [1, 2, 3, 4] as const
const hourMs = 3_600_000
const startMs = Date.UTC(2026, 0, 5, 5)

/** What a ledger would tell, from the batches themselves. */
function historyOver(parts: readonly { batch: EventBatch; placement: BatchPlacement }[]): History {
  return (objects, tell) => {
    const indexOf = new Map(objects.map(([low, high], index) => [`${low} ${high}`, index]))
    for (const { batch, placement } of parts) {
      for (let row = 0; row < batch.count; row++) {
        for (let ref = batch.refStart[row]!; ref < batch.refStart[row + 1]!; ref++) {
          const index = indexOf.get(`${batch.refHash[ref * 2]} ${batch.refHash[ref * 2 + 1]}`)
          if (index !== undefined) tell(index, batch, placement, row)
        }
      }
    }
  }
}

test.each([
  ['exactly as they happen', {}],
  ['with late messages, repeated reads and wrong scans', { late: 0.05, repeats: 0.06, misScans: 0.004 }],
])('flow finds what the simulated floor holds, told %s', { timeout: 240_000 }, async (_, noise) => {
  const world = createWorld({
    seed: 11,
    siteId: 'north',
    name: 'North',
    layout: 'small',
    startMs,
    timeZone: 'Europe/Paris',
    noise: { ...noNoise, ...noise },
  })
  const compiled = compileSite(world.siteFile)
  const site = compiled.versions.at(-1)!
  const parts: { batch: EventBatch; placement: BatchPlacement }[] = []
  const flow: Flow = openFlow({
    site,
    history: historyOver(parts),
    hashOf: (text) => {
      hashText(key, text)
      return [hashOut[0]!, hashOut[1]!]
    },
  })
  const options = {
    key,
    contributorKey: key,
    personFields: site.personFields,
    extensions: 'any' as const,
    shape: 'ndjson' as const,
    sha256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest(),
  }
  const scanner = createScanner(options, ({ batch, rejects }) => {
    expect(rejects).toEqual([])
    const part = { batch, placement: placeBatch(batch, compiled, '') }
    parts.push(part)
    flow.apply(part.batch, part.placement)
  })
  const push = (text: string): void => scanner.push(new TextEncoder().encode(`${text}\n`))
  world.advanceTo(startMs + 6 * hourMs, push)
  world.flush(push)
  scanner.end()
  await flow.settle()
  const truth = world.truth()
  const expected = truth.places.map(({ zone, step, objects, containers }) => ({ zone, step, objects, containers }))
  const found = flow.floor(truth.atMs).cells.map(({ place, step, objects, units }) => ({
    zone: site.places[place]!.id,
    step: site.steps[step - 1]?.id ?? '',
    objects: units,
    containers: objects - units,
  }))
  const sorted = (rows: typeof found) => rows.sort((a, b) => (`${a.zone} ${a.step}` < `${b.zone} ${b.step}` ? -1 : 1))
  expect(flow.stats().openObjects).toBeGreaterThan(1000)
  const total = (rows: readonly { objects: number; containers: number }[]) =>
    rows.reduce((sum, { objects, containers }) => sum + objects + containers, 0)
  expect(total(found)).toBe(total(expected))
  expect(sorted(found)).toEqual(sorted(expected))
})
