import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { machineClock, openAccess, type RunningServer, type ServeOptions, serve } from '../../src/server/index.ts'
import { selfSigned } from './certificate.ts'

const origin = 'https://floor.example'
let folder = ''
let running: RunningServer | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairfloor-listening-'))
})
afterEach(async () => {
  await running?.close()
  running = undefined
  rmSync(folder, { recursive: true })
})

async function start(more: Partial<ServeOptions>): Promise<RunningServer> {
  const usual = { dataFolder: join(folder, 'data'), host: '127.0.0.1', port: 0, empty: true, log: false }
  running = await serve({ ...usual, say: () => {}, ...more })
  return running
}

/** Gives somebody an account, as a first start on loopback would. */
async function addAccount(): Promise<void> {
  await (await start({})).close()
  running = undefined
  const access = openAccess(join(folder, 'data', 'fairfloor.sqlite'), machineClock)
  const passwordHash = await access.people.passwords.hash('seven quiet owls on a dock')
  access.people.accounts.add({ name: 'Root', grants: [{ role: 'admin', siteId: null }], passwordHash })
  access.close()
}

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  readonly fingerprint: string
}

/** One request as no client library would send it: any Host, any certificate. */
function ask(path: string, headers: Record<string, string>, body?: string, address = '127.0.0.1'): Promise<Answer> {
  const { port, protocol } = new URL(running?.url ?? '')
  const send = protocol === 'https:' ? tlsRequest : plainRequest
  return new Promise((resolve, reject) => {
    const outgoing = send(
      {
        host: address,
        port,
        path,
        method: body === undefined ? 'GET' : 'POST',
        headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
        ...(protocol === 'https:' ? { rejectUnauthorized: false, agent: false } : {}),
      },
      (incoming) => {
        const fingerprint =
          protocol === 'https:' ? (incoming.socket as TLSSocket).getPeerCertificate().fingerprint256 : ''
        let text = ''
        incoming.setEncoding('utf8').on('data', (part: string) => {
          text += part
        })
        incoming.on('end', () =>
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, fingerprint }),
        )
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

const signIn = JSON.stringify({ name: 'Root', password: 'seven quiet owls on a dock' })
const wrong = JSON.stringify({ name: 'Nobody', password: 'wrong wrong wrong' })

function writeCertificate(): { cert: string; key: string } {
  const { cert, key } = selfSigned('floor.example')
  const paths = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') }
  writeFileSync(paths.cert, cert)
  writeFileSync(paths.key, key)
  return paths
}

test('beyond loopback wants an account first, and then TLS or a proxy, and an origin; the fault says what is missing', async () => {
  await expect(start({ host: '0.0.0.0', proxy: '10.0.0.1', origin })).rejects.toMatchObject({
    fault: { code: 'NO_NAMED_ACCOUNTS' },
  })
  await addAccount()
  const tls = writeCertificate()
  for (const [more, code, got] of [
    [{}, 'LISTEN_UNSAFE', 'no --tls-cert and --tls-key, or --proxy, no --origin https://…'],
    [{ tls }, 'LISTEN_UNSAFE', 'no --origin https://…'],
    [{ origin }, 'LISTEN_UNSAFE', 'no --tls-cert and --tls-key, or --proxy'],
    [{ tls, origin: 'http://floor.example' }, 'OPTION_VALUE', 'another form'],
    [{ tls, origin: 'https://10.0.0.1' }, 'OPTION_VALUE', 'another form'],
    [{ tls, origin: `${origin}/floor` }, 'OPTION_VALUE', 'another form'],
    [{ origin, proxy: '0.0.0.0/0' }, 'OPTION_VALUE', 'another form'],
    [{ origin, proxy: 'proxy.example' }, 'OPTION_VALUE', 'another form'],
    [{ origin, tls: { ...tls, key: tls.cert } }, 'TLS_FILES', undefined],
  ] as const) {
    const fault = { code, ...(got === undefined ? {} : { got }) }
    await expect(start({ host: '0.0.0.0', ...more }), JSON.stringify(more)).rejects.toMatchObject({ fault })
  }
})

test('over TLS the cookie is bound to host and TLS, browsers are told to stay with it, and a link of a start is none', async () => {
  await addAccount()
  const server = await start({ host: '0.0.0.0', tls: writeCertificate(), origin })
  expect([server.door, server.link]).toEqual([origin, null])
  const headers = { host: 'floor.example', origin }
  const entered = await ask('/api/v1/sign-in/password', headers, signIn)
  expect(entered.status).toBe(204)
  expect(String(entered.headers['set-cookie'])).toMatch(
    /^__Host-fairfloor_session=.*Path=\/; HttpOnly; Secure; SameSite=Strict/,
  )
  expect(entered.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
  expect((await ask('/health', { host: 'other.example' })).status).toBe(421)
  const foreign = await ask('/api/v1/sign-in/password', { ...headers, origin: 'https://evil.example' }, signIn)
  expect(JSON.parse(foreign.text)).toMatchObject({ code: 'ORIGIN_FOREIGN' })
  const link = await ask(`/login?token=${server.engine.access.createLink()}`, headers)
  expect(link.status).toBe(401)
})

test('a renewed certificate is taken without a stop; a broken one is refused, and the old one stays', async () => {
  await addAccount()
  const paths = writeCertificate()
  const server = await start({ tls: paths, origin })
  const first = (await ask('/health', { host: 'floor.example' })).fingerprint
  writeCertificate()
  expect((await ask('/health', { host: 'floor.example' })).fingerprint).toBe(first)
  server.renewTls()
  const second = (await ask('/health', { host: 'floor.example' })).fingerprint
  expect(second).not.toBe(first)
  writeFileSync(paths.cert, 'no certificate')
  expect(() => server.renewTls()).toThrow(/TLS_FILES/)
  expect((await ask('/health', { host: 'floor.example' })).fingerprint).toBe(second)
})

test('whom a request is for is believed from the declared proxy only', async () => {
  await addAccount()
  const tries = async (forwarded: (i: number) => string): Promise<number[]> => {
    const out: number[] = []
    for (let i = 0; i < 23; i++) {
      const headers = { host: 'floor.example', origin, 'x-forwarded-for': forwarded(i) }
      out.push((await ask('/api/v1/sign-in/code', headers, JSON.stringify({ code: `X${i}` }))).status)
    }
    return out
  }
  await start({ proxy: '127.0.0.1', origin })
  expect((await tries(() => '192.0.2.1')).filter((status) => status === 429).length).toBeGreaterThan(0)
  expect(new Set(await tries((i) => `192.0.2.${i + 10}`))).toEqual(new Set([401]))
  await running?.close()
  // Somebody else is the proxy: what we say of ourselves counts for nothing, so that changing it slows nothing less.
  await start({ proxy: '10.9.9.9', origin })
  expect((await tries((i) => `192.0.2.${i + 100}`)).filter((status) => status === 429).length).toBeGreaterThan(0)
})

const own = Object.values(networkInterfaces())
  .flat()
  .find((each) => each?.family === 'IPv4' && !each.internal)?.address
if (own === undefined) console.log('skipped: this machine has no address but loopback')

test.skipIf(own === undefined)('nobody walks past the declared proxy', async () => {
  await addAccount()
  await start({ host: '0.0.0.0', proxy: '10.9.9.9', origin })
  const past = await ask('/api/v1/sign-in', { host: 'floor.example' }, undefined, own)
  expect([past.status, JSON.parse(past.text).code]).toEqual([403, 'PROXY_ONLY'])
  expect((await ask('/api/v1/sign-in', { host: 'floor.example' })).status).toBe(200)
  await running?.close()
  await start({ host: '0.0.0.0', proxy: `10.9.9.9,${own}/32`, origin })
  expect((await ask('/api/v1/sign-in/password', { host: 'floor.example', origin }, wrong, own)).status).toBe(401)
})
