import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, serve } from './serve.ts'

let folder = ''
let server: RunningServer
let key = ''
let board = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fairfloor-serve-'))
  server = await serve({ dataFolder: folder, host: '127.0.0.1', port: 0, empty: true, log: false, say: () => {} })
  const made = server.engine.access.createKey({ name: 'wms', role: 'integrator', siteId: 'main' })
  if (!made.ok) throw new Error('no key')
  key = made.value
  const other = server.engine.access.createKey({ name: 'board', role: 'manager', siteId: 'main' })
  board = other.ok ? other.value : ''
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: { readonly [name: string]: unknown }
}

async function send(
  method: string,
  path: string,
  body?: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${server.url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) }
}

const context = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'
const anEvent = (id: string, more: object = {}) => ({
  type: 'ObjectEvent',
  eventID: `urn:uuid:00000000-0000-4000-8000-${id.padStart(12, '0')}`,
  eventTime: '2026-03-02T14:05:07.123+01:00',
  eventTimeZoneOffset: '+01:00',
  epcList: [`https://id.gs1.org/01/09521321000018/21/${id}`],
  action: 'OBSERVE',
  bizStep: 'picking',
  ...more,
})
const aDocument = (...events: object[]): string =>
  JSON.stringify({
    '@context': context,
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-03-02T14:06:00Z',
    epcisBody: { eventList: events },
  })

function eventsOf(answer: Answer): { eventID?: string; eventTime: string; recordTime?: string }[] {
  const body = answer.body as {
    epcisBody: { queryResults: { resultsBody: { eventList: { eventID?: string; eventTime: string }[] } } }
  }
  return body.epcisBody.queryResults.resultsBody.eventList
}

test('a document is captured, its job says so, and its events are there', async () => {
  const sent = await send('POST', '/capture', aDocument(anEvent('1'), anEvent('2')))
  expect(sent.status).toBe(202)
  const job = await send('GET', sent.headers.get('location') ?? '')
  expect(job.body).toMatchObject({ running: false, success: true, captureErrorBehaviour: 'rollback', errors: [] })
  const found = await send('GET', `/events?MATCH_anyEPC=${encodeURIComponent('urn:epc:id:sgtin:9521321.000001.1')}`)
  expect(eventsOf(found)).toHaveLength(1)
  expect(eventsOf(found)[0]).toMatchObject({
    eventTime: '2026-03-02T14:05:07.123+01:00',
    eventID: anEvent('1').eventID,
  })
})

test('rollback keeps nothing of a document with a bad event, and says where it is bad', async () => {
  const sent = await send('POST', '/capture', aDocument(anEvent('3'), anEvent('4', { action: 'LOOK' })))
  expect(sent.status).toBe(202)
  expect(sent.body).toMatchObject({ success: false, 'fairfloor:counts': { accepted: 0, rejected: 2 } })
  const [error] = sent.body['errors'] as { at: string; fix: string; row: number }[]
  expect(error?.at).toBe('/epcisBody/eventList/1/action')
  expect((await send('GET', `/events?EQ_eventID=${anEvent('3').eventID}`)).status).toBe(200)
  expect(eventsOf(await send('GET', `/events?EQ_eventID=${anEvent('3').eventID}`))).toHaveLength(0)
})

test('proceed keeps the good events of the same document', async () => {
  const sent = await send('POST', '/capture', aDocument(anEvent('5'), anEvent('6', { action: 'LOOK' })), {
    'gs1-capture-error-behaviour': 'proceed',
  })
  expect(sent.body).toMatchObject({ success: false, 'fairfloor:counts': { accepted: 1, rejected: 1 } })
  expect((await send('GET', `/events/${encodeURIComponent(anEvent('5').eventID)}`)).status).toBe(200)
  expect((await send('GET', `/events/${encodeURIComponent(anEvent('6').eventID)}`)).status).toBe(404)
})

test('sending a document twice adds nothing, and other content under the same id is a conflict', async () => {
  const document = aDocument(anEvent('7'))
  await send('POST', '/capture', document)
  expect((await send('POST', '/capture', document)).body).toMatchObject({
    success: true,
    'fairfloor:counts': { accepted: 0, duplicate: 1 },
  })
  const other = await send('POST', '/capture', aDocument(anEvent('7', { bizStep: 'packing' })))
  expect(other.body).toMatchObject({ success: false, 'fairfloor:counts': { conflict: 1 } })
})

test('an eventID that stands twice in one document is told with row, pointer, code and fix', async () => {
  const fault = { code: 'EVENT_ID_TWICE', at: '/eventID', row: 1, fix: expect.stringContaining('once') }
  // Members in another order say the same.
  const again = Object.fromEntries(Object.entries(anEvent('70')).reverse()) as ReturnType<typeof anEvent>
  const same = await send('POST', '/capture', aDocument(anEvent('70'), again))
  expect(same.body).toMatchObject({
    success: true,
    errors: [],
    'fairfloor:counts': { accepted: 1, duplicate: 1, conflict: 0 },
    'fairfloor:notices': [{ ...fault, detail: 'Found the same content.' }],
  })
  const other = await send('POST', '/capture', aDocument(anEvent('71'), anEvent('71', { bizStep: 'packing' })))
  expect(other.body).toMatchObject({
    success: false,
    errors: [{ ...fault, detail: 'Found other content.' }],
    'fairfloor:counts': { accepted: 0, conflict: 1, rejected: 1 },
    'fairfloor:notices': [],
  })
  expect((await send('GET', `/events/${encodeURIComponent(anEvent('71').eventID)}`)).status).toBe(404)
})

test('master data in the header of a document is told as not kept, under escaped names too', async () => {
  const vocabulary = {
    type: 'urn:epcglobal:epcis:vtype:Location',
    vocabularyElementList: [
      { id: 'urn:epc:id:sgln:952132.100001.0', attributes: [] },
      { id: 'urn:epc:id:sgln:952132.100002.0' },
    ],
  }
  const withMasterData = (id: string): string =>
    aDocument(anEvent(id)).replace(
      '"epcisBody"',
      `"epcisHeader":{"epcisMasterData":${JSON.stringify({ vocabularyList: [vocabulary] })}},"epcisBody"`,
    )
  const notice = {
    code: 'MASTER_DATA_NOT_KEPT',
    at: '/epcisHeader/epcisMasterData/vocabularyList',
    detail: 'Found 2 vocabulary elements.',
    fix: expect.stringContaining('ilmd'),
  }
  const sent = await send('POST', '/capture', withMasterData('80'))
  expect(sent.body).toMatchObject({ success: true, 'fairfloor:counts': { accepted: 1 }, 'fairfloor:notices': [notice] })
  const kept = await send('GET', sent.headers.get('location') ?? '')
  expect(kept.body['fairfloor:notices']).toEqual(sent.body['fairfloor:notices'])
  const escaped = await send('POST', '/capture', withMasterData('81').replace('vocabularyList', '\\u0076ocabularyList'))
  expect(escaped.body['fairfloor:notices']).toMatchObject([notice])
  expect((await send('POST', '/capture', aDocument(anEvent('82')))).body['fairfloor:notices']).toEqual([])
})

test('one event is created with 201 and an address, repeated with 409', async () => {
  const body = JSON.stringify({ '@context': context, ...anEvent('8') })
  const made = await send('POST', '/events', body)
  expect(made.status).toBe(201)
  expect((await send('GET', made.headers.get('location') ?? '')).status).toBe(200)
  expect((await send('POST', '/events', body)).body).toMatchObject({ status: 409, code: 'EVENT_DUPLICATE' })
})

test('an event without an id gets its CBV hash, and is found by it', async () => {
  const { eventID: _none, ...event } = anEvent('9')
  const made = await send('POST', '/events', JSON.stringify({ '@context': context, ...event }))
  const location = made.headers.get('location') ?? ''
  expect(decodeURIComponent(location)).toMatch(/ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/)
  expect(eventsOf(await send('GET', location))).toHaveLength(1)
})

test('an operator never comes back, and a client hash over one is replaced', async () => {
  const ni = `ni:///sha-256;${'a'.repeat(64)}?ver=CBV2.0`
  const event = { ...anEvent('10'), eventID: ni, 'ex:operator': 'marker-person-77' }
  const document = JSON.stringify({
    '@context': [context, { ex: 'https://example.com/ns/' }],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-03-02T14:06:00Z',
    epcisBody: { eventList: [event] },
  })
  const sent = await send('POST', '/capture', document)
  const replaced = sent.body['fairfloor:replacedEventIDs'] as { from: string; to: string }[]
  expect(replaced[0]?.from).toBe(ni)
  const found = await fetch(
    `${server.url}/events?MATCH_epc=${encodeURIComponent('https://id.gs1.org/01/09521321000018/21/10')}`,
    { headers: { authorization: `Bearer ${key}` } },
  )
  expect(await found.text()).not.toContain('marker-person-77')
})

test('pages follow each other by an opaque token', async () => {
  await send(
    'POST',
    '/capture',
    aDocument(...Array.from({ length: 7 }, (_, i) => anEvent(String(100 + i), { bizStep: 'staging_outbound' }))),
  )
  const seen = new Set<string | undefined>()
  let path: string | undefined = '/events?EQ_bizStep=staging_outbound&perPage=3'
  for (let page = 0; path !== undefined && page < 10; page++) {
    const answer: Answer = await send('GET', path)
    for (const event of eventsOf(answer)) seen.add(event.eventID)
    path = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1]
  }
  expect(seen.size).toBe(7)
})

test('an unknown parameter is refused, not ignored', async () => {
  expect((await send('GET', '/events?EQ_bizStop=picking')).body).toMatchObject({
    status: 400,
    code: 'QUERY_PARAMETER',
    at: '/EQ_bizStop',
  })
})

test('text that is no JSON, another media type and a wrong key are told apart', async () => {
  expect((await send('POST', '/capture', '{"type": "EPCISDocument", ')).status).toBe(400)
  expect((await send('POST', '/capture', 'x', { 'content-type': 'text/plain' })).status).toBe(415)
  expect((await send('GET', '/events', undefined, { authorization: 'Bearer nonsense' })).status).toBe(401)
})

test('an answer that the client cannot read is refused before anything happens', async () => {
  expect((await send('GET', '/events', undefined, { accept: 'application/xml' })).body).toMatchObject({
    status: 406,
    code: 'NOT_ACCEPTABLE',
  })
  expect((await send('GET', '/events', undefined, { 'gs1-epcis-min': '3.0' })).status).toBe(406)
  expect(
    (await send('GET', '/events', undefined, { accept: 'application/ld+json', 'gs1-epcis-max': '2.0' })).status,
  ).toBe(200)
})

test('a key of one site does not reach another', async () => {
  const made = server.engine.access.createKey({ name: 'elsewhere', role: 'integrator', siteId: 'elsewhere' })
  const other = made.ok ? made.value : ''
  expect((await send('GET', '/sites/main/events', undefined, { authorization: `Bearer ${other}` })).status).toBe(403)
})

test('the link lets one browser in, with a cookie that scripts cannot read, and a changing request needs the token', async () => {
  const link = `${server.url}/login?token=${server.engine.access.createLink()}`
  const entered = await fetch(link)
  const cookie = entered.headers.get('set-cookie') ?? ''
  expect(cookie).toContain('HttpOnly')
  expect(cookie).toContain('SameSite=Strict')
  expect((await fetch(link)).status).toBe(401)
  const headers = { cookie: cookie.split(';')[0] ?? '' }
  const me = (await (await fetch(`${server.url}/api/v1/me`, { headers })).json()) as {
    csrfToken: string
    sites: unknown[]
  }
  expect(me.sites).toHaveLength(1)
  const plan = { method: 'POST', body: '{"loads":[]}', headers: { ...headers, 'content-type': 'application/json' } }
  expect((await fetch(`${server.url}/api/v1/sites/main/plan`, plan)).status).toBe(403)
  const withToken = { ...plan, headers: { ...plan.headers, 'x-fairfloor-csrf': me.csrfToken } }
  expect((await fetch(`${server.url}/api/v1/sites/main/plan`, withToken)).status).toBe(200)
})

test('the stream sends a view at once and again when something came in', async () => {
  const response = await fetch(`${server.url}/api/v1/stream?site=main&topics=capture`, {
    headers: { authorization: `Bearer ${board}` },
  })
  const reader = response.body?.getReader()
  if (reader === undefined) throw new Error('no body')
  const decoder = new TextDecoder()
  let text = ''
  async function until(pattern: RegExp): Promise<string> {
    for (;;) {
      const match = pattern.exec(text)
      if (match !== null) return match[1] ?? ''
      const { value, done } = await reader!.read()
      if (done) throw new Error('the stream ended')
      text += decoder.decode(value, { stream: true })
    }
  }
  const before = Number(await until(/"totals":\{"accepted":(\d+)/))
  await send('POST', '/capture', aDocument(anEvent('200')))
  text = ''
  server.app.tick()
  expect(Number(await until(/"totals":\{"accepted":(\d+)/))).toBe(before + 1)
  await reader.cancel()
})

test('every route says who may call it, why, and what class of data it carries', () => {
  for (const route of server.app.declared) {
    expect(route.purpose, route.path).toMatch(/\.$/)
    if (route.roles === 'public') expect(route.dataClass, route.path).toBe('none')
  }
})

test('an address that others can reach is refused', async () => {
  await expect(
    serve({ dataFolder: `${folder}-never`, host: '0.0.0.0', port: 0, empty: true, log: false, say: () => {} }),
  ).rejects.toMatchObject({
    fault: { code: 'NO_NAMED_ACCOUNTS' },
  })
  expect(existsSync(`${folder}-never`)).toBe(false)
})
