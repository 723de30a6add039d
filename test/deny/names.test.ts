import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { NamedThing } from '../../src/policy/index.ts'
import { denied } from '../../src/policy/index.ts'
import { createWorld, demonstrationSites } from '../../src/sim/index.ts'

// Names that the product itself writes, and those of the standard, must all be free.

const standards = new URL('../../../shared/standards/epcis/', import.meta.url)

test('no name of the GS1 examples and contexts is refused', (context) => {
  if (!existsSync(standards)) {
    console.log('Skipped: no ../shared beside the repository.')
    context.skip()
  }
  const files = readdirSync(standards, { recursive: true, encoding: 'utf8' })
  const names = new Set<string>()
  for (const path of files.filter((each) => /\.json(?:ld)?$/.test(each))) {
    namesOf(JSON.parse(readFileSync(new URL(path, standards), 'utf8')), names)
  }
  for (const path of files.filter((each) => each.endsWith('.xml'))) {
    const text = readFileSync(new URL(path, standards), 'utf8')
    for (const [, name] of text.matchAll(/<\/?(?:[\w.-]+:)?([\w.-]+)/g)) names.add(name!)
  }
  // A word of OWL, in which the vocabulary is defined: no event carries it.
  names.delete('unionOf')
  expect(names.size).toBeGreaterThan(300)
  expect(refusedOf([...names], 'field')).toEqual([])
})

test('no name and no text of a simulated site and of its events is refused', () => {
  for (const options of demonstrationSites('names')) {
    const world = createWorld(options)
    const names = new Set<string>()
    const texts = new Set<string>()
    namesOf(world.siteFile, names, texts)
    world.advanceTo(world.nowMs + 300_000, (text) => namesOf(JSON.parse(text), names))
    expect(names.size).toBeGreaterThan(30)
    expect(refusedOf([...names], 'field')).toEqual([])
    expect(refusedOf([...texts], 'name')).toEqual([])
  }
})

/** Names of members at every depth, and the texts that they hold. */
function namesOf(value: unknown, names: Set<string>, texts?: Set<string>): void {
  if (typeof value === 'string') texts?.add(value)
  if (typeof value !== 'object' || value === null) return
  for (const [name, each] of Object.entries(value)) {
    if (!Array.isArray(value)) names.add(name.split(/[:/#]/).at(-1)!)
    namesOf(each, names, texts)
  }
}

function refusedOf(names: readonly string[], thing: NamedThing): string[] {
  return names.filter((name) => denied(name, thing) !== undefined)
}
