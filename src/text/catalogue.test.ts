import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, test } from 'vitest'
import { en, isMessageKey, languages, loadMessages, type MessageKey, translator } from './index.ts'

type Ast = ReturnType<IntlMessageFormat['getAst']>

/** Names of the arguments that a message takes, in every branch. */
function argumentsOf(message: string): string[] {
  const names = new Set<string>()
  const walk = (ast: Ast): void => {
    for (const element of ast) {
      if (element.type !== 0 && element.type !== 7) names.add(element.value)
      if ('options' in element) for (const option of Object.values(element.options)) walk(option.value)
    }
  }
  walk(new IntlMessageFormat(message, 'en').getAst())
  return [...names].sort()
}

const keys = Object.keys(en).filter(isMessageKey)

/** A value for every argument of a message: a number, and a word for those that choose between words. */
function sampleValues(key: MessageKey, amount: number): Record<string, string | number> {
  return Object.fromEntries(argumentsOf(en[key]).map((name) => [name, name === 'zone' ? 'A' : amount]))
}

describe.each(['de', 'fr'] as const)('%s', (language) => {
  test('every message takes the same arguments as the English one', async () => {
    const messages = await loadMessages(language)
    const different = keys.filter((key) => argumentsOf(messages[key]).join() !== argumentsOf(en[key]).join())
    expect(different).toEqual([])
  })

  test('a sentence is not left in English', async () => {
    const messages = await loadMessages(language)
    const same = keys.filter(
      (key) => messages[key] === en[key] && (en[key].replace(/\{[^{}]*\}/g, '').match(/\p{L}{2,}/gu)?.length ?? 0) > 3,
    )
    expect(same).toEqual([])
  })
})

test.each(languages)('every message of %s can be said for none, one and many', async (language) => {
  const t = translator(language, await loadMessages(language), language === 'x-pseudo' ? 'en' : language)
  for (const key of keys) for (const amount of [0, 1, 5]) expect(t(key, sampleValues(key, amount)), key).not.toBe('')
})

test('the pseudo-language brackets every sentence, accents its letters and keeps its arguments', async () => {
  const t = translator('x-pseudo', await loadMessages('x-pseudo'), 'en')
  expect(t('departures.dock', { dock: '7' })).toMatch(/^\[Ðöçķ 7~+\]$/)
  for (const key of keys) expect(t(key, sampleValues(key, 2)), key).toMatch(/^\[.*~\]$/s)
})

test('every message is said somewhere in the console', () => {
  const source = readdirSync(join(import.meta.dirname, '../../console'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('dev'))
    .map((path) => readFileSync(join(import.meta.dirname, '../../console', path), 'utf8'))
    .join('\n')
  // Families whose last word comes from data: `departures.status.${status}`.
  const families = [...source.matchAll(/`([a-z][A-Za-z.]*\.)\$\{/g)].map((found) => found[1] ?? '')
  const wired = ['departures.reason.', 'departures.remedy.', 'floor.next.']
  const unsaid = keys.filter(
    (key) => !source.includes(`'${key}'`) && ![...families, ...wired].some((family) => key.startsWith(family)),
  )
  expect(unsaid).toEqual([])
})
