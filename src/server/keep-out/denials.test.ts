import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { SiteFile } from '../../model/index.ts'
import { defaultSite } from '../../site/index.ts'
import { openSites } from '../sites/sites.ts'
import { siteDenials } from './denials.ts'
import { openRefusalReports } from './refusal-reports.ts'

const folder = mkdtempSync(join(tmpdir(), 'fairfloor-denials-'))
afterAll(() => rmSync(folder, { recursive: true }))

const plain: SiteFile = defaultSite('main')
const version = plain.versions[0]!

test('a site file is refused for every name that the deny-lists refuse, by pointer and without the name', () => {
  const file = {
    ...plain,
    versions: [
      {
        ...version,
        extensions: ['https://example.com/wms/', 'https://example.com/union-members/'],
        shifts: [{ id: 's1', name: 'Streikbrecher', start: '06:00', end: '14:00' }],
        process: [{ id: 'p', name: 'Idle time per picker', bizSteps: ['picking'], owner: 'pick lead' }],
      },
    ],
  }
  const faults = siteDenials(file)
  expect(faults.map(({ code, at }) => `${code} ${at}`).sort()).toEqual([
    'DENIED_D1 /versions/0/extensions/1',
    'DENIED_D1 /versions/0/shifts/0/name',
    'DENIED_D3 /versions/0/process/0/name',
  ])
  expect(JSON.stringify(faults)).not.toMatch(/Streikbrecher|union-members/)
  expect(
    openSites(folder)
      .put(JSON.stringify(file))
      .faults.map(({ at }) => at),
  ).toEqual(expect.arrayContaining(faults.map(({ at }) => at)))
  expect(openSites(folder).ids()).toEqual([])
})

test('a site file may say which fields name people: they are removed', () => {
  const file = { ...plain, versions: [{ ...version, personFields: ['{https://example.com/}employeeScore'] }] }
  expect(siteDenials(file)).toEqual([])
})

test('a refusal may be reported, is kept for 90 days without who reported, and changes nothing', () => {
  let nowMs = Date.UTC(2026, 10, 3, 13, 14, 15)
  const reports = openRefusalReports(folder, { nowMs: () => nowMs })
  expect(reports.report('strike plate', 'column')).toBe(false)
  expect(reports.report('union hall lamp', 'column')).toBe(true)
  expect(reports.report('union hall lamp', 'column')).toBe(true)
  expect(openRefusalReports(folder, { nowMs: () => nowMs }).list()).toEqual([
    {
      name: 'union hall lamp',
      thing: 'column',
      list: 'D1',
      reason: 'union',
      words: ['union hall'],
      sinceMs: Date.UTC(2026, 10, 3),
      times: 2,
    },
  ])
  expect(readFileSync(join(folder, 'refusals.json'), 'utf8')).not.toContain(String(nowMs))
  nowMs += 91 * 86_400_000
  expect(reports.list()).toEqual([])
})
