import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Role, roles } from '../model/index.ts'
import { type DataClass, type RouteDeclaration, routeTable } from './http/routes.ts'
import { surfaceOf } from './http/surface.ts'
import { captureText } from './intake/capture-text.ts'
import { type RunningServer, serve } from './serve.ts'

// Marked hand scans go in; every way out is asked by every role; what may not be told is looked for in every answer.

const quarterMs = 15 * 60_000
/** Inside a quarter hour that is over, at an odd second; so many objects that no other number is the same by chance. */
const scanMs = Math.floor(Date.now() / quarterMs) * quarterMs - quarterMs + 7 * 60_000 + 41_317
const objects = 4_717
const station = 'https://id.gs1.org/414/9521321000012/254/pick-S7'
const item = (serial: number): string => `https://id.gs1.org/01/09521321000018/21/W${serial}`
const eventId = (serial: number): string => `urn:uuid:00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`

let folder = ''
let server: RunningServer
const keys = new Map<Role, string>()

let captureID = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fairfloor-ways-'))
  server = await serve({ dataFolder: folder, host: '127.0.0.1', port: 0, empty: true, log: false, say: () => {} })
  const { engine } = server
  const site = {
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
            id: 'picking',
            name: 'Picking',
            zones: [
              {
                id: 'pick',
                name: 'Pick',
                readPoints: ['https://id.gs1.org/414/9521321000012/254/pick-*'],
                step: 'pick',
              },
            ],
          },
        ],
        process: [{ id: 'pick', name: 'Pick', bizSteps: ['picking'], owner: 'pick lead', stuckAfterMin: 1 }],
        sources: [{ id: 'gate', kind: 'machine', readPoints: ['https://id.gs1.org/414/9521321000012/254/gate'] }],
      },
    ],
  }
  expect(await engine.putSite(JSON.stringify(site))).toEqual([])
  for (const role of roles) {
    const made = engine.access.createKey({ name: `key-${role}`, role, siteId: 'main' })
    if (made.ok) keys.set(role, made.value)
  }
  const events = Array.from({ length: objects }, (_, i) => ({
    type: 'ObjectEvent',
    eventID: eventId(i),
    eventTime: new Date(scanMs).toISOString(),
    eventTimeZoneOffset: '+00:00',
    epcList: [item(i)],
    action: 'OBSERVE',
    bizStep: 'picking',
    readPoint: { id: station },
    bizTransactionList: [
      { type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:9521321000012:SO-1' },
      // An order's objects are listed one by one; nobody lists those of a whole shift by theirs.
      ...(i < 40 ? [{ type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:9521321000012:SO-2' }] : []),
    ],
  }))
  const text = JSON.stringify({
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-03-02T12:00:00Z',
    epcisBody: { eventList: events },
  })
  const job = await captureText(engine, { siteId: 'main', feed: 'scanners', behaviour: 'rollback', text })
  expect(job).toMatchObject({ accepted: objects })
  captureID = job.captureID
  expect(
    await engine.submitPlan('main', {
      loads: [
        { id: 'L1', carrier: 'Nordfracht', dock: '4', departure: new Date(scanMs + 8 * 3_600_000).toISOString() },
      ],
      orders: [{ id: 'SO-1', load: 'L1', document: 'urn:epcglobal:cbv:bt:9521321000012:SO-1', units: 6_000 }],
    }),
  ).toMatchObject({ ok: true })
  // A live site tells it at the next tick; here it is looked at as if that had come.
  const runtime = engine.runtime('main')
  if (runtime !== undefined) runtime.told = null
}, 30_000)
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

/** Marks in a text: how often work was done, when to the minute, where to the station. */
function marksIn(text: string): string[] {
  const iso = new Date(scanMs).toISOString()
  const spelled = [iso.slice(0, 19), iso.slice(0, 16), String(scanMs), String(Math.floor(scanMs / 1000)), 'pick-S7']
  const number = new RegExp(`(?<![0-9A-Za-z_-])(${objects}|${objects - 1})(?![0-9A-Za-z_-])`)
  return [...spelled.filter((each) => text.includes(each)), ...(number.exec(text)?.slice(0, 1) ?? [])]
}

/** Asks every declared way that can be asked, as every role, and gives the ways whose answers hold a mark. */
async function scan(app: FastifyInstance, declared: readonly RouteDeclaration[]): Promise<string[]> {
  const found = new Set<string>()
  let answered = 0
  const fill: Readonly<Record<string, string>> = {
    ':site': 'main',
    ':eventID': encodeURIComponent(eventId(3)),
    ':captureID': captureID,
  }
  const queries = [
    '',
    `id=${encodeURIComponent(item(3))}`,
    `id=${encodeURIComponent('urn:epcglobal:cbv:bt:9521321000012:SO-2')}`,
    `MATCH_anyEPC=${encodeURIComponent(item(3))}`,
    `GE_eventTime=${new Date(scanMs - 3_600_000).toISOString()}&perPage=1000`,
    'step=pick&place=pick&windowMin=15',
  ]
  for (const { method, path } of declared) {
    if (method !== 'GET' || path === '/api/v1/stream') continue
    const address = path.replace(/:[a-zA-Z]+/g, (name) => fill[name] ?? 'main')
    for (const [role, key] of keys) {
      for (const query of queries) {
        const response = await app.inject({
          url: `${address}${query === '' ? '' : `?${query}`}`,
          headers: { authorization: `Bearer ${key}`, host: 'localhost' },
        })
        if (response.statusCode === 200) answered++
        const text = `${JSON.stringify(response.headers)}\n${response.body}`
        const marks = marksIn(text)
        // A page of the file that the owner wrote names its own patterns of read points, not the station.
        if (marks.length > 0) found.add(`${method} ${path} as ${role}: ${marks.join(', ')}`)
      }
    }
  }
  expect(answered).toBeGreaterThan(0)
  return [...found]
}

test('no answer of any declared way tells how many scans hands made, when to the minute, or where to the station', async () => {
  expect(await scan(server.app.fastify, server.app.declared)).toEqual([])
}, 60_000)

test('a planted way that tells work under the class of goods is found', async () => {
  const { engine } = server
  const leaks: Readonly<Record<string, () => unknown>> = {
    rate: () => ({ perQuarter: engine.runtime('main')?.flow.floor(Date.now()).openObjects }),
    time: async () => {
      const { rows } = await engine.ledger.query({ siteId: 'main', limit: 1 }, { feed: 'scanners' })
      return { scannedAt: rows[0]?.eventTimeMs }
    },
  }
  for (const [name, handle] of Object.entries(leaks)) {
    const app = Fastify()
    const table = routeTable(app, {
      access: engine.access,
      surface: surfaceOf(null),
      siteIds: () => ['main'],
      siteState: () => 'active',
      checkPolicy: () => {},
    })
    table.add({
      method: 'GET',
      path: '/api/v1/sites/:site/planted',
      roles: ['lead'],
      purpose: 'Planted.',
      site: 'path',
      dataClass: 'goods',
      handle,
    })
    await app.ready()
    expect(await scan(app, table.declared), name).toMatchObject([/^GET \/api\/v1\/sites\/:site\/planted as lead/])
    await app.close()
  }
})

test('a route without a class of data cannot be added', async () => {
  const app = Fastify()
  const { access } = server.engine
  const table = routeTable(app, {
    access,
    surface: surfaceOf(null),
    siteIds: () => [],
    siteState: () => undefined,
    checkPolicy: () => {},
  })
  const way = {
    method: 'GET',
    path: '/x',
    roles: ['lead'],
    purpose: 'Nothing.',
    site: 'none',
    handle: () => ({}),
  } as const
  expect(() => table.add({ ...way, dataClass: undefined as unknown as DataClass })).toThrow(/class of data/)
  await app.close()
})
