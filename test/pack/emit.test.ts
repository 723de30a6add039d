import { expect, test } from 'vitest'
import { declarationWithJsPaths, isPackedAsIs } from './emit.ts'

test('imports of declarations point to what the package holds', () => {
  const text = `import type { A } from './a.ts'\nexport * from "../b/index.ts"\nlet c: import('./c.ts').C\nimport 'node:fs'\n`
  expect(declarationWithJsPaths(text)).toBe(
    `import type { A } from './a.js'\nexport * from "../b/index.js"\nlet c: import('./c.js').C\nimport 'node:fs'\n`,
  )
})

test('data beside the code is packed, tests and their data are not', () => {
  expect(isPackedAsIs('capture/mappings/ocel.sql')).toBe(true)
  expect(isPackedAsIs('capture/testdata/x.json')).toBe(false)
  expect(isPackedAsIs('flow/a.ts')).toBe(false)
})
