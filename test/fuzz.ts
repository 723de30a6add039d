import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { fuzz, targets } from './fuzz/run.ts'

// `npm run fuzz -- --minutes 5 --seed S --record`: random inputs against what must hold for every input. `--only TARGET` runs
// one target, `--case SEED` one case of it. With `--record` the result stands in docs/results/fuzz.json.
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(Date.now()) },
    only: { type: 'string' },
    case: { type: 'string' },
    record: { type: 'boolean', default: false },
  },
})

if (values.case !== undefined) {
  for (const target of targets.filter(({ name }) => values.only === undefined || name === values.only)) {
    const found = await target.run(values.case, () => {})
    console.log(found === undefined ? `${target.name}: nothing wrong` : JSON.stringify(found))
    if (found !== undefined) process.exitCode = 1
  }
} else {
  const say = (line: string): void => console.log(line)
  const report = await fuzz({ seed: values.seed, minutes: Number(values.minutes), only: values.only, say })
  console.log(JSON.stringify(report))
  if (values.record) {
    const record = { date: new Date().toISOString().slice(0, 10), ...report }
    writeFileSync(new URL('../docs/results/fuzz.json', import.meta.url), `${JSON.stringify(record, null, 2)}\n`)
  }
  process.exitCode = report.failures.length === 0 ? 0 : 1
}
