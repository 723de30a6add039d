import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FixtureServer, startFixtureServer } from '../../console/dev/server.ts'
import { type FixtureState, fixtureStates } from '../../console/dev/states.ts'
import { hrefOf, type PageId, routes } from '../../console/routes.ts'
import { axeFindings, findChromium, openPage, type Screen, screens, startBrowser } from './browser.ts'

const built = existsSync(join(import.meta.dirname, '../../dist/console/index.html'))
if (!built) console.log('skipped: the console is not built (npm run build:console)')
const possible = built && findChromium() !== null

/** What a page's query may choose: each is a state of its own to look at. */
const queries: Readonly<Record<PageId, readonly Record<string, string>[]>> = {
  home: [{}],
  network: [{}],
  departures: [{}, { load: 'L-4101' }],
  floor: [{}, { view: 'table', zone: 'sorter' }, { exception: 'ex-0' }],
  trace: [{}, { id: '(00)095213210000000012' }],
  capture: [{}],
  policy: [{}],
  checks: [{}],
  account: [{}],
  accounts: [{}],
  accessLog: [{}],
}

/** Pages in which a state shows; all where it is not named. Elsewhere these look as `busy` does, or as each other. */
const onlyOn: Readonly<Partial<Record<FixtureState, readonly PageId[]>>> = {
  moving: ['departures'],
  // The others hear no stream that could be lost.
  lost: ['network', 'departures', 'floor', 'trace', 'capture', 'checks'],
  silent: ['departures'],
  signedOut: ['departures'],
  huge: ['departures', 'floor', 'trace', 'capture'],
}

/** Every address in every state; `empty` is a site of its own that nothing was ever sent to. */
const visits = fixtureStates.flatMap((state) =>
  routes
    .filter(({ page }) => onlyOn[state]?.includes(page) ?? (page !== 'home' || state === 'busy'))
    .flatMap((route) =>
      queries[route.page]
        // Details beside are looked at where there are some.
        .filter((_, i) => i === 0 || route.page === 'trace' || ['busy', 'partial'].includes(state))
        .map((query) => ({ state, href: hrefOf(route.page, state === 'empty' ? 'draft' : 'elbe', query) })),
    ),
)

/** Things of a page that stick out of what holds them, as a person would see it. */
const overflows = `[
  ...(document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : []),
  ...[...document.querySelectorAll('.rows-head .rows-line, .rows-row, .topbar, .rail')]
    .filter((element) => element.scrollWidth > element.clientWidth + 1)
    .map((element) => element.className + ' is too narrow'),
]`

/** Colours hang on the theme and places on the width, so two looks meet both; every pair is tried where all is shown. */
const bothLooks = [
  { screen: 'desk', theme: 'light' },
  { screen: 'phone', theme: 'dark' },
] as const
const everyLook = [...bothLooks, { screen: 'desk', theme: 'dark' }, { screen: 'phone', theme: 'light' }] as const

describe.skipIf(!possible)('the console', () => {
  let browser: Browser
  let server: FixtureServer

  beforeAll(async () => {
    server = await startFixtureServer()
    browser = await startBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  async function visit(state: FixtureState, href: string, lang?: string) {
    const cookies = [{ name: 'fixture', value: state, url: server.origin }]
    const opened = await openPage(browser, { cookies })
    const url = new URL(href, server.origin)
    if (lang !== undefined) url.searchParams.set('lang', lang)
    await opened.page.goto(url.href)
    await settled(opened.page, state)
    if (state === 'moving') {
      await server.move()
      await opened.page.locator('.changed-note').waitFor()
    }
    return opened
  }

  test.each(fixtureStates)(
    'has nothing for axe to find in the state %s, on a desk and a phone, in light and dark',
    { timeout: 400_000 },
    async (state) => {
      const found: string[] = []
      for (const { href } of visits.filter((each) => each.state === state)) {
        const { context, page, errors } = await visit(state, href)
        for (const { screen, theme } of state === 'busy' ? everyLook : bothLooks) {
          await page.setViewportSize(screens[screen])
          await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
          const lines = [...(await axeFindings(page)), ...(await stickingOut(page))]
          found.push(...lines.map((line) => `${href} on a ${screen}, ${theme}: ${line}`))
        }
        found.push(...errors.map((line) => `${href}: ${line}`))
        await context.close()
      }
      expect(found).toEqual([])
    },
  )

  test.each(['de', 'fr', 'x-pseudo'])(
    'says everything in %s without sticking out',
    { timeout: 400_000 },
    async (lang) => {
      const found: string[] = []
      for (const { href } of visits.filter((each) => each.state === 'busy')) {
        const { context, page, errors } = await visit('busy', href, lang)
        for (const screen of Object.keys(screens) as Screen[]) {
          await page.setViewportSize(screens[screen])
          found.push(...(await stickingOut(page)).map((line) => `${href} on a ${screen}: ${line}`))
        }
        if (lang === 'x-pseudo')
          found.push(...(await plainTexts(page)).map((text) => `${href}: “${text}” is in no catalogue`))
        found.push(...errors.map((line) => `${href}: ${line}`))
        await context.close()
      }
      expect(found).toEqual([])
    },
  )
})

type Page = Awaited<ReturnType<typeof openPage>>['page']

/** Waits until the page shows what its state shows, without a pause of a fixed length. */
async function settled(page: Page, state: FixtureState): Promise<void> {
  if (state === 'lost') await page.locator('.ribbon-stale').or(page.locator('.ask')).first().waitFor()
  else if (state === 'loading' || state === 'signedOut') await page.locator('.loading, .bare, .ask').first().waitFor()
  else await page.locator('main h1').waitFor()
  await page.waitForFunction(() => document.fonts.status === 'loaded')
  if (state !== 'loading') await page.locator('main .loading').waitFor({ state: 'detached' })
}

/** What sticks out once the page has settled into its width: a list learns of a new width a frame later. */
async function stickingOut(page: Page): Promise<string[]> {
  // Asked from here, not by a poll in the page: the page's policy forbids it to evaluate text.
  const untilMs = Date.now() + 5_000
  for (;;) {
    const found: string[] = await page.evaluate(overflows)
    if (found.length === 0 || Date.now() > untilMs) return found
    await page.waitForTimeout(100)
  }
}

/** Headings and column heads in the pseudo-language that went round the catalogue. */
async function plainTexts(page: Page): Promise<string[]> {
  const texts = await page
    .locator('main h1, main h3:not(.journey-day), [role="columnheader"], nav a span, label')
    .allTextContents()
  return texts.filter((text) => text.trim() !== '' && !text.includes('['))
}
