import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { routes as consoleRoutes } from '../../console/routes.ts'
import { commands } from '../../src/cli/help.ts'
import { type Role, roles } from '../../src/model/index.ts'
import type { RouteDeclaration } from '../../src/server/http/routes.ts'
import { type RunningServer, serve } from '../../src/server/index.ts'
import { localRoles } from '../../src/server/people/access.ts'
import { streamTopics } from '../../src/wire/index.ts'

// Who may open what: every route and stream against every role, asked with a real session or key of that role. The
// golden file is read as code; UPDATE_GOLDEN=1 writes it anew.

const goldenPath = join(import.meta.dirname, '../../src/server/testdata/matrix.json')
const marker = 'Marker of the foreign site'
let folder = ''
let server: RunningServer

interface Row {
  /** Roles that are let in at their own site; an integrator asks with a key, everybody else with a session. */
  readonly here: string
  /** Roles that are let in although their site is another one; only where the answer is not about one site. */
  readonly elsewhere: string
  /** Roles that are let in when they hold at every site. */
  readonly everywhere: string
  /** The browser of a start on loopback without accounts. */
  readonly local: boolean
  readonly nobody: boolean
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fairfloor-matrix-'))
  server = await serve({ dataFolder: folder, host: '127.0.0.1', port: 0, empty: true, log: false, say: () => {} })
  const { engine } = server
  const file = engine.sites.get('main')?.file
  for (const [id, state, name] of [
    ['main', 'draft', marker],
    ['other', 'draft', 'Other'],
    ['trial', 'test', 'Trial'],
  ] as const)
    expect(await engine.putSite(JSON.stringify({ ...file, id, state, name }))).toEqual([])
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

type Headers = Record<string, string>

/** What each route is asked with: ids of nothing, so that no answer has an effect on the next. */
function addressesOf(route: RouteDeclaration): { name: string; path: string }[] {
  const path = route.path.replace(':site', 'main').replace(/:[A-Za-z]+/g, 'nothing')
  const name = `${route.method} ${route.path}`
  if (route.path !== '/api/v1/stream') return [{ name, path }]
  return streamTopics.map((topic) => ({ name: `${name} ${topic}`, path: `${path}?site=main&topics=${topic}` }))
}

const barred = ['UNAUTHORIZED', 'FORBIDDEN', 'KEY_KIND']

async function ask(
  method: string,
  path: string,
  headers: Headers,
): Promise<{ open: boolean; code: string; text: string }> {
  const stop = new AbortController()
  const response = await fetch(`${server.url}${path}`, {
    method,
    redirect: 'manual',
    signal: stop.signal,
    headers: { ...headers, ...(method === 'POST' ? { 'content-type': 'application/json' } : {}) },
    ...(method === 'POST' ? { body: '{}' } : {}),
  })
  if ((response.headers.get('content-type') ?? '').startsWith('text/event-stream')) {
    const { value } = (await response.body?.getReader().read()) ?? {}
    stop.abort()
    return { open: true, code: '', text: new TextDecoder().decode(value) }
  }
  const text = await response.text()
  const isProblem = (response.headers.get('content-type') ?? '').includes('problem+json')
  const code = isProblem ? String((JSON.parse(text) as { code: string }).code) : ''
  // The way into the matrix itself is in order: no cell is closed for want of a token or a proof.
  expect(['CSRF_MISSING', 'STEP_UP_NEEDED', 'ORIGIN_FOREIGN'], `${method} ${path}`).not.toContain(code)
  return { open: !barred.includes(code), code, text }
}

/** A caller with one role at one site (null: all). Each call is a session of its own, because some routes end it. */
function callerOf(role: Role, siteId: string | null): () => Headers {
  const { people } = server.engine.access
  const name = `${role}-${siteId ?? 'all'}`
  if (role === 'integrator') {
    const key = people.keys.create({ name, role, siteId })
    if (!key.ok) throw new Error(key.fault.code)
    return () => ({ authorization: `Bearer ${key.value}` })
  }
  const account = people.accounts.add({ name, grants: [{ role, siteId }], passwordHash: '$' })
  if (!account.ok) throw new Error(account.fault.code)
  return () => {
    if (people.accounts.get(account.value) === undefined) throw new Error('the account is gone')
    const token = people.sessions.open(account.value, '')
    return headersOf(token)
  }
}

function headersOf(token: string): Headers {
  const csrf = server.engine.access.people.sessions.byToken(token)?.csrfToken ?? ''
  return { cookie: `fairfloor_session=${token}`, 'x-fairfloor-csrf': csrf }
}

test('every route and stream lets in exactly the roles that the golden file says', { timeout: 240_000 }, async () => {
  const { access } = server.engine
  const asked = server.app.declared
    .filter(({ method }) => method !== 'OPTIONS')
    .flatMap((route) => addressesOf(route).map((address) => ({ ...address, route })))
  const local = new Map<string, boolean>()
  for (const { name, path, route } of asked) {
    const token = access.redeemLink(access.createLink()) ?? ''
    local.set(name, (await ask(route.method, path, headersOf(token))).open)
  }
  const callers = { here: 'main', elsewhere: 'other', everywhere: null } as const
  const of = Object.fromEntries(
    Object.entries(callers).map(([where, siteId]) => [
      where,
      roles.map((role) => [role, callerOf(role, siteId)] as const),
    ]),
  )
  const rows: Record<string, Row | 'public'> = {}
  const told: string[] = []
  for (const { name, path, route } of asked) {
    const found: Record<string, Role[]> = { here: [], elsewhere: [], everywhere: [] }
    for (const [where, list] of Object.entries(of)) {
      for (const [role, headers] of list) {
        const answer = await ask(route.method, path, headers())
        if (answer.open) found[where]?.push(role)
        if (where === 'elsewhere' && answer.text.includes(marker)) told.push(`${name} as ${role}`)
      }
    }
    const nobody = (await ask(route.method, path, {})).open
    const { here = [], elsewhere = [], everywhere = [] } = found
    if (route.roles === 'public') {
      expect([here, elsewhere, everywhere, nobody, local.get(name)], name).toEqual([roles, roles, roles, true, true])
      rows[name] = 'public'
    } else {
      const row = { here: here.join(' '), elsewhere: elsewhere.join(' '), everywhere: everywhere.join(' ') }
      rows[name] = { ...row, local: local.get(name) === true, nobody }
    }
  }
  // What the declarations say and what happens is the same, and whose site is another learns nothing of this one.
  expect(told).toEqual([])
  for (const { name, route } of asked) {
    const row = rows[name]
    if (row === undefined || row === 'public' || route.roles === 'public') continue
    expect(row.nobody, name).toBe(false)
    if (route.site === 'path') expect(row.elsewhere, name).toBe('')
    const letIn = `${row.here} ${row.elsewhere} ${row.everywhere}`.split(' ').filter((role) => role !== '')
    for (const role of letIn) expect(route.roles, name).toContain(role)
    if (['goods', 'state', 'rate', 'event'].includes(route.dataClass)) {
      expect(letIn, name).not.toContain('admin')
    }
    if (route.dataClass === 'event' && route.method === 'GET') {
      for (const role of ['safety', 'privacy', 'representative', 'auditor'] as const)
        expect(letIn, name).not.toContain(role)
    }
  }

  const golden = {
    routes: rows,
    // Pages are shown to whoever may read what stands on them; they hold no data of their own.
    pages: Object.fromEntries(consoleRoutes.map(({ pattern, roles: own }) => [pattern, own?.join(' ') ?? 'everybody'])),
    // Commands ask for no role: who may read the data folder may run them, and nobody else.
    commands: Object.fromEntries(Object.keys(commands).map((name) => [name, 'who may open the data folder'])),
  }
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(goldenPath, `${JSON.stringify(golden, null, 2)}\n`)
  expect(golden).toEqual(JSON.parse(readFileSync(goldenPath, 'utf8')))
})

test('a test site takes test keys only, every other site live keys only, on every route', async () => {
  const { people } = server.engine.access
  for (const [siteId, kind] of [
    ['trial', 'live'],
    ['main', 'test'],
  ] as const) {
    const key = people.keys.create({ name: `wrong-${kind}`, role: 'integrator', siteId, kind })
    const headers = { authorization: `Bearer ${key.ok ? key.value : ''}` }
    for (const route of server.app.declared) {
      if (route.method === 'OPTIONS' || route.roles === 'public' || !route.roles.includes('integrator')) continue
      const path = route.path.replace(':site', siteId).replace(/:[A-Za-z]+/g, 'nothing')
      expect((await ask(route.method, path, headers)).code, `${route.method} ${route.path}`).toBe('KEY_KIND')
    }
  }
  const right = people.keys.create({ name: 'right', role: 'integrator', siteId: 'trial', kind: 'test' })
  const headers = { authorization: `Bearer ${right.ok ? right.value : ''}` }
  expect((await ask('GET', '/events', headers)).open).toBe(true)
})

test('a lead and a safety officer declare heads, and change no load by it', async () => {
  for (const role of ['lead', 'safety'] as const) {
    const { people } = server.engine.access
    const account = people.accounts.byName(`${role}-main`)
    const headers = headersOf(people.sessions.open(account?.id ?? '', ''))
    const post = async (body: string) => {
      const json = { ...headers, 'content-type': 'application/json' }
      return (await fetch(`${server.url}/api/v1/sites/main/plan`, { method: 'POST', headers: json, body })).status
    }
    expect([await post('{"heads":[]}'), await post('{"loads":[]}')], role).toEqual([200, 403])
  }
})

test('the local browser is let in wherever any person is, and nowhere else', () => {
  const golden = JSON.parse(readFileSync(goldenPath, 'utf8')) as { routes: Record<string, Row | 'public'> }
  for (const [name, row] of Object.entries(golden.routes)) {
    if (row === 'public' || / \/api\/v1\/(account|step-up)\b/.test(name)) continue
    expect(row.local, name).toBe(localRoles.some((role) => row.everywhere.split(' ').includes(role)))
  }
})
