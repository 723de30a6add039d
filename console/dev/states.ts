import type { Problem, StreamMessage } from '../../src/wire/index.ts'
import { fixtureDepartures, fixtureNoPlan } from './fixtureDepartures.ts'
import { fixtureMe, fixtureSite, fixtureSites } from './fixtureSites.ts'

/** States that every page must be right in. `quiet`: all is well; `partial`: some of it cannot be told. */
export const fixtureStates = ['busy', 'quiet', 'empty', 'partial', 'huge', 'loading', 'failed', 'lost', 'silent', 'signedOut'] as const
export type FixtureState = (typeof fixtureStates)[number]

interface FixtureAnswer {
  readonly status: number
  readonly body: unknown
}

/** Answer of the fixture server to a request; null where none ever comes. */
export function answerOf(state: FixtureState, url: URL, method: string): FixtureAnswer | null {
  const path = url.pathname.slice('/api/v1'.length)
  if (state === 'signedOut') return problem(401, 'NOT_SIGNED_IN', 'No session', 'Open the link that npm start prints.')
  if (path === '/me') return { status: 200, body: fixtureMe(fixtureSites, state !== 'empty') }
  if (method === 'POST') return { status: 204, body: undefined }
  if (state === 'loading') return null
  if (state === 'failed') return problem(503, 'LIMIT_REACHED', 'A named limit is reached', 'Wait and send again; docs/limits.md lists the limits.')
  const [, , siteId, page] = path.split('/')
  const site = fixtureSite(siteId ?? '')
  if (site !== undefined && page === 'departures') return { status: 200, body: state === 'empty' ? fixtureNoPlan(site) : fixtureDepartures(site, state === 'huge' ? 2000 : 14) }
  return problem(404, 'NOT_FOUND', 'There is nothing here', 'Check the address.')
}

/** Messages of the fixture stream; null where the connection breaks at once. */
export function streamOf(state: FixtureState, _url: URL): readonly StreamMessage[] | null {
  return state === 'lost' || state === 'failed' ? null : []
}

function problem(status: number, code: string, title: string, fix: string): FixtureAnswer {
  const body: Problem = { type: `https://fairfloor.example/errors/${code}`, status, code, title, fix }
  return { status, body }
}
