/**
 * Returns `next`, built from the parts of `previous` that are equal to it, so that what did not change keeps its
 * identity and is not drawn again. Rows of lists are matched by their `id`-like member where they have one, else by position.
 */
export function reconcile<T>(previous: T | undefined, next: T): T {
  return merge(previous, next) as T
}

const keys = ['id', 'placeId', 'step', 'captureID', 'feed'] as const

function merge(before: unknown, after: unknown): unknown {
  if (Object.is(before, after)) return before
  if (Array.isArray(before) && Array.isArray(after)) return mergeLists(before, after)
  if (isRecord(before) && isRecord(after)) return mergeRecords(before, after)
  return after
}

function mergeLists(before: readonly unknown[], after: readonly unknown[]): unknown {
  const name = keyOf(after[0])
  const byKey = name === null ? null : new Map(before.map((row) => [ownOf(row, name), row]))
  const out = after.map((row, i) => merge(byKey === null ? before[i] : byKey.get(ownOf(row, name ?? '')), row))
  return out.length === before.length && out.every((row, i) => row === before[i]) ? before : out
}

function mergeRecords(before: Fields, after: Fields): unknown {
  const names = Object.keys(after)
  let same = names.length === Object.keys(before).length
  const out = names.map((name) => {
    const merged = merge(ownOf(before, name), after[name])
    if (!Object.hasOwn(before, name) || !Object.is(merged, before[name])) same = false
    return [name, merged] as const
  })
  return same ? before : Object.fromEntries(out)
}

/** A record's own member; undefined where it has none, so that nothing is taken from a prototype. */
function ownOf(row: unknown, name: string): unknown {
  return isRecord(row) && Object.hasOwn(row, name) ? row[name] : undefined
}

type Fields = Record<string, unknown>

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function keyOf(row: unknown): string | null {
  return isRecord(row) ? (keys.find((name) => typeof row[name] === 'string') ?? null) : null
}
