import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { manualClock } from '../base/index.ts'
import { type Access, linkLifeMs, openAccess, sessionLifeMs } from './access.ts'

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

test('a key is known by its secret and belongs to one site', () => {
  const made = access.createKey({ name: 'wms', role: 'integrator', siteId: 'lyon' })
  if (!made.ok) throw new Error('refused')
  expect(access.callerOfKey(made.value)).toEqual({ role: 'integrator', feed: 'wms', siteId: 'lyon', csrfToken: null })
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
  const link = access.createLink('admin')
  const session = access.redeemLink(link)
  expect(session).toBeDefined()
  expect(access.redeemLink(link)).toBeUndefined()
  expect(access.callerOfSession(session ?? '')?.role).toBe('admin')
  const late = access.createLink('admin')
  clock.advance(linkLifeMs + 1)
  expect(access.redeemLink(late)).toBeUndefined()
})

test('a session that is used lives on, one that is not used dies', () => {
  const session = access.redeemLink(access.createLink('lead')) ?? ''
  clock.advance(sessionLifeMs - 1_000)
  expect(access.callerOfSession(session)).toBeDefined()
  clock.advance(sessionLifeMs - 1_000)
  expect(access.callerOfSession(session)).toBeDefined()
  clock.advance(sessionLifeMs + 1)
  expect(access.callerOfSession(session)).toBeUndefined()
})

test('no key takes the name of a feed that has none, and with it the sight of its hand scans', () => {
  for (const name of ['import', 'simulated-hand']) {
    const made = access.createKey({ name, role: 'admin', siteId: 'lyon' })
    expect(made.ok ? '' : made.fault.code, name).toBe('KEY_NAME')
  }
})
