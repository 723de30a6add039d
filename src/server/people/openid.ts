import { createHash, randomBytes } from 'node:crypto'
import type { Configuration } from 'openid-client'
import { type Clock, FaultError } from '../../base/index.ts'
import type { People } from '../../people/index.ts'
import { grantsOfGroups, type OpenIdSettings } from './people-file.ts'

/** A sign-in over there that does not come back within this time is forgotten. */
export const openIdLifeMs = 10 * 60_000
/** Sign-ins under way over there; the oldest make room. */
const openIdStartsMax = 1_000
/** Seconds that the provider may take for one answer. */
const providerTimeoutS = 10

/** Signs persons in at an OpenID Connect provider: authorization code with PKCE, state and nonce. No token is kept. */
export interface OpenId {
  /** Where the browser goes, and what it must bring back as a cookie: the sign-in belongs to this browser. */
  start(redirectUri: string): Promise<{ readonly url: URL; readonly cookie: string }>
  /** The account of who came back; made at the first time. Throws FaultError OPENID_FAILED or OPENID_NO_ROLE. */
  finish(back: URL, cookie: string): Promise<{ readonly accountId: string; readonly isNew: boolean }>
}

interface Started {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly expiresMs: number
}

export function openOpenId(settings: OpenIdSettings, people: People, clock: Clock): OpenId {
  const started = new Map<string, Started>()
  let discovered: Promise<Configuration> | undefined

  /** The provider's own description, fetched once; again after a failure. */
  async function provider() {
    const library = await import('openid-client')
    discovered ??= library
      .discovery(
        settings.issuer,
        settings.clientId,
        undefined,
        settings.clientSecret === null ? library.None() : library.ClientSecretBasic(settings.clientSecret),
        {
          timeout: providerTimeoutS,
          ...(settings.issuer.protocol === 'http:' ? { execute: [library.allowInsecureRequests] } : {}),
        },
      )
      .catch((cause: unknown) => {
        discovered = undefined
        throw new FaultError({ code: 'OPENID_FAILED', got: 'no description of the provider' }, { cause })
      })
    return { library, config: await discovered }
  }

  return {
    async start(redirectUri) {
      const { library, config } = await provider()
      const nowMs = clock.nowMs()
      for (const [key, { expiresMs }] of started) if (expiresMs < nowMs) started.delete(key)
      for (const key of started.keys()) if (started.size >= openIdStartsMax) started.delete(key)
      const cookie = randomBytes(32).toString('base64url')
      const entry = {
        state: library.randomState(),
        nonce: library.randomNonce(),
        verifier: library.randomPKCECodeVerifier(),
        expiresMs: nowMs + openIdLifeMs,
      }
      started.set(keyOf(cookie), entry)
      const url = library.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: settings.scope,
        state: entry.state,
        nonce: entry.nonce,
        code_challenge: await library.calculatePKCECodeChallenge(entry.verifier),
        code_challenge_method: 'S256',
      })
      return { url, cookie }
    },
    async finish(back, cookie) {
      const entry = started.get(keyOf(cookie))
      started.delete(keyOf(cookie))
      if (entry === undefined || entry.expiresMs < clock.nowMs())
        throw new FaultError({ code: 'OPENID_FAILED', got: 'a sign-in that this browser did not begin' })
      const { library, config } = await provider()
      const person = await askedPerson(library, config, settings, back, entry)
      return admit(person, settings, people)
    },
  }
}

interface Person {
  readonly issuer: string
  readonly subject: string
  readonly groups: readonly string[]
}

/** Turns the code into claims; everything that is not as it must be is one fault, and what it was goes nowhere. */
async function askedPerson(
  library: typeof import('openid-client'),
  config: Configuration,
  settings: OpenIdSettings,
  back: URL,
  { state, nonce, verifier }: Started,
): Promise<Person> {
  try {
    const tokens = await library.authorizationCodeGrant(config, back, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (claims === undefined) throw new Error('no ID token')
    const told = groupsIn(claims[settings.groupsClaim])
    const asked =
      told ?? groupsIn((await library.fetchUserInfo(config, tokens.access_token, claims.sub))[settings.groupsClaim])
    return { issuer: claims.iss, subject: claims.sub, groups: asked ?? [] }
  } catch (cause) {
    throw new FaultError({ code: 'OPENID_FAILED', got: 'an answer that does not hold' }, { cause })
  }
}

/** Gives the account the roles of the groups, as they are now. */
function admit({ issuer, subject, groups }: Person, settings: OpenIdSettings, people: People) {
  const { accounts, log, sessions } = people
  const grants = grantsOfGroups(settings, groups)
  const known = accounts.byOpenId(issuer, subject)
  if (known !== undefined && accounts.setGrants(known.id, grants)) {
    sessions.endAll(known.id)
    log.add('account.roles', 'OpenID', `account:${known.id}`)
  }
  if (grants.length === 0) {
    log.add('sign-in.refused', '', known === undefined ? 'OpenID' : `account:${known.id}`)
    throw new FaultError({ code: 'OPENID_NO_ROLE' })
  }
  if (known !== undefined) {
    log.add('sign-in', `account:${known.id}`, 'OpenID')
    return { accountId: known.id, isNew: false }
  }
  // The provider's name of the person is not taken over: they choose their own on their account's page.
  const name = `OpenID ${randomBytes(5).toString('hex')}`
  const made = accounts.add({ name, grants, passwordHash: null, openId: { issuer, subject } })
  if (!made.ok) throw new FaultError(made.fault)
  log.add('account.made', `account:${made.value}`, 'OpenID')
  log.add('sign-in', `account:${made.value}`, 'OpenID')
  return { accountId: made.value, isNew: true }
}

function groupsIn(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : undefined
}

function keyOf(cookie: string): string {
  return createHash('sha256').update(cookie).digest('hex')
}
