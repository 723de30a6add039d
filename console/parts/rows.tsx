// biome-ignore-all lint/a11y/useSemanticElements: only the visible rows are drawn, which a table element cannot say
import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useWidth } from './width.ts'

export interface Column<Row> {
  readonly id: string
  readonly header: string
  /** A CSS grid track, such as `90px` or `minmax(120px, 2fr)`. */
  readonly track: string
  readonly align?: 'end'
  /** Least width of the list, in px, at which the column is shown. */
  readonly from?: number
  readonly cell: (row: Row) => ReactNode
}

interface Props<Row> {
  /** Names the style of narrow rows (`.rows-NAME`). */
  readonly name: string
  readonly label: string
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly keyOf: (row: Row) => string
  readonly selected?: string | null
  readonly onOpen?: (row: Row) => void
  readonly toneOf?: (row: Row) => string | undefined
  /** Row heights in px. Rows have one height each, so that 2,000 of them need only the visible ones drawn. */
  readonly height: { readonly wide: number; readonly narrow: number }
}

/** Below this width a row is a small card instead of a line. */
const narrowBelow = 700
const overscan = 10
/** Lists up to this long are drawn whole, so that the browser's own search and print see them. */
const wholeUpTo = 60

/** Between two columns, and at both sides of a line, in px. */
const columnGap = 16
const lineSides = 32

/** Least width of a column's track in px: `90px`, or the first length of `minmax(120px, 2fr)`. */
function leastOf({ track }: Pick<Column<never>, 'track'>): number {
  return Number(/(\d+)px/.exec(track)?.[1] ?? 0)
}

/** The columns for a width: those whose `from` is reached and, where all would not fit, without those that want most. */
export function columnsAt<C extends Pick<Column<never>, 'track' | 'from'>>(columns: readonly C[], width: number): C[] {
  let shown = columns.filter((column) => (column.from ?? 0) <= width)
  for (;;) {
    const least = shown.reduce((sum, column) => sum + leastOf(column), columnGap * (shown.length - 1) + lineSides)
    const most = Math.max(0, ...shown.map((column) => column.from ?? 0))
    if (width === 0 || least <= width || most === 0) return shown
    shown = shown.filter((column) => (column.from ?? 0) < most)
  }
}

/**
 * A list of rows as an ARIA grid, drawn only where it can be seen. Arrows, j and k, Home, End and Page keys move, Enter opens.
 * The row with focus is always drawn, so focus survives scrolling and updates.
 */
export function Rows<Row>(props: Props<Row>) {
  const { name, label, rows, columns, keyOf, selected, onOpen, toneOf, height } = props
  const box = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const narrow = width > 0 && width < narrowBelow
  const rowHeight = narrow ? height.narrow : height.wide
  const shown = narrow ? columns : columnsAt(columns, width)
  const range = useVisible(body, rows.length, rowHeight)
  const [activeKey, setActiveKey] = useState<string | null>(null)
  const focusNext = useRef(false)

  const keys = rows.map(keyOf)
  const wantedKey = activeKey ?? selected ?? null
  const active = Math.max(0, wantedKey === null ? 0 : keys.indexOf(wantedKey))

  const visible: number[] = []
  for (let i = range.start; i < range.end; i++) visible.push(i)
  if (rows.length > 0 && (active < range.start || active >= range.end)) visible.push(active)

  useLayoutEffect(() => {
    if (!focusNext.current) return
    focusNext.current = false
    body.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus()
  })

  const moveTo = (index: number): void => {
    const next = Math.min(rows.length - 1, Math.max(0, index))
    const key = keys[next]
    if (key === undefined) return
    setActiveKey(key)
    focusNext.current = true
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget && (event.target as HTMLElement).closest('[role="row"]') === null) return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const page = Math.max(1, Math.floor(window.innerHeight / rowHeight) - 3)
    const steps: Record<string, number> = {
      ArrowDown: active + 1,
      j: active + 1,
      ArrowUp: active - 1,
      k: active - 1,
      Home: 0,
      End: rows.length - 1,
      PageDown: active + page,
      PageUp: active - page,
    }
    const row = rows[active]
    if ((event.key === 'Enter' || event.key === ' ') && row !== undefined && onOpen !== undefined) onOpen(row)
    else if (steps[event.key] !== undefined) moveTo(steps[event.key] ?? 0)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const template = { gridTemplateColumns: shown.map((column) => column.track).join(' ') }
  return (
    <div ref={box} className={`rows rows-${name}${narrow ? ' rows-narrow' : ''}`}>
      <div
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-colcount={shown.length}
        onKeyDown={onKeyDown}
      >
        <div role="rowgroup" className={narrow ? 'unseen' : 'rows-head'}>
          <div role="row" aria-rowindex={1} className="rows-line" style={template} tabIndex={-1}>
            {shown.map((column) => (
              <div
                key={column.id}
                role="columnheader"
                className={column.align === 'end' ? 'end' : undefined}
                tabIndex={-1}
              >
                {column.header}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" ref={body} className="rows-body" style={{ height: rows.length * rowHeight }}>
          {visible.map((index) => {
            const row = rows[index]
            const key = keys[index]
            if (row === undefined || key === undefined) return null
            return (
              <div
                key={key}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={onOpen === undefined ? undefined : key === selected}
                tabIndex={index === active ? 0 : -1}
                className={`rows-line rows-row${onOpen === undefined ? '' : ' can-open'} ${toneOf?.(row) ?? ''}`}
                style={{ top: index * rowHeight, height: rowHeight, ...(narrow ? {} : template) }}
                onFocus={() => setActiveKey(key)}
                onClick={onOpen === undefined ? undefined : () => onOpen(row)}
                onKeyDown={undefined}
              >
                {shown.map((column) => (
                  <div
                    key={column.id}
                    role="gridcell"
                    data-col={column.id}
                    className={column.align === 'end' ? 'end' : undefined}
                    tabIndex={-1}
                  >
                    {column.cell(row)}
                  </div>
                ))}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

/** Indexes of the rows that the window shows now, with some to spare on both sides. */
function useVisible(body: React.RefObject<HTMLElement | null>, count: number, rowHeight: number) {
  const [range, setRange] = useState({ start: 0, end: 30 })
  useEffect(() => {
    const measure = (): void => {
      const top = body.current?.getBoundingClientRect().top ?? 0
      const start = Math.max(0, Math.floor(-top / rowHeight) - overscan)
      const end = Math.ceil((window.innerHeight - top) / rowHeight) + overscan
      setRange((old) => (old.start === start && old.end === end ? old : { start, end }))
    }
    measure()
    window.addEventListener('scroll', measure, { passive: true })
    window.addEventListener('resize', measure)
    return () => {
      window.removeEventListener('scroll', measure)
      window.removeEventListener('resize', measure)
    }
  }, [body, rowHeight])
  if (count <= wholeUpTo) return { start: 0, end: count }
  return { start: Math.min(range.start, count), end: Math.min(Math.max(range.end, 0), count) }
}
