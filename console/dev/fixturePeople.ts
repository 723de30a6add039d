import type { AccessLogView, AccountsView, AccountView, KeysView, SignInWays } from '../../src/wire/index.ts'
import { fixtureNowMs, fixtureSites } from './fixtureSites.ts'

const dayMs = 86_400_000
const today = Math.floor(fixtureNowMs / dayMs) * dayMs

/** Ways in of the fixture server: people have accounts. */
export const fixtureWays: SignInWays = {
  accounts: true,
  passkeys: true,
  passwords: true,
  door: 'https://fairfloor.example',
  openId: { name: 'Company account' },
}

export const fixtureAccount: AccountView = {
  id: 'a1',
  name: 'Ada',
  grants: [
    { role: 'lead', site: 'elbe' },
    { role: 'admin', site: null },
  ],
  passwords: true,
  hasPassword: true,
  isOpenId: false,
  codesLeft: 9,
  passkeys: [
    { id: 'p1', label: 'Desk', createdDayMs: today - 30 * dayMs },
    { id: 'p2', label: '', createdDayMs: today },
  ],
  sessions: [
    { id: 's1', device: 'Firefox, Linux', usedMs: fixtureNowMs - 25 * 60_000, current: true },
    { id: 's2', device: 'Safari, iOS', usedMs: fixtureNowMs - dayMs / 2, current: false },
  ],
}

/** Accounts, few or none. */
export function fixtureAccounts(empty: boolean): AccountsView {
  const sites = fixtureSites.map(({ siteId, name }) => ({ siteId, name }))
  if (empty) return { accounts: [], invitations: [], receipts: [], sites }
  return {
    accounts: [
      { ...fixtureAccount, passkeys: 2, createdDayMs: today - 30 * dayMs },
      {
        id: 'a2',
        name: 'Grace',
        grants: [{ role: 'representative', site: null }],
        hasPassword: false,
        isOpenId: true,
        passkeys: 0,
        createdDayMs: today,
      },
    ],
    invitations: [
      { id: 'i1', grants: [{ role: 'manager', site: 'rhone' }], expiresMs: fixtureNowMs + 2 * dayMs, account: null },
      { id: 'i2', grants: [], expiresMs: fixtureNowMs + dayMs, account: 'Grace' },
    ],
    receipts: [{ id: 'Yk3vQ0x9', removedDayMs: today - 3 * dayMs }],
    sites,
  }
}

export function fixtureKeys(empty: boolean): KeysView {
  return {
    keys: empty
      ? []
      : [
          { name: 'sorter-2', role: 'integrator', site: 'elbe', kind: 'live' },
          { name: 'trial-wms', role: 'integrator', site: 'draft', kind: 'test' },
        ],
  }
}

export function fixtureAccessLog(empty: boolean): AccessLogView {
  const rows = [
    { atMs: fixtureNowMs - 600_000, act: 'key.made', actor: 'Ada', about: 'sorter-2', count: 1 },
    { atMs: today, act: 'sign-in', actor: 'Ada', about: 'passkey', count: 1 },
    { atMs: today, act: 'sign-in.refused', actor: '', about: 'Grace', count: 4 },
    { atMs: today - dayMs, act: 'account.invited', actor: 'command line', about: 'i1 manager@rhone', count: 1 },
  ]
  return { keptDays: 183, rows: empty ? [] : rows }
}
