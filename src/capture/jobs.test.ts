import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type CaptureJob, type Jobs, jobTold, openJobs } from './jobs.ts'

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
const nowMs = quarterMs + 20 * 60_000
const idsFor = (feed: string, limit: number, before?: number, at = nowMs) => {
  const reader = { feed, k: 10, nowMs: at, limit }
  const { jobs: page, next } = jobs.list('main', { ...reader, ...(before === undefined ? {} : { before }) })
  return { ids: page.map((job) => job.captureID), next }
}
const told = (captureID: string, feed = 'scanners') => {
  const job = jobs.get('main', captureID)
  return job === undefined ? undefined : jobTold(job, { feed, k: 10 })
}

test('scans of hands that went well are on no list, not on that of their own key either, and take no room on its pages', () => {
  finish('machine-1', { byHand: false })
  for (let i = 0; i < 20; i++) finish(`hand-${i}`)
  finish('machine-2', { byHand: false })
  for (let i = 20; i < 40; i++) finish(`hand-${i}`)
  for (const feed of ['', 'other', 'scanners']) {
    const first = idsFor(feed, 1)
    expect(first.ids).toEqual(['machine-2'])
    expect(idsFor(feed, 1, first.next)).toEqual({ ids: ['machine-1'], next: undefined })
  }
})

test('scans of hands that failed are listed when their quarter hour is over, and so is what is still open', () => {
  finish('failed', { success: false, rejected: 1, accepted: 0 })
  jobs.start({ ...jobs.get('main', 'failed')!, captureID: 'open', finishedMs: null, success: true })
  for (const feed of ['', 'other', 'scanners']) expect(idsFor(feed, 10, undefined, scanMs + 60_000).ids).toEqual([])
  expect(idsFor('scanners', 10).ids).toEqual(['open', 'failed'])
  expect(idsFor('other', 10).ids).toEqual(['failed'])
})

test('a key that names a job is told what failed by the quarter hour, and how much went well from ten scans on', () => {
  const replacedIds = [{ row: 0, from: 'ni:///sha-256;from', to: 'ni:///sha-256;to' }]
  finish('few', {
    accepted: 8,
    duplicate: 1,
    replacedIds,
    notices: [{ code: 'EVENT_ID_TWICE', at: '/eventID', row: 3 }],
  })
  finish('many', { accepted: 9, duplicate: 1 })
  const errors = [{ code: 'TYPE_WRONG', at: '/epcList', row: 2 } as const]
  finish('broken', { accepted: 40, rejected: 1, success: false, errors })
  const times = { createdMs: quarterMs, finishedMs: quarterMs, notices: [], replacedIds: [] }
  expect(told('few')).toMatchObject({ ...times, accepted: 0, duplicate: 0, held: true })
  expect(told('many')).toMatchObject({ ...times, accepted: 9, duplicate: 1 })
  expect(told('broken')).toMatchObject({ ...times, accepted: 40, rejected: 1, errors })
  expect(told('broken', 'other')).toMatchObject({ ...times, accepted: 0, rejected: 1, errors, held: true })
  expect(told('many', 'other')).toBeUndefined()
})

test('a machine’s jobs are told exactly, and which ids were replaced to their feed alone', () => {
  const replacedIds = [{ row: 0, from: 'ni:///sha-256;from', to: 'ni:///sha-256;to' }]
  finish('machine', { byHand: false, replacedIds })
  expect(told('machine')).toMatchObject({ createdMs: scanMs, accepted: 1, replacedIds })
  expect(told('machine', 'other')).toMatchObject({
    createdMs: scanMs,
    replacedIds: [{ row: 0, to: replacedIds[0]?.to }],
  })
})

test('a full last page has no next one', () => {
  finish('a', { byHand: false })
  finish('b', { byHand: false })
  expect(idsFor('', 2)).toEqual({ ids: ['b', 'a'], next: undefined })
})

test('the file says of a scan by hand its quarter hour only, and no id', () => {
  finish('hand', { replacedIds: [{ row: 0, from: 'ni:///sha-256;from', to: 'ni:///sha-256;to' }] })
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
  expect(told('browser', '')).toBeUndefined()
})
