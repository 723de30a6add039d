/**
 * What a manager who wants to watch a worker can learn from everything that Fairfloor shows, beside roster and eyes alone and beside
 * a plain dashboard of the same events.
 *
 * `node bench/redteam.ts [--json] [--seed S] [--people N] [--days D] [--sites N] [--question Q,…] [--attacker NAME] [--look MIN]
 * [--grain JSON] [--name NAME] [--quick] [--save] [--write]`. Each site is a simulated one with a seed of its own; attackers are trained on
 * all but one of them and judged on that one, in turn. `--grain` changes parameters of `src/policy/grain.ts`; `--save` keeps the
 * result in docs/results/redteam.json under `--name`, and `--write` draws docs/redteam.md from what is kept.
 */
import { parseArgs } from 'node:util'
import { gainMax, judge, openLeast, type Result } from './redteam/judge.ts'
import { keep, writePage } from './redteam/page.ts'
import { type Question, questions, questionText } from './redteam/questions.ts'
import { type Use, type Watch, watch } from './redteam/watch.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    seed: { type: 'string', default: 'red' },
    people: { type: 'string', default: '25' },
    days: { type: 'string' },
    sites: { type: 'string' },
    question: { type: 'string' },
    attacker: { type: 'string' },
    look: { type: 'string' },
    grain: { type: 'string', default: '{}' },
    name: { type: 'string', default: 'default' },
    declared: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    save: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
})

const people = Number(values.people)
const days = Number(values.days ?? (values.quick ? 0.7 : 2))
const sites = Number(values.sites ?? (values.quick ? 2 : 3))
const lookMin = Number(values.look ?? 5)
const asked = values.question?.split(',') ?? (values.quick ? ['idle'] : questions)

if (values.write && !values.save) writePage()
else await run()

async function run(): Promise<void> {
  const watches: Watch[] = []
  for (let site = 1; site <= sites; site++) {
    const seed = `${values.seed}-${site}`
    watches.push(
      await watch({ seed, people, days, lookMin, counted: !values.declared, grain: JSON.parse(values.grain) }),
    )
    if (!values.json) console.error(`watched ${seed}: ${days} days, ${people} people`)
  }
  const use = together(watches.map((each) => each.use))
  const results: Result[] = []
  for (const question of questions.filter((each) => asked.includes(each))) {
    const found = judge(question, watches, values.attacker?.split(','))
    for (const each of found) tell(each, use)
    results.push(...found)
  }
  const answers = statuses(watches)
  if (values.json) console.log(JSON.stringify({ bench: 'redteam', name: values.name, people, use, answers }))
  const failed = results.filter(({ holds }) => holds === false)
  if (!values.json) {
    console.log(
      `step-hours with a rate ${share(use.stepHoursTold, use.stepHours)}, loads with a verdict ${share(use.verdictsTold, use.verdicts)}; ` +
        `${failed.length} of ${results.length} attacks beyond the goal`,
    )
  }
  if (values.save) {
    keep({
      name: values.name,
      people,
      days,
      sites,
      seed: values.seed,
      grain: JSON.parse(values.grain),
      use,
      answers,
      results,
    })
    if (values.write) writePage()
  }
}

function tell(result: Result, use: Use): void {
  const { question, attacker, auc, auc_without, auc_open, n, low, high, worst, counts, holds } = result
  if (values.json) {
    const numbers = { auc, auc_without, auc_open, n, positives: result.positives, low, high, worst, counts, holds }
    const compared = { ours: auc, peer: auc_open, ratio: auc / auc_open, unit: 'auc' }
    console.log(
      JSON.stringify({ bench: 'redteam', name: values.name, people, question, attacker, ...numbers, ...compared, use }),
    )
    return
  }
  const verdict =
    holds === null ? (counts ? 'published' : `open below ${openLeast}`) : holds ? 'holds' : `beyond ${gainMax}`
  console.log(
    `${question.padEnd(7)}${attacker.padEnd(24)} auc ${auc.toFixed(3)}  without ${auc_without.toFixed(3)}  open ${auc_open.toFixed(3)}  ` +
      `gain [${low.toFixed(3)}, ${high.toFixed(3)}]  n ${n}  worst ${worst.group} ${worst.auc.toFixed(3)}/${worst.auc_without.toFixed(3)}  ${verdict}`,
  )
  if (attacker === 'subtraction') console.log(`       ${questionText[question as Question]}`)
}

function together(uses: readonly Use[]): Use {
  const out = { stepHours: 0, stepHoursTold: 0, verdicts: 0, verdictsTold: 0 }
  for (const each of uses) {
    for (const name of Object.keys(out) as (keyof Use)[]) out[name] += each[name]
  }
  return out
}

/** How each form of question was answered, by status. */
function statuses(watches: readonly Watch[]): Record<string, Record<string, number>> {
  const out: Record<string, Record<string, number>> = {}
  for (const { asked } of watches) {
    for (const [form, counts] of asked.answers) {
      const own = out[form] ?? {}
      out[form] = own
      for (const [status, count] of counts) own[status] = (own[status] ?? 0) + count
    }
  }
  return out
}

function share(part: number, all: number): string {
  return all === 0 ? 'none' : `${((100 * part) / all).toFixed(1)} %`
}
