import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Disk } from '../base/index.ts'
import type { Crc32, Pieces } from './frame.ts'

/**
 * Keys of what must die: one small file a scope under `keys/`, 'K' version 32 bytes CRC32. Destroying overwrites the
 * bytes in place and syncs before the name goes. On copy-on-write and flash storage the old block may live on below the
 * file system; docs/limits.md says so.
 */
export interface Keyring {
  /** The key of the scope, made when there is none. A new one is durable only after `settle`. */
  make(scope: string): Uint8Array
  find(scope: string): Uint8Array | undefined
  /** Makes every new key durable. */
  settle(): Promise<void>
  destroy(scopes: readonly string[]): Promise<void>
  scopes(): readonly string[]
}

const keyBytes = 32
const fileBytes = 2 + keyBytes + 4
const keyVersion = 1

export function openKeyring(disk: Disk, crc32: Crc32, randomBytes: (count: number) => Uint8Array): Keyring {
  const keys = new Map<string, Uint8Array>()
  const unsettled = new Set<string>()
  const named = new Set<string>()
  for (const name of disk.list('keys')) {
    named.add(name)
    const key = readKey(disk, crc32, name)
    if (key !== undefined) keys.set(name, key)
  }
  return {
    make(scope) {
      const found = keys.get(scope)
      if (found !== undefined) return found
      const bytes = new Uint8Array(fileBytes)
      bytes.set([0x4b, keyVersion])
      bytes.set(randomBytes(keyBytes), 2)
      new DataView(bytes.buffer).setUint32(fileBytes - 4, crc32(bytes.subarray(0, fileBytes - 4)), true)
      const file = disk.open(`keys/${scope}`)
      file.truncate(0)
      file.append(bytes)
      file.close()
      const key = bytes.slice(2, 2 + keyBytes)
      keys.set(scope, key)
      named.add(scope)
      unsettled.add(scope)
      return key
    },
    find: (scope) => keys.get(scope),
    async settle() {
      if (unsettled.size === 0) return
      const settling = [...unsettled]
      for (const scope of settling) {
        const file = disk.open(`keys/${scope}`)
        await file.sync()
        file.close()
      }
      await disk.syncFolder('keys')
      for (const scope of settling) unsettled.delete(scope)
    },
    async destroy(scopes) {
      for (const scope of scopes) {
        keys.get(scope)?.fill(0)
        keys.delete(scope)
        unsettled.delete(scope)
        if (!named.delete(scope)) continue
        const file = disk.open(`keys/${scope}`)
        file.overwrite(0, new Uint8Array(file.size()))
        await file.sync()
        file.close()
        disk.remove(`keys/${scope}`)
      }
      if (scopes.length > 0) await disk.syncFolder('keys')
    },
    scopes: () => [...named],
  }
}

function readKey(disk: Disk, crc32: Crc32, scope: string): Uint8Array | undefined {
  const file = disk.open(`keys/${scope}`)
  const bytes = new Uint8Array(fileBytes)
  const count = file.read(0, bytes)
  file.close()
  if (count !== fileBytes || bytes[0] !== 0x4b || bytes[1] !== keyVersion) return undefined
  const crc = new DataView(bytes.buffer).getUint32(fileBytes - 4, true)
  return crc === crc32(bytes.subarray(0, fileBytes - 4)) ? bytes.slice(2, 2 + keyBytes) : undefined
}

const nonceBytes = 12
const tagBytes = 16

/** AES-256-GCM: nonce, ciphertext, tag, to be stored one after another. `about` is authenticated, not stored. */
export function sealBox(key: Uint8Array, nonce: Uint8Array, about: string, plain: Uint8Array): Pieces {
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(about))
  const closed = cipher.update(plain)
  cipher.final()
  return [nonce, closed, cipher.getAuthTag()]
}

/** What `sealBox` closed, or undefined where key, text or `about` are not the same. */
export function openBox(key: Uint8Array, about: string, box: Uint8Array): Uint8Array | undefined {
  if (box.length < nonceBytes + tagBytes) return undefined
  const cipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, nonceBytes), { authTagLength: tagBytes })
  cipher.setAAD(Buffer.from(about))
  cipher.setAuthTag(box.subarray(box.length - tagBytes))
  const plain = cipher.update(box.subarray(nonceBytes, box.length - tagBytes))
  try {
    cipher.final()
  } catch {
    return undefined
  }
  return plain
}

export const nonceLength = nonceBytes
