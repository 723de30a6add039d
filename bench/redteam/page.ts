import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Attacker, attackers } from './attackers.ts'
import { gainMax, positivesMin, type Result } from './judge.ts'
import { questions, questionText } from './questions.ts'
import type { Use } from './watch.ts'

const resultsPath = fileURLToPath(new URL('../../docs/results/redteam.json', import.meta.url))
const pagePath = fileURLToPath(new URL('../../docs/redteam.md', import.meta.url))
const chartPath = fileURLToPath(new URL('../../docs/redteam.svg', import.meta.url))
const [begin, end] = [
  '<!-- Written by `npm run bench -- redteam --write` from docs/results/redteam.json. -->',
  '<!-- End. -->',
]

/** One run, as it is kept. */
export interface Run {
  readonly name: string
  readonly people: number
  /** Days of all sites together. */
  readonly days: number
  readonly sites: number
  readonly seed: string
  readonly grain: unknown
  readonly use: Use
  readonly answers: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly results: readonly Result[]
}

/** Keeps a run in the place of one with the same name and size; questions that only that one answered, on the same sites, stay. */
export function keep(fresh: Run): void {
  const before = kept().find((each) => each.name === fresh.name && each.people === fresh.people)
  const asked = new Set(fresh.results.map(({ question }) => question))
  const isSame = before?.sites === fresh.sites && before.days === Number(fresh.days.toFixed(4))
  const stay = isSame ? before.results.filter(({ question }) => !asked.has(question)) : []
  const run = { ...fresh, results: [...stay, ...fresh.results] }
  const others = kept().filter((each) => each.name !== run.name || each.people !== run.people)
  const runs = [...others, run].sort((a, b) => a.name.localeCompare(b.name) || a.people - b.people)
  writeFileSync(
    resultsPath,
    `${JSON.stringify(runs, (_, value) => (typeof value === 'number' ? Number(value.toFixed(4)) : value), 1)}\n`,
  )
}

function kept(): readonly Run[] {
  return existsSync(resultsPath) ? (JSON.parse(readFileSync(resultsPath, 'utf8')) as Run[]) : []
}

/** Writes tables and chart; what stands before and after them in the page stays. */
export function writePage(): void {
  const runs = kept()
  const text = readFileSync(pagePath, 'utf8')
  const from = text.indexOf(begin)
  const to = text.indexOf(end)
  if (from < 0 || to < from) throw new Error('docs/redteam.md has lost its marks')
  const published = runs.filter(({ grain }) => JSON.stringify(grain) === '{}')
  const parts = [shortTable(published), ...published.map(resultTable), folderTable(published), frontierTable(runs)]
  writeFileSync(pagePath, `${text.slice(0, from)}${begin}\n\n${parts.join('\n\n')}\n\n${text.slice(to)}`)
  writeFileSync(chartPath, chart(runs))
}

/** One line a run and question: how many attackers meet the goal, and which comes nearest to a worker. */
function shortTable(runs: readonly Run[]): string {
  const rows = runs.flatMap((run) =>
    questions.flatMap((question) => {
      const held = run.results.filter((each) => each.question === question && !isPublished(each.attacker))
      const said = held.filter(({ holds }) => holds !== null)
      const most = widest(said)
      if (most === undefined) return []
      const failed = said.filter(({ holds }) => holds === false)
      // Either interval alone begins above nothing by chance: the turned one near one half, the signed one where the roster's own score fell below it.
      const leaks = said.filter(({ low, signed }) => low > 0 && signed.low > 0)
      return [
        [
          runName(run),
          questionText[question],
          `${said.length - failed.length} of ${said.length}`,
          leaks.length === 0 ? 'none' : leaks.map(({ attacker }) => attacker).join(', '),
          `${most.attacker}, ${most.high.toFixed(3)}`,
          String(held.length - said.length),
        ],
      ]
    }),
  )
  const head = [
    'run',
    'question',
    'goal met by',
    'gain above nothing beyond chance',
    'widest upper bound',
    'too few to say',
  ]
  return ['### In short', '', ...table(head, rows)].join('\n')
}

function runName({ name, people }: Run): string {
  return name === 'default' ? `${people} people` : `${people} people, ${name}`
}

function resultTable(run: Run): string {
  const { days, sites, results } = run
  const lines = [`### ${runName(run)}: ${sites} sites, ${Math.round(days)} days in all`, '']
  for (const question of questions) {
    const own = results.filter((each) => each.question === question && !isPublished(each.attacker))
    if (own.length === 0) continue
    lines.push(`**${questionText[question]}**`, '')
    lines.push(
      ...table(
        [
          'attacker',
          'auc',
          'without',
          'open',
          'gain, 95 %',
          'signed gain, 95 %',
          'n (yes)',
          'worst group (auc/without)',
          'goal',
        ],
        own.map((each) => [
          each.attacker,
          number(each.auc),
          number(each.auc_without),
          number(each.auc_open),
          span(each),
          span(each.signed),
          `${each.n} (${each.positives})`,
          `${each.worst.group} (${number(each.worst.auc)}/${number(each.worst.auc_without)})`,
          goalWord(each),
        ]),
      ),
      '',
    )
  }
  return lines.join('\n').trimEnd()
}

/** What whoever has the folder learns, by how old the data in it is. */
function folderTable(runs: readonly Run[]): string {
  const rows = runs.flatMap((run) =>
    run.results
      .filter(({ attacker, positives }) => isPublished(attacker) && positives >= positivesMin)
      .map((each) => [
        runName(run),
        questionText[each.question],
        each.attacker.replace('copy of the folder, ', ''),
        number(each.auc),
        number(each.auc_without),
        span(each.signed),
        `${each.n} (${each.positives})`,
      ]),
  )
  const head = ['run', 'question', 'data', 'auc', 'without', 'signed gain, 95 %', 'n (yes)']
  return ['### A copy of the data folder, by age of the data', '', ...table(head, rows)].join('\n')
}

function goalWord({ holds, counts, positives }: Result): string {
  if (positives < positivesMin) return 'too few to say'
  if (holds === null) return counts ? 'published' : 'does not count'
  return holds ? 'met' : '**not met**'
}

function span({ low, high }: { readonly low: number | null; readonly high: number | null }): string {
  return low === null || high === null ? '–' : `${low.toFixed(3)} to ${high.toFixed(3)}`
}

/** The widest upper bound among the attackers that are held against the goal, and which it is. */
function leakOf(run: Run): Result | undefined {
  return widest(run.results.filter(({ attacker, holds }) => holds !== null && !isPublished(attacker)))
}

function widest(results: readonly Result[]): Result | undefined {
  return results.reduce<Result | undefined>(
    (most, each) => (most === undefined || each.high > most.high ? each : most),
    undefined,
  )
}

function isPublished(name: string): boolean {
  return attackers.find((each: Attacker) => each.name === name)?.published === true
}

function frontierTable(runs: readonly Run[]): string {
  const rows = runs.map((run) => {
    const leak = leakOf(run)
    return [
      run.name,
      String(run.people),
      share(run.use.stepHoursTold, run.use.stepHours),
      share(run.use.verdictsTold, run.use.verdicts),
      leak === undefined ? '–' : (leak.auc - leak.auc_without).toFixed(3),
      leak === undefined ? '–' : leak.high.toFixed(3),
      leak === undefined ? '–' : `${leak.attacker}, ${leak.question}`,
    ]
  })
  const head = ['grain', 'people', 'step-hours with a rate', 'loads with a verdict', 'gain', 'upper bound', 'by']
  return ['### Leak against utility', '', ...table(head, rows)].join('\n')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((word, i) => Math.max(word.length, ...rows.map((row) => row[i]!.length)))
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)]
}

function share(part: number, all: number): string {
  return all === 0 ? '–' : `${((100 * part) / all).toFixed(1)} %`
}

function number(value: number | null): string {
  return value === null || Number.isNaN(value) ? '–' : value.toFixed(3)
}

/** One point a run: to the right more answers, upwards more leak; the line is the goal. */
function chart(runs: readonly Run[]): string {
  const [width, height, left, bottom] = [720, 420, 70, 60]
  const top = 0.5
  const x = (value: number): number => left + value * (width - left - 30)
  const y = (value: number): number =>
    height - bottom - (Math.min(top, Math.max(0, value)) / top) * (height - bottom - 30)
  const points = runs.flatMap((run) => {
    const leak = leakOf(run)
    return leak === undefined
      ? []
      : [{ run, leak, at: run.use.verdicts === 0 ? 0 : run.use.stepHoursTold / Math.max(1, run.use.stepHours) }]
  })
  const marks = points.map(({ run, leak, at }) => {
    const [px, py] = [x(at), y(leak.high)]
    return `<circle cx="${px.toFixed(1)}" cy="${py.toFixed(1)}" r="5" fill="${leak.high <= gainMax ? '#1b6e3c' : '#a4262c'}"/>
<text x="${(px + 8).toFixed(1)}" y="${(py + 4).toFixed(1)}">${escaped(`${run.name}, ${run.people}`)}</text>`
  })
  const ticks = [0, 0.1, 0.2, 0.3, 0.4, 0.5].map(
    (value) =>
      `<line x1="${left}" x2="${width - 30}" y1="${y(value)}" y2="${y(value)}" stroke="#ddd"/><text x="${left - 8}" y="${y(value) + 4}" text-anchor="end">${value}</text>`,
  )
  const shares = [0, 0.25, 0.5, 0.75, 1].map(
    (value) => `<text x="${x(value)}" y="${height - bottom + 20}" text-anchor="middle">${value * 100} %</text>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" font-family="sans-serif" font-size="12">
<title>What the best attacker gains, against the share of step-hours with a rate; the table in redteam.md says the same</title>
<rect width="${width}" height="${height}" fill="#fff"/>
${ticks.join('\n')}
${shares.join('\n')}
<line x1="${left}" x2="${width - 30}" y1="${y(gainMax)}" y2="${y(gainMax)}" stroke="#1b6e3c" stroke-dasharray="6 4"/>
<text x="${width - 34}" y="${y(gainMax) - 6}" text-anchor="end" fill="#1b6e3c">goal: ${gainMax}</text>
${marks.join('\n')}
<text x="${(left + width) / 2}" y="${height - 14}" text-anchor="middle">step-hours in which a lead gets a rate</text>
<text transform="translate(18 ${height / 2}) rotate(-90)" text-anchor="middle">upper bound of auc − auc without</text>
</svg>
`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
