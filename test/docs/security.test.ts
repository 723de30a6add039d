import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  invitationLifeMs,
  passwordCharactersMin,
  proofLifeMs,
  sessionIdleMs,
  sessionLifeMs,
} from '../../src/people/index.ts'
import { repositoryRoot } from '../tidy/tree.ts'

const page = readFileSync(join(repositoryRoot, 'docs/security.md'), 'utf8')

test('every file that docs/security.md names as evidence is there', () => {
  const named = [...page.matchAll(/`((?:src|test|console|docs)\/[^`\s]*)`/g)].map((found) => found[1] ?? '')
  expect(named.length).toBeGreaterThan(60)
  const missing = named.filter((path) =>
    path.includes('*') ? globSync(path, { cwd: repositoryRoot }).length === 0 : !existsSync(join(repositoryRoot, path)),
  )
  expect([...new Set(missing)]).toEqual([])
})

test('every row of the checklist has a state, and one that is done has its reason', () => {
  const [, checklist = ''] = page.split('\n## ASVS 5.0, level 2\n')
  const rows = checklist.split('\n').filter((line) => /^\| \d/.test(line))
  expect(rows.length).toBeGreaterThan(150)
  for (const row of rows) {
    const [, , , state = '', reason = ''] = row.split('|').map((cell) => cell.trim())
    expect(['done', 'partly', 'not done', 'none here'], row).toContain(state)
    if (state === 'partly' || state === 'not done') expect(reason, row).not.toBe('')
  }
})

test('what the page says of lifetimes is what the code does', () => {
  expect([sessionIdleMs, sessionLifeMs, proofLifeMs]).toEqual([8 * 3_600_000, 24 * 3_600_000, 5 * 60_000])
  expect(invitationLifeMs).toBe(3 * 86_400_000)
  expect(page).toContain('256 bits, once, three days')
  expect(page).toContain('eight hours without a')
  expect(page).toContain('proof of the last five minutes')
  expect(page).toContain(`${passwordCharactersMin} characters or more`)
})
