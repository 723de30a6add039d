import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { runKills } from './torture/kills.ts'

// `npm run torture`: long runs, whose last result, seed and date stand in docs/results/torture.json.
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now()) },
    record: { type: 'boolean', default: false },
  },
})
const report = await runKills({ kills: Number(values.kills), seed: values.seed, say: (line) => console.log(line) })
console.log(JSON.stringify(report))
if (values.record) {
  const path = new URL('../docs/results/torture.json', import.meta.url)
  const kept = JSON.parse(readFileSync(path, 'utf8')) as object
  writeFileSync(
    path,
    `${JSON.stringify({ ...kept, kills: { date: new Date().toISOString().slice(0, 10), ...report } }, null, 2)}\n`,
  )
}
process.exitCode = report.missing.length + report.half.length === 0 ? 0 : 1
