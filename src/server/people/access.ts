import { randomBytes } from 'node:crypto'
import { type Clock, FaultError, type Result } from '../../base/index.ts'
import { type Role, roles } from '../../model/index.ts'
import { type Grant, type KeyKind, type MachineKey, openPeople, type People } from '../../people/index.ts'
import { makePrivate } from '../disk/durable-file.ts'

export { type Role, roles }

/** Who calls, as far as the system knows. */
export interface Caller {
  /** A machine with its key, a person with an account, or the browser of a start on loopback without accounts. */
  readonly kind: 'key' | 'account' | 'local'
  readonly grants: readonly Grant[]
  /** The role by which a call is let in; before it is, the first of the grants. */
  readonly role: Role
  /** The sites that this role may see; null: every site of the folder. */
  readonly siteIds: readonly string[] | null
  /** Name of the key, which is the name of its feed; empty for a browser. */
  readonly feed: string
  /** Which kind of site a key opens; null for browsers. */
  readonly keyKind: KeyKind | null
  readonly accountId: string | null
  readonly sessionId: string | null
  /** Until when dangerous acts are taken without a new proof; epoch milliseconds. Infinite where there is nothing to prove with. */
  readonly provenUntilMs: number
  /** Present for browser sessions: what a changing request must repeat in `x-fairfloor-csrf`. */
  readonly csrfToken: string | null
}

/** Roles of the browser that a start on loopback lets in while nobody has an account: every page, but no machine. */
export const localRoles: readonly Role[] = roles.filter((role) => role !== 'integrator')

/** Machine keys, named accounts and browser sessions, in `fairfloor.sqlite` of the data folder. */
export interface Access {
  readonly people: People
  readonly clock: Clock
  /** Makes a key and returns its secret, which is shown this once. */
  createKey(options: { name: string; role: Role; siteId: string | null; kind?: KeyKind }): Result<string>
  listKeys(): readonly (MachineKey & { createdMs: number })[]
  removeKey(name: string): boolean
  callerOfKey(secret: string): Caller | undefined
  /** A link token for one browser, usable once, while nobody has an account. */
  createLink(): string
  /** Turns a link token into a session token, or nothing when it is used, unknown, too old, or accounts exist. */
  redeemLink(token: string, userAgent?: string): string | undefined
  callerOfSession(token: string): Caller | undefined
  endSession(token: string): void
  /** From now on only keys and accounts open anything: others can reach this server. */
  refuseLocal(): void
  /** True while a browser may come in by a link. */
  takesLocal(): boolean
  close(): void
}

/** Opens the store; several processes may hold it at once (SQLite locks). */
export function openAccess(path: string, clock: Clock, idleMs?: (grants: readonly Grant[]) => number): Access {
  makePrivate(path)
  const people = openPeople(path, {
    clock,
    randomBytes: (count) => new Uint8Array(randomBytes(count)),
    ...(idleMs === undefined ? {} : { idleMs }),
  })
  let local = true
  const takesLocal = (): boolean => local && !people.accounts.any()

  return {
    people,
    clock,
    createKey: (key) => people.keys.create(key),
    listKeys: () => people.keys.list(),
    removeKey: (name) => people.keys.remove(name),
    callerOfKey(secret) {
      const key = people.keys.bySecret(secret)
      if (key === undefined) return undefined
      return {
        ...nobody,
        kind: 'key',
        grants: [{ role: key.role, siteId: key.siteId }],
        role: key.role,
        siteIds: key.siteId === null ? null : [key.siteId],
        feed: key.name,
        keyKind: key.kind,
      }
    },
    createLink: () => people.sessions.createLink(),
    redeemLink(token, userAgent = '') {
      if (!takesLocal() || !people.sessions.takeLink(token)) return undefined
      people.log.add('link.local', 'local')
      return people.sessions.open(null, userAgent)
    },
    callerOfSession(token) {
      const session = people.sessions.byToken(token)
      if (session === undefined) return undefined
      const { csrfToken, id: sessionId, accountId, provenUntilMs } = session
      if (accountId === null) {
        if (!takesLocal()) return undefined
        const grants = localRoles.map((role) => ({ role, siteId: null }))
        return { ...nobody, kind: 'local', grants, csrfToken, sessionId }
      }
      const account = people.accounts.get(accountId)
      const [first] = account?.grants ?? []
      if (account === undefined || first === undefined) return undefined
      const { grants } = account
      return { ...nobody, kind: 'account', grants, role: first.role, csrfToken, sessionId, accountId, provenUntilMs }
    },
    endSession: (token) => people.sessions.endByToken(token),
    refuseLocal() {
      local = false
    },
    takesLocal,
    close: () => people.close(),
  }
}

/** Stands for whoever calls a public route; its handlers never look at a caller. */
export const nobody: Caller = {
  kind: 'local',
  grants: [],
  role: 'lead',
  siteIds: null,
  feed: '',
  keyKind: null,
  accountId: null,
  sessionId: null,
  provenUntilMs: Number.POSITIVE_INFINITY,
  csrfToken: null,
}

/** How the access log names a caller. */
export function actorOf(caller: Caller): string {
  if (caller.kind === 'key') return `key:${caller.feed}`
  return caller.accountId === null ? 'local' : `account:${caller.accountId}`
}

/** Of these sites, those that a caller may see in one of the roles. */
export function sitesOf(caller: Caller, allowed: readonly Role[], siteIds: readonly string[]): readonly string[] {
  const grants = caller.grants.filter(({ role }) => allowed.includes(role))
  if (grants.some(({ siteId }) => siteId === null)) return siteIds
  return siteIds.filter((each) => grants.some(({ siteId }) => siteId === each))
}

/** The caller as one of the roles at one site (null: wherever they are it). Throws FaultError FORBIDDEN where they are not. */
export function asRole(caller: Caller, allowed: readonly Role[], siteId: string | null): Caller {
  const fitting = allowed.flatMap((role) => caller.grants.filter((grant) => grant.role === role))
  if (fitting.length === 0) {
    const got = `role ${[...new Set(caller.grants.map(({ role }) => role))].join(', ')}`
    throw new FaultError({ code: 'FORBIDDEN', got, allowed: allowed.join(', ') })
  }
  const here = siteId === null ? fitting : fitting.filter((grant) => grant.siteId === null || grant.siteId === siteId)
  const [first] = here
  const own = fitting.flatMap((grant) => (grant.siteId === null ? [] : [grant.siteId]))
  if (first === undefined) {
    throw new FaultError({ code: 'FORBIDDEN', at: '/site', got: 'another site than yours', allowed: own.join(', ') })
  }
  const all = fitting.some((grant) => grant.siteId === null)
  return { ...caller, role: first.role, siteIds: all ? null : [...new Set(own)] }
}
