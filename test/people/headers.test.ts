import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningServer, serve } from '../../src/server/index.ts'
import { isTest } from '../tidy/source.ts'
import { repositoryRoot, trackedFiles } from '../tidy/tree.ts'

let folder = ''
let server: RunningServer

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fairfloor-headers-'))
  server = await serve({ dataFolder: folder, host: '127.0.0.1', port: 0, empty: true, log: false, say: () => {} })
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

/** Directives of a policy by name. */
function directives(policy: string | null): Map<string, string> {
  return new Map(
    (policy ?? '').split(';').map((each) => {
      const [name = '', ...values] = each.trim().split(' ')
      return [name, values.join(' ')]
    }),
  )
}

test('every answer has a policy without inline code, and stands in no frame', async () => {
  const link = new URL(server.link ?? '')
  for (const path of [
    '/',
    '/health',
    '/app/',
    '/nowhere',
    '/api/v1/me',
    '/api/v1/openapi.json',
    '/events',
    `${link.pathname}${link.search}`,
  ]) {
    const { headers } = await fetch(`${server.url}${path}`, { headers: { accept: 'text/html' }, redirect: 'manual' })
    const policy = directives(headers.get('content-security-policy'))
    expect([...policy.values()].join(' '), path).not.toMatch(/unsafe-|https?:|\*/)
    expect(policy.get('frame-ancestors'), path).toBe("'none'")
    expect(policy.get('object-src'), path).toBe("'none'")
    expect(policy.get('base-uri'), path).toBe("'none'")
    expect(headers.get('x-content-type-options'), path).toBe('nosniff')
    expect(headers.get('referrer-policy'), path).toBe('no-referrer')
  }
})

test('leaving takes the cookie back, and what the browser kept', async () => {
  const access = server.engine.access
  const cookie = `fairfloor_session=${access.redeemLink(access.createLink()) ?? ''}`
  const { csrfToken } = (await (await fetch(`${server.url}/api/v1/me`, { headers: { cookie } })).json()) as {
    csrfToken: string
  }
  const headers = { cookie, 'x-fairfloor-csrf': csrfToken }
  const left = await fetch(`${server.url}/api/v1/logout`, { method: 'POST', headers })
  expect(left.headers.get('set-cookie')).toMatch(/^fairfloor_session=;.*Expires=Thu, 01 Jan 1970/)
  expect(left.headers.get('clear-site-data')).toBe('"cache"')
  expect((await fetch(`${server.url}/api/v1/me`, { headers: { cookie } })).status).toBe(401)
})

const page = join(repositoryRoot, 'dist/console/index.html')
describe.skipIf(!existsSync(page))('the built console', () => {
  test('has no code, style or handler in its page, and fetches nothing from elsewhere', () => {
    const html = readFileSync(page, 'utf8')
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/i)
    for (const [tag] of html.matchAll(/<script[^>]*>/g)) expect(tag).toMatch(/ src="\/app\/assets\//)
    for (const [, address = ''] of html.matchAll(/ (?:src|href)="([^"]+)"/g)) expect(address).toMatch(/^\/app\//)
  })
})

test('the server calls nobody but the configured sign-in provider, and itself through its own socket', () => {
  const outward =
    /\bfetch\(|from 'openid-client'|import\('openid-client'\)|\{[^}]*\brequest\b[^}]*\} from 'node:https?'|from 'node:(net|tls|dgram|http2|dns)'/
  const found = trackedFiles()
    .filter(({ path }) => /^src\/.*\.ts$/.test(path) && !isTest(path))
    .filter(({ text }) => text.split('\n').some((line) => outward.test(line) && !/^import type/.test(line)))
    .map(({ path }) => path)
  expect(found.sort()).toEqual([
    // Asks a running owner whether it answers, by its Unix socket.
    'src/cli/doctor.ts',
    // Takes a declared pipe of the launcher.
    'src/cli/lifeline.ts',
    // Reads addresses and certificates; opens no connection.
    'src/server/http/listening.ts',
    // The Unix socket of the data folder.
    'src/server/owner/socket.ts',
    // The provider of people.json, and nobody else.
    'src/server/people/openid.ts',
  ])
})
