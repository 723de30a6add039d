import type { DatabaseSync } from 'node:sqlite'
import { type Clock, err, type Fault, ok, type Result } from '../base/index.ts'
import type { Role } from '../model/index.ts'
import { digest, newToken, type RandomBytes } from './secrets.ts'

/** A `test` site takes test keys only, every other site live keys only. */
export const keyKinds = ['live', 'test'] as const
export type KeyKind = (typeof keyKinds)[number]

/** A machine's key, without its secret. */
export interface MachineKey {
  /** Which is the name of its feed. */
  readonly name: string
  readonly role: Role
  readonly siteId: string | null
  readonly kind: KeyKind
}

/** Keys of machines. A secret is 256 random bits, kept as SHA-256, and shown once. */
export interface MachineKeys {
  create(key: Omit<MachineKey, 'kind'> & { readonly kind?: KeyKind }): Result<string>
  list(): readonly (MachineKey & { readonly createdMs: number })[]
  remove(name: string): boolean
  bySecret(secret: string): MachineKey | undefined
}

export function openKeys(db: DatabaseSync, clock: Clock, randomBytes: RandomBytes): MachineKeys {
  const insert = db.prepare(
    'INSERT INTO machine_key (name, role, site_id, secret_hash, created_ms, kind) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const byName = db.prepare('SELECT name FROM machine_key WHERE name = ?')
  const byHash = db.prepare('SELECT name, role, site_id, kind FROM machine_key WHERE secret_hash = ?')
  return {
    create({ name, role, siteId, kind = 'live' }) {
      const fault = nameFault(name)
      if (fault !== undefined) return err(fault)
      if (byName.get(name) !== undefined) return err({ code: 'KEY_EXISTS', at: '/name', got: 'a name that is taken' })
      const secret = `ff_${newToken(randomBytes)}`
      insert.run(name, role, siteId, digest(secret), clock.nowMs(), kind)
      return ok(secret)
    },
    list: () =>
      db
        .prepare('SELECT name, role, site_id, kind, created_ms FROM machine_key ORDER BY name')
        .all()
        .map((row) => ({ ...keyOf(row), createdMs: Number(row['created_ms']) })),
    remove: (name) => Number(db.prepare('DELETE FROM machine_key WHERE name = ?').run(name).changes) > 0,
    bySecret(secret) {
      const row = byHash.get(digest(secret))
      return row === undefined ? undefined : keyOf(row)
    },
  }
}

function keyOf(row: Record<string, unknown>): MachineKey {
  return {
    name: String(row['name']),
    role: row['role'] as Role,
    siteId: row['site_id'] as string | null,
    kind: row['kind'] as KeyKind,
  }
}

/** A key is named after a system, such as `wms` or `sorter-2`. */
function nameFault(name: string): Fault | undefined {
  // What is imported or simulated has its own feeds, whose hand scans no key may see as they came.
  if (name === 'import' || name.startsWith('simulated-')) {
    return { code: 'KEY_NAME', at: '/name', got: 'a reserved name', allowed: 'any other than import and simulated-…' }
  }
  if (/^[a-z0-9][a-z0-9-]{0,62}$/.test(name)) return undefined
  return { code: 'KEY_NAME', at: '/name', got: 'another form', allowed: 'a-z, 0-9 and -, 63 characters at most' }
}
