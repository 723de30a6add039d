import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { manualClock } from '../../base/index.ts'
import { roles } from '../../model/index.ts'
import { linkLifeMs, sessionIdleMs, sessionLifeMs } from '../../people/index.ts'
import { type Access, asRole, nobody, openAccess, sitesOf } from './access.ts'

const clock = manualClock(1_000_000)
let folder = ''
let access: Access

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairfloor-access-'))
  access = openAccess(join(folder, 'fairfloor.sqlite'), clock)
})
afterEach(() => {
  access.close()
  rmSync(folder, { recursive: true })
})

function enter(): string {
  return access.redeemLink(access.createLink()) ?? ''
}

function addAccount(): string {
  const made = access.people.accounts.add({
    name: 'Ada',
    grants: [{ role: 'lead', siteId: 'lyon' }],
    passwordHash: '$',
  })
  if (!made.ok) throw new Error('refused')
  return made.value
}

test('a key is known by its secret and belongs to one site', () => {
  const made = access.createKey({ name: 'wms', role: 'integrator', siteId: 'lyon' })
  if (!made.ok) throw new Error('refused')
  expect(access.callerOfKey(made.value)).toMatchObject({
    kind: 'key',
    role: 'integrator',
    feed: 'wms',
    siteIds: ['lyon'],
    keyKind: 'live',
    csrfToken: null,
    accountId: null,
  })
  expect(access.callerOfKey(`${made.value}x`)).toBeUndefined()
})

test('a secret never stands in the file', () => {
  const made = access.createKey({ name: 'wms', role: 'integrator', siteId: 'lyon' })
  if (!made.ok) throw new Error('refused')
  access.close()
  expect(readFileSync(join(folder, 'fairfloor.sqlite')).includes(Buffer.from(made.value))).toBe(false)
  access = openAccess(join(folder, 'fairfloor.sqlite'), clock)
  expect(access.callerOfKey(made.value)?.feed).toBe('wms')
})

test('a second key of the same name and a name with spaces are refused', () => {
  access.createKey({ name: 'wms', role: 'integrator', siteId: 'lyon' })
  const again = access.createKey({ name: 'wms', role: 'admin', siteId: 'lyon' })
  expect(again.ok ? '' : again.fault.code).toBe('KEY_EXISTS')
  const odd = access.createKey({ name: 'my key', role: 'admin', siteId: 'lyon' })
  expect(odd.ok ? '' : odd.fault.code).toBe('KEY_NAME')
})

test('a removed key opens nothing', () => {
  const made = access.createKey({ name: 'wms', role: 'integrator', siteId: 'lyon' })
  expect(access.removeKey('wms')).toBe(true)
  expect(access.callerOfKey(made.ok ? made.value : '')).toBeUndefined()
})

test('a link opens one session, once, and not after its time', () => {
  const link = access.createLink()
  const session = access.redeemLink(link)
  expect(session).toBeDefined()
  expect(access.redeemLink(link)).toBeUndefined()
  expect(access.callerOfSession(session ?? '')).toMatchObject({ kind: 'local', accountId: null, feed: '' })
  const late = access.createLink()
  clock.advance(linkLifeMs + 1)
  expect(access.redeemLink(late)).toBeUndefined()
})

test('the local browser is everything but a machine', () => {
  const caller = access.callerOfSession(enter())
  expect(caller?.grants.map(({ role }) => role)).toEqual(roles.filter((role) => role !== 'integrator'))
})

test('with the first account, links and the sessions that they opened are dead', () => {
  const session = enter()
  const link = access.createLink()
  expect(access.takesLocal()).toBe(true)
  addAccount()
  expect(access.takesLocal()).toBe(false)
  expect(access.callerOfSession(session)).toBeUndefined()
  expect(access.redeemLink(link)).toBeUndefined()
})

test('a server that others can reach lets nobody in by a link, account or not', () => {
  const session = enter()
  access.refuseLocal()
  expect(access.callerOfSession(session)).toBeUndefined()
  expect(access.redeemLink(access.createLink())).toBeUndefined()
})

test('a session that is used lives on, one that is not used dies, and none outlives a day', () => {
  const session = enter()
  clock.advance(sessionIdleMs - 1_000)
  expect(access.callerOfSession(session)).toBeDefined()
  clock.advance(sessionIdleMs - 1_000)
  expect(access.callerOfSession(session)).toBeDefined()
  clock.advance(sessionIdleMs + 16 * 60_000)
  expect(access.callerOfSession(session)).toBeUndefined()
  const used = enter()
  for (let passed = 0; passed < sessionLifeMs; passed += sessionIdleMs / 2) {
    expect(access.callerOfSession(used), String(passed)).toBeDefined()
    clock.advance(sessionIdleMs / 2)
  }
  clock.advance(16 * 60_000)
  expect(access.callerOfSession(used)).toBeUndefined()
})

test('no key takes the name of a feed that has none, and with it the sight of its hand scans', () => {
  for (const name of ['import', 'simulated-hand']) {
    const made = access.createKey({ name, role: 'admin', siteId: 'lyon' })
    expect(made.ok ? '' : made.fault.code, name).toBe('KEY_NAME')
  }
})

test('a role at one site is no role at another, and the call is made in the role that lets it in', () => {
  const grants = [
    { role: 'auditor', siteId: null },
    { role: 'lead', siteId: 'lyon' },
    { role: 'lead', siteId: 'leipzig' },
  ] as const
  const caller = { ...nobody, grants }
  const all = ['lyon', 'leipzig', 'columbus']
  expect(sitesOf(caller, ['lead'], all)).toEqual(['lyon', 'leipzig'])
  expect(sitesOf(caller, ['lead', 'auditor'], all)).toEqual(all)
  expect(sitesOf(caller, ['admin'], all)).toEqual([])
  expect(asRole(caller, ['lead', 'auditor'], 'lyon').role).toBe('lead')
  expect(asRole(caller, ['lead', 'auditor'], 'columbus').role).toBe('auditor')
  expect(() => asRole(caller, ['lead'], 'columbus')).toThrow(/FORBIDDEN/)
  expect(() => asRole(caller, ['admin'], null)).toThrow(/FORBIDDEN/)
  expect(asRole(caller, ['lead'], 'lyon').siteIds).toEqual(['lyon', 'leipzig'])
})
