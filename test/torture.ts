import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { runImportKills } from './torture/import-kills.ts'
import { runKills } from './torture/kills.ts'
import { runPower } from './torture/power.ts'

// `npm run torture -- [--kills N] [--imports N] [--crashes N] [--seed S] [--only PART] [--record]`: long runs. With `--record`
// each part's last result, seed and date stand in docs/results/torture.json.
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    imports: { type: 'string', default: '12' },
    crashes: { type: 'string', default: '3000' },
    seed: { type: 'string', default: String(Date.now()) },
    only: { type: 'string' },
    record: { type: 'boolean', default: false },
  },
})
const { seed } = values
const say = (line: string): void => console.log(line)
const resultPath = new URL('../docs/results/torture.json', import.meta.url)

/** Each part runs, says whether all was well, and is recorded as soon as it has ended. */
const parts: Readonly<Record<string, () => Promise<{ report: object; well: boolean }>>> = {
  async power() {
    const crashes = Number(values.crashes)
    const report = await runPower({ crashes, mutantCrashes: Math.min(crashes, 100), seed, say })
    return {
      report,
      well: report.wrong.length === 0 && Object.values(report.mutants).every(({ noticed }) => noticed > 0),
    }
  },
  async imports() {
    const report = await runImportKills({ kills: Number(values.imports), rows: 250_000, seed, say })
    return { report, well: report.wrong.length === 0 }
  },
  async kills() {
    const report = await runKills({ kills: Number(values.kills), seed, say })
    return { report, well: report.missing.length + report.half.length === 0 }
  },
}

for (const [name, run] of Object.entries(parts)) {
  if (values.only !== undefined && values.only !== name) continue
  const { report, well } = await run()
  console.log(`${name}: ${JSON.stringify(report)}`)
  if (!well) process.exitCode = 1
  if (!values.record) continue
  const kept = JSON.parse(readFileSync(resultPath, 'utf8')) as object
  const next = { ...kept, [name]: { date: new Date().toISOString().slice(0, 10), ...report } }
  writeFileSync(resultPath, `${JSON.stringify(next, null, 2)}\n`)
}
