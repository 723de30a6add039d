import { type ReactNode, useEffect } from 'react'
import { useText } from '../i18n.tsx'

/** Head of a page: its name, and in one sentence the answer to the question that the page is for. */
export function PageHead({ title, place, children }: { title: string; place: string; children?: ReactNode }) {
  const t = useText()
  useEffect(() => {
    document.title = t('app.title', { page: title, place })
  }, [t, title, place])
  return (
    <header className="page-head">
      <h1>{title}</h1>
      {children === undefined ? null : <p className="answer">{children}</p>}
    </header>
  )
}
