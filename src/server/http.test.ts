import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressCharactersMax, methodsAt } from './http/addresses.ts'
import { isOwnHost } from './http/surface.ts'
import { type RunningServer, serve } from './serve.ts'

let folder = ''
let server: RunningServer
let key = ''
let board = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fairfloor-http-'))
  server = await serve({ dataFolder: folder, host: '127.0.0.1', port: 0, empty: true, log: false, say: () => {} })
  const made = server.engine.access.createKey({ name: 'wms', role: 'integrator', siteId: 'main' })
  key = made.ok ? made.value : ''
  const other = server.engine.access.createKey({ name: 'board', role: 'manager', siteId: 'main' })
  board = other.ok ? other.value : ''
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

interface Options {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string | Uint8Array<ArrayBuffer> | null
}

async function ask(path: string, { method = 'GET', headers = {}, body = null }: Options = {}) {
  const response = await fetch(`${server.url}${path}`, {
    method,
    body,
    redirect: 'manual',
    headers: { authorization: `Bearer ${key}`, ...headers },
  })
  const text = await response.text()
  const isJson = (response.headers.get('content-type') ?? '').includes('json')
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson && text !== '' ? JSON.parse(text) : {},
  }
}

/** What comes back for bytes that no client library would send. */
function raw(text: string): Promise<string> {
  const { port, hostname } = new URL(server.url)
  return new Promise((resolve, reject) => {
    let out = ''
    const socket = connect(Number(port), hostname, () => socket.write(text))
    socket.setEncoding('utf8').on('data', (data) => {
      out += String(data)
    })
    socket.on('close', () => resolve(out)).on('error', reject)
  })
}

const json = { 'content-type': 'application/json' }
const anEvent = (id: string): string =>
  JSON.stringify({
    '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
    type: 'ObjectEvent',
    eventID: id,
    eventTime: '2026-03-02T14:05:07.123+01:00',
    eventTimeZoneOffset: '+01:00',
    epcList: ['https://id.gs1.org/01/09521321000018/21/1'],
    action: 'OBSERVE',
    bizStep: 'picking',
  })

test('an address knows its methods: others get 405 with Allow, OPTIONS gets the list, a wrong address gets 404', async () => {
  for (const path of ['/capture', '/sites/main/events']) {
    const refused = await ask(path, { method: 'PUT', headers: json, body: '{}' })
    expect([refused.status, refused.body.code]).toEqual([405, 'METHOD_NOT_ALLOWED'])
    expect(refused.headers.get('allow')).toBe('GET, HEAD, OPTIONS, POST')
  }
  const options = await ask('/api/v1/me', { method: 'OPTIONS' })
  expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS'])
  expect((await ask('/nowhere')).body.code).toBe('NOT_FOUND')
  expect(methodsAt(server.app.declared, '/api/v1/openapiXjson')).toEqual([])
})

test('an eventID may be an address with slashes, and longer than a hundred characters', async () => {
  const id = `https://example.com/events/a%2Fb/${'x'.repeat(400)}`
  const made = await ask('/events', { method: 'POST', headers: json, body: anEvent(id) })
  expect(made.status).toBe(201)
  const found = await ask(`/events/${encodeURIComponent(id)}`)
  expect(found.body.epcisBody.queryResults.resultsBody.eventList[0].eventID).toBe(id)
  expect((await ask(made.headers.get('location') ?? '')).status).toBe(200)
})

test('what a client wrote into an address is not said back, neither for a known route nor for a wrong escape', async () => {
  for (const path of [
    '/events/marker-7',
    '/event%73/marker-7',
    '/marker-7',
    '/capture/marker-7',
    '/events/%zz/marker-7',
  ]) {
    const answer = await ask(path)
    expect(answer.status, path).toBeGreaterThanOrEqual(400)
    expect(answer.headers.get('content-type'), path).toContain('application/problem+json')
    expect(answer.text, path).not.toContain('marker-7')
  }
})

test('an address that is too long gets 414, a head that is too large 431, and what is no HTTP 400', async () => {
  const long = await ask(`/events?EQ_readPoint=${'a'.repeat(addressCharactersMax)}`)
  expect([long.status, long.body.type]).toEqual([414, 'epcisException:URITooLongException'])
  const big = await raw(`GET / HTTP/1.1\r\nHost: localhost\r\nx-a: ${'a'.repeat(100_000)}\r\n\r\n`)
  expect(big).toMatch(/^HTTP\/1.1 431 [\s\S]*HTTP_HEADERS_TOO_LARGE/)
  expect(await raw('marker-7 what\r\n\r\n')).toMatch(/^HTTP\/1.1 400 [\s\S]*HTTP_BROKEN/)
  expect(await raw('marker-7 what\r\n\r\n')).not.toContain('marker-7')
})

test('a compressed body is refused as such, with the encoding that is taken', async () => {
  const body = new Uint8Array(gzipSync(anEvent('urn:uuid:00000000-0000-4000-8000-00000000aaaa')))
  for (const path of ['/capture', '/events', '/api/v1/plan']) {
    const answer = await ask(path, { method: 'POST', headers: { ...json, 'content-encoding': 'gzip' }, body })
    expect([answer.status, answer.body.code], path).toEqual([415, 'CONTENT_ENCODING'])
    expect(answer.headers.get('accept-encoding')).toBe('identity')
  }
})

test('an event beyond the limit is told so, and not by a cut connection', async () => {
  const answer = await ask('/events', { method: 'POST', headers: json, body: `${' '.repeat(3 << 20)}{}` })
  expect([answer.status, answer.body.code]).toEqual([413, 'BODY_TOO_LARGE'])
})

test('an empty body, malformed UTF-8, deep nesting and a member twice are faults of the client', async () => {
  const post = async (body: string | Uint8Array<ArrayBuffer>) => {
    const answer = await ask('/events', { method: 'POST', headers: json, body })
    return [answer.status, answer.body.code]
  }
  expect(await post('')).toEqual([400, 'JSON_INVALID'])
  const text = anEvent('urn:uuid:00000000-0000-4000-8000-00000000bbbb')
  expect(await post(new Uint8Array(Buffer.from(text.replace('picking', 'pick\xff'), 'latin1')))).toEqual([
    400,
    'JSON_NOT_UTF8',
  ])
  expect(await post(text.replace('{', `{"ex:a":${'['.repeat(90)}${']'.repeat(90)},`))).toEqual([422, 'JSON_TOO_DEEP'])
  expect(await post(text.replace('{', '{"action":"ADD",'))).toEqual([422, 'MEMBER_TWICE'])
})

test('HEAD answers like GET without a body, and never opens a stream or uses up a link', async () => {
  const head = await ask('/events', { method: 'HEAD' })
  expect([head.status, head.text]).toEqual([200, ''])
  expect((await ask('/api/v1/stream?topics=network', { method: 'HEAD' })).status).toBe(405)
  const link = `/login?token=${server.engine.access.createLink()}`
  expect((await ask(link, { method: 'HEAD' })).status).toBe(405)
  const entered = await ask(link)
  expect(entered.status).toBe(200)
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const me = await fetch(`${server.url}/api/v1/me`, { method: 'HEAD', headers: { cookie } })
  expect(me.status).toBe(200)
})

test('a parameter given twice is refused where one is meant', async () => {
  for (const path of [
    '/login?token=a&token=b',
    '/api/v1/sites/main/trace?id=a&id=b',
    '/api/v1/stream?topics=a&topics=b',
    '/capture?perPage=1&perPage=2',
  ]) {
    const headers = { authorization: `Bearer ${board}` }
    expect((await ask(path, { headers })).body.code, path).toBe('QUERY_PARAMETER')
  }
})

test('a name that was made to resolve to this machine is refused, on every route', async () => {
  for (const host of [
    'evil.example',
    'evil.example:8080',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '[::2]',
    '',
  ]) {
    for (const path of ['/', '/health', '/app/', '/api/v1/me', '/login?token=x']) {
      const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
      expect(answer, `${host} ${path}`).toMatch(/^HTTP\/1.1 (421|400) /)
    }
  }
  for (const host of ['localhost', 'LOCALHOST:1', '127.0.0.1:8080', '127.9.9.9', '[::1]:80'])
    expect(isOwnHost(host)).toBe(true)
})

test('no page elsewhere may read an answer: there is no CORS header, whatever is asked', async () => {
  const answer = await ask('/events', { headers: { origin: 'https://evil.example' } })
  expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
  const preflight = { origin: 'https://evil.example', 'access-control-request-method': 'POST' }
  const asked = await ask('/capture', { method: 'OPTIONS', headers: preflight })
  expect([...asked.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
})

test('a form of another page changes nothing, and a session is never taken from an address', async () => {
  const link = `/login?token=${server.engine.access.createLink()}`
  const planted = 'fairfloor_session=planted'
  const entered = await ask(link, { headers: { cookie: planted, authorization: '' } })
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  expect(cookie).not.toBe(planted)
  for (const path of ['/api/v1/logout', '/api/v1/sites/main/file', '/api/v1/sites/main/plan']) {
    const answer = await fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'text/plain' },
      body: '{}',
    })
    expect([answer.status, (await answer.json()).code], path).toEqual([403, 'CSRF_MISSING'])
  }
  expect((await fetch(`${server.url}/api/v1/me?fairfloor_session=${cookie.split('=')[1]}`)).status).toBe(401)
})

test('a page of another origin changes nothing, not even with a key', async () => {
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: `${server.url.replace('http:', 'https:')}1` },
  ] as { origin: string }[]) {
    const answer = await ask('/events', { method: 'POST', headers: { ...json, ...headers }, body: anEvent('x') })
    expect([answer.status, answer.body.code], headers.origin).toEqual([403, 'ORIGIN_FOREIGN'])
  }
  const own = await ask('/api/v1/plan', {
    method: 'POST',
    headers: { ...json, origin: server.url },
    body: '{"loads":[]}',
  })
  expect(own.status).toBe(200)
})

test('files outside the console are out of reach', async () => {
  for (const path of [
    '/app/../package.json',
    '/app/../../package.json',
    '/app/..%2f..%2fpackage.json',
    '/app/%2e%2e/%2e%2e/package.json',
    '/app/..\\..\\package.json',
  ]) {
    const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
    expect(answer, path).toMatch(/^HTTP\/1.1 (302|400|403|404|503) /)
    expect(answer, path).not.toContain('"fairfloor"')
  }
})

test('only the user of the folder can open it or anything in it', () => {
  const open: string[] = []
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if ((statSync(path).mode & 0o077) !== 0) open.push(entry.name)
  }
  expect((statSync(folder).mode & 0o077) === 0 && open.filter((name) => name !== 'sites')).toEqual([])
})

test('no browser keeps an answer, guesses its type, or lets another page embed it', async () => {
  for (const path of ['/events', '/api/v1/me', '/nowhere', '/health', '/api/v1/sites/main/floor']) {
    const { headers } = await ask(path)
    expect(headers.get('cache-control'), path).toBe('no-store')
    expect(headers.get('x-content-type-options'), path).toBe('nosniff')
    expect(headers.get('cross-origin-resource-policy'), path).toBe('same-origin')
  }
})

test('a plan says each member once, in UTF-8, and not too deep', async () => {
  const post = async (body: string | Uint8Array<ArrayBuffer>) => {
    const answer = await ask('/api/v1/plan', { method: 'POST', headers: json, body })
    return [answer.status, answer.body.code]
  }
  expect(await post('{"loads":[],"loads":[]}')).toEqual([422, 'DOCUMENT_MEMBER_TWICE'])
  expect(await post(`{"loads":${'['.repeat(200_000)}${']'.repeat(200_000)}}`)).toEqual([400, 'DOCUMENT_NOT_JSON'])
  expect(await post(new Uint8Array([0x7b, 0xff, 0x7d]))).toEqual([400, 'BODY_NOT_JSON'])
  expect(await post('null')).toEqual([422, 'DOCUMENT_TYPE_WRONG'])
})
