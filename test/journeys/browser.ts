import { existsSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

/** Where a Chromium may be; the first that exists is used. */
const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'] as const

/** The path of a Chromium, or null with one printed line that says what is missing. */
export function findChromium(): string | null {
  const asked = process.env['FAIRFLOOR_CHROMIUM']
  const found = [...(asked === undefined ? [] : [asked]), ...candidates].find((path) => existsSync(path))
  if (found !== undefined) return found
  console.log('skipped: no Chromium (apt-get install chromium, or set FAIRFLOOR_CHROMIUM)')
  return null
}

/** Starts a headless Chromium that talks to nobody but the pages it is sent to. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('no Chromium')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** Widths that every page must be a pleasure at. */
export const screens = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const
export type Screen = keyof typeof screens

export interface Look {
  readonly screen?: Screen
  readonly theme?: 'light' | 'dark'
  readonly locale?: string
  readonly cookies?: readonly { readonly name: string; readonly value: string; readonly url: string }[]
}

/** A page of its own session, in a zone that is not the site's, without motion. Errors of the page are collected. */
export async function openPage(
  browser: Browser,
  look: Look = {},
): Promise<{ context: BrowserContext; page: Page; errors: string[] }> {
  const context = await browser.newContext({
    viewport: screens[look.screen ?? 'desk'],
    colorScheme: look.theme ?? 'light',
    locale: look.locale ?? 'en-GB',
    timezoneId: 'Europe/London',
    reducedMotion: 'reduce',
  })
  if (look.cookies !== undefined) await context.addCookies([...look.cookies])
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    // A refused or broken request is what some states are about; everything else is a defect of the page.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) errors.push(message.text())
  })
  return { context, page, errors }
}

/** What axe finds on the page, one line a rule and element: WCAG 2.2 AA and best practice, or only the named rules. */
export async function axeFindings(page: Page, rules?: readonly string[]): Promise<string[]> {
  const builder = new AxeBuilder({ page })
  const { violations } = await (rules === undefined
    ? builder.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    : builder.withRules([...rules])
  ).analyze()
  const out: string[] = []
  for (const found of violations) {
    for (const node of found.nodes) {
      const said = node.failureSummary?.split('\n')[1]?.trim() ?? found.help
      // Under a phone's bar lies what the page is scrolled to: the same target is measured again in the middle of the screen.
      if (found.id === 'target-size' && said.includes('obscured') && !(await isSmallInView(page, node.target))) continue
      out.push(`${found.id}: ${node.target.join(' ')}: ${said}`)
    }
  }
  return out
}

/** Whether a target is too small also where nothing lies over it. */
async function isSmallInView(page: Page, target: readonly unknown[]): Promise<boolean> {
  const selector = String(target.at(-1))
  await page
    .locator(selector)
    .first()
    .evaluate((element) => element.scrollIntoView({ block: 'center' }))
  const again = await new AxeBuilder({ page }).include(selector).withRules(['target-size']).analyze()
  return again.violations.length > 0
}
