import type { SiteRef } from '../../src/wire/index.ts'
export function Floor(props: { site: SiteRef; zone: string | null; exception: string | null }) {
  return <h1>{props.site.name}</h1>
}
