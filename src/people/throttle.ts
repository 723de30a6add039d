import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../base/index.ts'
import { dayMs } from './database.ts'
import { digest } from './secrets.ts'

/** Wrong tries that cost nothing: of one name, and of one address, behind which a whole site may sit. */
export const freeTries = { account: 3, address: 20 } as const
/** Longest wait between two tries. */
export const waitMsMax = 15 * 60_000
/** Tries are forgotten after a day without a wrong one. */
export const forgetAfterMs = dayMs

/** Whose tries are counted. Names and addresses are kept as hashes only, known ones and unknown ones alike. */
export type ThrottleKey = { readonly kind: 'account' | 'address'; readonly value: string }

/** Slows guessing: each wrong try beyond the free ones doubles the wait, over restarts too. */
export interface Throttle {
  /** Milliseconds until any of the keys may be tried again; 0: now. */
  waitMs(keys: readonly ThrottleKey[]): number
  /** Counts a try before it is looked at, so that many at once cannot all pass for the first. */
  tried(keys: readonly ThrottleKey[]): void
  /** It was right after all: forgets a name; an address gets this one try back and no more, or one own account would let it guess on. */
  succeeded(keys: readonly ThrottleKey[]): void
}

export function openThrottle(db: DatabaseSync, clock: Clock): Throttle {
  const find = db.prepare('SELECT failures, next_ms FROM throttle WHERE key_hash = ? AND forget_ms > ?')
  const put = db.prepare('INSERT OR REPLACE INTO throttle VALUES (?, ?, ?, ?)')
  const drop = db.prepare('DELETE FROM throttle WHERE key_hash = ?')
  const giveBack = db.prepare('UPDATE throttle SET failures = max(0, failures - 1), next_ms = 0 WHERE key_hash = ?')
  const forget = db.prepare('DELETE FROM throttle WHERE forget_ms <= ?')
  return {
    waitMs: (keys) =>
      Math.max(0, ...keys.map((key) => Number(find.get(hashOf(key), clock.nowMs())?.['next_ms'] ?? 0) - clock.nowMs())),
    tried(keys) {
      const nowMs = clock.nowMs()
      forget.run(nowMs)
      for (const key of keys) {
        const failures = Number(find.get(hashOf(key), nowMs)?.['failures'] ?? 0) + 1
        put.run(hashOf(key), failures, nowMs + waitAfter(failures, freeTries[key.kind]), nowMs + forgetAfterMs)
      }
    },
    succeeded(keys) {
      for (const key of keys) {
        const row = key.kind === 'account' ? undefined : find.get(hashOf(key), clock.nowMs())
        if (row === undefined) drop.run(hashOf(key))
        else giveBack.run(hashOf(key))
      }
    },
  }
}

/** Wait after the nth wrong try: nothing, then 1 s, 2 s, 4 s … up to `waitMsMax`. */
function waitAfter(failures: number, free: number): number {
  return failures < free ? 0 : Math.min(waitMsMax, 1_000 * 2 ** Math.min(failures - free, 20))
}

function hashOf({ kind, value }: ThrottleKey): Uint8Array {
  return digest(`${kind}:${value}`)
}
