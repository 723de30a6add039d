import type { SiteRef } from '../../src/wire/index.ts'
export function Capture(props: { site: SiteRef }) {
  return <h1>{props.site.name}</h1>
}
