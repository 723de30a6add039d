import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeFindings } from './browser.ts'
import { goTo, type Journey, patience, possible, startJourney } from './real.ts'

describe.skipIf(!possible)('a works council', () => {
  let journey: Journey

  beforeAll(async () => {
    journey = await startJourney({ empty: true })
  }, patience)
  afterAll(async () => {
    await journey?.end()
  }, patience)

  test('opens a value by keyboard and reads where it comes from and what would change it', {
    timeout: patience,
  }, async () => {
    const { page } = journey
    await goTo(journey, '/sites/main/policy')
    await page.getByText('The site file names no country').waitFor()
    const value = page.locator('summary').filter({ hasText: 'Smallest group of a figure' })
    await value.focus()
    await page.keyboard.press('Enter')
    await page.getByText('Fairfloor itself, SDC-1').waitFor()
    await page.getByText('Stricter: write more than that').first().waitFor()
    expect(await axeFindings(page)).toEqual([])
    expect(journey.errors).toEqual([])
  })

  test.each(['register', 'assessment', 'notice'])(
    'reads the %s as a page in German that axe finds nothing on, and prints it',
    async (kind) => {
      const { page, server } = journey
      const answer = await page.goto(
        `${server.url}/api/v1/sites/main/policy/documents/${kind}?language=de&category=agency`,
      )
      expect(answer?.status()).toBe(200)
      expect(await page.locator('html').getAttribute('lang')).toBe('de')
      expect(await axeFindings(page)).toEqual([])
      // The style came: without it the page would be as wide as the window.
      expect(await page.evaluate('getComputedStyle(document.querySelector("main")).maxWidth')).toBe('736px')
      expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000)
      expect(journey.errors).toEqual([])
    },
    patience,
  )

  test('reads what nobody can promise', { timeout: patience }, async () => {
    const { page } = journey
    await goTo(journey, '/sites/main/policy')
    await page.getByRole('link', { name: 'What we cannot promise' }).click()
    await page.getByRole('heading', { name: 'Whoever is root sees what the machine sees.' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
  })
})
