import { defineConfig } from 'vitest/config'

// test/all.ts runs the tests in two parts: the quick ones beside each other, then what is slow, kills processes or
// opens a browser, one file after another. `npx vitest run` takes both.
const part = process.env['FAIRFLOOR_TESTS']
const slow = ['**/*.slow.test.ts', 'test/journeys/**/*.test.ts', 'test/torture/**/*.test.ts']
const all = ['src/**/*.test.ts', 'console/**/*.test.{ts,tsx}', 'bench/**/*.test.ts', 'test/**/*.test.ts']

export default defineConfig({
  test: {
    include: part === 'slow' ? slow : all,
    exclude: ['**/node_modules/**', 'dist/**', ...(part === 'quick' ? slow : [])],
    fileParallelism: part !== 'slow',
    environment: 'node',
    setupFiles: ['test/seed.ts'],
    // A slow test sets its own limit.
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
