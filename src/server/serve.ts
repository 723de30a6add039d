import { existsSync, readdirSync } from 'node:fs'
import type { Server as TlsServer } from 'node:https'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Clock, FaultError, packageFile } from '../base/index.ts'
import { type App, openApp } from './app.ts'
import { type Demonstration, isDemonstration, openDemonstration, tickMs } from './demonstration.ts'
import { machineClock } from './disk/node-disk.ts'
import { type Engine, ensureSite, firstSiteId, openEngine } from './engine.ts'
import { quietError } from './http/failures.ts'
import { checkListening, isLoopback, type Listening, rangesOf, readTls } from './http/listening.ts'
import { streamIntervalMs } from './http/stream.ts'
import { surfaceOf } from './http/surface.ts'
import { ownerHandlers } from './owner/commands.ts'
import { openOwnerSocket } from './owner/socket.ts'
import { packageVersion } from './package-version.ts'

const snapshotIntervalMs = 5 * 60_000
const houseIntervalMs = 60_000

export interface ServeOptions extends Listening {
  readonly dataFolder: string
  readonly port: number
  /** Starts clean, with one draft site, instead of the demonstration. */
  readonly empty: boolean
  readonly log: boolean
  readonly say: (line: string) => void
  /** The machine's where left out. */
  readonly clock?: Clock
}

export interface RunningServer {
  readonly url: string
  /** Where people open the console: the declared origin, or a name of this machine, to which passkeys can be bound. */
  readonly door: string
  /** Address with a one-time token that lets one browser in; null where people sign in with their accounts. */
  readonly link: string | null
  readonly engine: Engine
  readonly app: App
  /** Reads certificate and key again. Throws FaultError TLS_FILES; then the old ones stay. */
  renewTls(): void
  /** Stops taking requests, waits for commits under way, writes snapshots, gives the folder free. */
  close(): Promise<void>
}

/** Runs the server on a data folder. Throws FaultError; nothing is left open then. */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const dataFolder = resolve(options.dataFolder)
  checkListening(options, dataFolder)
  const untouched =
    !existsSync(dataFolder) ||
    readdirSync(dataFolder).every((name) => name === 'fairfloor.sqlite' || name.startsWith('fairfloor.sqlite-'))
  // Opened in this order, closed in the other; a failure in the middle closes what was open.
  const opened: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const end of opened.splice(0).reverse()) await end()
  }
  try {
    const engine = await openEngine({ dataFolder, clock: options.clock ?? machineClock })
    opened.push(() => engine.close())
    let demonstration: Demonstration | null = null
    if (isDemonstration(dataFolder) || (untouched && !options.empty)) {
      options.say('Preparing the simulated sites…')
      demonstration = await openDemonstration(engine)
    } else await ensureSite(engine, firstSiteId)

    const { access } = engine
    // Who can come from elsewhere comes with an account.
    if (options.origin !== undefined || !isLoopback(options.host)) access.refuseLocal()
    let ready = false
    const app = await openApp({
      engine,
      demonstration,
      version: packageVersion(),
      consoleFolder: fileURLToPath(packageFile(import.meta.url, 'dist/console/')),
      log: options.log,
      surface: surfaceOf(options.origin ?? null),
      tls: options.tls === undefined ? null : readTls(options.tls),
      proxy: options.proxy === undefined ? null : rangesOf(options.proxy),
      isReady: () => ready,
    })
    opened.push(() => app.close())
    await listen(app, options)
    opened.push(await openOwnerSocket(dataFolder, ownerHandlers(engine)))
    opened.push(startWork(engine, app, demonstration))
    ready = true
    const address = app.fastify.server.address()
    const port = typeof address === 'object' && address !== null ? address.port : options.port
    const scheme = options.tls === undefined ? 'http' : 'https'
    const url = `${scheme}://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`
    const door = options.origin ?? `http://localhost:${port}`
    access.people.remember('door', door)
    return {
      url,
      door,
      link: access.takesLocal() ? `${url}/login?token=${access.createLink()}` : null,
      engine,
      app,
      renewTls() {
        if (options.tls !== undefined) (app.fastify.server as TlsServer).setSecureContext(readTls(options.tls))
      },
      async close() {
        ready = false
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function listen(app: App, options: ServeOptions): Promise<void> {
  try {
    await app.fastify.listen({ host: options.host, port: options.port })
  } catch (cause) {
    const got = String((cause as NodeJS.ErrnoException).code ?? 'an error')
    throw new FaultError({ code: 'LISTEN_FAILED', at: '/port', got }, { cause })
  }
}

/** The work that goes on by the clock; each kind waits for its own end before it comes again. */
function startWork(engine: Engine, app: App, demonstration: Demonstration | null): () => Promise<void> {
  const timers: NodeJS.Timeout[] = []
  const running = new Set<Promise<void>>()
  let lastAdvanceMs = engine.clock.nowMs()

  function every(intervalMs: number, work: () => void | Promise<void>): void {
    let busy = false
    timers.push(
      setInterval(() => {
        if (busy) return
        busy = true
        const run = Promise.resolve()
          .then(work)
          .catch((error: unknown) => app.fastify.log.error(quietError(error), 'regular work failed; it comes again'))
          .finally(() => {
            busy = false
            running.delete(run)
          })
        running.add(run)
      }, intervalMs),
    )
  }

  every(streamIntervalMs, () => app.tick())
  every(snapshotIntervalMs, () => engine.saveSnapshots())
  every(houseIntervalMs, () => engine.keepHouse())
  if (demonstration !== null) {
    every(tickMs, async () => {
      const nowMs = engine.clock.nowMs()
      // A machine that slept does not make up for the night at once.
      await demonstration.advance(Math.min(nowMs - lastAdvanceMs, tickMs * 3))
      lastAdvanceMs = nowMs
    })
  }
  return async () => {
    for (const timer of timers) clearInterval(timer)
    await Promise.all(running)
  }
}
