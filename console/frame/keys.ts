import { useEffect, useRef } from 'react'
import { go } from '../location.ts'
import { hrefOf, type PageId } from '../routes.ts'
import { scanFieldId } from './scanField.tsx'

interface Actions {
  readonly siteId: string | null
  readonly onPalette: () => void
  readonly onHelp: () => void
}

/** Second key after `g`, and the page that it goes to. */
export const pageKeys = {
  d: 'departures',
  f: 'floor',
  t: 'trace',
  c: 'capture',
  p: 'policy',
  n: 'network',
} as const satisfies Record<string, PageId>

/** How long `g` waits for its second key. */
const chordMs = 1200

/** Keys that work everywhere but in a field: `/` scan, `?` keys, Ctrl or ⌘ K commands, j and k rows, g then a letter pages. */
export function useKeys(actions: Actions): void {
  const now = useRef(actions)
  now.current = actions
  useEffect(() => {
    let chordUntil = 0
    const onKey = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        now.current.onPalette()
        return
      }
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return
      if (document.querySelector('[role="dialog"]') !== null) return
      const { siteId } = now.current
      const page = Object.entries(pageKeys).find(([key]) => key === event.key)?.[1]
      if (event.timeStamp < chordUntil && page !== undefined && (siteId !== null || page === 'network'))
        go(hrefOf(page, siteId))
      else if (event.key === '/') document.getElementById(scanFieldId)?.focus()
      else if (event.key === '?') now.current.onHelp()
      else if (event.key === 'j' || event.key === 'k') focusRows()
      else if (event.key === 'g') {
        chordUntil = event.timeStamp + chordMs
        return
      } else return
      chordUntil = 0
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  )
}

function focusRows(): void {
  const rows = 'main [role="row"][tabindex="0"]'
  const row = document.querySelector<HTMLElement>(`${rows}.can-open`) ?? document.querySelector<HTMLElement>(rows)
  row?.focus()
}
