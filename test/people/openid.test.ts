import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Provider from 'oidc-provider'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { manualClock } from '../../src/base/index.ts'
import { openPeople } from '../../src/people/index.ts'
import { type RunningServer, serve } from '../../src/server/index.ts'
import { openIdLifeMs, openOpenId } from '../../src/server/people/openid.ts'
import { readPeopleFile } from '../../src/server/people/people-file.ts'
import type { AccessLogView, Me, SignInWays } from '../../src/wire/index.ts'

// A real OpenID Connect provider on loopback; what a browser would do is done by hand, cookie by cookie.

/** Groups of the persons over there; a test may change them. */
const groups: Record<string, string[]> = { ada: ['leads-main', 'canteen'], bea: ['canteen'], cleo: ['works-council'] }
let folder = ''
let server: RunningServer
let provider: Server
let issuer = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fairfloor-openid-'))
  provider = createServer()
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`
  writeFileSync(join(folder, 'client-secret'), 'a secret of the test\n')
  const file = {
    fairfloor: 1,
    openId: {
      name: 'Company account',
      issuer,
      clientId: 'fairfloor',
      clientSecretFile: 'client-secret',
      scope: 'openid groups',
      roles: [
        { group: 'leads-main', role: 'lead', site: 'main' },
        { group: 'works-council', role: 'representative' },
      ],
    },
  }
  // The site must be there before a role can name it.
  const first = await serve({ dataFolder: folder, host: '127.0.0.1', port: 0, empty: true, log: false, say: () => {} })
  await first.close()
  writeFileSync(join(folder, 'people.json'), JSON.stringify(file))
  server = await serve({ dataFolder: folder, host: '127.0.0.1', port: 0, empty: true, log: false, say: () => {} })
  const oidc = new Provider(issuer, {
    clients: [
      {
        client_id: 'fairfloor',
        client_secret: 'a secret of the test',
        redirect_uris: [`${server.door}/api/v1/sign-in/openid/return`],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], groups: ['groups'] },
    pkce: { required: () => true },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, groups: groups[id] ?? [] }),
    }),
  })
  provider.on('request', oidc.callback())
})
afterAll(async () => {
  await server?.close()
  await new Promise((resolve) => provider.close(resolve))
  rmSync(folder, { recursive: true })
})

/** A browser by hand: cookies by origin, redirects one at a time. */
function browser() {
  const jar = new Map<string, Map<string, string>>()
  const cookies = (url: URL): Map<string, string> => {
    const found = jar.get(url.origin) ?? new Map<string, string>()
    jar.set(url.origin, found)
    return found
  }
  async function send(address: string, form?: Record<string, string>): Promise<Response> {
    const url = new URL(address)
    const cookie = [...cookies(url)].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, {
      redirect: 'manual',
      method: form === undefined ? 'GET' : 'POST',
      headers: { cookie, ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }) },
      ...(form === undefined ? {} : { body: new URLSearchParams(form).toString() }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const [name = '', value = ''] = pair.split(/=(.*)/s)
      if (value === '') cookies(url).delete(name)
      else cookies(url).set(name, value)
    }
    return response
  }
  const next = (response: Response, from: string): string => new URL(response.headers.get('location') ?? '', from).href

  /** Goes over, signs in as somebody, and gives the address by which the provider sends the browser back. */
  async function over(login: string): Promise<string> {
    let address = `${server.door}/api/v1/sign-in/openid`
    let response = await send(address)
    for (let steps = 0; steps < 12; steps++) {
      if (response.status >= 300 && response.status < 400) address = next(response, address)
      if (address.startsWith(`${server.door}/`)) return address
      if (response.status < 300) {
        const page = await response.text()
        const action = /action="([^"]+)"/.exec(page)?.[1] ?? ''
        const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? ''
        response = await send(new URL(action, address).href, { prompt, login, password: 'x' })
      } else response = await send(address)
    }
    throw new Error('the provider leads nowhere')
  }
  const me = async (): Promise<Me | null> => {
    const answer = await send(`${server.door}/api/v1/me`)
    return answer.ok ? ((await answer.json()) as Me) : null
  }
  return { send, over, me, next }
}

test('the page for signing in offers the provider by its name', async () => {
  const ways = (await (await browser().send(`${server.door}/api/v1/sign-in`)).json()) as SignInWays
  expect(ways).toMatchObject({ accounts: true, openId: { name: 'Company account' } })
})

test('a person with a group that has a role comes in, chooses a name, and is known again', async () => {
  const ada = browser()
  const back = await ada.send(await ada.over('ada'))
  expect([back.status, await back.text()]).toEqual([200, expect.stringContaining('url=/app/account')])
  expect(back.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(await ada.me()).toMatchObject({ role: 'lead', roles: ['lead'], account: expect.stringMatching(/^OpenID /) })
  const again = browser()
  expect(await (await again.send(await again.over('ada'))).text()).toContain('url=/app/"')
  expect((await again.me())?.account).toBe((await ada.me())?.account)
})

test('a person whose groups have no role here does not come in', async () => {
  const bea = browser()
  const back = await bea.send(await bea.over('bea'))
  expect([back.status, back.headers.get('location')]).toEqual([303, '/app/?refused=OPENID_NO_ROLE'])
  expect(await bea.me()).toBeNull()
})

test('an answer is good once, and only in the browser that began', async () => {
  const ada = browser()
  const address = await ada.over('ada')
  const thief = browser()
  expect((await thief.send(address)).headers.get('location')).toBe('/app/?refused=OPENID_FAILED')
  expect(await thief.me()).toBeNull()
  expect((await ada.send(address)).status).toBe(200)
  expect((await ada.send(address)).headers.get('location')).toBe('/app/?refused=OPENID_FAILED')
})

test('an answer with another state, code or issuer is refused', async () => {
  for (const [name, value] of [
    ['state', 'x'.repeat(43)],
    ['code', 'nonsense'],
    ['iss', 'https://evil.example'],
  ] as const) {
    const ada = browser()
    const address = new URL(await ada.over('ada'))
    const state = address.searchParams.get('state') ?? ''
    address.searchParams.set(name, value)
    expect((await ada.send(address.href)).headers.get('location'), name).toBe('/app/?refused=OPENID_FAILED')
    expect(await ada.me(), name).toBeNull()
    // What was begun is used up, also by an answer that does not hold.
    if (name === 'state') {
      address.searchParams.set(name, state)
      expect((await ada.send(address.href)).headers.get('location')).toBe('/app/?refused=OPENID_FAILED')
    }
  }
})

test('roles follow the groups at the next sign-in, and the sessions of before end', async () => {
  const ada = browser()
  await ada.send(await ada.over('ada'))
  groups['ada'] = []
  const later = browser()
  expect((await later.send(await later.over('ada'))).headers.get('location')).toBe('/app/?refused=OPENID_NO_ROLE')
  expect(await ada.me()).toBeNull()
  groups['ada'] = ['works-council']
  const back = browser()
  await back.send(await back.over('ada'))
  expect(await back.me()).toMatchObject({ roles: ['representative'] })
  expect(await ada.me()).toBeNull()
})

test('no token of the provider is kept, and the log says who came in that way', async () => {
  const cleo = browser()
  const address = await cleo.over('cleo')
  await cleo.send(address)
  const code = new URL(address).searchParams.get('code') ?? ''
  const { readFileSync } = await import('node:fs')
  const bytes = readFileSync(join(folder, 'fairfloor.sqlite')).toString('latin1')
  expect(bytes).not.toContain(code)
  expect(bytes).not.toMatch(/eyJ[\w-]{20,}\./)
  const log = (await (await cleo.send(`${server.door}/api/v1/access-log`)).json()) as AccessLogView
  expect(log.rows.some(({ act, about }) => act === 'sign-in' && about === 'OpenID')).toBe(true)
})

test('a sign-in that takes too long over there is void, and one that failed is used up', async () => {
  const clock = manualClock(Date.now())
  const people = openPeople(join(folder, 'other.sqlite'), { clock, randomBytes: (count) => new Uint8Array(count) })
  const settings = readPeopleFile(folder, ['main']).openId
  if (settings === null) throw new Error('no settings')
  const openId = openOpenId(settings, people, clock)
  const redirectUri = `${server.door}/api/v1/sign-in/openid/return`
  const failed = (await openId.start(redirectUri)).cookie
  const wrong = new URL(`${redirectUri}?code=x&state=y`)
  for (const got of ['an answer that does not hold', 'a sign-in that this browser did not begin'])
    await expect(openId.finish(wrong, failed)).rejects.toMatchObject({ fault: { code: 'OPENID_FAILED', got } })
  const { cookie } = await openId.start(redirectUri)
  clock.advance(openIdLifeMs + 1)
  const back = new URL(`${server.door}/api/v1/sign-in/openid/return?code=x&state=y`)
  await expect(openId.finish(back, cookie)).rejects.toMatchObject({
    fault: { code: 'OPENID_FAILED', got: 'a sign-in that this browser did not begin' },
  })
  people.close()
})

test('a broken people.json stops the start and says where it is broken', async () => {
  const other = mkdtempSync(join(tmpdir(), 'fairfloor-openid-'))
  const start = () => serve({ dataFolder: other, host: '127.0.0.1', port: 0, empty: true, log: false, say: () => {} })
  const good = { name: 'C', issuer: 'https://login.example', clientId: 'f', roles: [{ group: 'g', role: 'lead' }] }
  for (const [openId, at] of [
    [{ ...good, issuer: 'http://login.example' }, '/openId/issuer'],
    [{ ...good, roles: [{ group: 'g', role: 'integrator' }] }, '/openId/roles/0/role'],
    [{ ...good, roles: [{ group: 'g', role: 'lead', site: 'nowhere' }] }, '/openId/roles/0/site'],
    [{ ...good, roles: [] }, '/openId/roles'],
    [{ ...good, clientSecretFile: 'nowhere' }, '/openId/clientSecretFile'],
    [{ ...good, clientSecret: 'x' }, '/openId/clientSecret'],
    [{ ...good, scope: 'groups' }, '/openId/scope'],
  ] as const) {
    writeFileSync(join(other, 'people.json'), JSON.stringify({ fairfloor: 1, openId }))
    await expect(start(), at).rejects.toMatchObject({ fault: { at } })
  }
  rmSync(other, { recursive: true })
})
