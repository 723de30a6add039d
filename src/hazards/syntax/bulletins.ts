import type { Tree } from '../tree.ts'

/** Abbreviated heading of a bulletin (WMO No. 386, II-5): data type, office, day and time of issue (UTC), and a group for corrections. */
const heading = /^\s*([A-Z]{4}\d{2}) ([A-Z0-9]{4}) (\d{6})(?: ([A-Z]{3}))?\s*$/
const awipsLine = /^([A-Z0-9]{4,6})\s*$/

/**
 * Text products of a file of WMO bulletins, in order, each an object: `type` (such as WUUS53), `office`, `issued` (DDHHMM), `correction`, `awips`
 * (identifier of the line below, empty where there is none), `text` (all below the heading) and `segments` (its parts between `$$`). Text before
 * the first heading is left out; a file without one is a single product with empty head.
 */
export function readBulletins(text: string): Tree {
  const lines = text.split(/\r*\n/)
  const starts = lines.flatMap((line, i) => (heading.test(line) ? [i] : []))
  if (starts.length === 0) return [product(null, lines)]
  return starts.map((start, i) => product(heading.exec(lines[start]!), lines.slice(start + 1, starts[i + 1])))
}

function product(head: RegExpExecArray | null, lines: readonly string[]): Tree {
  const awips = awipsLine.exec(lines[0] ?? '')?.[1]
  const text = (awips === undefined ? lines : lines.slice(1)).join('\n')
  const segments = text.split(/^\$\$\s*$/m).filter((segment) => segment.trim() !== '')
  const [type = '', office = '', issued = '', correction = ''] = head?.slice(1) ?? []
  return { type, office, issued, correction: correction ?? '', awips: awips ?? '', text, segments }
}
