import { describe, expect, test } from 'vitest'
import { faults } from '../base/index.ts'
import { faultText, loadFaultTexts } from './index.ts'

describe.each(['de', 'fr'] as const)('%s', (language) => {
  test('every fault is said, and none that is not in the table', async () => {
    const texts = await loadFaultTexts(language)
    expect(Object.keys(texts ?? {}).sort()).toEqual(Object.keys(faults).sort())
  })

  test('no title or fix is left in English, and each begins like a sentence and has the same codes in it', async () => {
    const texts = await loadFaultTexts(language)
    const wrong = Object.entries(faults).flatMap(([code, { title, fix }]) => {
      const [ownTitle, ownFix] = faultText(texts, { code, title, fix })
      const technical = (text: string): string =>
        [...text.matchAll(/`[^`]+`|docs\/\S+\.md|--[a-z]+|\/[a-z]+\/?[a-z0-9/]*\b|\bRFC \d+/g)]
          .map(String)
          .sort()
          .join()
      const same = ownTitle === title || ownFix === fix
      const form =
        !/^[\p{Lu}\d]|^--|^[a-z]+[A-Z]|^(application|released|ilmd|plan)/u.test(ownTitle + ownFix) ||
        !/[.\]]$/.test(ownFix)
      return same || form || technical(ownFix) !== technical(fix) ? [code] : []
    })
    expect(wrong).toEqual([])
  })
})

test('a code that no catalogue knows is said as the server said it, and so is every code in English', async () => {
  const said = { code: 'NEW_CODE', title: 'Something new', fix: 'Read the page.' }
  expect(faultText(await loadFaultTexts('de'), said)).toEqual(['Something new', 'Read the page.'])
  expect(faultText(await loadFaultTexts('en'), { ...said, code: 'INTERNAL' })[0]).toBe('Something new')
  expect(faultText(await loadFaultTexts('fr'), { ...said, code: 'toString' })[0]).toBe('Something new')
})
