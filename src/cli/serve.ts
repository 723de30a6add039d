import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { FaultError, faultText, packageFile } from '../base/index.ts'
import { type RunningServer, serve } from '../server/index.ts'
import { buildConsole, consoleIsStale } from './console-build.ts'
import { type CliIo, exitCodes } from './io.ts'

const defaultPort = 8080

/** Runs the server until it is told to stop; SIGTERM and SIGINT stop it gracefully. */
export async function run(args: readonly string[], io: CliIo): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string', default: 'data' },
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: String(defaultPort) },
      empty: { type: 'boolean', default: false },
      log: { type: 'boolean', default: false },
      'tls-cert': { type: 'string' },
      'tls-key': { type: 'string' },
      proxy: { type: 'string' },
      origin: { type: 'string' },
    },
  })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new FaultError({ code: 'OPTION_VALUE', at: '/port', got: 'another form', allowed: '0 to 65535' })
  }
  const { 'tls-cert': cert, 'tls-key': key, proxy, origin } = values
  if ((cert === undefined) !== (key === undefined))
    throw new FaultError({ code: 'TLS_FILES', got: 'one file without the other' })
  const root = fileURLToPath(packageFile(import.meta.url, './'))
  if (consoleIsStale(root) && !(await buildConsole(root, io))) io.err('Going on without the newest console.')
  const server = await serve({
    dataFolder: values.data,
    host: values.host,
    port,
    empty: values.empty,
    log: values.log,
    tls: cert === undefined || key === undefined ? undefined : { cert, key },
    proxy,
    origin,
    say: (line) => io.err(line),
  })
  io.out(`Fairfloor listens on ${server.url}`)
  if (server.link === null) io.out(`Sign in at ${server.door}/app/`)
  else {
    io.out(`Open this link once, in your browser: ${server.link}`)
    io.err(
      'Nobody has an account yet: who opens the link may use every page. fairfloor account invite makes the first.',
    )
  }
  // Listeners stay: a second Ctrl-C of an impatient hand must not cut the graceful stop.
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve())
    // With a certificate of our own, SIGHUP says that it was renewed; else it says that the terminal is gone.
    process.on('SIGHUP', () => (cert === undefined ? resolve() : renewTls(server, io)))
  })
  io.err('Stopping: waiting for what is under way…')
  await server.close()
  return exitCodes.done
}

/** Takes the renewed certificate; one that is broken is told, and the old one stays. */
function renewTls(server: RunningServer, io: CliIo): void {
  try {
    server.renewTls()
    io.err('Certificate and key are read again.')
  } catch (error) {
    if (!(error instanceof FaultError)) throw error
    io.err(faultText(error.fault))
  }
}
