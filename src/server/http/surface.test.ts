import { expect, test } from 'vitest'
import { surfaceOf } from './surface.ts'

test('over TLS every cookie is bound to this host and to TLS; without TLS no browser would take such a one', () => {
  const tls = surfaceOf('https://floor.example')
  for (const name of [tls.cookie, tls.signInCookie]) expect(name).toMatch(/^__Host-/)
  const plain = surfaceOf(null)
  for (const name of [plain.cookie, plain.signInCookie]) expect(name).not.toMatch(/^__/)
})
