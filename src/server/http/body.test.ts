import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { FaultError } from '../../base/index.ts'
import { bodyOf } from './body.ts'

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

/** A server that reads bodies by windows of 50 ms and tells how each ended. */
async function reading(): Promise<{ port: number; ended: Promise<string> }> {
  let tell: (how: string) => void = () => {}
  const ended = new Promise<string>((resolve) => {
    tell = resolve
  })
  server = createServer(async (request, response) => {
    try {
      let bytes = 0
      for await (const chunk of bodyOf(request, 50)) bytes += chunk.length
      tell(`${bytes} bytes`)
    } catch (error) {
      tell(error instanceof FaultError ? error.fault.code : 'another end')
    }
    response.end()
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, ended }
}

const head = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n'

test('a client that sends a byte now and then is given up', async () => {
  const { port, ended } = await reading()
  const socket = connect(port, '127.0.0.1').on('error', () => {})
  socket.write(head)
  const drip = setInterval(() => socket.write('x'), 10)
  expect(await ended).toBe('BODY_SLOW')
  clearInterval(drip)
  socket.destroy()
})

test('a body that comes slowly, but comes, is read to its end', async () => {
  const { port, ended } = await reading()
  const socket = connect(port, '127.0.0.1')
  socket.write(head)
  for (let i = 0; i < 5; i++) {
    socket.write('x'.repeat(1_000))
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  expect(await ended).toBe('5000 bytes')
  socket.destroy()
})

test('a client that goes away in the middle is an error, not an end', async () => {
  const { port, ended } = await reading()
  const socket = connect(port, '127.0.0.1')
  socket.write(`${head}xxxx`)
  setTimeout(() => socket.destroy(), 10)
  expect(await ended).toBe('another end')
})
