import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type FixtureServer, startFixtureServer } from '../../console/dev/server.ts'
import type { FixtureState } from '../../console/dev/states.ts'
import { findChromium, openPage, startBrowser } from './browser.ts'

const built = existsSync(join(import.meta.dirname, '../../dist/console/index.html'))
const possible = built && findChromium() !== null
const timeout = 120_000

describe.skipIf(!possible)('by keyboard alone', () => {
  let browser: Browser
  let server: FixtureServer
  let close: (() => Promise<void>) | undefined

  beforeAll(async () => {
    server = await startFixtureServer()
    browser = await startBrowser()
  })
  afterEach(async () => {
    await close?.()
    close = undefined
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  async function open(path: string, state: FixtureState = 'busy', frozen = false): Promise<Page> {
    const { context, page } = await openPage(browser, {
      cookies: [{ name: 'fixture', value: state, url: server.origin }],
    })
    close = () => context.close()
    page.setDefaultTimeout(60_000)
    if (frozen) await page.clock.install()
    await page.goto(`${server.origin}/app${path}`)
    await page.getByRole('grid').or(page.getByRole('textbox')).first().waitFor()
    return page
  }

  const focusedRow = (page: Page): Promise<string | null> =>
    page.evaluate(() => document.activeElement?.closest('[role="row"]')?.getAttribute('aria-rowindex') ?? null)

  test('j and k go through the rows, Enter opens beside, Escape closes', { timeout }, async () => {
    const page = await open('/sites/elbe/departures')
    await page.keyboard.press('j')
    expect(await focusedRow(page)).toBe('2')
    await page.keyboard.press('j')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('k')
    expect(await focusedRow(page)).toBe('3')
    await page.keyboard.press('Enter')
    await page.getByRole('complementary', { name: 'L-4102' }).waitFor()
    expect(new URL(page.url()).searchParams.get('load')).toBe('L-4102')
    await page.keyboard.press('Escape')
    await page.getByRole('complementary').waitFor({ state: 'detached' })
  })

  test('the end of 2,000 loads is reached with one key, and few rows are drawn', { timeout }, async () => {
    const page = await open('/sites/elbe/departures', 'huge')
    await page.keyboard.press('j')
    await page.keyboard.press('End')
    await page.waitForFunction(() => Number(document.activeElement?.getAttribute('aria-rowindex')) > 1500)
    expect(await page.getByRole('row').count()).toBeLessThan(80)
    await page.keyboard.press('Home')
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-rowindex') === '2')
  })

  test('a slash goes to the scan field, and what is scanned there is traced', { timeout }, async () => {
    const page = await open('/sites/elbe/floor')
    await page.keyboard.press('/')
    await page.keyboard.type('(00)095213210000000012')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '(00) 095213210000000012' }).waitFor()
    const url = new URL(page.url())
    expect(url.pathname).toBe('/app/sites/elbe/trace')
    expect(url.searchParams.get('id')).toBe('(00)095213210000000012')
  })

  test('the commands go to any page of any site, and trace what is none of them', { timeout }, async () => {
    const page = await open('/sites/elbe/departures')
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.type('floor of rhône')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/sites/rhone/floor')
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.type('SO-20417')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/sites/rhone/trace?id=SO-20417')
  })

  test('a question mark shows the keys, and two letters go to a page', { timeout }, async () => {
    const page = await open('/sites/elbe/departures')
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await page.waitForURL('**/sites/elbe/capture')
  })

  test('arrows go from zone to zone of the plan, and Enter opens one beside it', { timeout }, async () => {
    const page = await open('/sites/elbe/floor')
    await page.locator('.plan-zone[tabindex="0"]').focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await page.getByRole('complementary', { name: 'Inspection' }).waitFor()
  })

  test('a load that changed while nobody looked is marked until it is seen', { timeout }, async () => {
    const page = await open('/sites/elbe/departures', 'moving')
    await page.locator('.rows-row').first().waitFor()
    await server.move()
    await page.getByText('1 load has changed').waitFor()
    await page.getByRole('button', { name: 'Mark as seen' }).press('Enter')
    await page.getByText('1 load has changed').waitFor({ state: 'detached' })
  })

  test('after 15 seconds of silence the page says since when its figures are', { timeout }, async () => {
    const page = await open('/sites/elbe/departures', 'silent', true)
    await page.clock.runFor(14_000)
    expect(await page.getByText('may no longer be true').count()).toBe(0)
    await page.clock.runFor(4_000)
    await page.getByText('These figures are from 16:55 and may no longer be true.').waitFor()
  })

  test('the first stop of Tab skips to the page', { timeout }, async () => {
    const page = await open('/sites/elbe/departures')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
  })
})
