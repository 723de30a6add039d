// biome-ignore-all lint/a11y/noNoninteractiveTabindex: a command may be wider than its box, and is scrolled by keyboard
// biome-ignore-all lint/a11y/useSemanticElements: a fieldset would make a form of a line of text
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import type { Problem } from '../../src/wire/index.ts'
import { noAnswer } from '../api.ts'
import { useFaultText, useText } from '../i18n.tsx'
import { Mark } from './status.tsx'

/** Grey lines in the place of what comes; said once to those who do not see them. */
export function Loading({ what, rows = 6 }: { what: string; rows?: number }) {
  const t = useText()
  const lines = Array.from({ length: rows }, (_, i) => `line-${i}`)
  return (
    <div className="loading" role="status">
      <p className="quiet">{t('state.loading', { what })}</p>
      {lines.map((line) => (
        <div key={line} className="loading-line" aria-hidden="true" />
      ))}
    </div>
  )
}

/** What went wrong, where, and how to mend it. */
export function Failed({ problem, onRetry }: { problem: Problem; onRetry?: () => void }) {
  const t = useText()
  const [title, mend] = useFaultText()(problem)
  const silent = problem.code === noAnswer
  const fix = silent ? t('state.failed.network.fix') : mend
  return (
    <section className="notice notice-failed" role="alert">
      <h2>
        <Mark shape="warning" />
        {silent ? t('state.failed.network') : title || t('state.failed')}
      </h2>
      {problem.detail === undefined ? null : <p>{problem.detail}</p>}
      {fix === '' ? null : <p>{fix}</p>}
      {silent ? null : (
        <p className="quiet">
          {t('state.code', { code: problem.code })}
          {problem.at === undefined ? '' : ` · ${t('state.at', { pointer: problem.at })}`}
        </p>
      )}
      {onRetry === undefined ? null : (
        <Button className="button" onPress={onRetry}>
          {t('state.retry')}
        </Button>
      )}
    </section>
  )
}

/** An empty state teaches: what is missing and the command that fills it. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <section className="notice">
      <h2>{title}</h2>
      {children}
    </section>
  )
}

/** A command to type, as it is typed. Reachable by keyboard because it may scroll. */
export function Command({ lines, label }: { lines: readonly string[]; label: string }) {
  return (
    <pre className="command" role="group" tabIndex={0} aria-label={label}>
      <code>{lines.join('\n')}</code>
    </pre>
  )
}
