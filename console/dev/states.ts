import type {
  CaptureView,
  DeparturesView,
  FloorView,
  Problem,
  SiteRef,
  StreamMessage,
  TraceView,
} from '../../src/wire/index.ts'
import { fixtureCapture, fixtureEmptyCapture, fixtureNetwork } from './fixtureCapture.ts'
import { fixtureCanaries, fixtureNames, fixtureShapes, fixtureTraced } from './fixtureChecks.ts'
import { fixtureDepartures, fixtureNoPlan } from './fixtureDepartures.ts'
import { fixtureEmptyFloor, fixtureFloor } from './fixtureFloor.ts'
import { fixtureAccessLog, fixtureAccount, fixtureAccounts, fixtureKeys, fixtureWays } from './fixturePeople.ts'
import { fixturePolicy } from './fixturePolicy.ts'
import { fixtureMe, fixtureSite, fixtureSites } from './fixtureSites.ts'
import { fixtureTrace, fixtureUntraced } from './fixtureTrace.ts'

/**
 * States that every page must be right in. `quiet`: all is well; `partial`: some of it cannot be told; `moving`: a load
 * changes when the one who looks says so (`FixtureServer.move`); `lost`: the stream never opens; `silent`: it says nothing;
 * `signedOut`: no session.
 */
export const fixtureStates = [
  'busy',
  'quiet',
  'empty',
  'partial',
  'huge',
  'moving',
  'loading',
  'failed',
  'lost',
  'silent',
  'signedOut',
] as const
export type FixtureState = (typeof fixtureStates)[number]

interface FixtureAnswer {
  readonly status: number
  readonly body: unknown
}

/** Answer of the fixture server to a request; null where none ever comes. */
export function answerOf(state: FixtureState, url: URL, method: string): FixtureAnswer | null {
  const path = url.pathname.slice('/api/v1'.length)
  if (path === '/sign-in') return found(fixtureWays)
  if (state === 'signedOut') return problem(401, 'NOT_SIGNED_IN', 'No session', 'Open the link that npm start prints.')
  const sites = state === 'empty' ? fixtureSites.slice(3) : fixtureSites
  if (path === '/me') return found(fixtureMe(sites, state !== 'empty'))
  if (path === '/names') return found(fixtureNames(state === 'quiet'))
  if (method === 'POST') return { status: 204, body: undefined }
  if (state === 'loading') return null
  if (state === 'failed') {
    return problem(
      503,
      'LIMIT_REACHED',
      'A named limit is reached',
      'Wait and send again; docs/limits.md lists the limits.',
    )
  }
  if (path === '/network') return found(fixtureNetwork(state === 'empty' ? [] : fixtureSites, state === 'quiet'))
  const bare = state === 'empty' || state === 'quiet'
  if (path === '/account') return found(fixtureAccount)
  if (path === '/accounts') return found(fixtureAccounts(bare))
  if (path === '/keys') return found(fixtureKeys(bare))
  if (path === '/access-log') return found(fixtureAccessLog(bare))
  const [, , siteId, page] = path.split('/')
  const site = fixtureSite(siteId ?? '')
  switch (site === undefined ? undefined : page) {
    case 'departures':
      return found(departures(state, site as SiteRef))
    case 'floor':
      return found(floor(state, site as SiteRef))
    case 'capture':
      return found(capture(state, site as SiteRef))
    case 'policy':
      return found(fixturePolicy(site as SiteRef, bare ? (state === 'empty' ? 'empty' : 'quiet') : 'busy'))
    case 'shapes':
      return found(fixtureShapes(state === 'empty' || state === 'quiet'))
    case 'traced':
      return found(fixtureTraced(state === 'empty' || state === 'quiet'))
    case 'canaries':
      return found(fixtureCanaries(site as SiteRef, state === 'empty' || state === 'quiet'))
    case 'trace':
      return found(trace(state, site as SiteRef, url.searchParams.get('id') ?? ''))
    default:
      return problem(404, 'NOT_FOUND', 'There is nothing here', 'Check the address.')
  }
}

function found(body: unknown): FixtureAnswer {
  return { status: 200, body }
}

function departures(state: FixtureState, site: SiteRef): DeparturesView {
  if (state === 'empty') return fixtureNoPlan(site)
  const view = fixtureDepartures(site, state === 'huge' ? 2000 : 14)
  if (state === 'quiet') {
    const loads = view.loads.filter((load) => load.status === 'onTrack' || load.status === 'departed')
    return { ...view, loads, unplannedUnits: 0 }
  }
  if (state !== 'partial') return view
  const loads = view.loads.map((load) => ({
    ...load,
    status: 'unknown' as const,
    reason: 'noOrders',
    readyMs: null,
    lateByMin: null,
    holding: null,
    deadlines: [],
    shares: [],
    remedies: [],
  }))
  return { ...view, loads }
}

function floor(state: FixtureState, site: SiteRef): FloorView {
  if (state === 'empty') return fixtureEmptyFloor(site)
  if (state === 'quiet') return fixtureFloor(site, { exceptions: 0, quiet: true })
  return fixtureFloor(site, { exceptions: state === 'huge' ? 4210 : 24, outlines: state !== 'partial' })
}

function capture(state: FixtureState, site: SiteRef): CaptureView {
  if (state === 'empty') return fixtureEmptyCapture(site)
  return fixtureCapture(site, { jobs: state === 'huge' ? 2000 : 9, quiet: state === 'quiet' })
}

function trace(state: FixtureState, site: SiteRef, asked: string): TraceView {
  if (state === 'empty') return fixtureUntraced(site, asked)
  return fixtureTrace(site, asked, state === 'huge' ? 31_400 : state === 'quiet' ? 0 : 12)
}

/** Messages of the fixture stream; null where the connection breaks at once. */
export function streamOf(state: FixtureState, url: URL): readonly StreamMessage[] | null {
  if (state === 'lost' || state === 'failed' || state === 'loading') return null
  const site = fixtureSite(url.searchParams.get('site') ?? '')
  if (state !== 'moving' || site === undefined || !url.searchParams.get('topics')?.includes('departures')) return []
  const view = fixtureDepartures(site, 14)
  const first = view.loads.findIndex((load) => load.status === 'onTrack')
  const loads = view.loads.map((load, i) =>
    i === first ? { ...load, status: 'atRisk' as const, reason: 'slack' } : load,
  )
  return [{ topic: 'departures', view: { ...view, loads } }]
}

function problem(status: number, code: string, title: string, fix: string): FixtureAnswer {
  const body: Problem = { type: `https://fairfloor.example/errors/${code}`, status, code, title, fix }
  return { status, body }
}
