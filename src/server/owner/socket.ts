import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Fault, FaultError } from '../../base/index.ts'
import { readIfWhole, writeDurably } from '../disk/durable-file.ts'
import { readJson } from '../http/json-body.ts'

/**
 * A data folder has one owner process. Commands that find one running ask it through a socket that only the folder's
 * user can open; lines of progress come back as NDJSON.
 */
export type OwnerHandler = (asked: unknown, say: (line: unknown) => void) => Promise<void>

/** Bytes of a command sent to the owner: paths and names, never data. */
const requestBytesMax = 1 << 20
/** Unix socket paths longer than this are refused by the kernel. */
const socketPathMax = 100

interface OwnerFile {
  readonly pid: number
  readonly socket: string
}

const ownerPath = (dataFolder: string): string => join(dataFolder, 'owner.json')

/** Opens the socket; the handlers are commands by name. Ends with the function that it returns. */
export async function openOwnerSocket(
  dataFolder: string,
  handlers: Readonly<Record<string, OwnerHandler>>,
): Promise<() => Promise<void>> {
  const inside = join(dataFolder, 'owner.sock')
  // The socket is open to others until its mode is set, so it always stands in a folder that only we may enter.
  const socket = inside.length <= socketPathMax ? inside : join(mkdtempSync(join(tmpdir(), 'fairfloor-')), 'owner.sock')
  if (socket === inside) chmodSync(dataFolder, 0o700)
  rmSync(socket, { force: true })
  const server = createServer((incoming, response) => {
    answer(incoming, response, handlers).catch((error: unknown) => response.destroy(error as Error))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(socket, resolve)
  })
  chmodSync(socket, 0o600)
  writeDurably(ownerPath(dataFolder), JSON.stringify({ pid: process.pid, socket } satisfies OwnerFile))
  return async () => {
    await new Promise<void>((resolve) => server.close(() => resolve()))
    rmSync(ownerPath(dataFolder), { force: true })
    rmSync(socket, { force: true })
  }
}

async function answer(
  incoming: IncomingMessage,
  response: ServerResponse,
  handlers: Readonly<Record<string, OwnerHandler>>,
): Promise<void> {
  const handler = handlers[(incoming.url ?? '').slice(1)]
  response.writeHead(handler === undefined ? 404 : 200, { 'content-type': 'application/x-ndjson' })
  const say = (line: unknown): void => {
    response.write(`${JSON.stringify(line)}\n`)
  }
  try {
    await handler?.(await readJson(incoming, requestBytesMax), say)
  } catch (error) {
    const fault: Fault = error instanceof FaultError ? error.fault : { code: 'INTERNAL' }
    say({ kind: 'fault', fault })
  }
  response.end()
}

/**
 * Asks the running owner of a folder. False where none runs: then the caller may open the folder itself. Throws the owner's fault.
 */
export async function askOwner(
  dataFolder: string,
  command: string,
  asked: unknown,
  onLine: (line: unknown) => void,
): Promise<boolean> {
  const owner = readIfWhole(ownerPath(dataFolder)) as OwnerFile | undefined
  if (owner === undefined) return false
  return new Promise<boolean>((resolve, reject) => {
    let fault: Fault | undefined
    const outgoing = request({ socketPath: owner.socket, path: `/${command}`, method: 'POST' }, (incoming) => {
      let rest = ''
      incoming.setEncoding('utf8')
      incoming.on('data', (text: string) => {
        const lines = (rest + text).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) {
          const value: unknown = JSON.parse(line)
          if (isFaultLine(value)) fault = value.fault
          else onLine(value)
        }
      })
      incoming.on('end', () => (fault === undefined ? resolve(true) : reject(new FaultError(fault))))
      incoming.on('error', reject)
    })
    // Nobody listens: the owner was killed and left its file behind.
    outgoing.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNREFUSED' || error.code === 'ENOENT' ? resolve(false) : reject(error),
    )
    outgoing.end(JSON.stringify(asked))
  })
}

function isFaultLine(value: unknown): value is { kind: 'fault'; fault: Fault } {
  return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'fault'
}
