import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { machineClock } from '../disk/node-disk.ts'
import { openAccess } from './access.ts'
import { accessLogFor } from './access-log-view.ts'
import { grantText, keyText } from './grants.ts'

const folder = mkdtempSync(join(tmpdir(), 'fairfloor-access-log-'))
const access = openAccess(join(folder, 'fairfloor.sqlite'), machineClock)
const { people } = access
afterAll(() => {
  access.close()
  rmSync(folder, { recursive: true })
})

function account(name: string, siteId: string | null): string {
  const made = people.accounts.add({ name, grants: [{ role: 'lead', siteId }], passwordHash: null })
  if (!made.ok) throw new Error('an invitation makes an account')
  return made.value
}
const told = (siteIds: readonly string[] | null): string[] =>
  accessLogFor(people, siteIds).map(({ act, actor, about }) => `${act} ${actor} ${about}`.trim())

test('who watches over one site reads what concerns it, and what concerns every site; who watches over all reads all', () => {
  const nora = account('Nora', 'north')
  const sue = account('Sue', 'south')
  const ada = account('Ada', null)
  people.keys.create({ name: 'belt', role: 'integrator', siteId: 'south', kind: 'live' })
  const { log } = people
  log.add('sign-in', `account:${nora}`, 'passkey')
  log.add('sign-in', `account:${sue}`, 'passkey')
  log.add('sign-in', `account:${ada}`, 'passkey')
  log.add('sign-in.refused', '', '')
  log.add('site.file', `account:${ada}`, 'south')
  log.add('policy.record', 'key:belt', 'north')
  log.add('key.made', `account:${ada}`, keyText('wms', 'south'))
  log.add('account.removed', `account:${ada}`, `account:gone ${grantText({ role: 'lead', siteId: 'north' })}`)
  log.add('account.roles', `account:${ada}`, `account:${sue} lead@south ← lead@north`)
  log.add('account.invited', 'command line', 'i1 admin')
  log.add('link.local', 'local')
  const everywhere = ['sign-in Ada passkey', 'account.invited command line i1 admin', 'link.local local']
  const north = [
    'sign-in Nora passkey',
    'policy.record key:belt north',
    'account.removed Ada account:gone lead@north',
    'account.roles Ada Sue lead@south ← lead@north',
  ]
  const south = [
    'sign-in Sue passkey',
    'site.file Ada south',
    'key.made Ada wms @south',
    'account.roles Ada Sue lead@south ← lead@north',
  ]
  expect(told(['north']).sort()).toEqual([...everywhere, ...north].sort())
  expect(told(['south']).sort()).toEqual([...everywhere, ...south].sort())
  expect(told(null)).toHaveLength(11)
})
