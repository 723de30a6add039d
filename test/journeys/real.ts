import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { type ServerProcess, startServer } from '../torture/server-process.ts'
import { findChromium, openPage, startBrowser } from './browser.ts'

/** Where there is a built console and a Chromium to open it with. */
export const possible =
  existsSync(join(import.meta.dirname, '../../dist/console/index.html')) && findChromium() !== null

/** Long enough for a machine that does other work too; no journey waits for time to pass. */
export const patience = 240_000

/** A server in a process of its own on a folder of its own, and a browser that its link let in. */
export interface Journey {
  readonly folder: string
  readonly browser: Browser
  server: ServerProcess
  context: BrowserContext
  page: Page
  /** Errors of the page, in the order of their coming. */
  errors: string[]
  /** The signed-in browser's answer to one of our addresses, such as `/network`. */
  ask<T>(path: string): Promise<T>
  end(): Promise<void>
}

/** Starts the server, clean or with the demonstration, and opens the link that it printed, as a newcomer would. */
export async function startJourney({ empty }: { empty: boolean }): Promise<Journey> {
  const folder = mkdtempSync(join(tmpdir(), 'fairfloor-journey-'))
  const [server, browser] = await Promise.all([startServer(folder, { empty }), startBrowser()])
  const journey: Journey = {
    folder,
    browser,
    server,
    ...(await openPage(browser)),
    async ask<T>(path: string) {
      const answer = await journey.context.request.get(`${journey.server.url}/api/v1${path}`)
      if (!answer.ok()) throw new Error(`${path} was answered with ${answer.status()}`)
      return (await answer.json()) as T
    },
    async end() {
      await browser.close()
      await journey.server.kill()
      rmSync(folder, { recursive: true })
    },
  }
  journey.page.setDefaultTimeout(60_000)
  await journey.page.goto(server.link)
  await journey.page.waitForURL('**/app/**')
  return journey
}

/** Goes to an address of the console and waits until its page is there. */
export async function goTo({ page, server }: Journey, path: string): Promise<void> {
  await page.goto(`${server.url}/app${path}`)
  await shown(page)
}

/** Waits until the page has said what it has to say. */
export async function shown(page: Page): Promise<void> {
  await page.locator('main h1:not(.unseen)').waitFor()
  // A page may fetch several things: the first that still loads is waited for, until none does.
  await page.locator('main .loading').first().waitFor({ state: 'detached' })
}

/** Whatever sticks out of what holds it, as a person would see it; looked at until the page has come to rest after a change of width. */
export async function overflows(page: Page): Promise<string[]> {
  let found: string[] = []
  for (let looks = 0; looks < 20; looks++) {
    found = await page.evaluate(() => {
      const wide = [...document.querySelectorAll('.rows-head .rows-line, .rows-row, .topbar, .rail')]
        .filter((element) => element.scrollWidth > element.clientWidth + 1)
        .map((element) => `${element.className} is too narrow`)
      return document.documentElement.scrollWidth > window.innerWidth ? ['the page scrolls sideways', ...wide] : wide
    })
    if (found.length === 0) return []
    await page.waitForTimeout(100)
  }
  return found
}
