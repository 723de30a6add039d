import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { packageFile, siblingModule } from './modules.ts'

test('a sibling is TypeScript in a checkout and JavaScript in a package', () => {
  expect(siblingModule('file:///a/src/server/start.ts', './worker.ts').href).toBe('file:///a/src/server/worker.ts')
  expect(siblingModule('file:///a/dist/src/server/start.js', '../cli/worker.ts').href).toBe(
    'file:///a/dist/src/cli/worker.js',
  )
  expect(existsSync(siblingModule(import.meta.url, './modules.ts'))).toBe(true)
})

test('a file of the package is found from both, wherever they lie', () => {
  for (const from of ['file:///me/src/fair/src/cli/main.ts', 'file:///me/src/fair/dist/src/cli/main.js']) {
    expect(packageFile(from, 'package.json').href).toBe('file:///me/src/fair/package.json')
    expect(packageFile(from, 'dist/console/').href).toBe('file:///me/src/fair/dist/console/')
  }
  expect(existsSync(packageFile(import.meta.url, 'package.json'))).toBe(true)
})
