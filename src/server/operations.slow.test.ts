import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { crc32 } from 'node:zlib'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { defaultSite } from '../site/index.ts'
import { checkFolderFormat } from './disk/folder-format.ts'
import { machineClock } from './disk/node-disk.ts'
import { openEngine } from './engine.ts'
import { openAccess } from './people/access.ts'

// What happens to a server that is stopped, starved and left alone by its clients; each on a process of its own.

const main = fileURLToPath(new URL('../cli/main.ts', import.meta.url))
let root = ''
const running: ChildProcess[] = []
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'fairfloor-operations-'))
})
afterEach(async () => {
  for (const child of running.splice(0)) await stop(child)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

interface Process {
  readonly child: ChildProcess
  readonly url: string
  readonly key: string
}

async function start(folder: string): Promise<Process> {
  // A test site is exact: every event may be asked for again, as often as it takes.
  mkdirSync(join(folder, 'sites'), { recursive: true })
  writeFileSync(join(folder, 'sites', 'main.json'), JSON.stringify({ ...defaultSite('main'), state: 'test' }))
  const access = openAccess(join(folder, 'fairfloor.sqlite'), machineClock)
  access.removeKey('wms')
  const made = access.createKey({ name: 'wms', role: 'integrator', siteId: 'main', kind: 'test' })
  access.close()
  const child = spawn(process.execPath, [main, 'serve', '--data', folder, '--port', '0', '--empty'])
  running.push(child)
  let said = ''
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (data) => {
      said += String(data)
      const found = /listens on (\S+)/.exec(said)
      if (found?.[1] !== undefined) resolve(found[1])
    })
    child.stderr.resume()
    child.once('exit', () => reject(new Error('ended before it listened')))
  })
  return { child, url, key: made.ok ? made.value : '' }
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  return ended
}

const open =
  '{"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld","type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-03-02T14:06:00Z","epcisBody":{"eventList":['
const eventText = (id: string): string =>
  JSON.stringify({
    type: 'ObjectEvent',
    eventID: id,
    eventTime: '2026-03-02T14:05:07.123+01:00',
    eventTimeZoneOffset: '+01:00',
    epcList: [`https://id.gs1.org/01/09521321000018/21/${id.slice(-12)}`],
    action: 'OBSERVE',
    bizStep: 'picking',
  })
const newIds = (count: number): string[] => Array.from({ length: count }, () => `urn:uuid:${randomUUID()}`)

/** Sends a document; 0 where the connection ended without an answer. */
async function send({ url, key }: Process, ids: readonly string[]): Promise<{ status: number; code: string }> {
  try {
    const response = await fetch(`${url}/capture`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: `${open}${ids.map(eventText).join(',')}]}}`,
    })
    const body = (await response.json()) as { code?: string }
    return { status: response.status, code: body.code ?? '' }
  } catch {
    return { status: 0, code: '' }
  }
}

async function get({ url, key }: Process, path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${key}` } })
  return { status: response.status, text: await response.text() }
}

async function missing(server: Process, ids: readonly string[]): Promise<string[]> {
  const out: string[] = []
  for (const id of ids) if ((await get(server, `/events/${encodeURIComponent(id)}`)).status !== 200) out.push(id)
  return out
}

test('200 clients that go away in the middle leave no event, no job, no open transaction and no place taken', async () => {
  const server = await start(join(root, 'aborted'))
  const { port } = new URL(server.url)
  const headers = { authorization: `Bearer ${server.key}`, 'content-type': 'application/json' }
  for (let i = 0; i < 200; i++) {
    await new Promise<void>((resolve) => {
      const half = request({ port, method: 'POST', path: '/capture', headers })
      half.on('error', () => {})
      half.on('close', () => resolve())
      half.write(open + newIds(20).map(eventText).join(','))
      setTimeout(() => half.destroy(), 3)
    })
  }
  await expect.poll(async () => (await get(server, '/capture')).text).toBe('[]')
  expect((await get(server, '/events')).text).toContain('"eventList":[]')
  // 64 captures may be under way: all places are free again.
  const answers = await Promise.all(Array.from({ length: 60 }, () => send(server, newIds(1))))
  expect(answers.filter(({ status }) => status !== 202)).toEqual([])
}, 60_000)

test('a stop under load cuts no acknowledged event', async () => {
  const folder = join(root, 'stopped')
  const server = await start(folder)
  const acknowledged: string[] = []
  let stopped = false
  const clients = Array.from({ length: 4 }, async () => {
    while (!stopped) {
      const ids = newIds(20)
      const { status } = await send(server, ids)
      if (status === 202) acknowledged.push(...ids)
      if (status === 0) break
    }
  })
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  expect(await stop(server.child)).toBe(0)
  stopped = true
  await Promise.all(clients)
  expect(acknowledged.length).toBeGreaterThan(100)
  expect(await missing(await start(folder), acknowledged)).toEqual([])
}, 60_000)

test('a folder of a later version is refused as such, and not touched', () => {
  const folder = join(root, 'newer')
  mkdirSync(folder)
  const head = Buffer.alloc(40)
  head.set([0x46, 0x46, 0x4c, 99, 1])
  head.writeUInt32LE(crc32(head.subarray(0, 36)), 36)
  writeFileSync(join(folder, 'catalog'), head)
  expect(() => checkFolderFormat(folder)).toThrow('FOLDER_NEWER')
  expect(readFileSync(join(folder, 'catalog')).equals(head)).toBe(true)
})

test('a disk that gets full turns captures away, loses nothing, and takes them again when there is space', async (context) => {
  const disk = join(root, 'disk')
  mkdirSync(disk)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', disk], { stdio: 'ignore' })
  } catch {
    console.log('skipped: a disk of its own can be mounted as root only')
    context.skip()
  }
  try {
    const filler = join(disk, 'filler')
    const server = await start(join(disk, 'data'))
    const acknowledged: string[] = []
    const codes = new Set<string>()
    writeFileSync(filler, Buffer.alloc(30 << 20))
    for (let i = 0; i < 2_000 && codes.size === 0; i++) {
      const ids = newIds(50)
      const { status, code } = await send(server, ids)
      if (status === 202) acknowledged.push(...ids)
      else codes.add(`${status} ${code}`)
    }
    expect([...codes]).toEqual(['503 DISK_FULL'])
    expect(await missing(server, acknowledged.slice(-200))).toEqual([])
    rmSync(filler)
    await expect.poll(async () => (await send(server, newIds(1))).status, { timeout: 5_000 }).toBe(202)
    expect(await missing(server, acknowledged.slice(0, 200))).toEqual([])
    await stop(server.child)
  } finally {
    execFileSync('umount', [disk], { stdio: 'ignore' })
  }
}, 60_000)

test('an import that fills its disk says so, and goes on where it stopped when there is space', async (context) => {
  const disk = join(root, 'import-disk')
  mkdirSync(disk)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=120m', 'tmpfs', disk], { stdio: 'ignore' })
  } catch {
    console.log('skipped: a disk of its own can be mounted as root only')
    context.skip()
  }
  try {
    const events = 100_000
    const file = join(root, 'many.ndjson')
    const line = (i: number): string =>
      `{"type":"ObjectEvent","eventID":"urn:uuid:${i}","eventTime":"2026-03-02T11:00:00Z","eventTimeZoneOffset":"+00:00","epcList":["https://id.gs1.org/01/09521321000018/21/${i}"],"action":"OBSERVE","bizStep":"packing","readPoint":{"id":"https://id.gs1.org/414/9521321000010/254/${i % 50}"}}\n`
    writeFileSync(file, Array.from({ length: events }, (_, i) => line(i)).join(''))
    const filler = join(disk, 'filler')
    writeFileSync(filler, Buffer.alloc(85 << 20))
    const words = [main, 'import', file, '--data', join(disk, 'data'), '--json']
    const full = spawnSync(process.execPath, words, { encoding: 'utf8' })
    expect(full.stderr).toContain('DISK_FULL')
    expect(full.status).toBe(1)
    rmSync(filler)
    const again = spawnSync(process.execPath, words, { encoding: 'utf8' })
    const { accepted, duplicate, rejected } = JSON.parse(again.stdout) as Record<string, number>
    expect(accepted! + duplicate! + rejected!).toBe(events)
    expect(duplicate).toBeGreaterThan(0)
    // Each identity is there once, whichever of the two brought it.
    const engine = await openEngine({ dataFolder: join(disk, 'data'), clock: machineClock, settles: false })
    try {
      expect(engine.ledger.stats().events).toBe(events)
      expect((await engine.ledger.check()).broken).toEqual([])
    } finally {
      await engine.close()
    }
  } finally {
    execFileSync('umount', [disk], { stdio: 'ignore' })
  }
}, 60_000)
