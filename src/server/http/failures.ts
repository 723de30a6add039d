import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { FaultError } from '../../base/index.ts'
import { isConsoleAddress } from '../routes/console.ts'
import { methodsAt } from './addresses.ts'
import { problemOf } from './problem.ts'
import { type RouteTable, sendFault } from './routes.ts'

/** Answers what broke, and what is not there, with problem documents that say nothing of what was sent. */
export function answerFailures(
  fastify: FastifyInstance,
  instanceOf: (request: FastifyRequest) => string,
  routes: RouteTable,
): { ledgerStopped(): boolean } {
  // A ledger whose write failed takes no more until the next start.
  let stopped = false
  fastify.setErrorHandler((error, request, reply) => {
    const instance = instanceOf(request)
    if (error instanceof FaultError) {
      if (error.fault.code === 'LEDGER_STOPPED') stopped = true
      return sendFault(reply, error.fault, instance)
    }
    const status = (error as { statusCode?: number }).statusCode
    if (status === 415) return sendFault(reply, { code: 'MEDIA_TYPE' }, instance)
    // A path that leads out of the console's folder: there is nothing to be had there.
    if (status === 403) return sendFault(reply, { code: 'NOT_FOUND' }, '')
    request.log.error(quietError(error), 'a request broke')
    return sendFault(reply, { code: 'INTERNAL' }, instance)
  })
  fastify.setNotFoundHandler((request, reply) => {
    if (isConsoleAddress(request.method, request.url, request.headers.accept)) return reply.sendFile('index.html')
    const methods = methodsAt(routes.declared, request.url)
    if (methods.length === 0) return sendFault(reply, { code: 'NOT_FOUND' }, '')
    reply.header('allow', methods.join(', '))
    if (request.method === 'OPTIONS') return reply.code(204).send()
    return sendFault(reply, { code: 'METHOD_NOT_ALLOWED', allowed: methods.join(', ') }, '')
  })

  return { ledgerStopped: () => stopped }
}

/** What a log may say of an error: where it came from, not what it says, which may quote input. */
export function quietError(error: unknown): { name: string; at: readonly string[] } {
  if (!(error instanceof Error)) return { name: typeof error, at: [] }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    name: error instanceof FaultError ? error.fault.code : error.name,
    at: frames.slice(0, 12).map((line) => line.trim()),
  }
}

/** What Node could not read as HTTP never becomes a request: it is answered by hand. */
export function answerBrokenHttp(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy()
    return
  }
  const code =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? 'HTTP_HEADERS_TOO_LARGE'
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? 'BODY_SLOW'
        : 'HTTP_BROKEN'
  const problem = problemOf({ code })
  const body = JSON.stringify(problem)
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}
