import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { consoleIsStale } from '../../src/cli/console-build.ts'
import { packagePlan } from './packages.ts'
import { addTallies, readReport, tallyLine } from './report.ts'

const report = (numbers: Record<string, unknown>): string =>
  JSON.stringify({
    numPassedTests: 5,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [],
    ...numbers,
  })

test('the last line names skipped checks only where there are some', () => {
  expect(tallyLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed')
  expect(tallyLine({ passed: 1, failed: 2, skipped: 3 })).toBe('1 passed, 2 failed, 3 skipped')
})

test('tallies add up', () => {
  const one = { passed: 1, failed: 2, skipped: 3 }
  expect(addTallies([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6 })
})

test('a report counts passed, failed and skipped tests', () => {
  const json = report({ numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 })
  expect(readReport(json, 1)).toEqual({ passed: 5, failed: 1, skipped: 3 })
  expect(readReport(report({}), 0)).toEqual({ passed: 5, failed: 0, skipped: 0 })
})

test('a file that does not load counts as a failure', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{ status: 'failed' }] },
    { status: 'passed', assertionResults: [{ status: 'passed' }] },
  ]
  expect(readReport(report({ numFailedTests: 1, testResults }), 1).failed).toBe(2)
})

test('an error outside every test counts as a failure', () => {
  expect(readReport(report({}), 1).failed).toBe(1)
  expect(readReport(report({}), null).failed).toBe(1)
})

test('missing packages are installed by root on Debian and asked for in one line elsewhere', () => {
  const missing = ['chromium', 'strace']
  expect(packagePlan({ missing: [], debian: false, root: false })).toEqual({ kind: 'ready' })
  expect(packagePlan({ missing, debian: true, root: true })).toEqual({ kind: 'install', names: missing })
  const asked = packagePlan({ missing, debian: true, root: false })
  expect(asked).toMatchObject({ line: expect.stringContaining('sudo apt-get install -y chromium strace') })
  expect(packagePlan({ missing, debian: false, root: true }).kind).toBe('ask')
})

test('a console is stale until it was built from these very sources', () => {
  const root = mkdtempSync(join(tmpdir(), 'fairfloor-stale-'))
  try {
    expect(consoleIsStale(root)).toBe(false)
    mkdirSync(join(root, 'console'))
    writeFileSync(join(root, 'console', 'index.html'), '<main></main>')
    expect(consoleIsStale(root)).toBe(true)
    expect(existsSync(join(root, 'dist'))).toBe(false)
    mkdirSync(join(root, 'dist/console'), { recursive: true })
    writeFileSync(join(root, 'dist/console/built-from.txt'), 'something else')
    expect(consoleIsStale(root)).toBe(true)
  } finally {
    rmSync(root, { recursive: true })
  }
})
