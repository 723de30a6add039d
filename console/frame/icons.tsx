import type { PageId } from '../routes.ts'

type Drawn = Exclude<PageId, 'home' | 'account' | 'accounts' | 'accessLog'>

const strokes: Readonly<Record<Drawn, string>> = {
  departures: 'M2 6h10v9H2zM12 9h4l3 3v3h-7zM6 17.5a1.6 1.6 0 1 0 0-.01M15.5 17.5a1.6 1.6 0 1 0 0-.01',
  floor: 'M3 4h7v6H3zM12 4h6v10h-6zM3 12h7v5H3z',
  trace: 'M4 16c0-5 3-3 4-6s5-1 6-6M4 16.5a.6.6 0 1 0 0-.01M15 4.5a1.4 1.4 0 1 0 0-.01',
  capture: 'M3 7V4h3M15 4h3v3M18 14v3h-3M6 17H3v-3M6 8v5M9 8v5M12 8v5M15 8v5',
  policy: 'M10.5 3v14M6 17h9M4 6h13M4 6l-2 5h4zM17 6l-2 5h4z',
  checks: 'M3 10l4 4 10-10M3 4h6M3 17h14',
  network: 'M5 6.5a2 2 0 1 0 0-.01M16 5.5a2 2 0 1 0 0-.01M11 16a2 2 0 1 0 0-.01M6.8 7.6l3.2 6.6M14.6 7l-3 7M7 6.2l7-.5',
}

/** Line drawing of a page, beside its name. */
export function PageIcon({ page }: { page: Drawn }) {
  return (
    <svg className="icon" viewBox="0 0 21 21" width="20" height="20" aria-hidden="true">
      <path d={strokes[page]} />
    </svg>
  )
}
