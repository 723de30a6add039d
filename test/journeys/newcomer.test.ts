import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { de } from '../../src/text/de.ts'
import { en } from '../../src/text/en.ts'
import { fr } from '../../src/text/fr.ts'
import type { FloorView, Me, NetworkView } from '../../src/wire/index.ts'
import { axeFindings, openPage, screens } from './browser.ts'
import { plainTexts } from './plain.ts'
import { goTo, type Journey, overflows, patience, possible, shown, startJourney } from './real.ts'

describe.skipIf(!possible)('a newcomer', () => {
  let journey: Journey

  beforeAll(async () => {
    journey = await startJourney({ empty: false })
  }, patience)
  afterAll(async () => {
    await journey?.end()
  }, patience)

  /** Addresses with something on each. */
  async function pages(): Promise<string[]> {
    const load = await firstLoad()
    return [
      '/network',
      '/sites/lyon/departures',
      `/sites/lyon/departures?load=${load}`,
      '/sites/lyon/floor',
      '/sites/lyon/floor?view=table&zone=pack-1',
      '/sites/lyon/trace',
      `/sites/lyon/trace?id=${encodeURIComponent(await firstObject())}`,
      '/sites/lyon/capture',
      '/sites/lyon/policy',
      '/sites/lyon/checks',
      '/accounts',
      '/account',
      '/access-log',
    ]
  }
  async function firstLoad(): Promise<string> {
    const view = await journey.ask<{ loads: { id: string; status: string }[] }>('/sites/lyon/departures')
    return view.loads.find(({ status }) => ['late', 'atRisk'].includes(status))?.id ?? view.loads[0]?.id ?? ''
  }
  async function firstObject(): Promise<string> {
    // Names of objects are read when somebody first looks at the floor.
    for (let looks = 0; looks < 100; looks++) {
      const { exceptions } = await journey.ask<FloorView>('/sites/lyon/floor')
      const named = exceptions.find(({ object }) => object !== '')
      if (named !== undefined) return named.object
      await journey.page.waitForTimeout(200)
    }
    throw new Error('no exception has an object with a name')
  }

  test('opens the link and sees three simulated sites, and that they are simulated', {
    timeout: patience,
  }, async () => {
    const { page } = journey
    await page.waitForURL('**/app/network')
    await page.getByText('Simulated data: no real goods, no real trucks').waitFor()
    const sites = page.getByRole('grid', { name: /^Sites/ })
    await sites.getByRole('row').nth(3).waitFor()
    const names = await sites.getByRole('row').allInnerTexts()
    expect(names.length).toBe(4)
    for (const name of ['Lyon Saint-Priest (simulated)', 'Leipzig Nord (simulated)', 'Columbus South (simulated)'])
      expect(names.some((text) => text.includes(name))).toBe(true)
  })

  test('changes the speed of the simulated clock', { timeout: patience }, async () => {
    const { page } = journey
    await page.getByText('60×').click()
    await expect.poll(async () => (await journey.ask<Me>('/me')).demonstration?.speed, { timeout: 30_000 }).toBe(60)
    // Slowly again: what follows is looked at twice.
    await page.getByText('1×', { exact: true }).click()
    await expect.poll(async () => (await journey.ask<Me>('/me')).demonstration?.speed, { timeout: 30_000 }).toBe(1)
    expect(await page.getByRole('radio', { name: '1×', exact: true }).isChecked()).toBe(true)
  })

  test('goes to a site and sees in word and shape which trucks are late or at risk', {
    timeout: patience,
  }, async () => {
    const { page } = journey
    const { sites } = await journey.ask<NetworkView>('/network')
    const lyon = sites.find(({ site }) => site.siteId === 'lyon')
    expect((lyon?.late ?? 0) + (lyon?.atRisk ?? 0)).toBeGreaterThan(0)
    await page.getByRole('row', { name: /Lyon Saint-Priest/ }).click()
    await page.waitForURL('**/sites/lyon/departures')
    await shown(page)
    const needy = page.getByRole('grid', { name: 'Loads by time left' }).getByRole('row', { name: /^(Late|At risk)/ })
    await needy.first().waitFor()
    for (const row of await needy.all()) {
      const state = row.getByRole('gridcell').first()
      expect(await state.locator('svg').count()).toBe(1)
    }
  })

  test('reads one time of the site on all its pages, and none where sites keep different ones', {
    timeout: patience,
  }, async () => {
    const { page } = journey
    const clock = page.getByRole('button', { name: 'Site time' })
    const minutes: number[] = []
    for (const name of ['departures', 'policy', 'checks', 'trace']) {
      // Loaded anew each time: no page may live from what another one has heard.
      await goTo(journey, `/sites/lyon/${name}`)
      await clock.waitFor()
      const [hour, minute] = ((await clock.locator('.clock-time').textContent()) ?? '').split(':').map(Number)
      minutes.push((hour ?? Number.NaN) * 60 + (minute ?? Number.NaN))
    }
    const { asOfMs } = (await journey.ask<NetworkView>('/network')).sites[0]?.asOf ?? { asOfMs: 0 }
    const parts = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'Europe/Paris' }).format(asOfMs)
    const [hour = 0, minute = 0] = parts.split(':').map(Number)
    // Half an hour passes at ten times the speed in three minutes: this machine's own clock is further off than that.
    for (const shownMinute of minutes) expect(Math.abs(shownMinute - (hour * 60 + minute))).toBeLessThan(30)
    await goTo(journey, '/network')
    expect(await clock.count()).toBe(0)
  })

  test('finds the checks beside the policy, and is told what a page that is none leads to', {
    timeout: patience,
  }, async () => {
    const { page } = journey
    await goTo(journey, '/sites/lyon/policy')
    await page.getByRole('navigation').getByRole('link', { name: 'Checks' }).click()
    await page.getByRole('heading', { name: 'Follow a fake badge' }).waitFor()
    await goTo(journey, '/nowhere')
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
    await page.getByRole('main').getByRole('link', { name: 'Lyon Saint-Priest (simulated)' }).click()
    await page.waitForURL('**/sites/lyon/departures')
  })

  test('reads each example of Trace as what it is, and is told of a digit that was misread', {
    timeout: patience,
  }, async () => {
    const { page } = journey
    await goTo(journey, '/sites/lyon/trace')
    const texts = await page.locator('.examples a').allInnerTexts()
    expect(texts).toHaveLength(5)
    for (const text of texts) {
      await goTo(journey, `/sites/lyon/trace?id=${encodeURIComponent(text)}`)
      await page.getByText('Never seen at Lyon').waitFor()
      if (!text.startsWith('SO-')) await page.getByText(/^Read as /).waitFor()
    }
    await goTo(journey, '/sites/lyon/trace?id=(00)095213210000000012')
    await page.getByText('The check digit does not fit the others').waitFor()
  })

  test('who opens a link a second time elsewhere reads why, and what prints a new one', {
    timeout: patience,
  }, async () => {
    const other = await openPage(journey.browser)
    await other.page.goto(journey.server.link)
    await other.page.getByText('That link was used already, or is too old.').waitFor()
    await other.page.getByText('npx fairfloor key link --data data').waitFor()
    expect(await axeFindings(other.page)).toEqual([])
    expect(other.errors).toEqual([])
    await other.context.close()
    // A program is still answered as one.
    const answer = await fetch(journey.server.link)
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([401, 'LINK_USED'])
  })

  test('is asked once more before a key ends, and reads beside the keys what is wrong with a name', {
    timeout: patience,
  }, async () => {
    const { page } = journey
    await goTo(journey, '/accounts')
    const keys = page.getByRole('region', { name: 'Keys of machines' })
    await keys.getByLabel('Name of the system, such as sorter-2').fill('Not A Name')
    await keys.getByRole('button', { name: 'Make a key' }).click()
    const failed = page.getByRole('alert').filter({ hasText: 'The name of a key is not well formed' })
    await failed.waitFor()
    const below = async (): Promise<number> => (await failed.boundingBox())?.y ?? 0
    expect(await below()).toBeGreaterThan((await keys.boundingBox())?.y ?? Number.POSITIVE_INFINITY)
    await keys.getByLabel('Name of the system, such as sorter-2').fill('wms-9')
    await keys.getByRole('button', { name: 'Make a key' }).click()
    await keys.getByText('The key is shown this once.').waitFor()
    expect(await failed.count()).toBe(0)
    await keys.getByRole('button', { name: 'End wms-9' }).click()
    await keys.getByRole('button', { name: 'Leave it' }).click()
    await keys.getByRole('button', { name: 'End wms-9' }).click()
    await keys.getByRole('button', { name: 'Yes: End wms-9' }).click()
    await keys.getByText('No key yet.').waitFor()
  })

  test('is sent scripts packed', { timeout: patience }, async () => {
    const html = await (await fetch(`${journey.server.url}/app/`)).text()
    const path = /src="([^"]+\.js)"/.exec(html)?.[1] ?? ''
    const answer = await fetch(`${journey.server.url}${path}`)
    expect(answer.headers.get('content-encoding')).toBe('gzip')
    expect(answer.headers.get('content-type')).toContain('javascript')
    expect(answer.headers.get('cache-control')).toContain('immutable')
  })

  test('finds the busiest zone of the site on its floor', { timeout: patience }, async () => {
    const { page } = journey
    const busiest = (await journey.ask<NetworkView>('/network')).sites.find(
      ({ site }) => site.siteId === 'lyon',
    )?.busiest
    expect(busiest).toBeDefined()
    await goTo(journey, '/sites/lyon/departures')
    await page.getByRole('navigation').getByRole('link', { name: 'Floor' }).click()
    await shown(page)
    await page.getByText('Table', { exact: true }).click()
    const zones = page.getByRole('grid', { name: 'Zones' })
    await zones
      .getByRole('row', { name: busiest?.name ?? '' })
      .first()
      .click()
    await page.getByRole('complementary', { name: busiest?.name ?? '' }).waitFor()
    // The zone furthest above its normal range is the first of the table: nobody has to look for it.
    expect(await zones.getByRole('row').nth(1).textContent()).toContain(busiest?.name)
  })

  test('meets nothing that axe finds, in light and dark, on a desk and a phone', {
    timeout: patience * 2,
  }, async () => {
    const { page } = journey
    const found: string[] = []
    for (const path of await pages()) {
      await goTo(journey, path)
      // Colours hang on the theme and places on the width: two looks meet both.
      for (const [screen, colorScheme] of [
        ['desk', 'light'],
        ['phone', 'dark'],
      ] as const) {
        await page.setViewportSize(screens[screen])
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        const lines = [...(await overflows(page)), ...(await axeFindings(page))]
        found.push(...lines.map((line) => `${path} on a ${screen}, ${colorScheme}: ${line}`))
      }
    }
    expect(found).toEqual([])
  })

  test('chooses German and French by a switch, and comes back', { timeout: patience }, async () => {
    const { page } = journey
    await page.setViewportSize(screens.desk)
    await goTo(journey, '/sites/lyon/departures')
    for (const [before, language, heading] of [
      [en, 'Deutsch', 'Abfahrten'],
      [de, 'Français', 'Départs'],
      [fr, 'English', 'Departures'],
    ] as const) {
      await page.getByRole('button', { name: before['settings.open'] }).click()
      await page.getByRole('radio', { name: language }).check({ force: true })
      await page.keyboard.press('Escape')
      await page.getByRole('heading', { level: 1, name: heading }).waitFor()
    }
  })

  test('sees no text on any page that is in no catalogue, and nothing that sticks out', {
    timeout: patience,
  }, async () => {
    const { page } = journey
    const found: string[] = []
    const data = await dataOf(journey, await firstObject())
    for (const path of await pages()) {
      await goTo(journey, `${path}${path.includes('?') ? '&' : '?'}lang=x-pseudo`)
      found.push(...(await plainTexts(page, data)).map((text) => `${path}: “${text}” is in no catalogue`))
      for (const [screen, size] of Object.entries(screens)) {
        await page.setViewportSize(size)
        found.push(...(await overflows(page)).map((line) => `${path} on a ${screen}: ${line}`))
      }
    }
    expect(found).toEqual([])
  })

  test('is told how to go on where an address leads nowhere', { timeout: patience }, async () => {
    const { page } = journey
    await page.setViewportSize(screens.desk)
    await goTo(journey, '/sites/nowhere/departures?lang=en')
    await page.getByRole('heading', { level: 1, name: /nowhere/ }).waitFor()
    await page.getByRole('main').getByRole('link', { name: /Lyon/ }).click()
    await page.waitForURL('**/sites/lyon/departures')
    await goTo(journey, '/no/such/page')
    await page.getByRole('heading', { level: 1 }).waitFor()
  })

  test('who traces nonsense is told that it was never seen, and what to check', { timeout: patience }, async () => {
    const { page } = journey
    await goTo(journey, '/sites/lyon/trace?lang=en')
    for (const nonsense of ['zzz <b>nonsense</b>', '(00)123', "'; DROP TABLE events; --", '💥'.repeat(50)]) {
      await page.getByLabel(/Scan or type an SSCC/).fill(nonsense)
      await page.keyboard.press('Enter')
      await page.getByText('Check the label for a misread digit', { exact: false }).waitFor()
      await page.goBack()
      await shown(page)
    }
  })

  test('whose session has ended is told how to get in again', { timeout: patience }, async () => {
    const { page, context } = journey
    await goTo(journey, '/sites/lyon/departures?lang=en')
    await context.clearCookies()
    await page.getByRole('link', { name: 'Floor' }).click()
    await page.getByRole('heading', { name: 'This browser is not signed in' }).waitFor()
    await page.getByText('one-time link').first().waitFor()
    expect(await axeFindings(page)).toEqual([])
  })

  test('meets no error of the page in all of this', () => {
    expect(journey.errors).toEqual([])
  })
})

/** Everything that the server says about the site, as texts: what is data, and so in no catalogue. */
async function dataOf(journey: Journey, object: string): Promise<readonly string[]> {
  // Rules are data, in the languages that src/policy has words for: its own tests ask that none is missing.
  const policy = '/sites/lyon/policy?language=en'
  const paths = [
    '/me',
    '/access-log',
    '/network',
    '/sites/lyon/departures',
    '/sites/lyon/floor',
    '/sites/lyon/capture',
    policy,
  ]
  const answers = await Promise.all(
    [...paths, `/sites/lyon/trace?id=${encodeURIComponent(object)}`].map((path) => journey.ask<unknown>(path)),
  )
  const texts = new Set<string>()
  const collect = (value: unknown): void => {
    if (typeof value === 'string') texts.add(value)
    else if (value !== null && typeof value === 'object') for (const part of Object.values(value)) collect(part)
  }
  answers.forEach(collect)
  // The plan writes a name that is too long for its zone in two lines.
  const floor = answers[4] as FloorView
  return [...texts, ...floor.zones.flatMap(({ name }) => name.split(' '))]
}
