import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

const mutation = new URL('./without-sync.ts', import.meta.url).href

/** A server in a process of its own, to be killed. */
export interface ServerProcess {
  readonly child: ChildProcess
  readonly url: string
  /** The one-time link of a folder without accounts; else where people sign in. */
  readonly link: string
  /** Ends it with SIGKILL and waits until it is gone. */
  kill(): Promise<void>
  /** Ends it with SIGTERM and gives its exit code. */
  stop(): Promise<number>
}

/**
 * Starts `fairfloor serve` on a free port, or the given one; resolves when it listens. `before` is a command that it runs under, such as strace;
 * `withoutSync` mutates it so that nothing is ever synced; `more` are options of `serve`.
 */
export async function startServer(
  dataFolder: string,
  options: {
    before?: readonly string[]
    empty?: boolean
    withoutSync?: boolean
    port?: number
    more?: readonly string[]
  } = {},
): Promise<ServerProcess> {
  const words = [
    ...(options.before ?? []),
    process.execPath,
    ...(options.withoutSync === true ? ['--import', mutation] : []),
    main,
    'serve',
    '--data',
    dataFolder,
    '--port',
    String(options.port ?? 0),
    ...(options.empty === false ? [] : ['--empty']),
    ...(options.more ?? []),
  ]
  const [command = '', ...args] = words
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const gone = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? -1)))
  let out = ''
  let errors = ''
  child.stderr?.on('data', (text: Buffer) => {
    errors += text.toString()
  })
  const link = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (text: Buffer) => {
      out += text.toString()
      const found = /(https?:\S+\/login\?token=\S+|https?:\S+\/app\/)\n/.exec(out)
      if (found?.[1] !== undefined) resolve(found[1])
    })
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${errors}`)))
  })
  return {
    child,
    url: new URL(link).origin,
    link,
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
    async stop() {
      child.kill('SIGTERM')
      return gone
    },
  }
}
