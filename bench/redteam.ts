/**
 * What a manager who wants to watch a worker can learn from everything that Fairfloor shows, beside roster and eyes alone and beside
 * a plain dashboard of the same events.
 *
 * `node bench/redteam.ts [--json] [--seed S] [--people N] [--days D] [--sites N] [--question Q,…] [--attacker NAME,…] [--look MIN]
 * [--grain JSON] [--name NAME] [--rows FOLDER [--watch]] [--quick] [--save] [--write]`. Each site is a simulated one with a seed of its own; attackers are
 * trained on some of them and judged on the others, in turn. `--grain` changes parameters of `src/policy/grain.ts`. `--rows` keeps what was seen of each
 * site in a folder: a run that is begun again goes on, and all sites of a name and size that lie there are judged together (`--watch` only watches). `--quick` is a short run with three
 * attackers and one question; it ends with 1 where a leak is plain. `--save` keeps the result in docs/results/redteam.json under `--name`, and `--write` draws docs/redteam.md
 * from what is kept.
 */
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { gainMax, judge, openLeast, type Result } from './redteam/judge.ts'
import { keep, writePage } from './redteam/page.ts'
import { type Question, questions, questionText } from './redteam/questions.ts'
import { quickAttackers, quickLeaks, quickOptions } from './redteam/quick.ts'
import { readShard, type Shard, shardOf, shardPath, shardPaths, writeShard } from './redteam/shards.ts'
import type { Use } from './redteam/watch.ts'

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
    rows: { type: 'string' },
    watch: { type: 'boolean', default: false },
    declared: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    save: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
})

const people = Number(values.people)
const days = Number(values.days ?? (values.quick ? quickOptions.days : 2))
const siteCount = Number(values.sites ?? (values.quick ? quickOptions.sites : 3))
const lookMin = Number(values.look ?? (values.quick ? quickOptions.lookMin : 5))
const asked = values.question?.split(',') ?? (values.quick ? ['idle'] : questions)
const only = values.attacker?.split(',') ?? (values.quick ? quickAttackers : undefined)

if (values.write && !values.save) writePage()
else await run()

async function run(): Promise<void> {
  const sites = await watchAll()
  if (values.watch) return
  const shards = sites.map((site) => site())
  const use = together(shards.map((each) => each.use))
  const answers = statuses(shards)
  const seenDays = shards.reduce((sum, each) => sum + each.days, 0)
  const results: Result[] = []
  for (const question of questions.filter((each) => asked.includes(each))) {
    const found = judge(
      question,
      sites.map((site) => site().rows[question]),
      only,
    )
    for (const each of found) tell(each, use)
    results.push(...found)
  }
  if (values.json) console.log(JSON.stringify({ bench: 'redteam', name: values.name, people, use, answers }))
  const failed = results.filter(({ holds }) => holds === false)
  if (!values.json) {
    console.log(
      `step-hours with a rate ${share(use.stepHoursTold, use.stepHours)}, loads with a verdict ${share(use.verdictsTold, use.verdicts)}; ` +
        `${failed.length} of ${results.length} attacks beyond the goal`,
    )
  }
  if (values.quick && quickLeaks(results).length > 0) process.exitCode = 1
  if (values.save) {
    const grain = JSON.parse(values.grain)
    keep({
      name: values.name,
      people,
      days: seenDays,
      sites: shards.length,
      seed: values.seed,
      grain,
      use,
      answers,
      results,
    })
    if (values.write) writePage()
  }
}

/** What was seen of each site, read again where it is kept in a folder. */
async function watchAll(): Promise<readonly (() => Shard)[]> {
  const { rows } = values
  const held: Shard[] = []
  for (let site = 1; site <= siteCount; site++) {
    const seed = `${values.seed}-${site}`
    const path = rows === undefined ? undefined : shardPath(rows, values.name, people, seed)
    if (path !== undefined && existsSync(path)) continue
    const shard = await shardOf({
      seed,
      people,
      days,
      lookMin,
      counted: !values.declared,
      grain: JSON.parse(values.grain),
    })
    if (path === undefined) held.push(shard)
    else writeShard(path, shard)
    if (!values.json) console.error(`watched ${seed}: ${days} days, ${people} people`)
  }
  if (rows === undefined) return held.map((shard) => () => shard)
  return shardPaths(rows, values.name, people).map((path) => () => {
    const shard = readShard(path)
    if (shard === undefined) throw new Error(`${path} is gone`)
    return shard
  })
}

function tell(result: Result, use: Use): void {
  const { question, attacker, auc, auc_without, auc_open, n, low, high, signed, worst, counts, holds } = result
  if (values.json) {
    const numbers = {
      auc,
      auc_without,
      auc_open,
      n,
      positives: result.positives,
      low,
      high,
      signed,
      worst,
      counts,
      holds,
    }
    const compared = { ours: auc, peer: auc_open, ratio: auc / auc_open, unit: 'auc' }
    console.log(
      JSON.stringify({ bench: 'redteam', name: values.name, people, question, attacker, ...numbers, ...compared, use }),
    )
    return
  }
  if (Number.isNaN(auc)) {
    console.log(`${question.padEnd(7)}${attacker.padEnd(34)} too few to say: ${result.positives} of ${n}`)
    return
  }
  const verdict =
    holds === null ? (counts ? 'published' : `open below ${openLeast}`) : holds ? 'holds' : `beyond ${gainMax}`
  console.log(
    `${question.padEnd(7)}${attacker.padEnd(34)} auc ${auc.toFixed(3)}  without ${auc_without.toFixed(3)}  open ${auc_open.toFixed(3)}  ` +
      `gain [${low.toFixed(3)}, ${high.toFixed(3)}] signed [${signed.low.toFixed(3)}, ${signed.high.toFixed(3)}]  n ${n}  worst ${worst.group} ${worst.auc.toFixed(3)}/${worst.auc_without.toFixed(3)}  ${verdict}`,
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
function statuses(shards: readonly Shard[]): Record<string, Record<string, number>> {
  const out: Record<string, Record<string, number>> = {}
  for (const { answers } of shards) {
    for (const [form, counts] of answers) {
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
