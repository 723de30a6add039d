/** The least `limit` of what is offered, by `compare`; memory is bounded by twice that. */
export interface Top<T> {
  /** The last of a full selection: nothing beyond it can come in any more. */
  readonly bound: T | undefined
  offer(item: T): void
  /** True when nothing at or beyond `item` can come in any more. */
  refuses(item: T): boolean
  sorted(): T[]
}

export function newTop<T>(limit: number, compare: (a: T, b: T) => number): Top<T> {
  let items: T[] = []
  /** The last of a full selection: whatever comes after it is out. */
  let bound: T | undefined

  function cut(): void {
    items.sort(compare)
    if (items.length >= limit) {
      items.length = limit
      bound = items[limit - 1]
    }
  }

  return {
    get bound() {
      return bound
    },
    offer(item) {
      if (bound !== undefined && compare(item, bound) >= 0) return
      items.push(item)
      if (items.length >= 2 * limit + 16) cut()
    },
    refuses(item) {
      if (bound === undefined && items.length >= limit) cut()
      return bound !== undefined && compare(item, bound) >= 0
    },
    sorted() {
      cut()
      const out = items
      items = [...out]
      return out
    },
  }
}
