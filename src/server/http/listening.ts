import { existsSync, readFileSync } from 'node:fs'
import { BlockList, isIP } from 'node:net'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { FaultError } from '../../base/index.ts'
import { machineClock } from '../disk/node-disk.ts'
import { openAccess } from '../people/access.ts'

/** Where a server listens and how it is reached. */
export interface Listening {
  readonly host: string
  /** Paths of PEM files: certificate chain and private key. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined
  /** Addresses or CIDR ranges, with commas between them, from which alone `X-Forwarded-*` is believed. */
  readonly proxy?: string | undefined
  /** `https://…` as browsers see it. */
  readonly origin?: string | undefined
}

/**
 * Refuses to be reached by others while nobody has an account, or without TLS; says what is missing. Opens no more of the data
 * folder than the store of accounts, and only where there is one.
 */
export function checkListening(listening: Listening, dataFolder: string): void {
  const { host, tls, proxy, origin } = listening
  const beyond = !isLoopback(host)
  if (beyond && !hasAccounts(dataFolder)) {
    throw new FaultError({
      code: 'NO_NAMED_ACCOUNTS',
      at: '/host',
      got: 'an address that others can reach',
      allowed: '127.0.0.1, ::1, localhost',
    })
  }
  const missing = [
    ...(tls === undefined && proxy === undefined && (beyond || origin !== undefined)
      ? ['--tls-cert and --tls-key, or --proxy']
      : []),
    ...(origin === undefined && (beyond || tls !== undefined || proxy !== undefined) ? ['--origin https://…'] : []),
  ]
  if (missing.length > 0) throw new FaultError({ code: 'LISTEN_UNSAFE', got: `no ${missing.join(', no ')}` })
  if (origin !== undefined && !isHttpsOrigin(origin)) {
    throw new FaultError({ code: 'OPTION_VALUE', at: '/origin', got: 'another form', allowed: 'https://name, no path' })
  }
  if (proxy !== undefined) rangesOf(proxy)
  if (tls !== undefined) readTls(tls)
}

/** Certificate and key as text, tried together. Throws FaultError TLS_FILES. */
export function readTls({ cert, key }: { cert: string; key: string }): { cert: string; key: string } {
  try {
    const read = { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') }
    createSecureContext(read)
    return read
  } catch (cause) {
    throw new FaultError({ code: 'TLS_FILES' }, { cause })
  }
}

/** Addresses that a declared proxy may come from. */
export interface ProxyRanges {
  readonly list: readonly string[]
  includes(address: string): boolean
}

/** Which addresses a declared proxy speaks from. Throws FaultError OPTION_VALUE. */
export function rangesOf(proxy: string): ProxyRanges {
  const block = new BlockList()
  const list = proxy.split(',').map((each) => each.trim())
  for (const each of list) {
    const [address = '', bits] = each.split('/')
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6'
    const most = family === 'ipv4' ? 32 : 128
    const width = bits === undefined ? most : Number(bits)
    if (isIP(address) === 0 || !Number.isInteger(width) || width < 1 || width > most) {
      const allowed = 'addresses or ranges, such as 10.0.0.5 or 10.0.0.0/24'
      throw new FaultError({ code: 'OPTION_VALUE', at: '/proxy', got: 'another form', allowed })
    }
    block.addSubnet(address, width, family)
  }
  return {
    list,
    includes: (address) => block.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6'),
  }
}

export function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '::1') return true
  return isIP(host) === 4 && host.startsWith('127.')
}

function isHttpsOrigin(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url?.protocol === 'https:' && url.pathname === '/' && url.search === '' && isIP(url.hostname) === 0
}

function hasAccounts(dataFolder: string): boolean {
  const path = join(dataFolder, 'fairfloor.sqlite')
  if (!existsSync(path)) return false
  const access = openAccess(path, machineClock)
  try {
    return access.people.accounts.any()
  } finally {
    access.close()
  }
}
