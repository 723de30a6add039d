import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { answerOf, type FixtureState, fixtureStates, streamOf } from './states.ts'

const built = join(import.meta.dirname, '../../dist/console')
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** A running fixture server: the built console with made-up views behind it. For looking and for axe, never shipped. */
export interface FixtureServer {
  readonly origin: string
  /** Tells the open streams what changed (a load, in the state `moving`); waits for the first where none is open yet. */
  move(): Promise<void>
  close(): Promise<void>
}

/**
 * Serves `dist/console` under `/app/` with the policy that the real server sends, and fixture views under `/api/v1`. The cookie
 * `fixture` names the state (see `fixtureStates`), so that each browser context sees its own.
 */
export async function startFixtureServer(port = 0): Promise<FixtureServer> {
  const streams = new Set<() => void>()
  let onOpened = (): void => {}
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://fixture')
    if (url.pathname === '/api/v1/stream') {
      const tell = openStream(request, response, url)
      if (tell === null) return
      streams.add(tell)
      response.on('close', () => streams.delete(tell))
      onOpened()
      return
    }
    if (url.pathname.startsWith('/api/v1/')) return answerApi(request, response, url)
    if (url.pathname.startsWith('/app')) return answerFile(response, url.pathname)
    response.writeHead(302, { location: '/app/' }).end()
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  const bound = typeof address === 'object' && address !== null ? address.port : port
  const move = async (): Promise<void> => {
    if (streams.size === 0) await new Promise<void>((resolve) => (onOpened = resolve))
    for (const tell of streams) tell()
  }
  return { origin: `http://127.0.0.1:${bound}`, move, close: () => closeServer(server) }
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve, reject) => server.close((error) => (error === undefined ? resolve() : reject(error))))
}

function answerFile(response: ServerResponse, pathname: string): void {
  const inside = normalize(pathname.replace(/^\/app\/?/, '')).replace(/^(\.\.[/\\])+/, '')
  const path = extname(inside) === '' ? 'index.html' : inside
  try {
    const body = readFileSync(join(built, path))
    response.writeHead(200, {
      'content-type': types[extname(path)] ?? 'application/octet-stream',
      'content-security-policy': "default-src 'self'; frame-ancestors 'none'",
    })
    response.end(body)
  } catch {
    response.writeHead(404).end()
  }
}

function stateOf(request: IncomingMessage): FixtureState {
  const named = /(?:^|; )fixture=([a-zA-Z]+)/.exec(request.headers.cookie ?? '')?.[1]
  return fixtureStates.find((state) => state === named) ?? 'busy'
}

/** Opens a stream that only beats; returns what tells it the state's changes, or null where the state has no stream. */
function openStream(request: IncomingMessage, response: ServerResponse, url: URL): (() => void) | null {
  const state = stateOf(request)
  const messages = streamOf(state, url)
  if (messages === null) {
    response.destroy()
    return null
  }
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  response.write(': open\n\n')
  if (state !== 'silent') {
    const beat = setInterval(() => response.write(': beat\n\n'), 5000)
    response.on('close', () => clearInterval(beat))
  }
  return () => {
    for (const [i, message] of messages.entries()) response.write(`id: ${i + 1}\ndata: ${JSON.stringify(message)}\n\n`)
  }
}

function answerApi(request: IncomingMessage, response: ServerResponse, url: URL): void {
  const state = stateOf(request)
  const answer = answerOf(state, url, request.method ?? 'GET')
  if (answer === null) return // the loading state: no answer ever comes
  const type = answer.status < 400 ? 'application/json' : 'application/problem+json'
  response.writeHead(answer.status, { 'content-type': type }).end(JSON.stringify(answer.body))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = await startFixtureServer(Number(process.argv[2] ?? 4174))
  setInterval(() => void server.move(), 3000)
  console.log(`fixtures at ${server.origin}/app/ (cookie fixture=${fixtureStates.join('|')})`)
}
