import type { Clock } from '../base/index.ts'
import { type Accounts, type Grant, openAccounts } from './accounts.ts'
import { openDatabase } from './database.ts'
import { type MachineKeys, openKeys } from './keys.ts'
import { type AccessLog, openAccessLog } from './log.ts'
import { openPasskeys, type Passkeys } from './passkeys.ts'
import { type Passwords, passwords } from './password.ts'
import type { RandomBytes } from './secrets.ts'
import { type IdleMsOf, openSessions, type Sessions } from './sessions.ts'
import { openSignIn, type SignIn } from './signIn.ts'
import { openThrottle } from './throttle.ts'

/** Who may do what: accounts of persons, keys of machines, sessions of browsers, and the log of what was done with them. */
export interface People {
  readonly accounts: Accounts
  readonly keys: MachineKeys
  readonly passkeys: Passkeys
  readonly passwords: Passwords
  readonly sessions: Sessions
  readonly signIn: SignIn
  readonly log: AccessLog
  /** A word that outlives a start, such as the address of the console. */
  setting(name: string): string | undefined
  remember(name: string, value: string): void
  close(): void
}

/** Opens the store at `path`, a file that only its user may read. */
export function openPeople(
  path: string,
  ports: {
    readonly clock: Clock
    readonly randomBytes: RandomBytes
    /** How long a session of somebody with these grants lives without a request; none: of the machine's owner. */
    readonly idleMs?: (grants: readonly Grant[]) => number
  },
): People {
  const { clock, randomBytes, idleMs } = ports
  const db = openDatabase(path)
  const accounts = openAccounts(db, clock, randomBytes)
  const idleMsOf: IdleMsOf | undefined =
    idleMs && ((accountId) => idleMs(accountId === null ? [] : (accounts.get(accountId)?.grants ?? [])))
  const passkeys = openPasskeys(db, clock, randomBytes)
  const hashing = passwords(randomBytes)
  const log = openAccessLog(db, clock)
  const throttle = openThrottle(db, clock)
  return {
    accounts,
    keys: openKeys(db, clock, randomBytes),
    passkeys,
    passwords: hashing,
    sessions: openSessions(db, clock, randomBytes, idleMsOf),
    signIn: openSignIn({ accounts, passkeys, passwords: hashing, throttle, log }),
    log,
    setting: (name) =>
      db.prepare('SELECT value FROM setting WHERE name = ?').get(name)?.['value'] as string | undefined,
    remember(name, value) {
      db.prepare('INSERT OR REPLACE INTO setting VALUES (?, ?)').run(name, value)
    },
    close: () => db.close(),
  }
}
