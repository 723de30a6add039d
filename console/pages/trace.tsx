import type { SiteRef } from '../../src/wire/index.ts'
export function Trace(props: { site: SiteRef; asked: string }) {
  return <h1>{props.site.name}</h1>
}
