import { useEffect, useSyncExternalStore } from 'react'
import type {
  CaptureView,
  DeparturesView,
  FloorView,
  Me,
  NetworkView,
  Problem,
  StreamTopic,
} from '../src/wire/index.ts'
import { getJson } from './api.ts'
import { reconcile } from './reconcile.ts'
import { type OpenStream, openStream } from './stream.ts'

/** What each topic shows. */
export interface Views {
  readonly network: NetworkView
  readonly departures: DeparturesView
  readonly floor: FloorView
  readonly capture: CaptureView
}

export type ViewState<V> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly problem: Problem }
  /** `heardAtMs`: this machine's clock when it came. */
  | { readonly kind: 'ready'; readonly view: V; readonly heardAtMs: number }

/**
 * How the stream of this tab is. `heardAtMs` is when the server last said anything of what is shown, on this machine's clock;
 * `sinceMs` is when the page began to follow it: until then a view from before may wait without being called stale.
 */
export interface Connection {
  readonly kind: 'idle' | 'connecting' | 'live' | 'lost'
  readonly heardAtMs: number
  readonly sinceMs: number
}

export type Session =
  | { readonly kind: 'loading' }
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'in'; readonly me: Me }

/** Silence after which what is shown counts as stale. */
export const staleAfterMs = 15_000

const views = new Map<string, ViewState<unknown>>()
let connection: Connection = { kind: 'idle', heardAtMs: Date.now(), sinceMs: Date.now() }
let session: Session = { kind: 'loading' }
let stream: OpenStream | undefined
/** The view that the stream of this tab follows. */
let followed: string | null = null
const listeners = new Set<() => void>()
const loading: ViewState<never> = { kind: 'loading' }

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function tell(): void {
  for (const listener of listeners) listener()
}

function keyOf(topic: StreamTopic, siteId: string | null): string {
  return topic === 'network' ? topic : `${topic}:${siteId}`
}

function pathOf(topic: StreamTopic, siteId: string | null): string {
  return topic === 'network' ? '/network' : `/sites/${encodeURIComponent(siteId ?? '')}/${topic}`
}

function hear(kind: Connection['kind']): void {
  const nowMs = Date.now()
  // Heartbeats come often: readers are told of a change of kind at once, of the time once a second.
  if (connection.kind === kind && nowMs - connection.heardAtMs < 1000) return
  connection = { ...connection, kind, heardAtMs: kind === 'live' ? nowMs : connection.heardAtMs }
  tell()
}

function put(key: string, view: unknown): void {
  const before = views.get(key)
  const merged = reconcile(before?.kind === 'ready' ? before.view : undefined, view)
  views.set(key, { kind: 'ready', view: merged, heardAtMs: Date.now() })
  tell()
}

function refuse(problem: Problem): void {
  if (problem.status === 401) signedOut()
  else tell()
}

async function fetchView(topic: StreamTopic, siteId: string | null): Promise<void> {
  const key = keyOf(topic, siteId)
  const answer = await getJson<Views[StreamTopic]>(pathOf(topic, siteId))
  if (answer.ok) return put(key, answer.value)
  if (answer.problem.status === 401) return refuse(answer.problem)
  // What was shown stays, greyed as stale; only a page that never had anything shows the failure.
  if (views.get(key)?.kind !== 'ready') views.set(key, { kind: 'failed', problem: answer.problem })
  tell()
}

/** Fetches a view and follows it while the calling component is shown. One stream a tab: the newest caller owns it. */
export function useLive<T extends StreamTopic>(topic: T, siteId: string | null): ViewState<Views[T]> {
  const key = keyOf(topic, siteId)
  useEffect(() => {
    void fetchView(topic, siteId)
    const own = keyOf(topic, siteId)
    const before = views.get(own)
    const nowMs = Date.now()
    // What is kept of an earlier visit is as old as it was heard, not as this visit.
    connection = { kind: 'connecting', heardAtMs: before?.kind === 'ready' ? before.heardAtMs : nowMs, sinceMs: nowMs }
    const mine = openStream(siteId, [topic], {
      onMessage: (message) => put(keyOf(message.topic, siteId), message.view),
      onHeard: () => hear('live'),
      onLost: () => hear('lost'),
      onRefused: refuse,
    })
    stream = mine
    followed = own
    return () => {
      mine.close()
      if (stream === mine) {
        stream = undefined
        followed = null
        connection = { kind: 'idle', heardAtMs: Date.now(), sinceMs: Date.now() }
        tell()
      }
    }
  }, [topic, siteId])
  return useSyncExternalStore(subscribe, () => (views.get(key) ?? loading) as ViewState<Views[T]>)
}

/** Whether the page that is followed now has figures to show, of now or from before. */
export function useShowsFigures(): boolean {
  return useSyncExternalStore(subscribe, () => followed !== null && views.get(followed)?.kind === 'ready')
}

/** Asks again for a view that failed, and wakes the stream. */
export function retryLive(topic: StreamTopic, siteId: string | null): void {
  const key = keyOf(topic, siteId)
  if (views.get(key)?.kind === 'failed') views.delete(key)
  tell()
  void fetchView(topic, siteId)
  stream?.retry()
}

/** Wakes a lost stream at once. */
export function retryStream(): void {
  stream?.retry()
}

/** Whether what is shown may no longer be true: silence for too long, or no connection. */
export function isStale({ kind, heardAtMs, sinceMs }: Connection, machineMs: number): boolean {
  if (kind === 'idle') return false
  return kind === 'lost' || machineMs - Math.max(heardAtMs, sinceMs) > staleAfterMs
}

export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => connection)
}

export function useSession(): Session {
  return useSyncExternalStore(subscribe, () => session)
}

/** Asks who we are; decides between the console and the page that says how to get in. */
export async function loadSession(): Promise<void> {
  const answer = await getJson<Me>('/me')
  if (answer.ok) session = { kind: 'in', me: answer.value }
  else session = answer.problem.status === 401 ? { kind: 'signedOut' } : { kind: 'failed', problem: answer.problem }
  tell()
}

/** The token that a change must repeat, as of the session now in force; empty without one. */
export function currentCsrf(): string {
  return session.kind === 'in' ? session.me.csrfToken : ''
}

/** Takes over what the server answered to a change of speed. */
export function setDemonstrationSpeed(speed: number): void {
  if (session.kind !== 'in' || session.me.demonstration === null) return
  session = { kind: 'in', me: { ...session.me, demonstration: { ...session.me.demonstration, speed } } }
  tell()
}

/** A server that refused a session somewhere else (Trace, speed): shows the page that says how to get in. */
export function signedOut(): void {
  // Nothing of what was shown stays behind for who comes next.
  views.clear()
  session = { kind: 'signedOut' }
  tell()
}

/** Comes back at once when the network or the tab does. */
export function wakeWithTheBrowser(): void {
  const wake = (): void => {
    if (isStale(connection, Date.now())) stream?.retry()
  }
  window.addEventListener('online', wake)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && wake())
}
