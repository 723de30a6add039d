// What the launcher tests start: it tells its pid, waits, and says how it was ended.
import { endWithLauncher } from '../../src/cli/lifeline.ts'

endWithLauncher()
const [what, value] = process.argv.slice(2)
if (what === 'exit') process.exit(Number(value))
if (what === 'env') {
  console.log(JSON.stringify({ fd: process.env['FAIRFLOOR_LIFELINE_FD'] ?? null, node: process.versions.node }))
  process.exit(0)
}
const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const
for (const signal of signals) {
  process.on(signal, () => {
    console.log(signal)
    process.exit(what === 'graceful' ? 42 : 1)
  })
}
if (what === 'abrupt') for (const signal of signals) process.removeAllListeners(signal)
console.log(`pid ${process.pid}`)
// Longer than any test waits: only a signal or the lifeline ends this.
setTimeout(() => process.exit(99), 60_000)
