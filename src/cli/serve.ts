import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { FaultError, packageFile } from '../base/index.ts'
import { serve } from '../server/index.ts'
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
    },
  })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new FaultError({ code: 'OPTION_VALUE', at: '/port', got: 'another form', allowed: '0 to 65535' })
  }
  const root = fileURLToPath(packageFile(import.meta.url, './'))
  if (consoleIsStale(root) && !(await buildConsole(root, io))) io.err('Going on without the newest console.')
  const server = await serve({
    dataFolder: values.data,
    host: values.host,
    port,
    empty: values.empty,
    log: values.log,
    say: (line) => io.err(line),
  })
  io.out(`Fairfloor listens on ${server.url}`)
  io.out(`Open this link once, in your browser: ${server.link}`)
  // Listeners stay: a second Ctrl-C of an impatient hand must not cut the graceful stop.
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
  io.err('Stopping: waiting for what is under way…')
  await server.close()
  return exitCodes.done
}
