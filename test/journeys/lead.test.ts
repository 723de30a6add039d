import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createWorld, demonstrationSites } from '../../src/sim/index.ts'
import type { DeparturesView, FloorView, LoadRow, TraceView } from '../../src/wire/index.ts'
import { startServer } from '../torture/server-process.ts'
import { goTo, type Journey, patience, possible, shown, startJourney } from './real.ts'

const site = '/sites/columbus'

describe.skipIf(!possible)('a shift lead', () => {
  let journey: Journey
  /** Every answer of the server in this file, and the text of every page. */
  const heard: string[] = []

  beforeAll(async () => {
    journey = await startJourney({ empty: false })
    journey.page.on('response', (response) => {
      if (!response.url().includes('/api/v1/') || response.url().includes('/stream')) return
      void response.text().then(
        (text) => heard.push(text),
        () => {},
      )
    })
  }, patience)
  afterAll(async () => {
    await journey?.end()
  }, patience)

  /** The answer to an address of the server, noted as everything is. */
  async function ask<T>(path: string): Promise<T> {
    const answer = await journey.context.request.get(`${journey.server.url}${path}`)
    const text = await answer.text()
    heard.push(text)
    return JSON.parse(text) as T
  }

  describe('sees a truck in danger', () => {
    let load: LoadRow

    test('opens it with j, k and Enter alone', { timeout: patience }, async () => {
      const { page } = journey
      await goTo(journey, `${site}/departures`)
      const focused = (): Promise<string> =>
        page.evaluate(() => document.activeElement?.closest('[role="row"]')?.textContent ?? '')
      await page
        .getByRole('row', { name: /^(Late|At risk)/ })
        .first()
        .waitFor()
      for (let presses = 0; presses < 60 && !/^(Late|At risk)/.test(await focused()); presses++)
        await page.keyboard.press('j')
      const wanted = await focused()
      await page.keyboard.press('j')
      await page.keyboard.press('k')
      expect(await focused()).toContain(wanted.slice(0, 8))
      await page.keyboard.press('Enter')
      await page.waitForURL('**/departures?load=*')
      const id = new URL(page.url()).searchParams.get('load')
      await page.getByRole('complementary', { name: id ?? '' }).waitFor()
      const { loads } = await ask<DeparturesView>(`/api/v1${site}/departures`)
      load = loads.find((each) => each.id === id) as LoadRow
      expect(['late', 'atRisk']).toContain(load.status)
    })

    test('reads why: the step that holds it, how many units, and whose it is', { timeout: patience }, async () => {
      const beside = journey.page.getByRole('complementary')
      const text = (await beside.textContent()) ?? ''
      heard.push(text)
      expect(text).toContain('Why')
      expect(load.holding).not.toBeNull()
      const row = (await journey.page.getByRole('row', { name: load.id }).textContent()) ?? ''
      expect(row).toContain(load.holding?.name)
      expect(load.holding?.owner).toMatch(/lead|planner/)
      expect(row).toContain(load.holding?.owner)
    })

    test('reads what would save it, each way with the role that can do it', { timeout: patience }, async () => {
      expect(load.remedies.length).toBeGreaterThan(0)
      const ways = journey.page.getByRole('complementary').getByRole('listitem')
      const texts = await ways.allInnerTexts()
      for (const { owner } of load.remedies) expect(texts.some((text) => text.includes(owner))).toBe(true)
    })

    test('closes it with Escape and is back in the list', { timeout: patience }, async () => {
      await journey.page.keyboard.press('Escape')
      await journey.page.getByRole('complementary').waitFor({ state: 'detached' })
    })
  })

  describe('holds a parcel in their hands', () => {
    let parcel = ''
    let contents: readonly string[] = []
    let order = ''
    const shipped: Event[] = []

    beforeAll(() => {
      // Nobody lists what others scanned: what lies in their hands is known from the simulation itself.
      const packed: Event[] = []
      toldByWorld((text) => {
        if (text.includes('/00/') && text.includes('"packing"') && text.includes('"childEPCs"'))
          packed.push(JSON.parse(text))
        if (text.includes('"in_transit"')) shipped.push(JSON.parse(text))
      })
      const one = packed.find(({ parentID, childEPCs = [] }) => parentID?.includes('/00/') && childEPCs.length > 1)
      parcel = one?.parentID ?? ''
      contents = one?.childEPCs ?? []
      order = one?.bizTransactionList?.[0]?.bizTransaction ?? ''
    }, patience)

    /** SSCC of the simulated company (prefix of seven digits), as its three spellings. */
    function spellings(): readonly string[] {
      const digits = parcel.split('/00/')[1] ?? ''
      const [extension = '', prefix, reference] = [digits.slice(0, 1), digits.slice(1, 8), digits.slice(8, 17)]
      return [`(00)${digits}`, `https://id.gs1.org/00/${digits}`, `urn:epc:id:sscc:${prefix}.${extension}${reference}`]
    }

    test('scans it as GS1-128, Digital Link and URN and sees one journey', { timeout: patience }, async () => {
      const { page } = journey
      const journeys: string[] = []
      for (const spelling of spellings()) {
        await page.keyboard.press('/')
        await page.keyboard.type(spelling)
        await page.keyboard.press('Enter')
        await page.waitForURL(`**/trace?id=${encodeURIComponent(spelling).replaceAll('(', '*').replaceAll(')', '*')}*`)
        await shown(page)
        const region = page.getByRole('region', { name: 'Journey' })
        await region.getByRole('listitem').first().waitFor()
        journeys.push((await region.textContent()) ?? '')
        heard.push((await page.getByRole('main').textContent()) ?? '')
      }
      expect(new Set(journeys).size).toBe(1)
      expect(journeys[0]).toContain('Packing')
    })

    test('sees what is in it', { timeout: patience }, async () => {
      expect(contents.length).toBeGreaterThan(1)
      const objects = journey.page.getByRole('grid', { name: 'Contents and objects' })
      await objects.getByRole('row').nth(contents.length).waitFor()
      const view = await ask<TraceView>(`/api/v1${site}/trace?id=${encodeURIComponent(parcel)}`)
      expect(view.objects.map(({ id }) => id).sort()).toEqual([...contents].sort())
    })

    test('goes from its order to every object of the order, and takes them as a spreadsheet', {
      timeout: patience,
    }, async () => {
      const { page } = journey
      expect(order).not.toBe('')
      await goTo(journey, `${site}/trace?id=${encodeURIComponent(order)}`)
      await page.getByRole('grid', { name: 'Contents and objects' }).getByRole('row').nth(1).waitFor()
      const view = await ask<TraceView>(`/api/v1${site}/trace?id=${encodeURIComponent(order)}`)
      expect(view.objects.map(({ id }) => id)).toContain(parcel)
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Download spreadsheet' }).click(),
      ])
      const csv = readFileSync(await download.path(), 'utf8')
      heard.push(csv)
      expect(csv.split('\r\n')[0]).toBe('object,kind,place,step,lastSeen,container,destinations,load,open')
      // The order may have grown since.
      expect(csv.trimEnd().split('\r\n').length).toBeGreaterThanOrEqual(view.objectsTotal + 1)
      expect(csv).toContain(parcel)
    })

    test('is told of a parcel that left where it was last seen', { timeout: patience }, async () => {
      const views = []
      const parcels = shipped.flatMap(({ epcList = [], childEPCs = [] }) => [...epcList, ...childEPCs])
      for (const id of parcels.filter((each) => each.includes('/00/')).slice(0, 50)) {
        const view = await ask<TraceView>(`/api/v1${site}/trace?id=${encodeURIComponent(id)}`)
        if (view.now?.open === false) views.push(view)
        if (views.length === 5) break
      }
      expect(views.length).toBe(5)
      for (const { now, journey: rows } of views) expect(now?.placeName).toBe(rows[0]?.placeName)
    })

    test('traces the object of an exception from the floor', { timeout: patience }, async () => {
      const { page } = journey
      await goTo(journey, `${site}/floor`)
      const { exceptions } = await ask<FloorView>(`/api/v1${site}/floor`)
      expect(exceptions.length).toBeGreaterThan(0)
      await page.getByRole('grid', { name: 'Exceptions' }).getByRole('row').nth(1).click()
      await page.getByRole('link', { name: 'Trace this object' }).click()
      await shown(page)
      await page.getByRole('region', { name: 'Journey' }).getByRole('listitem').first().waitFor()
      heard.push((await page.getByRole('main').textContent()) ?? '')
    })

    test('is refused where the label is of a person, with the reason', { timeout: patience }, async () => {
      const { page } = journey
      await goTo(journey, `${site}/trace`)
      await page.getByLabel(/Scan or type an SSCC/).fill('(8018)952123400000000012')
      await page.keyboard.press('Enter')
      await page
        .getByText(/person/i)
        .first()
        .waitFor()
      const said = (await page.getByRole('main').textContent()) ?? ''
      expect(said).toMatch(/person/i)
      expect(await page.getByRole('region', { name: 'Journey' }).count()).toBe(0)
    })
  })

  describe('looks for people', () => {
    /** Operators and badges that the feed named, as the simulation wrote them. */
    const planted = new Set<string>()

    beforeAll(() => {
      toldByWorld((text) => {
        for (const [, id = ''] of text.matchAll(/"wms:(?:operator|badge)":"([^"]+)"/g)) planted.add(id)
      })
    }, patience)

    test('who are in the feed', () => {
      expect(planted.size).toBeGreaterThan(10)
    })

    test('and finds none of them on any page, nor in any answer', { timeout: patience }, async () => {
      const { page, server, context } = journey
      for (const path of [
        '/network',
        ...['departures', 'floor', 'floor?view=table', 'capture'].map((p) => `${site}/${p}`),
      ]) {
        await goTo(journey, path)
        heard.push(await page.content())
      }
      for (const query of ['perPage=500', 'eventType=ObjectEvent&perPage=500', 'EQ_bizStep=receiving&perPage=500']) {
        await eventsOf(query)
      }
      for (const path of ['network', ...['departures', 'floor', 'capture'].map((p) => `${site.slice(1)}/${p}`)]) {
        await ask(`/api/v1/${path}`)
      }
      const [cookie] = await context.cookies()
      heard.push(await streamFor(3_000, server.url, `${cookie?.name}=${cookie?.value}`))
      const text = heard.join('\n')
      expect(text.length).toBeGreaterThan(500_000)
      expect([...planted].filter((id) => text.includes(id))).toEqual([])
    })

    test('nor in any byte of the data folder, running or stopped', { timeout: patience }, async () => {
      const control = 'mhe:beltSpeed'
      const running = bytesOf(journey.folder)
      expect(running.includes(control), 'what is no person can be found there').toBe(true)
      expect([...planted].filter((id) => running.includes(`"${id}"`))).toEqual([])
      const before = await progress()
      const began = Date.now()
      expect(await journey.server.stop()).toBe(0)
      expect(Date.now() - began).toBeLessThan(10_000)
      const stopped = bytesOf(journey.folder)
      expect([...planted].filter((id) => stopped.includes(`"${id}"`))).toEqual([])
      goesOnFrom = before
    })
  })

  let goesOnFrom = 0

  async function progress(): Promise<number> {
    return (await journey.ask<DeparturesView>(`${site}/departures`)).asOf.asOfMs
  }

  test('finds the demonstration where it was after a restart, and the browser still in', {
    timeout: patience,
  }, async () => {
    journey.server = await startServer(journey.folder, { empty: false })
    // Until something new is sent the newest scan counts, which may be a hand's: it is known to the quarter hour.
    const after = await progress()
    expect(after).toBeGreaterThan(goesOnFrom - 15 * 60_000)
    expect(after - goesOnFrom).toBeLessThan(3_600_000)
    await goTo(journey, `${site}/departures`)
    await journey.page
      .getByRole('row', { name: /^(Late|At risk|On track)/ })
      .first()
      .waitFor()
    await expect.poll(progress, { timeout: 60_000 }).toBeGreaterThan(goesOnFrom)
  })

  test('meets no error of the page in all of this', () => {
    expect(journey.errors).toEqual([])
  })

  interface Event {
    readonly parentID?: string
    readonly epcList?: readonly string[]
    readonly childEPCs?: readonly string[]
    readonly bizTransactionList?: readonly { readonly bizTransaction: string }[]
  }

  async function eventsOf(query: string): Promise<readonly Event[]> {
    const document = await ask<{ epcisBody: { queryResults: { resultsBody: { eventList: Event[] } } } }>(
      `${site}/events?${query}`,
    )
    return document.epcisBody.queryResults.resultsBody.eventList
  }
})

/** Every message that the demonstration's site had sent when the demonstration began. */
function toldByWorld(hear: (text: string) => void): void {
  const options = demonstrationSites('fairfloor').find(({ siteId }) => siteId === 'columbus')
  if (options === undefined) throw new Error('no such site in the demonstration')
  createWorld(options).advanceTo(options.startMs, hear)
}

/** What the stream says in a while, as text. */
async function streamFor(ms: number, url: string, cookie: string): Promise<string> {
  let text = ''
  try {
    const address = `${url}/api/v1/stream?site=columbus&topics=network,departures,floor,capture`
    const { body } = await fetch(address, { headers: { cookie }, signal: AbortSignal.timeout(ms) })
    for await (const chunk of body ?? []) text += Buffer.from(chunk).toString()
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
  }
  return text
}

/** Every byte below a folder, one file after another. */
function bytesOf(folder: string): Buffer {
  const parts: Buffer[] = []
  for (const name of readdirSync(folder, { recursive: true })) {
    const path = join(folder, String(name))
    if (statSync(path, { throwIfNoEntry: false })?.isFile()) parts.push(readFileSync(path))
  }
  return Buffer.concat(parts)
}
