import { defineConfig } from 'vitest/config'

// `npm run test:quick` leaves out what takes longer than a few seconds; test/all.ts says which.
const quick = process.env['FAIRFLOOR_TESTS'] === 'quick'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'console/**/*.test.{ts,tsx}', 'bench/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: [
      '**/node_modules/**',
      'dist/**',
      ...(quick ? ['**/*.slow.test.ts', 'test/journeys/**', 'test/torture/**'] : []),
    ],
    environment: 'node',
    // A slow test says so in its name and sets its own limit.
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
