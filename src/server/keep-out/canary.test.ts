import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CanaryPlanted, CanaryReport } from '../../wire/index.ts'
import { type RunningServer, serve } from '../serve.ts'

const namespace = 'https://example.com/wms/'
let folder = ''
let server: RunningServer
const keys: Record<string, string> = {}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fairfloor-canary-'))
  server = await serve({ dataFolder: folder, host: '127.0.0.1', port: 0, empty: true, log: false, say: () => {} })
  const version = { ...server.engine.sites.get('main')?.file.versions[0], extensions: [namespace] }
  const file = { fairfloor: 1, id: 'main', name: 'Main', state: 'active', clock: 'live', versions: [version] }
  expect(await server.engine.putSite(JSON.stringify(file))).toEqual([])
  for (const role of ['privacy', 'integrator', 'lead'] as const) {
    const made = server.engine.access.createKey({ name: role, role, siteId: 'main' })
    keys[role] = made.ok ? made.value : ''
  }
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

async function ask(role: string, method: string, path: string, body?: unknown) {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${keys[role]}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) }
}

const scan = (id: string, members: Record<string, string>) => ({
  '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { ex: namespace }],
  type: 'ObjectEvent',
  eventID: `urn:uuid:${id}`,
  eventTime: new Date().toISOString(),
  eventTimeZoneOffset: '+00:00',
  action: 'OBSERVE',
  epcList: ['https://id.gs1.org/01/09521321000018/21/77'],
  ...members,
})

async function plant(): Promise<CanaryPlanted> {
  const planted = await ask('privacy', 'POST', '/api/v1/sites/main/canaries', {})
  expect(planted.status).toBe(201)
  return planted.body as CanaryPlanted
}

async function search(id: string): Promise<CanaryReport> {
  const found = await ask('privacy', 'POST', `/api/v1/sites/main/canaries/${id}/search`)
  expect(found.status).toBe(200)
  return found.body as CanaryReport
}

const kindsOf = ({ places }: CanaryReport) => places.map(({ kind, where }) => `${kind} ${where}`).sort()

test('a badge in a person field is received, counted in memory, and reaches nothing else', async () => {
  const { canary, text } = await plant()
  const sent = await ask(
    'integrator',
    'POST',
    '/events',
    scan('6b5a3c1e-0001-4000-8000-000000000001', { 'ex:operator': text }),
  )
  expect(sent.status).toBe(201)
  expect((await ask('privacy', 'POST', `/api/v1/sites/main/canaries/${canary.id}/send`)).status).toBe(204)
  await ask('integrator', 'GET', '/events?MATCH_epc=https%3A%2F%2Fid.gs1.org%2F01%2F09521321000018%2F21%2F77')
  const report = await search(canary.id)
  expect(kindsOf(report)).toEqual(['received canary', 'received integrator', 'tally memory'])
  expect(report.searched?.files).toBeGreaterThan(3)
  expect(report.searched?.events).toBeGreaterThanOrEqual(2)
  const received = report.places.find(({ kind }) => kind === 'received')
  expect(received?.goneMs).not.toBe(null)
})

test('a badge that a feed hides in another member is found where it lies and where it went', async () => {
  const { canary, text } = await plant()
  const sent = await ask(
    'integrator',
    'POST',
    '/events',
    scan('6b5a3c1e-0002-4000-8000-000000000002', { 'ex:tour': text }),
  )
  expect(sent.status).toBe(201)
  // By object even the feed sees zone and quarter hour only; by its own id the event as it came.
  const got = await ask('integrator', 'GET', '/events?EQ_eventID=urn%3Auuid%3A6b5a3c1e-0002-4000-8000-000000000002')
  expect(got.status).toBe(200)
  const kinds = kindsOf(await search(canary.id))
  expect(kinds).toContain('stored events')
  expect(kinds).toContain('answered GET /events')
})

test('the text is told once and never written', async () => {
  const { canary, text } = await plant()
  const listed = await ask('privacy', 'GET', '/api/v1/sites/main/canaries')
  expect(JSON.stringify(listed.body)).not.toContain(text)
  for (const name of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (name.isFile()) expect(readFileSync(join(name.parentPath, name.name), 'latin1')).not.toContain(text)
  }
  expect((await ask('privacy', 'DELETE', `/api/v1/sites/main/canaries/${canary.id}`)).status).toBe(204)
  const ended = await ask('privacy', 'POST', `/api/v1/sites/main/canaries/${canary.id}/search`)
  expect(ended.body).toMatchObject({ code: 'CANARY_ENDED' })
})

test('who does not look after data plants nothing, and a text that could be anything is refused', async () => {
  expect((await ask('lead', 'POST', '/api/v1/sites/main/canaries', {})).body).toMatchObject({ code: 'FORBIDDEN' })
  const short = await ask('privacy', 'POST', '/api/v1/sites/main/canaries', { text: 'a b' })
  expect(short.body).toMatchObject({ code: 'DOCUMENT_VALUE_WRONG', at: '/text' })
})
