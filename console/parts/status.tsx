/** How much a thing wants somebody: act now, look soon, know, nothing. Each has a shape of its own. */
export type Severity = 'critical' | 'warning' | 'notice' | 'calm'

/** Shapes beyond the four severities, for states that ask nothing of anybody. */
export type Shape = Severity | 'done' | 'off'

const paths: Readonly<Record<Shape, string>> = {
  critical: 'M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2z',
  warning: 'M8 1.2 15.4 14.6H.6z',
  notice: 'M8 1.6 14.4 8 8 14.4 1.6 8z',
  calm: 'M8 3.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6z',
  done: 'M3 8.6 6.4 12 13 4.6',
  off: 'M4 4l8 8M12 4l-8 8',
}

/** The shape alone, for where the word stands beside it anyway. */
export function Mark({ shape }: { shape: Shape }) {
  return (
    <svg className={`mark mark-${shape}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={paths[shape]} />
      {shape === 'critical' || shape === 'warning' ? <path className="mark-bang" d="M8 5v4.2M8 11.6v.6" /> : null}
    </svg>
  )
}

/** Shape and word: never colour alone. */
export function Status({ shape, word }: { shape: Shape; word: string }) {
  return (
    <span className={`status status-${shape}`}>
      <Mark shape={shape} />
      <span>{word}</span>
    </span>
  )
}
