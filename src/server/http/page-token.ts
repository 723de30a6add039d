import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import type { HashKey } from '../../base/index.ts'

/**
 * Page tokens as clients get them: encrypted. What is inside counts commits and jobs, and whoever could read that every second
 * would have a clock of somebody's scans. The key comes from the folder's own, so tokens live as long as the events do.
 */
export interface PageTokens {
  seal(text: string): string
  /** The text that was sealed, or nothing where the token is none of ours. */
  open(token: string): string | undefined
}

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

export function pageTokens(key: HashKey): PageTokens {
  const secret = createHash('sha256').update('fairfloor page token').update(Uint32Array.from(key)).digest()
  return {
    seal(text) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv(algorithm, secret, nonce)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
    },
    open(token) {
      const bytes = Buffer.from(token, 'base64url')
      if (bytes.length < nonceBytes + tagBytes) return undefined
      const decipher = createDecipheriv(algorithm, secret, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
      try {
        return decipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8')
      } catch {
        return undefined
      }
    },
  }
}
