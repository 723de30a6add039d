import { expect, test } from 'vitest'
import { missingFor } from './activation.ts'
import { anAgreement } from './agreement.testkit.ts'
import { narrowingOf } from './agreement.ts'
import { explain } from './explain.ts'
import { packsFor } from './packs/packs.ts'
import { numberIds } from './parameters.ts'
import { resolve } from './resolve.ts'
import { documentLanguages } from './rule.ts'

const position = { country: 'FR' }
const packs = packsFor(position)
const agreement = anAgreement({ retention: { accessLogDays: 60 } })
const policy = resolve({
  packs,
  narrowings: [
    narrowingOf(agreement),
    { from: () => ({ kind: 'activation', date: '2026-01-02' }), numbers: { k: 10, eventsDays: 90 } },
  ],
})
const missing = missingFor({ siteId: 'north', position, packs, records: [], day: '2026-11-02', policy })
const words = (language: 'en' | 'de' | 'fr') =>
  explain({ siteId: 'north', packs, policy, missing, changes: [], agreement }, language)
const numberOf = (id: string) => words('en').numbers.find((each) => each.id === id)

test('each value says where it comes from and what would change it', () => {
  expect(words('en').numbers.map(({ id }) => id)).toEqual(numberIds)
  expect(numberOf('k')).toMatchObject({
    value: '12 people',
    source: { says: 'the works agreement bv-goods-flow 1, /reports/parameters/k', standing: 'decided at the site' },
    change:
      'Stricter: write more than that in the site file or the works agreement. Looser: only if every line that says so went, and two people agreed; then 10 people (Fairfloor itself, SDC-1).',
  })
  expect(numberOf('eventsDays')?.source.says).toBe('what the site was activated with (2026-01-02)')
})

test('a value of the product is told as our choice, a line of a pack as what it is and how far it was read', () => {
  expect(numberOf('topShare')?.source).toMatchObject({
    says: 'Fairfloor itself, SDC-2',
    standing: 'our choice, no norm asks it',
  })
  const duty = numberOf('accessLogDays')?.others.find((line) => line.duty)
  expect(duty).toMatchObject({
    value: '183 days',
    source: { standing: 'view of an authority', confidence: 'read in secondary sources', date: '2026-04-02' },
  })
})

test('both lines of a conflict are shown, and what is missing says what to type', () => {
  const { conflicts, missing: told } = words('en')
  expect(conflicts).toEqual([
    {
      says: 'The log of access is kept for: one line asks for at least 183 days, another allows at most 60 days. One of the two has to give way.',
    },
  ])
  expect(numberOf('accessLogDays')?.conflict).toBe(true)
  expect(told.find(({ code }) => code === 'consultation')?.command).toBe(
    'npx fairfloor policy record consultation --opinion favourable --date DAY --site north',
  )
})

test('is said in every language, and nothing of one in another', () => {
  const texts = documentLanguages.map((language) => JSON.stringify(words(language)))
  expect(new Set(texts).size).toBe(3)
  expect(texts[1]).not.toMatch(/\b(the works agreement|Looser|decided at)\b/)
  expect(texts[2]).not.toMatch(/\b(the works agreement|Looser|decided at)\b/)
})
