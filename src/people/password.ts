import { argon2, timingSafeEqual } from 'node:crypto'
import { type Fault, FaultError } from '../base/index.ts'
import { badPasswords, commonPasswords, plain } from './badPasswords.ts'
import { base64url, type RandomBytes } from './secrets.ts'

/**
 * Cost of argon2id: OWASP's Password Storage Cheat Sheet, m = 19 MiB, t = 2, p = 1. Calibrated: 36 ms of one core of a
 * small server; docs/security.md says how it was measured. A hash made with other costs is made anew at the next sign-in.
 */
export const passwordCost = { memoryKiB: 19_456, passes: 2, lanes: 1 } as const
/** Characters of a password: 12 at least (counted as code points), and no rule about their kinds. */
export const passwordCharactersMin = 12
const passwordCharactersMax = 256
/** Hashes at once: each takes 19 MiB and one of libuv's threads, which the ledger's syncs need too. */
export const passwordHashesMax = 2
/** Hashes that wait for their turn; one more is turned away. */
export const passwordHashesWaitingMax = 32

const saltBytes = 16
const hashBytes = 32

export interface Passwords {
  /** `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. Both throw FaultError LIMIT_REACHED while too many wait. */
  hash(password: string): Promise<string>
  /** Takes as long for no stored hash as for one. */
  verify(password: string, stored: string | null): Promise<boolean>
}

export function passwords(randomBytes: RandomBytes): Passwords {
  const waiting: (() => void)[] = []
  let running = 0

  async function derive(password: string, salt: Uint8Array, cost: Cost): Promise<Uint8Array> {
    if (waiting.length >= passwordHashesWaitingMax)
      throw new FaultError({ code: 'LIMIT_REACHED', got: `${waiting.length} passwords that wait to be looked at` })
    // Who waits is handed the place of who ends, so that nobody slips in between.
    if (running >= passwordHashesMax) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await new Promise<Uint8Array>((resolve, reject) => {
        const options = {
          message: password.normalize('NFC'),
          nonce: salt,
          parallelism: cost.lanes,
          tagLength: hashBytes,
          memory: cost.memoryKiB,
          passes: cost.passes,
        }
        argon2('argon2id', options, (error, key) => (error === null ? resolve(key) : reject(error)))
      })
    } finally {
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }

  return {
    async hash(password) {
      const salt = randomBytes(saltBytes)
      const key = await derive(password, salt, passwordCost)
      return `${prefixOf(passwordCost)}${base64url(salt)}$${base64url(key)}`
    },
    async verify(password, stored) {
      const parsed = stored === null ? undefined : parse(stored)
      const { cost, salt, key } = parsed ?? { cost: passwordCost, salt: noSalt, key: noKey }
      const found = await derive(password.slice(0, passwordCharactersMax * 2), salt, cost)
      return timingSafeEqual(found, key) && parsed !== undefined
    },
  }
}

/** True where a stored hash was made with other costs than today's. */
export function isOutdated(stored: string): boolean {
  return !stored.startsWith(prefixOf(passwordCost))
}

/** Why a password is not taken; undefined where it is. `name` is the account's: a password that is made of it is easily guessed. */
export async function passwordFault(password: string, name: string): Promise<Fault | undefined> {
  const length = [...password].length
  if (length < passwordCharactersMin || length > passwordCharactersMax) {
    return {
      code: 'PASSWORD_WEAK',
      at: '/password',
      got: `${length} characters`,
      allowed: `${passwordCharactersMin} to ${passwordCharactersMax} characters`,
    }
  }
  const word = plain(password)
  const stem = word.replace(/\d+$/, '').replace(/^\d+/, '')
  const own = plain(name)
  const common = await commonPasswords()
  const easy =
    new Set(word).size < 4 ||
    badPasswords.has(word) ||
    badPasswords.has(stem) ||
    common.has(word) ||
    common.has(stem) ||
    (own.length >= 4 && word.replaceAll(own, '').length < 6) ||
    isRun(word)
  if (!easy) return undefined
  return {
    code: 'PASSWORD_WEAK',
    at: '/password',
    got: 'one that is often chosen',
    allowed: 'words that are not usual together',
  }
}

interface Cost {
  readonly memoryKiB: number
  readonly passes: number
  readonly lanes: number
}

const noSalt = new Uint8Array(saltBytes)
const noKey = new Uint8Array(hashBytes)

function prefixOf({ memoryKiB, passes, lanes }: Cost): string {
  return `$argon2id$v=19$m=${memoryKiB},t=${passes},p=${lanes}$`
}

function parse(stored: string): { cost: Cost; salt: Uint8Array; key: Uint8Array } | undefined {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/.exec(stored)
  if (match === null) return undefined
  const key = Buffer.from(match[5]!, 'base64url')
  if (key.length !== hashBytes) return undefined
  const cost = { memoryKiB: Number(match[1]), passes: Number(match[2]), lanes: Number(match[3]) }
  return { cost, salt: Buffer.from(match[4]!, 'base64url'), key }
}

/** Characters that follow each other, up or down, such as 123456789012 or abcdefghijkl. */
function isRun(word: string): boolean {
  const steps = [...word].slice(1).map((character, i) => character.codePointAt(0)! - word.codePointAt(i)!)
  const usual = steps.filter((step) => step === 1 || step === -1 || step === -9).length
  return steps.length > 0 && usual / steps.length > 0.7
}
