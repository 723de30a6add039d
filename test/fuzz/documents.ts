import { readFileSync } from 'node:fs'
import type { Fault } from '../../src/base/index.ts'
import { faults, manualClock, type Random } from '../../src/base/index.ts'
import { openPlan } from '../../src/plan/index.ts'
import { compileSite, parseSiteFile } from '../../src/site/index.ts'
import { newSimulatedDisk } from '../disk/simulated-disk.ts'
import { mutateBytes, mutateTree } from './mutate.ts'
import { chance, shorterBytes, smallerTrees, type Target } from './target.ts'

const exampleOf = (page: string): string => {
  const text = readFileSync(new URL(`../../docs/formats/${page}.md`, import.meta.url), 'utf8')
  return /```json\n(.*?)```/s.exec(text)?.[1] ?? ''
}
const siteExample = exampleOf('site-file')

function faultsWrong(list: readonly Fault[]): string {
  if (list.length === 0) return 'refused without a fault'
  for (const fault of list) {
    if (!Object.hasOwn(faults, fault.code)) return 'a fault that the table does not have'
    if (fault.at !== undefined && fault.at !== '' && !fault.at.startsWith('/'))
      return 'a fault whose place is no pointer'
  }
  return ''
}

/** Site files near the documented one: refused whole with faults, or accepted whole and compiled. */
export const siteFiles: Target<string> = {
  name: 'site files',
  make(random: Random) {
    if (chance(random, 0.5)) return JSON.stringify(mutateTree(random, JSON.parse(siteExample)))
    return new TextDecoder().decode(mutateBytes(random, new TextEncoder().encode(siteExample)).bytes)
  },
  check(text, covers) {
    const parsed = parseSiteFile(text)
    if (!parsed.ok) {
      for (const fault of parsed.fault) covers(`site ${fault.code}`)
      return faultsWrong(parsed.fault)
    }
    covers('site accepted')
    const again = parseSiteFile(JSON.stringify(parsed.value))
    if (!again.ok || JSON.stringify(again.value) !== JSON.stringify(parsed.value))
      return 'an accepted file is another one when written'
    const compiled = compileSite(parsed.value)
    for (const timeMs of [0, Date.UTC(2026, 2, 29, 1, 30), Date.UTC(2031, 0, 1)]) {
      const site = compiled.at(timeMs)
      const place = site.placeOf('urn:epc:id:sgln:4012345.00001.0', '')
      if (site.places[place] === undefined) return 'a place that the table does not have'
      if (site.stepOf('picking') > site.steps.length) return 'a step that the process does not have'
      const day = site.dayOf(timeMs)
      if (!(site.dayStartMs(day) <= timeMs && timeMs < site.dayStartMs(day + 1)))
        return 'a time outside its operational day'
    }
    return ''
  },
  *smaller(text) {
    let tree: unknown
    try {
      tree = JSON.parse(text)
    } catch {
      for (const bytes of shorterBytes(new TextEncoder().encode(text))) yield new TextDecoder().decode(bytes)
      return
    }
    for (const smaller of smallerTrees(tree)) yield JSON.stringify(smaller)
  },
  show: (text) => text,
}

const hourMs = 3_600_000
const firstMs = Date.UTC(2026, 2, 2, 6)

function makePlan(random: Random): unknown {
  const time = (hours: number): string => new Date(firstMs + hours * hourMs).toISOString()
  const loads = Array.from({ length: 1 + random.below(4) }, (_, i) => ({
    id: `L${random.below(6)}-${i}`,
    carrier: 'Carrier',
    departure: time(8 + i),
    deadlines: { picked: time(5), packed: time(6), staged: time(7) },
    ...(chance(random, 0.3) ? { state: 'cancelled' } : {}),
  }))
  const orders = Array.from({ length: random.below(5) }, (_, i) => ({
    id: `O${i}`,
    load: loads[random.below(loads.length)]!.id,
    document: `urn:example:order:${i}`,
    lines: random.below(9),
    units: random.below(50),
    ...(chance(random, 0.5) ? { due: time(7) } : {}),
  }))
  return { loads, orders, heads: [{ area: 'pack', quarter: time(1), heads: random.below(30) }] }
}

interface PlanInput {
  readonly first: unknown
  readonly second: unknown
}

/** Plan documents: refused whole (nothing changes) or accepted whole (and the same after a restart). */
export const planDocuments: Target<PlanInput> = {
  name: 'plan documents',
  make: (random) => ({ first: makePlan(random), second: mutateTree(random, makePlan(random)) }),
  async check({ first, second }, covers) {
    const disk = newSimulatedDisk()
    const clock = manualClock(firstMs)
    const plan = await openPlan({ disk, clock, hasArea: (_, area) => area !== 'nowhere' })
    const seen = (): string => JSON.stringify([plan.view('s'), plan.history('s', 'L0-0')])
    await plan.submit('s', first)
    const before = seen()
    const answer = await plan.submit('s', second)
    if (!answer.ok) {
      for (const fault of answer.fault) covers(`plan ${fault.code}`)
      const wrong = faultsWrong(answer.fault)
      if (wrong !== '') return wrong
      if (seen() !== before) return 'a refused document changed the plan'
    } else {
      covers('plan accepted')
      if (answer.value.version !== plan.view('s').version) return 'the answer tells another version than the plan has'
    }
    const view = plan.view('s')
    if (
      view.loads.some((load) => !Number.isFinite(load.departureMs)) ||
      view.orders.some((order) => !Number.isFinite(order.dueMs))
    )
      return 'a time in the plan is no number'
    const after = seen()
    await plan.close()
    const reopened = await openPlan({ disk, clock })
    const same = JSON.stringify([reopened.view('s'), reopened.history('s', 'L0-0')]) === after
    await reopened.close()
    return same ? '' : 'the plan is another one after a restart'
  },
  *smaller({ first, second }) {
    for (const smaller of smallerTrees(second)) yield { first, second: smaller }
    for (const smaller of smallerTrees(first)) yield { first: smaller, second }
  },
  show: ({ first, second }) => JSON.stringify([first, second]),
}
