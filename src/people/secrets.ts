import { createHash, timingSafeEqual } from 'node:crypto'

/** Chance for secrets: as many unpredictable bytes as asked for. */
export type RandomBytes = (count: number) => Uint8Array

/** Bytes of every token that opens something: 256 bits. */
const tokenBytes = 32

/** SHA-256 of a secret of 120 bits or more: nobody can guess such a secret, so it needs no slow hash. */
export function digest(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest()
}

/** A new secret of 256 bits, as text for addresses, cookies and headers. */
export function newToken(randomBytes: RandomBytes): string {
  return base64url(randomBytes(tokenBytes))
}

export function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}

/** Compares a repeated token without telling by time how much of it was right. */
export function sameToken(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b))
}

// 32 characters without I, L, O and U, so that nobody misreads one (Crockford's base 32).
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Characters of a recovery code: 24 of 5 bits, which is 120 bits. */
const codeCharacters = 24

/** A recovery code as it is shown: six groups of four characters. */
export function newRecoveryCode(randomBytes: RandomBytes): string {
  const characters = [...randomBytes(codeCharacters)].map((byte) => alphabet[byte & 31])
  return characters.join('').replace(/(.{4})(?=.)/g, '$1-')
}

/** What a person typed as a recovery code, in the one spelling that is hashed: case, spaces and lookalikes do not count. */
export function readRecoveryCode(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
}
