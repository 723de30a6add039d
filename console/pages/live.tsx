import { type ReactNode, useEffect } from 'react'
import type { SiteRef, StreamTopic } from '../../src/wire/index.ts'
import { PageHead } from '../parts/page.tsx'
import { Failed, Loading } from '../parts/states.tsx'
import { noteClock, useSpeedOf } from '../siteTime.ts'
import { retryLive, useLive, type Views } from '../store.ts'

type SiteTopic = Exclude<StreamTopic, 'network'>

interface Props<T extends SiteTopic> {
  readonly topic: T
  readonly site: SiteRef
  readonly title: string
  /** What is being fetched, as a word for the loading text. */
  readonly what: string
  readonly children: (view: Views[T]) => ReactNode
}

/** A page that lives from one topic of a site: loading, failed, or shown and followed. */
export function LivePage<T extends SiteTopic>({ topic, site, title, what, children }: Props<T>) {
  const state = useLive(topic, site.siteId)
  const speed = useSpeedOf()(site)
  const view = state.kind === 'ready' ? state.view : null
  const heardAtMs = state.kind === 'ready' ? state.heardAtMs : 0

  useEffect(() => {
    if (view !== null) noteClock(site.siteId, { ...view.asOf, heardAtMs, speed })
  }, [view, heardAtMs, speed, site.siteId])

  if (state.kind === 'ready') return <>{children(state.view)}</>
  return (
    <>
      <PageHead title={title} place={site.name} />
      {state.kind === 'loading' ? (
        <Loading what={what} />
      ) : (
        <Failed problem={state.problem} onRetry={() => retryLive(topic, site.siteId)} />
      )}
    </>
  )
}
