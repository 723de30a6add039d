import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { machineClock, openAccess } from '../../src/server/index.ts'
import { aDocument, anEvent } from './kills.ts'
import { startServer } from './server-process.ts'
import { readTrace, type TraceReport } from './trace.ts'

const hasStrace = spawnSync('strace', ['-V']).status === 0
if (!hasStrace) console.log('skipped: the order of sync and answer, strace is not installed')

const traced = 'trace=fdatasync,fsync,write,writev,pwrite64,pwritev,pwritev2,sendto,sendmsg'

/** One document and one event, sent to a server under strace. */
async function traceOf(withoutSync: boolean): Promise<TraceReport> {
  const folder = mkdtempSync(join(tmpdir(), 'fairfloor-strace-'))
  const output = `${folder}.trace`
  try {
    const access = openAccess(join(folder, 'fairfloor.sqlite'), machineClock)
    const made = access.createKey({ name: 'strace', role: 'integrator', siteId: 'main' })
    if (!made.ok) throw new Error('no key')
    access.close()
    const before = ['strace', '-f', '-y', '-s', '40', '-e', traced, '-o', output]
    const server = await startServer(folder, { before, withoutSync })
    const headers = { authorization: `Bearer ${made.value}`, 'content-type': 'application/json' }
    const post = async (path: string, body: string): Promise<number> => {
      const response = await fetch(server.url + path, { method: 'POST', headers, body })
      await response.text()
      return response.status
    }
    const id = (n: number): string => `urn:uuid:0000000${n}-0000-4000-8000-000000000000`
    expect(await post('/capture', aDocument([id(1), id(2), id(3)]))).toBe(202)
    expect(await post('/events', anEvent(id(4)))).toBe(201)
    // strace ends with the server, whose process id stands in the folder.
    const owner = JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8')) as { pid: number }
    const gone = new Promise((resolve) => server.child.once('exit', resolve))
    process.kill(owner.pid, 'SIGTERM')
    await gone
    return readTrace(readFileSync(output, 'utf8'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
    rmSync(output, { force: true })
  }
}

test.skipIf(!hasStrace)(
  'data is synced, then the commit frame, and then the answer leaves',
  { timeout: 120_000 },
  async () => {
    const report = await traceOf(false)
    expect(report).toEqual({ answers: 2, commits: 2, wrong: [] })
  },
)

test.skipIf(!hasStrace)('a server whose syncs were taken out is found out', { timeout: 120_000 }, async () => {
  const report = await traceOf(true)
  expect(report.answers).toBe(2)
  expect(report.wrong).toContain('an answer left before its commit frame was synced')
  expect(report.wrong).toContain('a commit frame was written before its data was synced')
})
