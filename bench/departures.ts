/**
 * What Departures says of a load some time before it leaves, beside what truly became of it, on the three demonstration
 * sites: a table of verdicts by outcome.
 *
 * `node bench/departures.ts [--json] [--hours N] [--lead MINUTES,…] [--site ID] [--cases]`. Simulated messages, noise
 * included; `--cases` prints each load that was told at risk or late, to be read as a shift lead would.
 */
import { parseArgs } from 'node:util'
import { demonstrationSites } from '../src/sim/index.ts'
import { type Case, casesOf, isTold, outcomes, sharesOf, tableOf } from '../test/flow/verdicts.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    hours: { type: 'string', default: '10' },
    lead: { type: 'string', default: '45' },
    site: { type: 'string' },
    cases: { type: 'boolean', default: false },
  },
})
const hours = Number(values.hours)
const leads = values.lead.split(',').map(Number)

const all: Case[] = []
for (const options of demonstrationSites('fairfloor')) {
  if (values.site !== undefined && options.siteId !== values.site) continue
  const cases = await casesOf(options, hours, leads)
  all.push(...cases)
  report(options.siteId, cases)
  if (values.cases) for (const each of cases) if (isTold(each)) console.log(lineOf(each))
}
report('all', all)

function report(site: string, cases: readonly Case[]): void {
  for (const leadMin of leads) {
    const own = cases.filter((each) => each.leadMin === leadMin)
    const table = tableOf(own)
    const { found, right } = sharesOf(own)
    const moves = own.flatMap(({ told }) => told.remedies.filter(({ key }) => key === 'moveFirst'))
    const gains = moves.filter(({ gainMin }) => (gainMin ?? 0) > 0).length
    if (values.json) {
      const counts = { loads: own.length, table, found, right, moves: moves.length, gains }
      console.log(JSON.stringify({ bench: 'departures', site, leadMin, hours, ...counts }))
      continue
    }
    console.log(`${site}: ${own.length} loads, told ${leadMin} min before`)
    console.log(`  ${'told'.padEnd(10)}${outcomes.map((each) => each.padStart(9)).join('')}`)
    for (const [status, row] of Object.entries(table)) {
      console.log(`  ${status.padEnd(10)}${outcomes.map((each) => String(row[each]).padStart(9)).join('')}`)
    }
    console.log(`  in trouble and told so: ${found ?? 'none'}; told so and in trouble: ${right ?? 'none'}`)
    console.log(`  ways to move units first: ${moves.length}, with quarter hours saved: ${gains}`)
  }
}

function lineOf({ told, outcome, delayMin, leadMin }: Case): string {
  const at = told.shares.map(({ step, units }) => `${step}:${units}`).join(' ')
  const late = told.lateByMin === null ? '' : `${told.lateByMin.least}..${told.lateByMin.most} min`
  const saves = told.remedies.map(
    ({ key, step, units, gainMin }) => `${key}@${step} ${units}${gainMin === null ? '' : ` saves ${gainMin}`}`,
  )
  const held = told.holding === null ? '' : `held by ${told.holding.units} at ${told.holding.step}`
  return `    ${told.id} -${leadMin} ${told.status} (${told.reason}) of ${told.units.planned} at [${at}] ${held} ${late}: ${outcome} +${delayMin} | ${saves.join('; ')}`
}
