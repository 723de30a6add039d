import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { machineClock } from './disk/node-disk.ts'
import { openAccess } from './people/access.ts'

// What docs/architecture.md says that the code never does, tried from outside on a process of its own, with its log on.

const main = fileURLToPath(new URL('../cli/main.ts', import.meta.url))
const namespace = 'https://example.com/wms/'
const zoneLink = 'https://id.gs1.org/414/9521321000012/254/pack'
const stationLink = 'https://id.gs1.org/414/9521321000012/254/pack-S7'
const quarterMs = 15 * 60_000
/** Inside a quarter hour that is over and told, at an odd second: it must not be told. */
const scanMs = Math.floor(Date.now() / quarterMs) * quarterMs - 2 * quarterMs + 7 * 60_000 + 41_317
const scanTime = new Date(scanMs).toISOString()

let folder = ''
let child: ChildProcess
let url = ''
let said = ''
const keys = { scanners: '', wms: '', boss: '' }

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fairfloor-promises-'))
  const access = openAccess(join(folder, 'fairfloor.sqlite'), machineClock)
  for (const name of ['scanners', 'wms', 'boss'] as const) {
    const made = access.createKey({ name, role: name === 'boss' ? 'manager' : 'integrator', siteId: 'main' })
    if (made.ok) keys[name] = made.value
  }
  access.close()
  child = spawn(process.execPath, [main, 'serve', '--data', folder, '--port', '0', '--empty', '--log'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  await new Promise<void>((resolve) => {
    const hear = (data: unknown): void => {
      said += String(data)
      const found = /listens on (\S+)/.exec(said)
      if (found?.[1] !== undefined && url === '') url = found[1]
      if (said.includes('Open this link')) resolve()
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
  })
  const put = await ask('/api/v1/sites/main/file', 'boss', JSON.stringify(siteFile))
  expect(put.status, put.text).toBe(204)
}, 60_000)
afterAll(async () => {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
  rmSync(folder, { recursive: true })
})

const siteFile = {
  fairfloor: 1,
  id: 'main',
  name: 'Main',
  state: 'active',
  clock: 'live',
  versions: [
    {
      validFrom: '2020-01-01T00:00:00Z',
      timeZone: 'UTC',
      areas: [
        {
          id: 'packing',
          name: 'Packing',
          zones: [{ id: 'pack', name: 'Pack', readPoints: [`${zoneLink}-*`], bizLocations: [zoneLink], step: 'pack' }],
        },
      ],
      process: [
        { id: 'pick', name: 'Pick', bizSteps: ['picking'], owner: 'pick lead', stuckAfterMin: 1 },
        { id: 'pack', name: 'Pack', bizSteps: ['packing'], owner: 'pack lead', stuckAfterMin: 1 },
        { id: 'depart', name: 'Depart', bizSteps: ['departing'], owner: 'dock lead', leaves: true },
      ],
      sources: [{ id: 'sorter', kind: 'machine', readPoints: [`${zoneLink}-M*`] }],
      personFields: [`{${namespace}}who`, `{${namespace}}crew/*/{${namespace}}name`],
      extensions: [namespace],
    },
  ],
}

type Key = keyof typeof keys

async function ask(path: string, key: Key, body?: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${keys[key]}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json', 'gs1-capture-error-behaviour': 'proceed' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  })
  const text = await response.text()
  return { status: response.status, text, link: response.headers.get('link') ?? '', headers: response.headers }
}

/** First message of a stream for each topic. */
async function streamed(topics: string, key: Key): Promise<string> {
  const stop = new AbortController()
  const response = await fetch(`${url}/api/v1/stream?site=main&topics=${topics}`, {
    headers: { authorization: `Bearer ${keys[key]}` },
    signal: stop.signal,
  })
  const wanted = topics.split(',').length
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += new TextDecoder().decode(chunk)
    if (text.split('\ndata: ').length > wanted) break
  }
  stop.abort()
  return text
}

const standardContext = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'
let serial = 0
const itemLink = (number: number): string => `https://id.gs1.org/01/09521321000018/21/${number}`
function anEvent(more: object = {}): Record<string, unknown> {
  serial += 1
  return {
    type: 'ObjectEvent',
    eventID: `urn:uuid:00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`,
    eventTime: scanTime,
    eventTimeZoneOffset: '+00:00',
    epcList: [itemLink(serial)],
    action: 'OBSERVE',
    bizStep: 'packing',
    readPoint: { id: stationLink },
    ...more,
  }
}
const aDocument = (events: readonly object[], more: object = {}, context: unknown[] = [{ ex: namespace }]): string =>
  JSON.stringify({
    '@context': [standardContext, ...context],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: scanTime,
    epcisBody: { eventList: events },
    ...more,
  })

/** Every byte that the process wrote: files of the folder, and its log. */
function written(): string {
  const texts = [said]
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) texts.push(readFileSync(join(entry.parentPath, entry.name)).toString('latin1'))
  }
  return texts.join('\n')
}

/** Every way out that there is for data of the site: all of them for a manager, those of a machine for its key. */
async function ways(key: Key, serials: readonly number[]): Promise<string> {
  const isMachine = key !== 'boss'
  const pages = ['departures', 'floor', 'capture'].map((page) => `/api/v1/sites/main/${page}`)
  const paths = [
    '/events?perPage=1000',
    '/events?orderBy=recordTime&perPage=1000',
    '/capture?perPage=1000',
    '/api/v1/sites/main/file',
    '/api/v1/me',
    '/api/v1/openapi.json',
    ...(isMachine ? [] : [...pages, '/api/v1/network']),
    ...serials.map((each) => `/events?MATCH_anyEPC=${encodeURIComponent(itemLink(each))}`),
    ...(isMachine ? [] : serials).flatMap((each) => [
      `/api/v1/sites/main/trace?id=${encodeURIComponent(itemLink(each))}`,
      `/api/v1/sites/main/trace.csv?id=${encodeURIComponent(itemLink(each))}`,
    ]),
  ]
  const texts: string[] = []
  for (const path of paths) {
    const { text, headers, status } = await ask(path, key)
    expect(status, path).toBe(200)
    texts.push(text, JSON.stringify([...headers]))
  }
  if (!isMachine) texts.push(await streamed('departures,floor,capture,network', key))
  return texts.join('\n')
}

/** Global service relation numbers of a person, with their check digits. */
function gsrn(number: number): { digits: string; urn: string; marker: string } {
  const body = `9521321${String(number).padStart(10, '0')}`
  const sum = [...body].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 3 : 1), 0)
  const marker = String(number).padStart(10, '0')
  return { digits: `${body}${(10 - (sum % 10)) % 10}`, urn: `urn:epc:id:gsrn:9521321.${marker}`, marker }
}

test('no person field of any shape is written, logged or sent', async () => {
  const from = serial
  const markers: string[] = []
  const mark = (): string => {
    markers.push(`qzx-${markers.length}-person`)
    return markers.at(-1) ?? ''
  }
  const person = (): ReturnType<typeof gsrn> => {
    const made = gsrn(7_700_000_001 + markers.length)
    markers.push(made.marker)
    return made
  }
  const documents = [
    aDocument([
      anEvent({ 'ex:operator': mark() }),
      anEvent({ 'ex:Operator_ID': { 'ex:value': mark() } }),
      anEvent({ 'ex:who': mark() }),
      anEvent({ 'ex:crew': [{ 'ex:name': mark() }, { 'ex:name': mark(), 'ex:size': 2 }] }),
      anEvent({ 'ex:a': { 'ex:b': [{ 'ex:c': { 'ex:badge-number': mark() } }, 'kept'] } }),
      anEvent({ action: 'ADD', ilmd: { 'ex:employeeId': mark(), 'ex:lot': 'L' } }),
      anEvent({ 'ex:note': person().urn }),
      anEvent({ 'ex:note': { [person().urn]: 1 } }),
      anEvent({ 'ex:note': `https://id.gs1.org/8018/${person().digits}` }),
      anEvent({ 'ex:note': `https://other.example/x/%38018/${person().digits}` }),
      anEvent({ epcList: [itemLink(serial + 1), person().urn] }),
      anEvent({ sourceList: [{ type: 'possessing_party', source: person().urn }] }),
      anEvent({ destinationList: [{ type: 'location', destination: `https://id.gs1.org/8017/${person().digits}` }] }),
      anEvent({ bizTransactionList: [{ type: 'po', bizTransaction: person().urn }] }),
      anEvent({ readPoint: { id: person().urn } }),
      anEvent({ bizLocation: { id: `https://id.gs1.org/8018/${person().digits}` } }),
      anEvent({ eventID: person().urn }),
      anEvent({ eventID: `https://id.gs1.org/8018/${person().digits}` }),
      anEvent({
        sensorElementList: [
          {
            sensorMetadata: { time: scanTime, deviceID: `https://id.gs1.org/8004/9521321${mark()}` },
            sensorReport: [
              { type: 'Temperature', value: 3, uom: 'CEL', deviceMetadata: `https://x.example/${mark()}` },
            ],
          },
        ],
      }),
      anEvent({ readPoint: { id: stationLink, 'ex:scannedBy': mark() } }),
      anEvent({ persistentDisposition: { set: ['completeness_verified'] }, 'ex:pickedBy': [mark(), mark()] }),
      anEvent({ errorDeclaration: { declarationTime: scanTime, reason: 'did_not_occur', 'ex:user': mark() } }),
    ]),
    aDocument([anEvent()], {
      epcisHeader: { 'ex:operator': mark(), epcisMasterData: { 'ex:user': mark() } },
      'ex:login': mark(),
    }),
    aDocument([anEvent({ 'ex:operator': mark() })]).replace('ex:operator', 'ex:\\u006fperator'),
    // A prefix that is declared anew, a term that stands for a person field, and a prefix that ends in one.
    aDocument([anEvent({ '@context': [{ zz: namespace }], 'zz:who': mark() })]),
    aDocument([anEvent({ who: mark() })], {}, [{ ex: namespace, who: `${namespace}operator` }]),
    aDocument([anEvent({ 'op:x': mark() })], {}, [{ op: `${namespace}operator/` }]),
    aDocument([anEvent({ [`${namespace}who`]: mark() })]),
    // Refused for another reason: the refusal must not say it either.
    aDocument([anEvent({ action: mark(), 'ex:operator': mark() }), anEvent({ eventTime: mark() })]),
    aDocument([
      anEvent({ bizStep: mark(), readPoint: { id: mark() } }),
      anEvent({ 'ex:who': { deep: mark() }, type: mark() }),
    ]),
    aDocument([anEvent({ epcList: [person().urn], quantityList: [] }), anEvent({ [person().urn]: 1, action: 'LOOK' })]),
    `{"@context":["${standardContext}"],"operator":"${mark()}",`,
  ]
  for (const text of documents) await ask('/capture', 'scanners', text)
  const lines = [
    {
      '@context': [standardContext, { ex: namespace }],
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: scanTime,
      'ex:user': mark(),
    },
    anEvent({ 'ex:operator': mark() }),
  ].map((each) => JSON.stringify(each))
  await ask('/capture', 'scanners', lines.join('\n'), { 'content-type': 'application/x-ndjson' })
  const one = { '@context': [standardContext, { ex: namespace }], ...anEvent({ 'ex:driver_name': mark() }) }
  await ask('/events', 'scanners', JSON.stringify(one))
  const serials = Array.from({ length: serial - from }, (_, i) => from + 1 + i)
  for (const id of markers) {
    await ask(`/events/${encodeURIComponent(id)}`, 'boss')
    await ask(`/event%73/${encodeURIComponent(id)}`, 'boss')
    await ask(`/events?EQ_readPoint=${encodeURIComponent(id)}`, 'boss')
    await ask(`/${encodeURIComponent(id)}?x=${encodeURIComponent(id)}`, 'boss')
  }

  const places = {
    written: written(),
    scanners: await ways('scanners', serials),
    wms: await ways('wms', serials),
    boss: await ways('boss', serials),
  }
  const found = markers.flatMap((marker) =>
    Object.entries(places).flatMap(([place, text]) => {
      const at = text.indexOf(marker)
      return at < 0 ? [] : [`${place}: ${text.slice(Math.max(0, at - 90), at + 40)}`]
    }),
  )
  expect(found).toEqual([])
})

test('a name of a member that is a person is left out of the pointer to it', async () => {
  const { urn, digits, marker } = gsrn(7_800_000_001)
  for (const name of [urn, `https://id.gs1.org/8018/${digits}`]) {
    const refused = await ask('/capture', 'scanners', aDocument([anEvent({ 'ex:note': { [name]: 1 } })]))
    expect(JSON.parse(refused.text).errors[0].at).toBe('/epcisBody/eventList/0/ex:note/{person}')
    const one = { '@context': [standardContext, { ex: namespace }], ...anEvent({ [name]: 1 }) }
    expect((await ask('/events', 'scanners', JSON.stringify(one))).text).not.toContain(marker)
  }
})

/** The moment of the scan in every spelling that an answer could use; a minute is finer than a quarter hour already. */
function momentsIn(text: string): string[] {
  const minuteMs = Math.floor(scanMs / 60_000) * 60_000
  const spellings = [scanTime.slice(0, 19), scanTime.slice(0, 16), scanMs, Math.floor(scanMs / 1000), minuteMs].map(
    String,
  )
  return spellings.filter((each) => text.includes(each))
}

test('nobody but the feed that sent it sees a hand scan finer than zone and quarter hour, on any way out', async () => {
  const from = serial
  // creationDate is the sender's, and never kept.
  const sent = await ask('/capture', 'scanners', aDocument([anEvent(), anEvent(), anEvent({ bizStep: 'departing' })]))
  expect(sent.status).toBe(202)
  const serials = [from + 1, from + 2, from + 3]
  // By object or time the feed sees no more than others: a stolen key knows objects, but no ids.
  for (const key of ['wms', 'boss', 'scanners'] as const) {
    const text = await ways(key, serials)
    expect(momentsIn(text), key).toEqual([])
    expect(text, key).not.toContain(`00000000-0000-4000-8000-${String(from + 1).padStart(12, '0')}`)
    expect(text.replaceAll(JSON.stringify(siteFile).slice(1, -1), ''), key).not.toContain('pack-S7')
  }
  const own = `00000000-0000-4000-8000-${String(from + 1).padStart(12, '0')}`
  for (const path of [`/events/urn:uuid:${own}`, `/events?EQ_eventID=urn:uuid:${own}`]) {
    expect(momentsIn((await ask(path, 'scanners')).text), path).not.toEqual([])
    expect(momentsIn((await ask(path, 'wms')).text), path).toEqual([])
  }
})

test('a browser sends no events, and sees no hand scan as it came', async () => {
  const access = openAccess(join(folder, 'fairfloor.sqlite'), machineClock)
  const entered = await fetch(`${url}/login?token=${access.createLink()}`)
  access.close()
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const me = (await (await fetch(`${url}/api/v1/me`, { headers: { cookie } })).json()) as { csrfToken: string }
  const event = anEvent()
  const refused = await fetch(`${url}/capture`, {
    method: 'POST',
    headers: { cookie, 'x-fairfloor-csrf': me.csrfToken, 'content-type': 'application/json' },
    body: aDocument([event]),
  })
  expect(refused.status).toBe(403)
  expect((await ask('/capture', 'scanners', aDocument([event]))).status).toBe(202)
  for (const path of [
    `/sites/main/events/${String(event['eventID'])}`,
    '/sites/main/events?perPage=1000',
    '/sites/main/capture?perPage=1000',
  ]) {
    const answer = await fetch(`${url}${path}`, { headers: { cookie } })
    expect(answer.status, path).toBe(200)
    expect(momentsIn(await answer.text()), path).toEqual([])
  }
})

test('fine time ranges, orders and pages of others tell nothing inside a quarter hour', async () => {
  const first = serial + 1
  for (let i = 0; i < 6; i++) {
    const eventTime = new Date(scanMs + i * 1_717).toISOString()
    await ask('/capture', 'scanners', aDocument([anEvent({ eventTime, bizStep: 'picking' })]))
  }
  const six = encodeURIComponent(Array.from({ length: 6 }, (_, i) => itemLink(first + i)).join('|'))
  const count = async (query: string, key: Key): Promise<number> =>
    JSON.parse((await ask(`/events?MATCH_anyEPC=${six}&perPage=1000&${query}`, key)).text).epcisBody.queryResults
      .resultsBody.eventList.length
  const start = Math.floor(scanMs / quarterMs) * quarterMs
  const seen = new Set<number>()
  for (let ms = start; ms < start + quarterMs; ms += 30_000) {
    const range = `GE_eventTime=${new Date(ms).toISOString()}&LT_eventTime=${new Date(ms + 30_000).toISOString()}`
    seen.add(await count(range, 'wms'))
  }
  // Everything at the start of the quarter hour, nothing behind it.
  expect([...seen].sort()).toEqual([0, 6])
  expect(await count(`GE_eventTime=${scanTime}`, 'wms')).toBe(0)
  expect(await count(`GE_eventTime=${scanTime}`, 'scanners')).toBe(0)
  expect(
    (await count(
      `GE_recordTime=${new Date(Date.now() - 60_000).toISOString()}&LT_recordTime=${new Date(Math.ceil(Date.now() / quarterMs) * quarterMs).toISOString()}`,
      'wms',
    )) % 6,
  ).toBe(0)

  const order = async (query: string): Promise<string[]> => {
    const ids: string[] = []
    let path = `/events?MATCH_anyEPC=${six}&perPage=1&${query}`
    for (let page = 0; path !== '' && page < 10; page++) {
      const { text, link } = await ask(path, 'wms')
      const [event] = JSON.parse(text).epcisBody.queryResults.resultsBody.eventList
      ids.push(event.epcList[0])
      path = /<([^>]+)>/.exec(link)?.[1] ?? ''
    }
    return ids
  }
  const byEvent = await order('orderBy=eventTime&orderDirection=ASC')
  const byRecord = await order('orderBy=recordTime&orderDirection=ASC')
  expect(byEvent).toHaveLength(6)
  // One order for both, which is that of a keyed hash: not that of the scans.
  expect(byRecord).toEqual(byEvent)
})

test('hand scans are selected by object or event alone: by place, time, step or document nobody finds one, nor their number', async () => {
  const from = serial
  await ask('/capture', 'scanners', aDocument([anEvent(), anEvent({ readPoint: { id: `${zoneLink}-M1` } })]))
  const hour = `GE_eventTime=${new Date(scanMs - 3_600_000).toISOString()}`
  for (const key of ['scanners', 'wms', 'boss'] as const) {
    for (const query of [
      hour,
      'EQ_bizStep=packing',
      'orderBy=recordTime',
      'eventType=ObjectEvent',
      `EQ_action=OBSERVE&${hour}`,
    ]) {
      const { status, text, headers } = await ask(`/events?perPage=1000&${query}`, key)
      // A machine right behind people tells their pace: it is left out of lists too.
      expect([status, headers.get('fairfloor-left-out')], query).toEqual([200, 'hand, machine'])
      expect(text.includes(itemLink(from + 2)), query).toBe(false)
      expect(text.includes(itemLink(from + 1)), query).toBe(false)
    }
    for (const point of [stationLink, 'urn:fairfloor:place:main:pack']) {
      const { status, text } = await ask(`/events?EQ_readPoint=${encodeURIComponent(point)}`, key)
      expect([status, JSON.parse(text).code], point).toEqual([403, 'NEEDS_OBJECT'])
    }
  }
  // Pages of machines' events are as many whether hands scanned or not.
  const pages = async (): Promise<number> => {
    let path = '/events?perPage=1'
    for (let page = 1; ; page++) {
      const { link } = await ask(path, 'wms')
      path = /<([^>]+)>/.exec(link)?.[1] ?? ''
      if (path === '') return page
    }
  }
  const before = await pages()
  await ask('/capture', 'scanners', aDocument([anEvent(), anEvent(), anEvent()]))
  expect(await pages()).toBe(before)
})

test('a page token says nothing: not what it counts, nor whether anything came in between', async () => {
  const tokenOf = (link: string): string =>
    new URL(/<([^>]+)>/.exec(link)?.[1] ?? '', url).searchParams.get('nextPageToken') ?? ''
  const two = `/events?perPage=1&MATCH_anyEPC=${encodeURIComponent(`${itemLink(serial)}|${itemLink(serial - 1)}`)}`
  const first = tokenOf((await ask(two, 'wms')).link)
  const again = tokenOf((await ask(two, 'wms')).link)
  expect(first).not.toBe(again)
  expect(first.length).toBe(again.length)
  expect(Buffer.from(first, 'base64url').toString('latin1')).not.toMatch(/"v":|"w":/)
  const foreign = await ask(`${two}&nextPageToken=${first.slice(0, -4)}AAAA`, 'wms')
  expect([foreign.status, JSON.parse(foreign.text).code]).toEqual([400, 'LEDGER_TOKEN'])
})

test('jobs of hand scans that went well are not there for others: not as rows, pages or totals', async () => {
  const lists = async (): Promise<string> =>
    [
      (await ask('/capture?perPage=1000', 'wms')).text,
      // A stolen key hears no more than the others.
      (await ask('/capture?perPage=1000', 'scanners')).text,
    ].join('\n')
  const before = await lists()
  const totals = async (): Promise<string> =>
    JSON.stringify(JSON.parse((await ask('/api/v1/sites/main/capture', 'boss')).text).totals)
  const totalsBefore = await totals()
  for (let i = 0; i < 5; i++) await ask('/capture', 'scanners', aDocument([anEvent()]))
  expect(await lists()).toBe(before)
  expect(await totals()).toBe(totalsBefore)
})

test('who sent scans of hands hears all in the answer, and later what failed and when by the quarter hour', async () => {
  const sent = await ask('/capture', 'scanners', aDocument([anEvent(), anEvent(), anEvent({ action: 'LOOK' })]))
  expect(sent.status).toBe(202)
  const exact = JSON.parse(sent.text)
  expect(exact['fairfloor:counts']).toEqual({ accepted: 2, duplicate: 0, conflict: 0, rejected: 1 })
  const later = await ask(sent.headers.get('location') ?? '', 'scanners')
  expect(later.status).toBe(200)
  const told = JSON.parse(later.text)
  expect(told).toMatchObject({ captureID: exact.captureID, running: false, success: false, errors: exact.errors })
  expect(told.captureErrorBehaviour).toBe('proceed')
  expect(told['fairfloor:counts']).toEqual({ conflict: 0, rejected: 1 })
  expect(momentsIn(later.text)).toEqual([])
  expect(Date.parse(told.createdAt) % quarterMs).toBe(0)
})

test('the log has no line for a capture that went well, and none says an id or an address of a client', async () => {
  const before = said.length
  await ask('/capture', 'scanners', aDocument([anEvent()]))
  await ask('/events/urn:uuid:qzx-log', 'boss')
  await ask('/health', 'boss')
  await expect.poll(() => said.slice(before)).toContain('/health')
  const lines = said.slice(before)
  expect(lines).not.toContain('"method":"POST"')
  expect(lines).toContain('"path":"/events/{eventID}"')
  expect(lines).not.toMatch(/qzx-log|127\.0\.0\.1|authorization/)
})
