import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { machineClock, openAccess } from '../server/index.ts'
import { run } from './account.ts'
import { run as runKey } from './key.ts'

const folder = mkdtempSync(join(tmpdir(), 'fairfloor-account-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function account(...args: string[]): Promise<string[]> {
  const out: string[] = []
  await run([...args, '--data', folder], { out: (line) => out.push(line), err: () => {} })
  return out
}

function people() {
  const access = openAccess(join(folder, 'fairfloor.sqlite'), machineClock)
  return { ...access.people, close: () => access.close() }
}

test('an invitation is a link that one person takes, at the address that the server wrote down', async () => {
  const [link = ''] = await account('invite', '--role', 'admin', '--role', 'manager')
  expect(link).toMatch(/^http:\/\/localhost:8080\/app\/invitation#[\w-]{43}$/)
  const { accounts, remember, close } = people()
  expect(accounts.invitationOf(link.split('#')[1] ?? '')?.grants).toEqual([
    { role: 'admin', siteId: null },
    { role: 'manager', siteId: null },
  ])
  remember('door', 'https://floor.example')
  close()
  expect((await account('invite', '--role', 'lead'))[0]).toMatch(/^https:\/\/floor\.example\/app\/invitation#/)
  expect((await account('invite', '--role', 'lead', '--url', 'http://localhost:1/'))[0]).toMatch(
    /^http:\/\/localhost:1\/app/,
  )
})

test('a role that no person has, a site that is not there, and no role at all are refused', async () => {
  for (const args of [['--role', 'integrator'], ['--role', 'boss'], ['--role', 'lead', '--site', 'nowhere'], []])
    await expect(account('invite', ...args)).rejects.toMatchObject({ fault: { code: 'DOCUMENT_VALUE_WRONG' } })
})

test('accounts are listed, reset and removed by name, and the log says that it was done here', async () => {
  const before = people()
  const grants = [{ role: 'lead', siteId: null }] as const
  expect(before.accounts.add({ name: 'Ada Byron', grants, passwordHash: '$' }).ok).toBe(true)
  before.close()
  expect(await account('list')).toEqual(['Ada Byron\tlead\t0 passkeys, password'])
  const [link = ''] = await account('reset', '--name', 'ada byron')
  await expect(account('reset', '--name', 'Nobody')).rejects.toMatchObject({ fault: { code: 'NOT_FOUND' } })
  const between = people()
  expect(between.accounts.invitationOf(link.split('#')[1] ?? '')?.accountId).toBe(between.accounts.list()[0]?.id)
  between.close()
  await account('remove', '--name', 'Ada Byron')
  expect(await account('list')).toEqual([])
  const after = people()
  const done = after.log.list().filter(({ actor }) => actor === 'command line')
  expect(done.map(({ act }) => act)).toEqual(expect.arrayContaining(['account.reset', 'account.removed']))
  after.close()
})

test('once somebody has an account, no link lets a browser in that names nobody', async () => {
  const link = () => runKey(['link', '--data', folder], { out: () => {}, err: () => {} })
  expect(await link()).toBe(0)
  const { accounts, close } = people()
  accounts.add({ name: 'Grace', grants: [{ role: 'admin', siteId: null }], passwordHash: '$' })
  close()
  await expect(link()).rejects.toMatchObject({ fault: { code: 'LINK_USED' } })
})
