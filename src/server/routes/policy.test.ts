import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultSite } from '../../site/index.ts'
import type { PolicyView } from '../../wire/index.ts'
import { type RunningServer, serve } from '../index.ts'
import { latin } from '../policy/pdf.ts'

let server: RunningServer
let folder = ''
const keys = new Map<string, string>()

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fairfloor-policy-routes-'))
  const options = { dataFolder: folder, host: '127.0.0.1', port: 0, empty: true, log: false, say: () => {} }
  server = await serve({ ...options, tls: undefined, proxy: undefined, origin: undefined })
  for (const role of ['lead', 'representative', 'privacy', 'admin'] as const) {
    const made = server.engine.access.createKey({ name: `key-${role}`, role, siteId: 'main' })
    if (!made.ok) throw new Error(made.fault.code)
    keys.set(role, made.value)
  }
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

const ask = (role: string, path: string, body?: unknown): Promise<Response> =>
  fetch(`${server.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${keys.get(role)}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

const base = '/api/v1/sites/main/policy'

describe('the policy of a site', () => {
  test('is there for everyone, in their language', async () => {
    for (const role of ['lead', 'representative']) {
      const view = (await (await ask(role, `${base}?language=de`)).json()) as PolicyView
      expect(view.numbers.find(({ id }) => id === 'k')).toMatchObject({ value: '10 Personen' })
      expect(view.missing.map(({ code }) => code)).toEqual(['position'])
      expect(view.packs.map(({ id }) => id)).toEqual(['base'])
    }
    expect((await ask('lead', `${base}?language=xx`)).status).toBe(400)
  })

  test('takes records from those who answer for it, and from nobody else', async () => {
    const notice = { kind: 'notice', date: '2026-10-01', version: '3', category: 'agency', language: 'pl' }
    expect((await ask('lead', `${base}/records`, notice)).status).toBe(403)
    const answer = await ask('privacy', `${base}/records`, notice)
    expect([answer.status, await answer.json()]).toEqual([201, { kind: 'notice', date: '2026-10-01' }])
    const wrong = await ask('privacy', `${base}/records`, { ...notice, category: 'robot', simulated: true })
    expect(((await wrong.json()) as { errors: { at: string }[] }).errors.map(({ at }) => at)).toEqual([
      '/simulated',
      '/category',
    ])
    const view = (await (await ask('lead', base)).json()) as PolicyView
    expect(view.records).toEqual([{ kind: 'notice', date: '2026-10-01', what: 'agency, pl, 3' }])
  })

  test('is printed as pages that load a style and nothing else', async () => {
    for (const kind of ['register', 'assessment', 'notice']) {
      const answer = await ask('representative', `${base}/documents/${kind}?language=fr&category=agency`)
      expect(answer.status, kind).toBe(200)
      expect(answer.headers.get('content-security-policy')).toBe(
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      )
      const html = await answer.text()
      expect(html).toContain('<html lang="fr">')
      expect(html).not.toMatch(/<script|<style|style="|javascript:/)
    }
    const limits = await (await fetch(`${server.url}/api/v1/policy/limits`)).text()
    expect(limits).toContain('<h2>Whoever is root sees what the machine sees.</h2>')
    expect(limits).not.toMatch(/\*\*|`|Named limits/)
    expect((await fetch(`${server.url}/api/v1/policy/document.css`)).headers.get('content-type')).toMatch(/^text\/css/)
    expect((await ask('lead', `${base}/documents/other`)).status).toBe(400)
    expect((await ask('lead', `${base}/documents/notice?category=robot`)).status).toBe(400)
    expect((await ask('lead', `${base}/documents/register?format=doc`)).status).toBe(400)
  })

  test('is printed as PDF in the letters that its faces have', () => {
    expect(latin('Zürich, Łódź, Çeşme, „Œuvre“ 5 €')).toBe('Zürich, Lódz, Çesme, „Œuvre“ 5 €')
    expect(latin(new Intl.NumberFormat('fr').format(2_000))).toBe('2\u00a0000')
    expect(latin('Αθήνα')).toBe('?????')
  })

  test('is printed as PDF without a network', async () => {
    const answer = await ask('lead', `${base}/documents/register?format=pdf&language=de`)
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="main-register-de.pdf"')
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    const text = bytes.toString('latin1')
    expect(text).toContain('/BaseFont /Helvetica')
    // It says its language, and claims no tags that it has not.
    expect(text).toMatch(/\/Lang \(?.{0,4}de/)
    expect(text).not.toContain('/Marked true')
    // The page is the form for screen readers.
    const page = await (await ask('lead', `${base}/documents/register?language=de`)).text()
    for (const mark of ['<html lang="de"', '<h1', '<h2', '<th scope="col"', '<ul']) expect(page).toContain(mark)
    expect(bytes.length).toBeGreaterThan(5_000)
  })
})

test('an export says where the rules stand under which it left', async () => {
  const answer = await ask(
    'lead',
    '/sites/main/events?MATCH_anyEPC=https%3A%2F%2Fid.gs1.org%2F01%2F09521321000018%2F21%2F1',
  )
  expect(answer.headers.get('fairfloor-policy')).toBe('/api/v1/sites/main/policy')
})

test('what the agreement does not name is off: figures, exports, roles; and on again nowhere', async () => {
  const draft = defaultSite('main', 'Main', 'Europe/Berlin')
  const agreement = {
    kind: 'agreement',
    date: '2026-01-01',
    agreement: {
      fairfloorAgreement: 1,
      id: 'bv',
      version: '1',
      signed: '2026-01-01',
      scope: { sites: ['main'], systems: 'x' },
      purposes: ['x'],
      fields: server.engine.policies.manifest.sets.fields,
      reports: { indicators: ['departures'] },
      noIndividualControl: true,
      evidenceExclusion: 'x',
      retention: {},
      roles: ['lead', 'integrator'],
      logs: { openToRepresentatives: true },
      interfaces: { exports: [] },
      change: 'x',
      information: 'x',
      auditAndTerm: { audit: 'x', from: '2026-01-01' },
    },
  }
  expect((await server.engine.recordPolicy('main', agreement)).ok).toBe(true)
  // A draft is where the owner still tries things out: nothing is held back from its own test data.
  expect((await ask('lead', '/api/v1/sites/main/floor')).status).toBe(200)
  expect(await server.engine.putSite(JSON.stringify({ ...draft, state: 'active' }))).toEqual([])
  expect((await ask('lead', '/api/v1/sites/main/departures')).status).toBe(200)
  for (const path of ['/api/v1/sites/main/floor', '/api/v1/sites/main/trace?id=1', '/sites/main/events']) {
    const answer = await ask('lead', path)
    expect([path, answer.status, ((await answer.json()) as { code: string }).code]).toEqual([path, 403, 'POLICY_OFF'])
  }
  expect((await ask('privacy', '/api/v1/sites/main/departures')).status).toBe(403)
  expect((await ask('privacy', base)).status).toBe(200)
  expect(await (await ask('lead', '/api/v1/network')).json()).toEqual({ sites: [] })
})

test('every way out that carries data says what it shows, so that a policy can turn it off', () => {
  const bare = server.app.declared.filter(
    ({ dataClass, roles, needs, path }) =>
      ['goods', 'state', 'rate', 'event'].includes(dataClass) &&
      roles !== 'public' &&
      needs === undefined &&
      // These look themselves, by site and by what is asked.
      !['/api/v1/network', '/api/v1/stream', '/api/v1/plan', '/api/v1/sites/:site/plan'].includes(path),
  )
  expect(bare.map(({ method, path }) => `${method} ${path}`)).toEqual([])
})
