import type { Rows } from './questions.ts'

/** One way to come at a worker: which columns it looks at, and which rows it is about. */
export interface Attacker {
  readonly name: string
  readonly means: string
  /** Beside roster and eyes, which everyone has. */
  readonly reads: (column: string) => boolean
  readonly about?: (group: Rows['groups'][number]) => boolean
  /** Published, without being held against the goal: who has the folder has the machine. */
  readonly published?: true
}

const way = (column: string): string => column.slice(0, column.indexOf('.'))
const pages = new Set(['pages', 'loads', 'flow', 'rates', 'network', 'capture', 'stream'])
const isPage = (column: string): boolean => pages.has(way(column))
/** All that one manager can come by. */
const isManagers = (column: string): boolean =>
  isPage(column) || ['machine', 'queried', 'export', 'traced lead'].includes(way(column))

export const attackers: readonly Attacker[] = [
  {
    name: 'subtraction',
    means: 'parent minus children, this window minus that, tick minus tick',
    reads: (column) =>
      (isPage(column) && /\.(net|moved|level|down)\.(now|next|change|usual|llr)$/.test(column)) ||
      way(column) === 'rates',
  },
  {
    name: 'averaging',
    means: 'what is shown beside what is usual at this hour',
    reads: (column) => isPage(column) && /\.(usual|llr)$/.test(column),
  },
  {
    name: 'roster linking',
    means: 'what is shown for each planned head',
    reads: (column) => isPage(column) && /\.(head|llr)$/.test(column),
  },
  { name: 'shift edge', means: 'pages around starts, ends and breaks', reads: isPage, about: ({ edge }) => edge },
  {
    name: 'small zone',
    means: 'pages and machine reads where three or fewer are planned',
    reads: (column) => isPage(column) || way(column) === 'machine',
    about: ({ heads }) => heads <= 3,
  },
  {
    name: 'one-person station',
    means: 'pages and machine reads where one is planned',
    reads: (column) => isPage(column) || way(column) === 'machine',
    about: ({ heads }) => heads === 1,
  },
  {
    name: 'live polling',
    means: 'when pages change, and how long they do not',
    reads: (column) => isPage(column) && /\.(changes|still)\./.test(column),
  },
  {
    name: 'stream',
    means: 'what the event stream of the console pushes, and when',
    reads: (column) => way(column) === 'stream',
  },
  {
    name: 'export against pages',
    means: 'the exported file beside the pages, each taken from the other',
    reads: (column) => way(column) === 'export' || isPage(column),
  },
  {
    name: 'query variation',
    means: 'event queries by time, step and read point',
    reads: (column) => way(column) === 'machine' || way(column) === 'queried',
  },
  {
    name: 'trace by trace',
    means: 'traces of what machines read by name',
    reads: (column) => way(column) === 'traced lead',
  },
  {
    name: 'stolen integrator key',
    means: 'event queries with the key of the feed that sends the hand scans',
    reads: (column) => way(column) === 'stolen' || way(column) === 'machine',
  },
  { name: 'trained classifier', means: 'all that one manager can come by', reads: isManagers },
  {
    name: 'colluding',
    means: 'all that lead, site manager and network operations can come by together',
    reads: (column) => isManagers(column) || column.startsWith('traced '),
  },
  ...(
    [
      ['of today', 0, 24],
      ['of the day before', 24, 72],
      ['of older days', 72, Number.POSITIVE_INFINITY],
    ] as const
  ).map(
    ([name, fromH, toH]): Attacker => ({
      name: `copy of the folder, ${name}`,
      means: `the folder read with this very software, data of ${fromH} hours and older`,
      reads: (column) => way(column) === 'folder',
      about: ({ ageH }) => ageH >= fromH && ageH < toH,
      published: true,
    }),
  ),
]

/** Worked out from an amount, what is usual, and the heads behind it. */
export const isLikelihood = (column: string): boolean => column.endsWith('.llr')
export const isRoster = (column: string): boolean => way(column) === 'roster'
export const isOpen = (column: string): boolean => way(column) === 'open'
