import { join } from 'node:path'
import { type Clock, compareText, FaultError } from '../../base/index.ts'
import type { Role } from '../../model/index.ts'
import { readIfWhole, writeDurably } from '../disk/durable-file.ts'

const dayMs = 86_400_000
/** Days whose counts are kept for those who watch them. */
const daysKept = 31

/** How many objects a role traced at a site on a day (UTC). Never by account: who asked is nobody's business here. */
export interface TracedCount {
  readonly siteId: string
  readonly role: Role
  /** Days since 1970-01-01. */
  readonly day: number
  readonly objects: number
}

/** What is asked for: of each object, each stretch of hours that is told of it. */
export interface Asked {
  readonly siteId: string
  readonly role: Role
  /** Hashes of objects, with the stretch: what was asked is not kept, only how much. */
  readonly keys: readonly string[]
  readonly most: number
}

/**
 * The number of objects that a role may trace in a day. Object by object the goods answer exactly; all of them together would be the
 * work of those who moved them.
 */
export interface TraceBudget {
  /**
   * Notes that a role asks for objects. Throws TRACE_BUDGET, and notes nothing, where the day's are used up; what was asked for today
   * is not counted again.
   */
  spend(asked: Asked): void
  /** As `spend`, but says no instead of throwing. */
  trySpend(asked: Asked): boolean
  counts(siteId: string): readonly TracedCount[]
  /** Writes the counts where they changed. */
  save(): void
}

export function openTraceBudget(dataFolder: string, clock: Clock): TraceBudget {
  const path = join(dataFolder, 'traced.json')
  const counts = new Map<string, TracedCount>()
  for (const each of (readIfWhole(path) as readonly TracedCount[] | undefined) ?? []) counts.set(keyOf(each), each)
  /** Objects of today, by site and role; in memory only. After a start they count anew, on top of what the day had. */
  const seen = new Map<string, Set<string>>()
  let today = 0
  let isSaved = true

  const budget: TraceBudget = {
    spend(asked) {
      if (!budget.trySpend(asked)) {
        throw new FaultError({
          code: 'TRACE_BUDGET',
          got: `more than ${asked.most} objects`,
          allowed: `${asked.most} a day`,
        })
      }
    },
    trySpend({ siteId, role, keys, most }) {
      const day = Math.floor(clock.nowMs() / dayMs)
      if (day !== today) seen.clear()
      today = day
      const id = keyOf({ siteId, role, day })
      const objects = seen.get(id) ?? new Set()
      seen.set(id, objects)
      const fresh = keys.filter((key) => !objects.has(key))
      if (fresh.length === 0) return true
      const before = counts.get(id)?.objects ?? 0
      if (before + fresh.length > most) return false
      for (const key of fresh) objects.add(key)
      counts.set(id, { siteId, role, day, objects: before + fresh.length })
      isSaved = false
      return true
    },
    counts: (siteId) =>
      [...counts.values()]
        .filter((each) => each.siteId === siteId)
        .sort((a, b) => b.day - a.day || compareText(a.role, b.role)),
    save() {
      if (isSaved) return
      for (const [id, { day }] of counts) if (day <= today - daysKept) counts.delete(id)
      writeDurably(path, JSON.stringify([...counts.values()]))
      isSaved = true
    },
  }
  return budget
}

function keyOf({ siteId, role, day }: Omit<TracedCount, 'objects'>): string {
  return `${day} ${role} ${siteId}`
}
