/** How many checks passed, failed and were skipped. */
export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** The last line of a run: `12 passed, 0 failed`, with `, 3 skipped` where some were. */
export function tallyLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

export function addTallies(all: readonly Tally[]): Tally {
  const out = { passed: 0, failed: 0, skipped: 0 }
  for (const { passed, failed, skipped } of all) {
    out.passed += passed
    out.failed += failed
    out.skipped += skipped
  }
  return out
}

/**
 * Reads Vitest's JSON report. A file that does not load has no tests, and an error outside a test leaves them all
 * green: both count as one failure, so that nothing red is ever counted as nothing.
 */
export function readReport(json: string, exitCode: number | null): Tally {
  const report = JSON.parse(json) as {
    numPassedTests: number
    numFailedTests: number
    numPendingTests: number
    numTodoTests: number
    testResults: { status: string; assertionResults: { status: string }[] }[]
  }
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
  ).length
  const failed = report.numFailedTests + broken
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}
