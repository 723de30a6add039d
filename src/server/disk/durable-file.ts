import { chmodSync, closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { open, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Replaces a small file as a whole: after a power cut it is the old text or the new one, never half of either. */
export function writeDurably(path: string, text: string): void {
  const fresh = `${path}.new`
  writeFileSync(fresh, text, { flush: true, mode: 0o600 })
  renameSync(fresh, path)
  const folder = openSync(dirname(path), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/** The same without holding the thread; one at a time for a path. */
export async function writeDurablyAside(path: string, text: string): Promise<void> {
  const fresh = `${path}.new`
  await writeFile(fresh, text, { flush: true, mode: 0o600 })
  await rename(fresh, path)
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/**
 * Makes a file that only its user may open, if need be; what SQLite lays beside it takes over the same rights. A file that is
 * there is never opened: closing it again would let go of every lock that this process holds on it (POSIX).
 */
export function makePrivate(path: string): void {
  if (existsSync(path)) chmodSync(path, 0o600)
  else closeSync(openSync(path, 'a', 0o600))
}

/** What `writeDurably` left, as JSON; undefined where there is nothing, or nothing that can be read. */
export function readIfWhole(path: string): unknown {
  if (!existsSync(path)) return undefined
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}
