import { expect, test } from 'vitest'
import { chooseLanguage, en, formatLocale, isMessageKey, loadMessages, translator } from './index.ts'

test('the first preferred language that the catalogue speaks is chosen, English where it speaks none', () => {
  expect(chooseLanguage(['nl-NL', 'fr-CA', 'de'])).toBe('fr')
  expect(chooseLanguage(['DE-at'])).toBe('de')
  expect(chooseLanguage(['nl', 'sv'])).toBe('en')
  expect(chooseLanguage([])).toBe('en')
})

test('numbers and times follow the reader’s own region of the chosen language', () => {
  expect(formatLocale('de', ['en-US', 'de-CH'])).toBe('de-CH')
  expect(formatLocale('fr', ['en-US'])).toBe('fr')
  expect(formatLocale('en', ['de-DE'])).toBe('en-GB')
  expect(formatLocale('x-pseudo', ['en-US'])).toBe('en-US')
})

test('plurals and numbers follow the language', async () => {
  const german = translator('de', await loadMessages('de'), 'de')
  expect(german('floor.answer.above', { count: 0, zones: '' })).toBe('Keine Zone liegt über dem Üblichen.')
  expect(german('floor.answer.above', { count: 2, zones: 'Tor 1, Tor 2' })).toContain('2 Zonen liegen')
  expect(german('departures.staged', { staged: 1200, planned: 13000 })).toBe('1200 von 13.000'.replace('1200', '1.200'))
  const french = translator('fr', await loadMessages('fr'), 'fr')
  expect(french('trace.journey.total', { count: 0 })).toBe('0 événement')
  expect(french('trace.journey.total', { count: 2 })).toBe('2 événements')
})

test('an own message takes a message’s arguments without a zone to name', () => {
  const t = translator('en', en, 'en-GB')
  expect(t('departures.remedy.moveFirst', { rounded: 'no', units: 12, step: 'Packing', zone: 'none' })).toBe(
    'Take its units at Packing first: 12',
  )
  expect(t('departures.remedy.moveFirst', { rounded: 'yes', units: 10, step: 'Packing', zone: 'Sorter' })).toBe(
    'Take its units at Packing first (Sorter): about 10',
  )
})

test('only names of messages are message keys', () => {
  expect(isMessageKey('departures.title')).toBe(true)
  expect(isMessageKey('departures.reason.invented')).toBe(false)
  expect(isMessageKey('toString')).toBe(false)
})
