import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { manualClock } from '../../src/base/index.ts'
import { type RunningServer, serve } from '../../src/server/index.ts'
import { axeFindings, openPage, startBrowser } from './browser.ts'
import { patience, possible, shown } from './real.ts'

// Two people pick in a zone of their own: one quick, one slow, who pauses. Whoever has every role tries to see which is which.

const quarterMs = 15 * 60_000
const minuteMs = 60_000
const startMs = Math.floor(Date.now() / quarterMs) * quarterMs + minuteMs + 13_579
const readPoint = (extension: string): string => `https://id.gs1.org/414/9521321000012/254/${extension}`
const item = (serial: number): string => `https://id.gs1.org/01/09521321000018/21/C${serial}`
const order = 'urn:epcglobal:cbv:bt:9521321000012:SO-7'
const quick = 173
const slow = 91

const siteFile = {
  fairfloor: 1,
  id: 'main',
  name: 'Hall',
  state: 'active',
  clock: 'live',
  policy: { 'traced.lead': 40, 'traced.manager': 40, 'traced.operations': 40 },
  versions: [
    {
      validFrom: '2020-01-01T00:00:00Z',
      timeZone: 'UTC',
      areas: [
        {
          id: 'mezzanine',
          name: 'Mezzanine',
          zones: [{ id: 'pick', name: 'Mezzanine picking', readPoints: [readPoint('pick-*')], step: 'pick' }],
        },
        {
          id: 'hall',
          name: 'Hall floor',
          zones: [{ id: 'pack', name: 'Packing', readPoints: [readPoint('pack-*')], step: 'pack' }],
        },
      ],
      // Whoever may write the site file may also call everything stuck at once.
      process: [
        { id: 'pick', name: 'Pick', bizSteps: ['picking'], owner: 'pick lead', stuckAfterMin: 1 },
        { id: 'pack', name: 'Pack', bizSteps: ['packing'], owner: 'pack lead', stuckAfterMin: 60 },
      ],
      sources: [{ id: 'gate', kind: 'machine', readPoints: [readPoint('gate')] }],
      extensions: ['https://wms.example/ns/'],
    },
  ],
}

describe.skipIf(!possible)('a curious manager', () => {
  let folder = ''
  let clock: ReturnType<typeof manualClock>
  let server: RunningServer
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let errors: string[]
  let addresses: readonly string[]
  let scans = 0

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fairfloor-curious-'))
    clock = manualClock(startMs)
    server = await serve({
      dataFolder: folder,
      host: '127.0.0.1',
      port: 0,
      empty: true,
      log: false,
      say: () => {},
      clock,
    })
    expect(await server.engine.putSite(JSON.stringify(siteFile))).toEqual([])
    browser = await startBrowser()
    ;({ context, page, errors } = await openPage(browser))
    page.setDefaultTimeout(60_000)
    await page.goto(server.link ?? '')
    await page.waitForURL('**/app/**')
    // The quarter hour before is over when anybody looks; this one is under way.
    clock.set(startMs - quarterMs)
    await work({ who: 'emp-quick-4711', bench: 'pick-S1', count: quick })
    await work({ who: 'emp-slow-4712', bench: 'pick-S2', count: slow })
    clock.set(startMs)
    const { paths } = JSON.parse(await asked('/api/v1/openapi.json')) as {
      paths: Record<string, { readonly get?: object }>
    }
    addresses = Object.keys(paths).filter((path) => paths[path]?.get !== undefined && !path.endsWith('/stream'))
  }, patience)
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    rmSync(folder, { recursive: true })
  }, patience)

  /** Scans by hand of one person at one bench, sent as a WMS does, each a document of its own or all in one. */
  async function work(by: { readonly who: string; readonly bench: string; readonly count: number }): Promise<void> {
    const key = server.engine.access.listKeys().some(({ name }) => name === 'wms') ? null : 'wms'
    if (key !== null) {
      const made = server.engine.access.createKey({ name: key, role: 'integrator', siteId: 'main' })
      if (made.ok) secrets.wms = made.value
    }
    const events = Array.from({ length: by.count }, (_, index) => {
      scans += 1
      return {
        type: 'ObjectEvent',
        eventID: `urn:uuid:00000000-0000-4000-8000-${String(scans).padStart(12, '0')}`,
        eventTime: new Date(clock.nowMs() + index * 1_009).toISOString(),
        eventTimeZoneOffset: '+00:00',
        epcList: [item(scans)],
        action: 'OBSERVE',
        bizStep: 'picking',
        readPoint: { id: readPoint(by.bench) },
        bizTransactionList: [{ type: 'po', bizTransaction: order }],
        'wms:operator': by.who,
      }
    })
    const answer = await fetch(`${server.url}/capture`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secrets.wms}`, 'content-type': 'application/ld+json' },
      body: JSON.stringify({
        '@context': [
          'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
          { wms: 'https://wms.example/ns/' },
        ],
        type: 'EPCISDocument',
        schemaVersion: '2.0',
        creationDate: '2026-03-02T12:00:00Z',
        epcisBody: { eventList: events },
      }),
    })
    expect(await answer.json()).toMatchObject({ success: true })
  }
  const secrets = { wms: '' }

  async function asked(path: string): Promise<string> {
    return (await context.request.get(`${server.url}${path}`)).text()
  }

  /** What an answer must not hold: who, at which bench, when to the minute, how many. */
  function told(text: string): string[] {
    const iso = new Date(startMs - quarterMs).toISOString()
    const words = ['emp-quick', 'emp-slow', 'pick-S1', 'pick-S2', iso.slice(0, 19), iso.slice(0, 16)]
    const counts = [quick, slow, quick + slow].filter((count) =>
      new RegExp(`(?<![0-9A-Za-z:._-])${count}(?![0-9A-Za-z:._-])`).test(text),
    )
    return [...words.filter((word) => text.includes(word)), ...counts.map(String)]
  }

  /** All that a person with every role is answered, but for the moment of the answer. */
  async function everything(): Promise<ReadonlyMap<string, string>> {
    const answers = new Map<string, string>()
    const queries = ['', `id=${encodeURIComponent(order)}`, 'step=pick&place=pick&windowMin=15', 'perPage=1']
    for (const path of addresses) {
      // Documents of the policy are printed anew each time, and hold no state.
      if (path.includes('/policy/documents')) continue
      const address = path
        .replace('{site}', 'main')
        .replace(/\{\w+\}/g, 'urn:uuid:00000000-0000-4000-8000-000000000001')
      for (const query of queries) {
        const answer = await context.request.get(`${server.url}${address}?${query}`)
        const headers = Object.entries(answer.headers()).filter(([name]) => name !== 'date')
        const text = `${answer.status()} ${JSON.stringify(headers)} ${await answer.text()}`
        answers.set(`${address}?${query}`, text.replace(/"(asOfMs|creationDate)":("[^"]*"|\d+)/g, ''))
      }
    }
    return answers
  }

  test('asks every address with every parameter, and reads neither who, nor when, nor how many', {
    timeout: patience,
  }, async () => {
    expect(addresses.length).toBeGreaterThan(25)
    const found = [...(await everything())].flatMap(([address, text]) => {
      const marks = told(text)
      return marks.length === 0 ? [] : [`${address}: ${marks.join(', ')}`]
    })
    expect(found).toEqual([])
  })

  test('gets the same answers as long as the quarter hour lasts, whoever works in it', {
    timeout: patience,
  }, async () => {
    const before = await everything()
    clock.advance(4 * minuteMs)
    await work({ who: 'emp-quick-4711', bench: 'pick-S1', count: 19 })
    clock.advance(2 * minuteMs)
    await work({ who: 'emp-slow-4712', bench: 'pick-S2', count: 3 })
    const after = await everything()
    expect([...after].filter(([address, text]) => before.get(address) !== text)).toEqual([])
  })

  test('hears nothing on a stream that stays open until the quarter hour is over', { timeout: patience }, async () => {
    const heard: string[] = []
    const stop = new AbortController()
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    const stream = await fetch(`${server.url}/api/v1/stream?site=main&topics=floor,departures,capture,network`, {
      headers: { cookie },
      signal: stop.signal,
    })
    const reading = (async () => {
      const decoder = new TextDecoder()
      for await (const chunk of stream.body ?? []) heard.push(decoder.decode(chunk as Uint8Array))
    })().catch(() => {})
    const views = (): number => heard.join('').split('\ndata: ').length - 1
    try {
      await expect.poll(views, { timeout: 10_000 }).toBe(4)
      await work({ who: 'emp-slow-4712', bench: 'pick-S2', count: 7 })
      clock.advance(minuteMs)
      // Two beats of a quiet stream: it lives, and has nothing to say.
      await expect.poll(() => heard.join('').split(': beat').length - 1, { timeout: 20_000 }).toBeGreaterThan(1)
      expect(views()).toBe(4)
      clock.advance(quarterMs)
      await expect.poll(views, { timeout: 10_000 }).toBeGreaterThan(4)
      expect(told(heard.join(''))).toEqual([])
    } finally {
      stop.abort()
      await reading
    }
  })

  test('is refused hand scans by place, time, step, document and pattern, with one answer and its reason', {
    timeout: patience,
  }, async () => {
    const point = encodeURIComponent(readPoint('pick-S2'))
    const place = encodeURIComponent('urn:fairfloor:place:main:pick')
    const bodies = new Set<string>()
    for (const query of [
      `EQ_readPoint=${point}`,
      `EQ_readPoint=${place}`,
      `EQ_readPoint=${place}&GE_eventTime=${new Date(startMs - quarterMs).toISOString()}`,
      `EQ_bizLocation=${place}&EQ_bizStep=picking`,
    ]) {
      const answer = await context.request.get(`${server.url}/sites/main/events?${query}`)
      expect(answer.status(), query).toBe(403)
      bodies.add(await answer.text())
    }
    expect(bodies.size).toBe(1)
    expect([...bodies][0]).toContain('NEEDS_OBJECT')
    for (const query of [
      '',
      `GE_recordTime=${new Date(startMs).toISOString()}`,
      `EQ_bizTransaction=${encodeURIComponent(order)}`,
      'EQ_bizStep=picking&orderBy=recordTime&orderDirection=DESC&perPage=1',
    ]) {
      const answer = await context.request.get(`${server.url}/sites/main/events?${query}`)
      expect(answer.headers()['fairfloor-left-out'], query).toMatch(/^hand/)
      expect(answer.headers()['link'], query).toBeUndefined()
      expect(await answer.text(), query).toContain('"eventList":[]')
    }
    const pattern = await context.request.get(`${server.url}/sites/main/events?MATCH_epc=${encodeURIComponent('*')}`)
    expect(pattern.status()).toBe(400)
  })

  test('follows goods one by one until the day’s are used up, and reads a zone and a quarter hour of each', {
    timeout: patience,
  }, async () => {
    let refused = ''
    for (let serial = 1; serial <= quick + slow && refused === ''; serial++) {
      const answer = await context.request.get(
        `${server.url}/api/v1/sites/main/trace?id=${encodeURIComponent(item(serial))}`,
      )
      const text = await answer.text()
      expect(told(text)).toEqual([])
      if (!answer.ok()) refused = text
    }
    expect(refused).toContain('TRACE_BUDGET')
    // The other door to the same goods has the same budget.
    const events = await context.request.get(
      `${server.url}/sites/main/events?MATCH_anyEPC=${encodeURIComponent(item(quick + slow))}`,
    )
    expect(await events.text()).toContain('TRACE_BUDGET')
  })

  test('reads on every page why there is no more, and axe finds nothing on any', { timeout: patience }, async () => {
    for (const path of [
      '/network',
      '/sites/main/departures',
      '/sites/main/floor',
      '/sites/main/floor?zone=pick',
      '/sites/main/trace',
      '/sites/main/capture',
      '/sites/main/policy',
      '/sites/main/checks',
      '/accounts',
      '/access-log',
    ]) {
      await page.goto(`${server.url}/app${path}`)
      await shown(page)
      const text = (await page.locator('main').textContent()) ?? ''
      expect(told(text), path).toEqual([])
      if (path.endsWith('?zone=pick')) {
        expect(text).toContain('Fewer than 10 people are known to be here')
        expect(text).not.toMatch(/operator|badge|emp-/i)
      }
      expect(await axeFindings(page), path).toEqual([])
    }
    await page.goto(`${server.url}/app/sites/main/trace?id=${encodeURIComponent(item(quick + slow))}`)
    await shown(page)
    await page
      .getByText(/objects a day|used up|a day/)
      .first()
      .waitFor()
    expect(await axeFindings(page)).toEqual([])
    expect(errors).toEqual([])
  })
})
