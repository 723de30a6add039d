import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openNodeDisk, ownFolder } from './node-disk.ts'

let root = ''
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'fairfloor-disk-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

test('what is appended in parts is read back, overwritten in place and cut', async () => {
  const disk = openNodeDisk(root)
  disk.makeFolder('a/b')
  const file = disk.open('a/b/c')
  expect(file.append(Uint8Array.of(1, 2), new Uint8Array(0), Uint8Array.of(3))).toBe(0)
  expect(file.append(Uint8Array.of(4))).toBe(3)
  file.overwrite(1, Uint8Array.of(9))
  const out = new Uint8Array(6)
  expect(file.read(1, out)).toBe(3)
  expect([...out]).toEqual([9, 3, 4, 0, 0, 0])
  expect(() => file.overwrite(3, new Uint8Array(2))).toThrow('DISK_FAILED')
  await file.sync()
  file.truncate(2)
  expect(file.size()).toBe(2)
  file.close()
  await disk.syncFolder('a/b')
  expect(disk.list('a/b')).toEqual(['c'])
  disk.rename('a/b/c', 'a/b/d')
  expect([disk.exists('a/b/c'), disk.exists('a/b/d')]).toEqual([false, true])
  disk.remove('a/b/d')
  disk.remove('a/b/never was')
  expect(disk.list('a/b')).toEqual([])
  expect(disk.list('never was')).toEqual([])
})

test('the world saying no is a fault with its code and no path', async () => {
  const disk = openNodeDisk(root)
  expect(() => disk.open('no/such/folder')).toThrow('found ENOENT')
  await expect(disk.syncFolder('no/such')).rejects.toThrow('DISK_FAILED')
})

test('a folder has one owner, in this process and in another, until it is let go', () => {
  const owner = ownFolder(root)
  expect(() => ownFolder(root)).toThrow('LEDGER_OWNED')
  const module = new URL('./node-disk.ts', import.meta.url).href
  const script = `import(${JSON.stringify(module)}).then(({ ownFolder }) => ownFolder(process.argv[1]))`
  const rival = (): string => spawnSync(process.execPath, ['-e', script, root], { encoding: 'utf8' }).stderr
  expect(rival()).toContain('LEDGER_OWNED')
  owner.release()
  // The rival ends without letting go: the kernel does it for it.
  expect(rival()).toBe('')
  ownFolder(root).release()
})
