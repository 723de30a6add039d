import { useMemo, useSyncExternalStore } from 'react'
import { type Place, placeOf } from './routes.ts'

const listeners = new Set<() => void>()

function tell(): void {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('popstate', listener)
  }
}

function here(): string {
  return window.location.pathname + window.location.search
}

/** Where the browser is; a component that calls it renders again when that changes. Null: no page of ours. */
export function usePlace(): Place | null {
  const address = useSyncExternalStore(subscribe, here)
  return useMemo(() => {
    const url = new URL(address, window.location.origin)
    return placeOf(url.pathname, url.search)
  }, [address])
}

/** Goes to an address of the console. `replace` leaves no step to go back to. */
export function go(href: string, { replace = false }: { replace?: boolean } = {}): void {
  if (href === here()) return
  const samePage = href.split('?')[0] === window.location.pathname
  window.history[replace ? 'replaceState' : 'pushState'](null, '', href)
  tell()
  if (!samePage) window.scrollTo(0, 0)
}

/** Changes members of the query in place; null removes one. */
export function setQuery(changes: Readonly<Record<string, string | null>>, options: { replace?: boolean } = {}): void {
  const url = new URL(window.location.href)
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) url.searchParams.delete(name)
    else url.searchParams.set(name, value)
  }
  go(url.pathname + url.search, options)
}
