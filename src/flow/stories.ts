import { batchOf, exampleSite, hashOfName, historyOf, type Said } from './example.ts'
import { openFlow, restoreFlow } from './flow.ts'
import { type Known, naivePlace, naiveSince } from './oracle.ts'
import type { Flow, FlowOptions } from './types.ts'

/** Stories for the property tests: short lists of events about a few things, told to a flow in many ways. */
export const start = Date.UTC(2026, 5, 1)
export const nowMs = start + 90 * 60_000
export const names = ['a', 'b', 'c', 'd', 'tote', 'box', 'pallet']

/** Two stamps that are equal are ordered by what they say, attribute by attribute; the naive fold has no such rule. */
export function selfTied(said: readonly Said[]): boolean {
  const stamps = said
    .filter(({ takesBack }) => takesBack === undefined)
    .map(({ at, id }) => `${at} ${hashOfName(id)[0] & 2047}`)
  return new Set(stamps).size < stamps.length
}

function optionsOver(said: readonly Said[]): FlowOptions {
  return { site: exampleSite, history: historyOf(said), hashOf: hashOfName }
}

/** Everything that flow publishes and that does not depend on rates. */
export function published(flow: Flow) {
  const floor = flow.floor(nowMs)
  return {
    floor: { ...floor, places: [...floor.places].sort((a, b) => a.place - b.place) },
    exceptions: flow.exceptions(nowMs, 100),
    objects: names.map((name) => flow.object(hashOfName(name))),
    contents: names.map((name) => flow.contents(hashOfName(name), 10)),
    documents: ['order 1', 'order 2'].map((name) => flow.objectsOf(hashOfName(name), 20)),
    amounts: flow.amountsOf(hashOfName('milk')),
    loads: flow
      .departures(nowMs)
      .loads.map(({ units, shares, holding, deadlines }) => ({ units, shares, holding, deadlines })),
    unplanned: flow.departures(nowMs).unplannedUnits,
  }
}

function planFor(flow: Flow): void {
  const load = (id: string, hours: number) => ({
    siteId: 'example',
    id,
    carrier: '',
    service: '',
    dock: '',
    departureMs: start + hours * 3_600_000,
    deadlinesMs: { picked: start + 3_000_000, staged: start + (hours - 1) * 3_600_000 },
    state: 'planned' as const,
    version: 1,
    recordedMs: start,
  })
  const order = (id: string, loadId: string, units: number) => ({
    siteId: 'example',
    id,
    loadId,
    document: `order ${id}`,
    lines: 1,
    units,
    dueMs: start,
    state: 'open' as const,
    version: 1,
    recordedMs: start,
  })
  const orders = [order('1', 'x', 3), order('2', 'y', 2)]
  flow.usePlan({ siteId: 'example', version: 1, loads: [load('x', 2), load('y', 3)], orders })
}

/** Tells a story in parts; after the `restartAfter`th it is written down and read again, with 'none' written down after each. */
export async function tellIn(
  parts: readonly (readonly Said[])[],
  all: readonly Said[],
  restartAfter: number | 'none' = -1,
): Promise<Flow> {
  let flow = openFlow(optionsOver(all))
  planFor(flow)
  for (const [i, part] of parts.entries()) {
    const { batch, placement } = batchOf(part)
    flow.apply(batch, placement)
    if (i % 2 === 0) await flow.settle()
    if (restartAfter !== 'none' && i !== restartAfter) continue
    const written = [...flow.snapshot(nowMs)]
    if (restartAfter === 'none') continue
    const read = restoreFlow(optionsOver(all), written)
    if (!read.ok) throw new Error(read.fault.got)
    flow = read.value
    planFor(flow)
  }
  await flow.settle()
  return flow
}

export const inOrder = (said: readonly Said[]): Said[] =>
  [...said].sort((a, b) => a.at - b.at || (hashOfName(a.id)[0] & 2047) - (hashOfName(b.id)[0] & 2047))
export function ofFlow(flow: Flow, name: string) {
  const found = flow.object(hashOfName(name))
  if (found === null || !found.open) return { open: false }
  const container = names.find((each) => found.container !== null && hashOfName(each).join() === found.container.join())
  const contents = found.contents
  const own = found.container === null && found.precision === 'exact' ? found.sinceMs : undefined
  return { open: true, place: found.place, step: found.step, container: container ?? null, contents, since: own }
}

export function ofNaive(known: ReadonlyMap<string, Known>, name: string) {
  const thing = known.get(name)
  if (thing?.open !== true) return { open: false }
  const inside = thing.parent !== null && known.get(thing.parent)?.open === true ? thing.parent : null
  const contents = [...known.values()].filter((each) => each.open && each.parent === name).length
  const since = Math.max(naiveSince(thing, 'place'), naiveSince(thing, 'step'))
  const own = inside === null && !thing.byHand ? (since === 0 ? null : since * 1000) : undefined
  return { open: true, ...naivePlace(known, name), container: inside, contents, since: own }
}
