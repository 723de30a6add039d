import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { denied } from './deny.ts'

// Names of real logs of warehouses, which lie beside the repository where they are present at all.
const folder = new URL('../../../../shared/data/warehouse/', import.meta.url)

test('no column of the real warehouse logs is refused', (context) => {
  if (!existsSync(folder)) {
    console.log('Skipped: no ../shared beside the repository.')
    context.skip()
  }
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.csv'))
    .flatMap((path) => {
      const [header] = readFileSync(new URL(path, folder), 'utf8').split(/\r?\n/, 1)
      return header!.split(/[,;\t]/).map((name) => name.replaceAll('"', ''))
    })
  expect(names.length).toBeGreaterThan(0)
  expect(names.filter((name) => denied(name, 'column') !== undefined)).toEqual([])
})
