import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type CaptureJob, type Jobs, openJobs } from './jobs.ts'

let folder = ''
let jobs: Jobs
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairfloor-jobs-'))
  jobs = openJobs(join(folder, 'jobs.sqlite'))
})
afterEach(() => {
  jobs.close()
  rmSync(folder, { recursive: true })
})

const scanMs = Date.UTC(2026, 2, 2, 13, 5, 7, 123)
const quarterMs = Date.UTC(2026, 2, 2, 13)

function finish(captureID: string, more: Partial<CaptureJob> = {}): void {
  jobs.finish({
    captureID,
    siteId: 'main',
    createdMs: scanMs,
    finishedMs: scanMs + 9,
    success: true,
    behaviour: 'rollback',
    accepted: 1,
    duplicate: 0,
    conflict: 0,
    rejected: 0,
    errors: [],
    replacedIds: [],
    feed: 'scanners',
    byHand: true,
    ...more,
  })
}
const idsFor = (feed: string, limit: number, before?: number) => {
  const { jobs: page, next } = jobs.list('main', { limit, feed, ...(before === undefined ? {} : { before }) })
  return { ids: page.map((job) => job.captureID), next }
}

test('scans of hands that went well take no room on the pages of others, so pages do not count them', () => {
  finish('machine-1', { byHand: false })
  for (let i = 0; i < 20; i++) finish(`hand-${i}`)
  finish('machine-2', { byHand: false })
  for (let i = 20; i < 40; i++) finish(`hand-${i}`)
  for (const feed of ['', 'other']) {
    const first = idsFor(feed, 1)
    expect(first.ids).toEqual(['machine-2'])
    expect(idsFor(feed, 1, first.next)).toEqual({ ids: ['machine-1'], next: undefined })
  }
  expect(idsFor('scanners', 100).ids).toHaveLength(42)
})

test('a full last page has no next one', () => {
  finish('a', { byHand: false })
  finish('b', { byHand: false })
  expect(idsFor('', 2)).toEqual({ ids: ['b', 'a'], next: undefined })
})

test('the file says of a scan by hand its quarter hour only, and no id; its sender hears all while the process lives', () => {
  const replacedIds = [{ row: 0, from: 'ni:///sha-256;from', to: 'ni:///sha-256;to' }]
  finish('hand', { replacedIds })
  expect(jobs.get('main', 'hand')).toMatchObject({ createdMs: scanMs, replacedIds })
  const bytes = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('')
  for (const needle of [String(scanMs), String(scanMs + 9), 'sha-256;']) expect(bytes).not.toContain(needle)
  jobs.close()
  jobs = openJobs(join(folder, 'jobs.sqlite'))
  expect(jobs.get('main', 'hand')).toMatchObject({ createdMs: quarterMs, finishedMs: quarterMs, replacedIds: [] })
})

test('browsers are no feed: what one of them sent is for the others like any hand scan', () => {
  finish('browser', { feed: '' })
  expect(idsFor('', 10).ids).toEqual([])
})
