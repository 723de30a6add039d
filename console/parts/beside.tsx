import { type ReactNode, useEffect, useRef } from 'react'
import { Button } from 'react-aria-components/Button'
import { useText } from '../i18n.tsx'

interface Props {
  readonly title: ReactNode
  readonly label: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Details beside what they explain, never over it; on a narrow screen they take the list's place. Escape closes. */
export function Beside({ title, label, onClose, children }: Props) {
  const t = useText()
  const heading = useRef<HTMLHeadingElement>(null)
  const close = useRef(onClose)
  close.current = onClose

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented && document.querySelector('[role="dialog"]') === null)
        close.current()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])

  // Where details take the list's place, focus must not stay on a row that is gone.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new label means that something else is shown
  useEffect(() => {
    if (window.matchMedia('(max-width: 900px)').matches) heading.current?.focus()
  }, [label])

  return (
    <aside className="beside" aria-label={label}>
      <header className="beside-head">
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <Button className="button button-quiet beside-close" onPress={onClose}>
          <span className="only-wide">{t('beside.close')}</span>
          <span className="only-narrow">{t('beside.back')}</span>
        </Button>
      </header>
      <div className="beside-body">{children}</div>
    </aside>
  )
}
