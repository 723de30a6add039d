import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fieldIds, indicators, exports as ways } from './declared.ts'
import { packs, packsFor } from './packs/packs.ts'
import { type NumberParameter, numberIds, numberParameter } from './parameters.ts'
import { confidences, documentLanguages, packIds, type Rule, standingOf } from './rule.ts'

const root = join(import.meta.dirname, '../..')
const rules: readonly Rule[] = packs.flatMap((pack) => pack.rules)
const facts = join(root, '../shared/facts/regulation.md')

/** Faults of a rule's reference: the file is not there, or no test in it has the title. */
function unheld(rule: Pick<Rule, 'id' | 'test'>): string[] {
  const path = join(root, rule.test.file)
  if (!existsSync(path)) return [`${rule.id}: ${rule.test.file} is not there`]
  const source = readFileSync(path, 'utf8')
  const written = [`'${rule.test.title}'`, `"${rule.test.title}"`, `\`${rule.test.title}\``]
  return written.some((each) => source.includes(each)) ? [] : [`${rule.id}: no test "${rule.test.title}"`]
}

describe('rules', () => {
  test('each names a test that exists', () => {
    expect(rules.flatMap(unheld)).toEqual([])
  })

  test('one that names a test that does not exist is found', () => {
    const file = 'src/policy/rules.test.ts'
    expect(unheld({ id: 'X', test: { file, title: ['no test', 'is called so'].join(' ') } })).toHaveLength(1)
    expect(unheld({ id: 'X', test: { file: 'src/policy/none.test.ts', title: 'x' } })).toHaveLength(1)
  })

  test('have an id of their own, a source, and all languages', () => {
    const ids = rules.map(({ id }) => id)
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
    for (const rule of rules) {
      expect(rule.source.length, rule.id).toBeGreaterThan(5)
      expect(confidences).toContain(rule.confidence)
      const texts = documentLanguages.map((language) => rule.says[language])
      expect(new Set(texts).size, rule.id).toBe(documentLanguages.length)
      for (const text of texts) expect(text, rule.id).toMatch(/^\p{Lu}.{20,}[.]$/su)
    }
  })

  test('never shows a value of ours as law, nor one from memory as verified', () => {
    for (const rule of rules) {
      const standing = standingOf(rule)
      if (rule.confidence === 'D') expect([standing, rule.kind], rule.id).toEqual(['choice', 'choice'])
      else if (rule.confidence === 'M') expect(standing, rule.id).toBe('unverified')
      else expect(standing, rule.id).toBe(rule.kind)
      if (rule.id.startsWith('FF-')) expect(rule.confidence, rule.id).toBe('D')
    }
    expect(standingOf({ kind: 'law', confidence: 'D' })).toBe('choice')
  })

  test('say nothing of the facts that the facts do not say: id and confidence are theirs', () => {
    if (!existsSync(facts)) {
      process.stdout.write('skipped: ../shared/facts is not here\n')
      return
    }
    const known = new Map(
      [...readFileSync(facts, 'utf8').matchAll(/^\| ([A-Z][\w-]+) \|.*\|$/gm)].map((row) => [
        row[1]!,
        row[0].split('|').map((cell) => cell.trim())[5] ?? '',
      ]),
    )
    for (const { id, confidence } of rules.filter((rule) => !rule.id.startsWith('FF-'))) {
      expect(known.get(id), `${id} is not in the facts`).toBeDefined()
      expect(known.get(id), `${id} claims ${confidence}`).toContain(confidence)
    }
  })
})

describe('packs', () => {
  test('are all there, drafts say what is not verified, and complete ones have nothing to say', () => {
    expect(packs.map(({ id }) => id)).toEqual(packIds)
    const complete = packs.filter(({ state }) => state === 'complete')
    expect(complete.map(({ id }) => id)).toEqual(['base', 'EU', 'FR', 'DE'])
    for (const pack of packs) expect(pack.unverified === undefined, pack.id).toBe(pack.state === 'complete')
  })

  test('follow from the country and the region of a site', () => {
    const of = (country?: string, region?: string) => packsFor({ country, region }).map(({ id }) => id)
    expect(of()).toEqual(['base'])
    expect(of('FR')).toEqual(['base', 'EU', 'FR'])
    expect(of('DE')).toEqual(['base', 'EU', 'DE'])
    expect(of('PL')).toEqual(['base', 'EU'])
    expect(of('GB')).toEqual(['base', 'UK'])
    expect(of('US', 'CA')).toEqual(['base', 'US', 'US-CA'])
    expect(of('US', 'OH')).toEqual(['base', 'US'])
    expect(of('CA')).toEqual(['base'])
  })
})

describe('parameters', () => {
  test('no period covers two purposes or two kinds of data, and none of people’s data lasts 31 days', () => {
    const periods = numberIds.flatMap((id) => {
      const { period, value, unit }: NumberParameter = numberParameter(id)
      return period === undefined ? [] : [{ id, ...period, days: unit === 'days' ? value : value / 24 }]
    })
    expect(periods.length).toBeGreaterThan(5)
    expect(new Set(periods.map(({ data }) => data)).size).toBe(periods.length)
    expect(new Set(periods.map(({ purpose }) => purpose)).size).toBe(periods.length)
    for (const { id, data, days } of periods) {
      if (['fine', 'contributors', 'rates', 'test', 'session'].includes(data)) expect(days, id).toBeLessThan(31)
    }
  })

  test('each names a rule that exists and a value within its bounds', () => {
    for (const id of numberIds) {
      const { rule, value, least, most } = numberParameter(id)
      expect(
        rules.some((each) => each.id === rule),
        `${id}: ${rule}`,
      ).toBe(true)
      expect(value >= least && value <= most, id).toBe(true)
    }
    expect(numberParameter('k')).toMatchObject({ least: 5, value: 10, order: 'maximum' })
  })
})

test('no indicator, field or export has a key of a person, a device or a station', () => {
  const person =
    /person|operator|worker|badge|device|station|employee|contributor|gap|idle|pause|latency|rank|score|target/i
  const units = new Set(indicators.flatMap(({ per }) => per))
  expect([...units].sort()).toEqual(['area', 'fault', 'load', 'object', 'site', 'sourceKind', 'step', 'zone'])
  const words = [...indicators.map(({ id }) => id), ...fieldIds, ...Object.keys(ways)]
  expect(words.filter((word) => person.test(word))).toEqual([])
  expect(indicators.filter(({ per, gated }) => gated && per.some((unit) => unit === 'object'))).toEqual([])
})

test('no package that learns models is a dependency', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
    string,
    Record<string, string>
  >
  const names = ['dependencies', 'optionalDependencies'].flatMap((kind) => Object.keys(manifest[kind] ?? {}))
  expect(names.length).toBeGreaterThan(5)
  expect(names.filter((name) => /tensor|torch|onnx|\bml\b|brain|neural|openai|llm|transformers/i.test(name))).toEqual(
    [],
  )
})
