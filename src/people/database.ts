import { DatabaseSync } from 'node:sqlite'

/**
 * Opens the store of accounts, sessions and keys; several processes may hold it at once (SQLite locks). What is deleted is
 * overwritten (`secure_delete`): a removed account leaves no name in the file.
 */
export function openDatabase(path: string): DatabaseSync {
  const db = new DatabaseSync(path)
  db.exec(`
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA busy_timeout = 5000;
    PRAGMA foreign_keys = ON;
    CREATE TABLE IF NOT EXISTS machine_key (
      name TEXT PRIMARY KEY, role TEXT NOT NULL, site_id TEXT, secret_hash BLOB NOT NULL UNIQUE, created_ms INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS account (
      id TEXT PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE, password TEXT, created_day INTEGER NOT NULL,
      issuer TEXT, subject TEXT, UNIQUE (issuer, subject)
    ) STRICT;
    CREATE TABLE IF NOT EXISTS account_grant (
      account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE, role TEXT NOT NULL, site_id TEXT NOT NULL,
      PRIMARY KEY (account_id, role, site_id)
    ) STRICT;
    CREATE TABLE IF NOT EXISTS passkey (
      credential_id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
      public_key BLOB NOT NULL, counter INTEGER NOT NULL, transports TEXT NOT NULL, label TEXT NOT NULL,
      created_day INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS recovery_code (
      code_hash BLOB PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE
    ) STRICT;
    CREATE TABLE IF NOT EXISTS invitation (
      id TEXT PRIMARY KEY, token_hash BLOB NOT NULL UNIQUE, grants TEXT NOT NULL, expires_ms INTEGER NOT NULL,
      account_id TEXT REFERENCES account (id) ON DELETE CASCADE
    ) STRICT;
    CREATE TABLE IF NOT EXISTS account_session (
      id TEXT PRIMARY KEY, token_hash BLOB NOT NULL UNIQUE, account_id TEXT REFERENCES account (id) ON DELETE CASCADE,
      csrf_token TEXT NOT NULL, device TEXT NOT NULL, idle_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL, proven_ms INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS local_link (token_hash BLOB PRIMARY KEY, expires_ms INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS challenge (
      challenge_hash BLOB PRIMARY KEY, purpose TEXT NOT NULL, expires_ms INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS throttle (
      key_hash BLOB PRIMARY KEY, failures INTEGER NOT NULL, next_ms INTEGER NOT NULL, forget_ms INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS access_log (
      at_ms INTEGER NOT NULL, act TEXT NOT NULL, actor TEXT NOT NULL, about TEXT NOT NULL, count INTEGER NOT NULL,
      PRIMARY KEY (at_ms, act, actor, about)
    ) STRICT;
    CREATE TABLE IF NOT EXISTS receipt (account_id TEXT PRIMARY KEY, removed_day INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    DROP TABLE IF EXISTS link; DROP TABLE IF EXISTS session;
  `)
  // Keys that were made before there were two kinds are live ones.
  const columns = db.prepare("SELECT name FROM pragma_table_info('machine_key')").all()
  if (!columns.some((column) => column['name'] === 'kind')) {
    db.exec("ALTER TABLE machine_key ADD COLUMN kind TEXT NOT NULL DEFAULT 'live'")
  }
  return db
}

/** Runs `work` whole or not at all. */
export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE')
  try {
    const value = work()
    db.exec('COMMIT')
    return value
  } catch (error) {
    db.exec('ROLLBACK')
    throw error
  }
}

export const dayMs = 86_400_000

/** The day of a moment, UTC, as epoch milliseconds: as fine as accounts, passkeys and sign-ins are dated. */
export function dayOf(ms: number): number {
  return Math.floor(ms / dayMs) * dayMs
}
