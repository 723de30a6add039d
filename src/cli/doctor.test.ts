import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { clockCheck, examine, type Machine, nodeCheck, platformCheck, run, writableCheck } from './doctor.ts'

const folder = mkdtempSync(join(tmpdir(), 'fairfloor-doctor-'))
afterAll(() => rmSync(folder, { recursive: true }))

const machine: Machine = {
  nodeVersion: '26.10.0',
  platform: 'linux',
  arch: 'x64',
  release: '6.1.0',
  nowMs: Date.now(),
  userId: process.getuid?.() ?? null,
}

test('an old Node fails and the fix names the way to the right one', () => {
  expect(nodeCheck(machine).verdict).toBe('ok')
  expect(nodeCheck({ ...machine, nodeVersion: '20.20.2' })).toMatchObject({ verdict: 'fail', found: '20.20.2' })
})

test('Linux is supported, macOS is for development, Windows goes through WSL', () => {
  const verdict = (platform: string, arch: string, release = '') =>
    platformCheck({ ...machine, platform, arch, release }).verdict
  expect([verdict('linux', 'x64'), verdict('linux', 'arm64')]).toEqual(['ok', 'ok'])
  expect([verdict('darwin', 'arm64'), verdict('win32', 'x64'), verdict('linux', 'riscv64')]).toEqual([
    'warn',
    'fail',
    'fail',
  ])
  expect(platformCheck({ ...machine, release: '5.15-microsoft-standard-WSL2' }).found).toBe('linux-x64 (WSL)')
})

test('a clock from before the product was built fails', () => {
  expect(clockCheck({ ...machine, nowMs: 0 }).verdict).toBe('fail')
  expect(clockCheck(machine).verdict).toBe('ok')
})

test('a folder that can be written is fine, a file in its place is not', () => {
  const file = join(folder, 'file')
  writeFileSync(file, '')
  expect(writableCheck(folder, machine).verdict).toBe('ok')
  expect(writableCheck(join(folder, 'new', 'deep'), machine)).toMatchObject({ verdict: 'ok' })
  expect(writableCheck(file, machine).verdict).toBe('fail')
})

test('a folder of another user, or a file system with another time, is warned of', () => {
  expect(writableCheck(folder, { ...machine, userId: (machine.userId ?? 0) + 1 }).verdict).toBe('warn')
  expect(writableCheck(folder, { ...machine, nowMs: Date.now() - 60_000 }).verdict).toBe('warn')
})

test.skipIf(process.getuid?.() === 0)('a folder without the right to write fails', () => {
  const locked = mkdtempSync(join(folder, 'locked-'))
  chmodSync(locked, 0o500)
  expect(writableCheck(locked, machine).verdict).toBe('fail')
})

async function owner(data: string) {
  return (await examine(data, machine)).find(({ name }) => name === 'owner')
}

test('an owner that answers is told, by its socket in the folder or by the one that it wrote down', async () => {
  const data = mkdtempSync(join(folder, 'owned-'))
  const elsewhere = mkdtempSync(join(folder, 'other-'))
  writeFileSync(join(elsewhere, 'owner.json'), JSON.stringify({ pid: 1, socket: join(data, 'owner.sock') }))
  const server = createServer((socket) => socket.end())
  await new Promise<void>((listening) => server.listen(join(data, 'owner.sock'), listening))
  for (const one of [data, elsewhere]) expect((await owner(one))?.found).toContain('a running process')
  await new Promise((closed) => server.close(closed))
  expect(await owner(data)).toMatchObject({ verdict: 'ok', found: 'no process holds the folder' })
})

test('an owner that was killed and left its file is warned of', async () => {
  const data = mkdtempSync(join(folder, 'left-'))
  writeFileSync(join(data, 'owner.json'), JSON.stringify({ pid: 1, socket: join(data, 'gone.sock') }))
  expect(await owner(data)).toMatchObject({ verdict: 'warn', found: expect.stringContaining('without closing') })
})

test('every check is a line with its verdict, or one JSON object', async () => {
  const out: string[] = []
  const io = { out: (line: string) => out.push(line), err: () => {} }
  expect(await run(['--data', folder], io)).toBe(0)
  expect(out.filter((line) => !line.startsWith('    ')).every((line) => /^(ok|warn|fail) +[a-z ]+: ./.test(line))).toBe(
    true,
  )
  out.length = 0
  expect(await run(['--data', folder, '--json'], io)).toBe(0)
  const { checks } = JSON.parse(out.join('')) as { checks: { name: string }[] }
  expect(checks.map(({ name }) => name)).toEqual([
    'node',
    'platform',
    'clock',
    'data folder',
    'free space',
    'owner',
    'chromium',
  ])
})
