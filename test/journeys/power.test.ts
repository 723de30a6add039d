import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startServer } from '../torture/server-process.ts'
import { goTo, type Journey, patience, possible, startJourney } from './real.ts'

const main = join(import.meta.dirname, '../../src/cli/main.ts')

describe.skipIf(!possible)('when the power fails while events are posted and a page is open', () => {
  let journey: Journey
  let key = ''
  const acknowledged: number[] = []
  let posting = true
  let poster: Promise<void>

  beforeAll(async () => {
    journey = await startJourney({ empty: true })
    const args = ['key', 'create', '--name', 'wms', '--role', 'integrator', '--site', 'main', '--data', journey.folder]
    key = execFileSync(process.execPath, [main, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
    await goTo(journey, '/sites/main/capture')
    poster = post()
  }, patience)
  afterAll(async () => {
    posting = false
    await poster
    await journey?.end()
  }, patience)

  /** Posts events one after another, as a feed does that tries again until it is told that its event is safe. */
  async function post(): Promise<void> {
    for (let n = 1; posting; ) {
      const status = await fetch(`${journey.server.url}/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(anEvent(n)),
      }).then(
        (response) => response.status,
        () => 0,
      )
      // 409: it was safe already when the power failed, only the answer was lost.
      if (status === 201 || status === 409) acknowledged.push(n++)
      else await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  test('the page greys out and says since when its figures are', { timeout: patience }, async () => {
    const { page } = journey
    await expect.poll(() => acknowledged.length, { timeout: 60_000 }).toBeGreaterThan(50)
    await page.getByText('Live', { exact: true }).waitFor()
    await journey.server.kill()
    await page.getByText(/These figures are from \d\d:\d\d and may no longer be true/).waitFor()
    await page.getByText('The page tries again by itself').waitFor()
    expect(await page.evaluate(() => document.documentElement.hasAttribute('data-stale'))).toBe(true)
  })

  test('a page that was never shown says so itself, and one from before is as old as it was', {
    timeout: patience,
  }, async () => {
    const { page } = journey
    const rail = page.getByRole('navigation')
    const stale = page.getByText(/These figures are from/)
    const before = await stale.textContent()
    await rail.getByRole('link', { name: 'Departures' }).click()
    await page.getByRole('heading', { name: 'The server did not answer' }).waitFor()
    expect(await stale.count()).toBe(0)
    await rail.getByRole('link', { name: 'Policy' }).click()
    await page.getByRole('heading', { name: 'The server did not answer' }).waitFor()
    await rail.getByRole('link', { name: 'Capture' }).click()
    await stale.waitFor()
    expect(await stale.textContent()).toBe(before)
  })

  test('the page comes back by itself after a restart, without a reload', { timeout: patience }, async () => {
    const { page } = journey
    const before = acknowledged.length
    await page.evaluate(() => Object.assign(window, { notReloaded: true }))
    journey.server = await startServer(journey.folder, { port: Number(new URL(journey.server.url).port) })
    await page.getByText('Live', { exact: true }).waitFor()
    await page.getByText(/may no longer be true/).waitFor({ state: 'detached' })
    expect(await page.evaluate(() => 'notReloaded' in window)).toBe(true)
    expect(await page.evaluate(() => document.documentElement.hasAttribute('data-stale'))).toBe(false)
    await expect.poll(() => acknowledged.length, { timeout: 60_000 }).toBeGreaterThan(before + 20)
  })

  test('nothing that was acknowledged is missing, and nothing is there twice', { timeout: patience }, async () => {
    posting = false
    await poster
    const kept: string[] = []
    // Hand scans are found by their ids: those that were acknowledged, and some that never were.
    const asked = Array.from({ length: acknowledged.length + 20 }, (_, i) => idOf(i))
    for (let from = 0; from < asked.length; from += 40) {
      const ids = encodeURIComponent(asked.slice(from, from + 40).join('|'))
      const response = await fetch(`${journey.server.url}/events?perPage=500&EQ_eventID=${ids}`, {
        headers: { 'x-api-key': key },
      })
      const body = (await response.json()) as {
        epcisBody: { queryResults: { resultsBody: { eventList: { eventID: string }[] } } }
      }
      kept.push(...body.epcisBody.queryResults.resultsBody.eventList.map(({ eventID }) => eventID))
    }
    expect(kept.length).toBe(new Set(kept).size)
    expect(acknowledged.map(idOf).filter((id) => !kept.includes(id))).toEqual([])
    expect(kept.length).toBe(acknowledged.length)
  })

  test('the page has met no error', () => {
    expect(journey.errors).toEqual([])
  })
})

const idOf = (n: number): string => `urn:uuid:00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

const anEvent = (n: number) => ({
  '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
  type: 'ObjectEvent',
  eventID: idOf(n),
  eventTime: new Date(Date.UTC(2026, 2, 2, 14, 5) + n * 1000).toISOString(),
  eventTimeZoneOffset: '+01:00',
  epcList: [`https://id.gs1.org/01/09521321000005/21/${n}`],
  action: 'OBSERVE',
  bizStep: 'shipping',
})
