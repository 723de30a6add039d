import { useCallback, useMemo, useState } from 'react'

/** What a row was when the reader last looked; null where it was not there yet. */
export interface Change {
  readonly before: string | null
}

export interface Changes {
  readonly byKey: ReadonlyMap<string, Change>
  /** When the reader last looked, site time. */
  readonly sinceMs: number
  readonly markSeen: () => void
}

interface Baseline {
  readonly sinceMs: number
  readonly values: Readonly<Record<string, string>>
}

/**
 * Marks rows that changed since the reader looked: at the first visit of this tab, or when they pressed "seen". Only the
 * value that `markOf` names counts, so that a number which moves all the time marks nothing.
 */
export function useChanges<Row>(
  name: string,
  rows: readonly Row[],
  markOf: (row: Row) => { key: string; value: string },
  nowMs: number,
): Changes {
  const storeKey = `fairfloor.seen.${name}`
  const [baseline, setBaseline] = useState<Baseline>(
    () => read(storeKey) ?? keep(storeKey, snapshot(rows, markOf, nowMs)),
  )

  const byKey = useMemo(() => {
    const out = new Map<string, Change>()
    for (const row of rows) {
      const { key, value } = markOf(row)
      const before = baseline.values[key]
      if (before !== value) out.set(key, { before: before ?? null })
    }
    return out
  }, [rows, markOf, baseline])

  const markSeen = useCallback(
    () => setBaseline(keep(storeKey, snapshot(rows, markOf, nowMs))),
    [storeKey, rows, markOf, nowMs],
  )
  return { byKey, sinceMs: baseline.sinceMs, markSeen }
}

function snapshot<Row>(
  rows: readonly Row[],
  markOf: (row: Row) => { key: string; value: string },
  nowMs: number,
): Baseline {
  return { sinceMs: nowMs, values: Object.fromEntries(rows.map((row) => [markOf(row).key, markOf(row).value])) }
}

function read(storeKey: string): Baseline | null {
  try {
    return JSON.parse(window.sessionStorage.getItem(storeKey) ?? 'null') as Baseline | null
  } catch {
    return null
  }
}

function keep(storeKey: string, baseline: Baseline): Baseline {
  try {
    window.sessionStorage.setItem(storeKey, JSON.stringify(baseline))
  } catch {
    // Without storage the marks last as long as the page.
  }
  return baseline
}
