import { expect, test } from 'vitest'
import { measureRestart } from './restart.ts'

test('after a kill -9 a server knows all its open objects again, and what it answered last', {
  timeout: 240_000,
}, async () => {
  const objects = 200_000
  const report = await measureRestart(objects, { peer: false, log: () => {} })
  expect(report.objects).toBeGreaterThanOrEqual(objects)
  expect(report).toMatchObject({ openObjects: report.objects, wrong: 0, unlike: 0 })
  expect(report.traces).toBeGreaterThan(100)
  // 50 things, 25 boxes, 50 scanned again, 50 class quantities at the least.
  expect(report.known).toBeGreaterThanOrEqual(175)
})
