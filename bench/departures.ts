/**
 * What Departures says of a load some time before it leaves, beside what truly became of it, on the three demonstration
 * sites: a table of verdicts by outcome.
 *
 * `node bench/departures.ts [--json] [--hours N] [--lead MINUTES] [--site ID]`. A load is short where orders that were on it
 * went to a later one, delayed where it left more than five minutes after its time, tight where it left whole and in time
 * although a unit missed the staging deadline, which is what a verdict is measured against. Simulated messages, noise included.
 */
import { parseArgs } from 'node:util'
import type { LoadState } from '../src/flow/index.ts'
import { demonstrationSites, type WorldOptions } from '../src/sim/index.ts'
import { simulate } from '../test/flow/simulated.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    hours: { type: 'string', default: '10' },
    lead: { type: 'string', default: '45' },
    site: { type: 'string' },
    cases: { type: 'boolean', default: false },
  },
})
const minuteMs = 60_000
const stepMs = 5 * minuteMs
const delayedAfterMs = 5 * minuteMs
const leadMs = Number(values.lead) * minuteMs

const outcomes = ['whole', 'tight', 'delayed', 'short'] as const
type Outcome = (typeof outcomes)[number]
type Table = Record<string, Record<Outcome, number>>

interface Case {
  readonly site: string
  readonly told: LoadState
  outcome?: Outcome
  missed?: number
  delayMin?: number
}

/** Every load that was to leave in the hours after the start, as it was told `leadMs` before. */
async function casesOf(options: WorldOptions): Promise<Case[]> {
  const site = simulate(options)
  const cases = new Map<string, Case>()
  const unstaged = new Set<string>()
  const endMs = options.startMs + Number(values.hours) * 60 * minuteMs
  // An hour more, so that trucks that wait have left.
  for (let ms = options.startMs; ms <= endMs + 60 * minuteMs; ms += stepMs) {
    await site.advanceTo(ms)
    const { loads } = site.world.truth()
    const near = new Set(loads.filter(({ departureMs }) => departureMs - ms === leadMs).map(({ id }) => id))
    for (const told of site.flow.departures(ms).loads) {
      if (near.has(told.id) && ms + leadMs <= endMs) cases.set(told.id, { site: options.siteId, told })
      if (!told.deadlines.some(({ kind, atMs }) => kind === 'staged' && atMs === ms)) continue
      const truth = loads.find(({ id }) => id === told.id)
      const staged = (truth?.steps['staging'] ?? 0) + (truth?.steps['loading'] ?? 0)
      if (truth !== undefined && staged < truth.units) unstaged.add(told.id)
    }
  }
  for (const { id, leftMs, plannedMs, missed } of site.world.truth().left) {
    const found = cases.get(id)
    if (found === undefined) continue
    found.missed = missed.length
    found.delayMin = Math.round((leftMs - plannedMs) / minuteMs)
    if (missed.length > 0) found.outcome = 'short'
    else if (leftMs - plannedMs > delayedAfterMs) found.outcome = 'delayed'
    else found.outcome = unstaged.has(id) ? 'tight' : 'whole'
  }
  return [...cases.values()].filter(({ outcome }) => outcome !== undefined)
}

function tableOf(cases: readonly Case[]): Table {
  const table: Table = {}
  for (const { told, outcome } of cases) {
    table[told.status] ??= { whole: 0, tight: 0, delayed: 0, short: 0 }
    table[told.status]![outcome!]++
  }
  return table
}

/** Of the loads in trouble, the share that was told (at risk or late); of those told so, the share in trouble. */
function shares(cases: readonly Case[]) {
  const isTold = ({ told }: Case): boolean => told.status === 'late' || told.status === 'atRisk'
  const inTrouble = cases.filter(({ outcome }) => outcome !== 'whole')
  const told = cases.filter(isTold)
  const share = (part: number, of: number): number | null => (of === 0 ? null : Math.round((part / of) * 100) / 100)
  return {
    found: share(inTrouble.filter(isTold).length, inTrouble.length),
    right: share(told.filter(({ outcome }) => outcome !== 'whole').length, told.length),
  }
}

const all: Case[] = []
for (const options of demonstrationSites('fairfloor')) {
  if (values.site !== undefined && options.siteId !== values.site) continue
  const cases = await casesOf(options)
  all.push(...cases)
  report(options.siteId, cases)
}
report('all', all)

/** One line a load, to be read as a shift lead would. */
function line({ told, outcome, missed, delayMin }: Case): string {
  const { units, holding, readyMs, deadlines, remedies, reason, status } = told
  const stagedMs = deadlines.find(({ kind }) => kind === 'staged')?.atMs ?? 0
  const ready =
    readyMs === null ? '-' : `${(readyMs.earliest - stagedMs) / minuteMs}..${(readyMs.latest - stagedMs) / minuteMs}`
  const at = told.shares.map((share) => `${share.step}:${share.units}`).join(' ')
  const saves = remedies.map(
    ({ key, step, units, gainMin, place }) => `${key}@${step}/${place} ${units}u ${gainMin ?? ''}`,
  )
  return `    ${told.id} ${status}/${reason} planned ${units.planned} at [${at}] hold ${holding?.step}:${holding?.units} ready-staged ${ready} -> ${outcome} missed ${missed} delay ${delayMin} | ${saves.join('; ')}`
}

function report(site: string, cases: readonly Case[]): void {
  const table = tableOf(cases)
  if (values.json) {
    const { lead, hours } = values
    console.log(
      JSON.stringify({
        bench: 'departures',
        site,
        leadMin: Number(lead),
        hours: Number(hours),
        loads: cases.length,
        table,
        ...shares(cases),
      }),
    )
    return
  }
  console.log(`${site}: ${cases.length} loads, told ${values.lead} min before`)
  console.log(`  ${'told'.padEnd(10)}${outcomes.map((each) => each.padStart(9)).join('')}`)
  for (const [status, row] of Object.entries(table)) {
    console.log(`  ${status.padEnd(10)}${outcomes.map((each) => String(row[each]).padStart(9)).join('')}`)
  }
  if (values.cases && site !== 'all') for (const each of cases) console.log(line(each))
  const { found, right } = shares(cases)
  console.log(`  of those in trouble told so: ${found ?? 'none'}; of those told so in trouble: ${right ?? 'none'}`)
}
