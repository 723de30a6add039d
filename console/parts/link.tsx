import type { ReactNode } from 'react'
import { go } from '../location.ts'

interface Props {
  readonly href: string
  readonly children: ReactNode
  readonly className?: string
  readonly current?: boolean
  readonly label?: string
  /** Called before the page changes, such as to close what the link stands in. */
  readonly onFollow?: () => void
}

/** A link inside the console: a plain click stays in the page, every other click is the browser's. */
export function Link({ href, children, className, current, label, onFollow }: Props) {
  return (
    <a
      href={href}
      className={className}
      aria-current={current === true ? 'page' : undefined}
      aria-label={label}
      onClick={(event) => {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        onFollow?.()
        go(href)
      }}
    >
      {children}
    </a>
  )
}
