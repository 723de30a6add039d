// The test runner behind `npm test` and `npm run test:quick`: it sees to what the run needs, streams every step, and
// ends with one line that sums them up.
import { buildConsole, consoleIsStale } from '../src/cli/console-build.ts'
import { endWithLauncher } from '../src/cli/lifeline.ts'
import { installPackages, packagePlan, thisHost } from './runner/packages.ts'
import { addTallies, type Tally, tallyLine } from './runner/report.ts'
import { endStepsWithUs, toolStep, vitestStep } from './runner/step.ts'
import { repositoryRoot } from './tidy/tree.ts'

const quick = process.argv.includes('--quick')
const one: Tally = { passed: 1, failed: 0, skipped: 0 }
const broken: Tally = { passed: 0, failed: 1, skipped: 0 }

endStepsWithUs()
endWithLauncher()
const tallies = quick || preparePackages() ? await runSteps() : [broken]
const sum = addTallies(tallies)
console.log(`\n${tallyLine(sum)}`)
process.exitCode = sum.failed === 0 && sum.passed > 0 ? 0 : 1

async function runSteps(): Promise<Tally[]> {
  const out = [
    await toolStep('types', 'typescript/bin/tsc', ['--noEmit']),
    await toolStep('lint', '@biomejs/biome/bin/biome', ['check', '.']),
    await vitestStep('quick tests', 'quick'),
  ]
  if (quick) return out
  out.push(await consoleStep(), await vitestStep('slow tests and journeys', 'slow'))
  return out
}

/** True when everything that the whole run needs is there, after installing it where that is possible. */
function preparePackages(): boolean {
  const plan = packagePlan(thisHost())
  if (plan.kind === 'ready') return true
  if (plan.kind === 'ask') {
    console.log(plan.line)
    return false
  }
  console.log(`Installing ${plan.names.join(', ')} (Debian packages that the tests need)`)
  try {
    installPackages(plan.names)
  } catch {
    console.log(`apt-get could not install ${plan.names.join(' ')}: install them by hand and run again.`)
    return false
  }
  return true
}

/** Journeys open the built console, so it must be of these sources. */
async function consoleStep(): Promise<Tally> {
  console.log('\n== console')
  if (!consoleIsStale(repositoryRoot)) {
    console.log('console: built from these sources already')
    return one
  }
  const built = await buildConsole(repositoryRoot, { out: console.log, err: console.log })
  return built ? one : broken
}
