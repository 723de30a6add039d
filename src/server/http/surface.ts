import type { FastifyRequest } from 'fastify'
import type { RelyingParty } from '../../people/index.ts'

/**
 * How the world sees this server: the origin that `--origin` declares, or loopback. Everything that depends on it stands
 * here: which Host and Origin are ours, how the cookie is called, to which name passkeys are bound.
 */
export interface Surface {
  /** The declared origin without a slash at its end; null on loopback. */
  readonly origin: string | null
  /** True where browsers come over TLS: cookies are `Secure` and the browser is told to stay with TLS. */
  readonly secure: boolean
  readonly cookie: string
  /** Cookie of a sign-in that is under way at a provider. */
  readonly signInCookie: string
  isOwnHost(host: string | undefined): boolean
  /** Whether a page of this origin may send changes. */
  isOwnOrigin(origin: string, host: string): boolean
  /** To what passkeys are bound; undefined where the address is a number, for which browsers make none. */
  party(request: FastifyRequest): RelyingParty | undefined
}

export function surfaceOf(origin: string | null): Surface {
  const declared = origin === null ? null : new URL(origin)
  const secure = declared?.protocol === 'https:'
  return {
    origin: declared?.origin ?? null,
    secure,
    // The prefix makes browsers refuse the cookie from anywhere but this host, over TLS.
    cookie: secure ? '__Host-fairfloor_session' : 'fairfloor_session',
    signInCookie: secure ? '__Host-fairfloor_openid' : 'fairfloor_openid',
    isOwnHost: (host) => isOwnHost(host) || (declared !== null && host?.toLowerCase() === declared.host),
    isOwnOrigin(asked, host) {
      if (declared !== null && asked === declared.origin) return true
      return isOwnHost(host) && (asked === `http://${host}` || asked === `https://${host}`)
    },
    party(request) {
      if (declared !== null) return { id: declared.hostname, origins: [declared.origin] }
      const { host } = request
      const name = host.replace(/:\d+$/, '').toLowerCase()
      return name === 'localhost' ? { id: 'localhost', origins: [`http://${host.toLowerCase()}`] } : undefined
    },
  }
}

/**
 * Whether a Host header names this machine. A page of another site whose name was made to resolve to 127.0.0.1 (DNS
 * rebinding) sends that other name, and would otherwise be of one origin with us. No header: no browser.
 */
export function isOwnHost(header: string | undefined): boolean {
  if (header === undefined) return true
  const name = header.replace(/:\d{1,5}$/, '').toLowerCase()
  return name === 'localhost' || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name)
}
