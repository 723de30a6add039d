import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '../../src/model/index.ts'
import { type RunningServer, serve } from '../../src/server/index.ts'
import type { AccessLogView, AccountsView, AccountView, Me } from '../../src/wire/index.ts'
import { type Misbehaviour, softAuthenticator } from './authenticator.ts'

// Named accounts through HTTP, on a server of its own, with passkeys in memory instead of a browser.

const good = 'seven quiet owls on a dock'
let folder = ''
let server: RunningServer
let origin = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fairfloor-sign-in-'))
  server = await serve({ dataFolder: folder, host: '127.0.0.1', port: 0, empty: true, log: false, say: () => {} })
  origin = server.door
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

/** A browser: keeps its cookie, repeats the token of its session. */
function browser(agent = 'Firefox/140 Linux') {
  let cookie = ''
  let csrf = ''
  async function send<T = Record<string, unknown>>(method: string, path: string, body?: unknown) {
    const response = await fetch(`${origin}/api/v1${path}`, {
      method,
      headers: {
        origin,
        cookie,
        'user-agent': agent,
        'x-fairfloor-csrf': csrf,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const set = response.headers.get('set-cookie')
    if (set !== null) {
      cookie = set.split(';')[0] ?? ''
      const me = await fetch(`${origin}/api/v1/me`, { headers: { cookie } })
      csrf = me.ok ? ((await me.json()) as Me).csrfToken : ''
    }
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? {} : JSON.parse(text)) as T & { code?: string },
    }
  }
  return {
    get: <T>(path: string) => send<T>('GET', path),
    post: <T = Record<string, unknown>>(path: string, body: unknown = {}) => send<T>('POST', path, body),
    remove: (path: string) => send('DELETE', path),
    cookie: () => cookie,
  }
}
type Browser = ReturnType<typeof browser>

function invitation(role: Role, siteId: string | null = null): string {
  return server.engine.access.people.accounts.invite([{ role, siteId }]).token
}

async function join_(
  name: string,
  role: Role,
  passkey = softAuthenticator(origin, 'localhost'),
  wrong: Misbehaviour = {},
): Promise<Browser> {
  const page = browser()
  const token = invitation(role)
  const options = await page.post<{ challenge: string }>('/invitation/passkey/options', { token, name })
  const response = passkey.register(options.body, wrong)
  const made = await page.post<{ codes: string[] }>('/invitation/passkey', { token, name, label: 'desk', response })
  expect(made.status).toBe(200)
  expect(made.body.codes).toHaveLength(10)
  return page
}

test('before anybody has an account, the link of the start is the way in; with the first account it is none', async () => {
  const ways = await browser().get<{ accounts: boolean; passkeys: boolean }>('/sign-in')
  expect(ways.body).toMatchObject({ accounts: false, passkeys: true })
  const link = new URL(server.link ?? '')
  const local = await fetch(`${origin}${link.pathname}${link.search}`)
  const cookie = local.headers.get('set-cookie')?.split(';')[0] ?? ''
  const me = async () => (await fetch(`${origin}/api/v1/me`, { headers: { cookie } })).status
  expect(await me()).toBe(200)
  const page = await join_('First Admin', 'admin')
  expect((await page.get<Me>('/me')).body).toMatchObject({ account: 'First Admin', roles: ['admin'] })
  expect(await me()).toBe(401)
  expect((await browser().get<{ accounts: boolean }>('/sign-in')).body.accounts).toBe(true)
  const again = await fetch(`${origin}/login?token=${server.engine.access.createLink()}`)
  expect(again.status).toBe(401)
})

test('a passkey signs in without a name; each answer is good once', async () => {
  const passkey = softAuthenticator(origin, 'localhost')
  await join_('Pia', 'lead', passkey)
  const page = browser()
  const options = (await page.post<{ challenge: string; allowCredentials?: unknown[] }>('/sign-in/passkey/options'))
    .body
  expect(options.allowCredentials ?? []).toEqual([])
  const response = passkey.authenticate(options)
  expect((await page.post('/sign-in/passkey', { response })).status).toBe(204)
  expect((await page.get<Me>('/me')).body.account).toBe('Pia')
  expect((await browser().post('/sign-in/passkey', { response })).body.code).toBe('SIGN_IN_REFUSED')
})

test('an answer is good once even where the authenticator does not count, and one that counts backwards is a copy', async () => {
  const signIn = async (passkey: ReturnType<typeof softAuthenticator>, counter: number) => {
    const options = (await browser().post<{ challenge: string }>('/sign-in/passkey/options')).body
    const response = passkey.authenticate(options, { counter })
    const answer = (await browser().post('/sign-in/passkey', { response })).status
    return { response, answer }
  }
  // Passkeys that are kept in sync between devices always say 0.
  const synced = softAuthenticator(origin, 'localhost')
  await join_('Syn', 'lead', synced, { counter: 0 })
  const first = await signIn(synced, 0)
  expect([first.answer, (await signIn(synced, 0)).answer]).toEqual([204, 204])
  expect((await browser().post('/sign-in/passkey', { response: first.response })).status).toBe(401)
  const counting = softAuthenticator(origin, 'localhost')
  await join_('Con', 'lead', counting, { counter: 1 })
  expect((await signIn(counting, 5)).answer).toBe(204)
  expect((await signIn(counting, 3)).answer).toBe(401)
})

test('a passkey that answers wrongly in any way opens nothing', async () => {
  const passkey = softAuthenticator(origin, 'localhost')
  await join_('Paul', 'lead', passkey)
  const wrongs: Misbehaviour[] = [
    { origin: 'https://evil.example' },
    { rpId: 'evil.example' },
    { verified: false },
    { challenge: Buffer.alloc(32).toString('base64url') },
    { counter: 1 },
  ]
  for (const wrong of wrongs) {
    const page = browser()
    const options = (await page.post<{ challenge: string }>('/sign-in/passkey/options')).body
    const answer = await page.post('/sign-in/passkey', { response: passkey.authenticate(options, wrong) })
    expect([answer.status, answer.body.code], JSON.stringify(wrong)).toEqual([401, 'SIGN_IN_REFUSED'])
  }
  const stranger = softAuthenticator(origin, 'localhost')
  const options = (await browser().post<{ challenge: string }>('/sign-in/passkey/options')).body
  expect((await browser().post('/sign-in/passkey', { response: stranger.authenticate(options) })).status).toBe(401)
  for (const response of [null, 7, {}, { id: passkey.id }, { id: passkey.id, response: { clientDataJSON: 'x' } }])
    expect((await browser().post('/sign-in/passkey', { response })).status).toBe(401)
})

test('a new passkey that answers wrongly in any way makes no account', async () => {
  const passkey = softAuthenticator(origin, 'localhost')
  const token = invitation('lead')
  const page = browser()
  const register = async (wrong: Misbehaviour) => {
    const options = await page.post<{ challenge: string }>('/invitation/passkey/options', { token, name: 'Nil' })
    const response = passkey.register(options.body, wrong)
    return page.post('/invitation/passkey', { token, name: 'Nil', label: 'desk', response })
  }
  const challenge = Buffer.alloc(32).toString('base64url')
  for (const wrong of [
    { origin: 'https://evil.example' },
    { rpId: 'evil.example' },
    { verified: false },
    { challenge },
  ] satisfies Misbehaviour[])
    expect((await register(wrong)).body.code, JSON.stringify(wrong)).toBe('PASSKEY_REFUSED')
  expect((await register({})).status).toBe(200)
})

test('an invitation makes one account, is told for what it is, and refuses weak passwords and taken names', async () => {
  const token = invitation('manager', 'main')
  const page = browser()
  expect((await page.post('/invitation', { token })).body).toEqual({
    grants: [{ role: 'manager', site: 'main' }],
    passwords: true,
    account: null,
  })
  const weak = await page.post('/invitation/password', { token, name: 'Mia', password: 'password1234' })
  expect([weak.status, weak.body.code]).toEqual([422, 'PASSWORD_WEAK'])
  expect((await page.post('/invitation/password', { token, name: 'Mia', password: good })).status).toBe(200)
  expect((await browser().post('/invitation/password', { token, name: 'Max', password: good })).body.code).toBe(
    'INVITATION_GONE',
  )
  const taken = invitation('lead')
  expect((await browser().post('/invitation/password', { token: taken, name: 'mia', password: good })).body.code).toBe(
    'ACCOUNT_NAME',
  )
})

test('a password signs in, and guessing is slowed with a time to wait', async () => {
  const page = browser()
  expect((await page.post('/sign-in/password', { name: 'Mia', password: good })).status).toBe(204)
  for (let i = 0; i < 3; i++)
    expect((await browser().post('/sign-in/password', { name: 'Mia', password: 'no no no no' })).status).toBe(401)
  const late = await browser().post('/sign-in/password', { name: 'Mia', password: good })
  expect([late.status, late.body.code]).toEqual([429, 'SIGN_IN_LATER'])
  expect(Number(late.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
})

test('a session sees its own devices, ends one or all others, and a stream of an ended one is cut', async () => {
  const passkey = softAuthenticator(origin, 'localhost')
  const page = await join_('Sam', 'lead', passkey)
  const phone = browser('Chrome/140 Android')
  const options = (await phone.post<{ challenge: string }>('/sign-in/passkey/options')).body
  await phone.post('/sign-in/passkey', { response: passkey.authenticate(options) })
  const stream = await fetch(`${origin}/api/v1/stream?site=main&topics=floor`, { headers: { cookie: phone.cookie() } })
  expect(stream.status).toBe(200)
  const { body } = await page.get<AccountView>('/account')
  expect(body.sessions.map(({ device, current }) => [device, current]).sort()).toEqual([
    ['Chrome, Android', false],
    ['Firefox, Linux', true],
  ])
  const other = body.sessions.find(({ current }) => !current)
  expect((await page.remove(`/account/sessions/${other?.id}`)).status).toBe(204)
  expect((await phone.get('/me')).status).toBe(401)
  for (let i = 0; i < 6; i++) server.app.tick()
  const reader = stream.body?.getReader()
  for (let done = false; !done; ) done = (await reader?.read())?.done ?? true
})

test('dangerous acts want a fresh proof, which gives a new session token', async () => {
  const passkey = softAuthenticator(origin, 'localhost')
  const page = await join_('Ben', 'admin', passkey)
  const { sessions } = server.engine.access.people
  const ask = () => page.post<{ link: string }>('/accounts/invitations', { grants: [{ role: 'lead', site: 'main' }] })
  expect((await ask()).status).toBe(200)
  const before = page.cookie()
  // The proof is five minutes old: the clock of a real server is not ours to move.
  const id = sessions.byToken(before.split('=')[1] ?? '')?.id ?? ''
  const { DatabaseSync } = await import('node:sqlite')
  const db = new DatabaseSync(join(folder, 'fairfloor.sqlite'))
  db.prepare('UPDATE account_session SET proven_ms = 0 WHERE id = ?').run(id)
  db.close()
  expect((await ask()).body.code).toBe('STEP_UP_NEEDED')
  const options = (await page.post<{ challenge: string }>('/step-up/passkey/options')).body
  const wrong = (await page.post<{ challenge: string }>('/sign-in/passkey/options')).body
  expect((await page.post('/step-up/passkey', { response: passkey.authenticate(wrong) })).status).toBe(401)
  expect((await page.post('/step-up/passkey', { response: passkey.authenticate(options) })).status).toBe(204)
  expect(page.cookie()).not.toBe(before)
  expect((await ask()).body.link).toMatch(/^http:\/\/localhost:\d+\/app\/invitation#[\w-]{43}$/)
})

test('the passkey of somebody else proves nothing', async () => {
  const own = softAuthenticator(origin, 'localhost')
  const foreign = softAuthenticator(origin, 'localhost')
  const page = await join_('Bea', 'admin', own)
  await join_('Bo', 'admin', foreign)
  const { signIn } = server.engine.access.people
  const accountId = (await page.get<AccountView>('/account')).body.id
  const party = { id: 'localhost', origins: [origin] }
  const prove = async (passkey: typeof own) => {
    const options = (await page.post<{ challenge: string }>('/step-up/passkey/options')).body
    // From an address of its own, so that the refusal slows no other test.
    return signIn.provePasskey({ accountId, party, response: passkey.authenticate(options), address: '192.0.2.7' })
  }
  expect(await prove(foreign)).toMatchObject({ ok: false, fault: { code: 'SIGN_IN_REFUSED' } })
  expect(await prove(own)).toEqual({ ok: true, value: accountId })
})

test('other roles end the sessions of an account, a reset kills its old ways in, removal leaves a receipt', async () => {
  const admin = await join_('Root', 'admin')
  const passkey = softAuthenticator(origin, 'localhost')
  const lea = await join_('Lea', 'lead', passkey)
  const find = async () => (await admin.get<AccountsView>('/accounts')).body
  const id = (await find()).accounts.find(({ name }) => name === 'Lea')?.id ?? ''
  const grants = [{ role: 'safety', site: null }]
  expect((await admin.post(`/accounts/${id}/roles`, { grants })).status).toBe(204)
  expect((await lea.get('/me')).status).toBe(401)
  const { body } = await admin.post<{ link: string }>(`/accounts/${id}/reset`)
  const token = body.link.split('#')[1] ?? ''
  expect((await browser().post('/invitation', { token })).body['account']).toBe('Lea')
  expect((await browser().post('/invitation/password', { token, password: good })).status).toBe(200)
  const options = (await browser().post<{ challenge: string }>('/sign-in/passkey/options')).body
  expect((await browser().post('/sign-in/passkey', { response: passkey.authenticate(options) })).status).toBe(401)
  expect((await admin.remove(`/accounts/${id}`)).status).toBe(204)
  const after = await find()
  expect(after.accounts.some(({ name }) => name === 'Lea')).toBe(false)
  expect(after.receipts.map((each) => each.id)).toContain(id)
  expect((await browser().post('/sign-in/password', { name: 'Lea', password: good })).status).toBe(401)
})

test('an administrator of one site changes no account and no key, and nobody is invited to no role', async () => {
  const page = await join_('Sia', 'admin')
  const { accounts } = server.engine.access.people
  const none = await page.post('/accounts/invitations', { grants: [] })
  expect([none.status, none.body.code]).toEqual([422, 'DOCUMENT_VALUE_WRONG'])
  accounts.setGrants((await page.get<AccountView>('/account')).body.id, [{ role: 'admin', siteId: 'main' }])
  const here = [{ role: 'lead', site: 'main' }]
  for (const answer of [
    await page.post('/accounts/invitations', { grants: here }),
    await page.post('/keys', { name: 'sorter', site: 'main' }),
    await page.remove('/keys/sorter'),
  ])
    expect([answer.status, answer.body.code]).toEqual([403, 'FORBIDDEN'])
  expect((await page.get('/accounts')).status).toBe(200)
})

test('the last way in and the last administrator stay', async () => {
  const passkey = softAuthenticator(origin, 'localhost')
  const page = await join_('Solo', 'lead', passkey)
  const last = await page.remove(`/account/passkeys/${passkey.id}`)
  expect([last.status, last.body.code]).toEqual([409, 'LAST_WAY_IN'])
  expect((await page.post('/account/password', { password: good })).status).toBe(204)
  expect((await page.remove(`/account/passkeys/${passkey.id}`)).status).toBe(204)
  expect((await page.post('/account/password', { password: null })).body.code).toBe('LAST_WAY_IN')
  const admin = await join_('Alpha', 'admin')
  const { accounts } = (await admin.get<AccountsView>('/accounts')).body
  const admins = accounts.filter(({ grants }) => grants.some(({ role }) => role === 'admin'))
  const codes: (string | undefined)[] = []
  for (const { id, name } of [...admins].sort((a, b) => (a.name === 'Alpha' ? 1 : b.name === 'Alpha' ? -1 : 0))) {
    const answer = await admin.remove(`/accounts/${id}`)
    if (name === 'Alpha') codes.push(answer.body.code)
    else expect(answer.status).toBe(204)
  }
  expect(codes).toEqual(['LAST_ADMIN'])
  const own = (await admin.get<AccountView>('/account')).body.id
  for (const grant of [{ role: 'lead' }, { role: 'admin', site: 'main' }])
    expect((await admin.post(`/accounts/${own}/roles`, { grants: [grant] })).body.code).toBe('LAST_ADMIN')
})

test('who watches sees who did what, by name while the account is there; who runs the floor does not', async () => {
  const works = await join_('Council', 'representative')
  const { body } = await works.get<AccessLogView>('/access-log')
  expect(body.keptDays).toBe(183)
  const acts = new Set(body.rows.map(({ act }) => act))
  for (const act of ['account.made', 'account.invited', 'account.roles', 'account.reset', 'account.removed', 'sign-in'])
    expect(acts, act).toContain(act)
  expect(body.rows.some(({ actor }) => actor === 'Mia')).toBe(true)
  const lead = await join_('Lou', 'lead')
  expect((await lead.get('/access-log')).status).toBe(403)
})

test('where people.json wants none, no password is set, taken or asked for', async () => {
  const other = mkdtempSync(join(tmpdir(), 'fairfloor-sign-in-'))
  const usual = { dataFolder: join(other, 'data'), host: '127.0.0.1', port: 0, empty: true, log: false }
  await (await serve({ ...usual, say: () => {} })).close()
  writeFileSync(join(other, 'data', 'people.json'), '{"fairfloor":1,"passwords":false}')
  const strict = await serve({ ...usual, say: () => {} })
  const { accounts } = strict.engine.access.people
  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json' }
    return (await fetch(`${strict.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).status
  }
  const ways = (await (await fetch(`${strict.url}/api/v1/sign-in`)).json()) as { passwords: boolean }
  expect(ways.passwords).toBe(false)
  accounts.add({ name: 'Old', grants: [], passwordHash: await strict.engine.access.people.passwords.hash(good) })
  const { token } = accounts.invite([{ role: 'lead', siteId: null }])
  expect(await post('/sign-in/password', { name: 'Old', password: good })).toBe(403)
  expect(await post('/invitation/password', { token, name: 'New', password: good })).toBe(403)
  expect(accounts.invitationOf(token)).toBeDefined()
  await strict.close()
  rmSync(other, { recursive: true })
})
