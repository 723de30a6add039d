import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** What a real authenticator would be made to do wrong, one thing at a time. */
export interface Misbehaviour {
  readonly origin?: string
  readonly rpId?: string
  /** False: the person was there but was not verified. */
  readonly verified?: boolean
  readonly counter?: number
  readonly challenge?: string
}

/** A passkey in memory (ES256, no attestation), which answers as WebAuthn level 3 says; for tests without a browser. */
export function softAuthenticator(origin: string, rpId: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(16)
  let counter = 0

  function clientData(type: string, challenge: string, wrong: Misbehaviour): Buffer {
    return Buffer.from(
      JSON.stringify({
        type,
        challenge: wrong.challenge ?? challenge,
        origin: wrong.origin ?? origin,
        crossOrigin: false,
      }),
    )
  }

  function authenticatorData(flags: number, wrong: Misbehaviour, more: Buffer = Buffer.alloc(0)): Buffer {
    const count = Buffer.alloc(4)
    counter += 1
    count.writeUInt32BE(wrong.counter ?? counter)
    const verified = wrong.verified === false ? 0 : 4
    return Buffer.concat([sha256(wrong.rpId ?? rpId), Buffer.from([flags | 1 | verified]), count, more])
  }

  return {
    id: id.toString('base64url'),
    register(options: { challenge: string }, wrong: Misbehaviour = {}) {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(id.length)
      const attested = Buffer.concat([Buffer.alloc(16), length, id, coseKey(publicKey)])
      const authData = authenticatorData(0x40, wrong, attested)
      const attestationObject = Buffer.concat([
        Buffer.from([0xa3]),
        text('fmt'),
        text('none'),
        text('attStmt'),
        Buffer.from([0xa0]),
        text('authData'),
        bytes(authData),
      ])
      return answer({
        clientDataJSON: clientData('webauthn.create', options.challenge, wrong).toString('base64url'),
        attestationObject: attestationObject.toString('base64url'),
        transports: ['internal'],
      })
    },
    authenticate(options: { challenge: string }, wrong: Misbehaviour = {}) {
      const data = clientData('webauthn.get', options.challenge, wrong)
      const authData = authenticatorData(0, wrong)
      const signature = sign('sha256', Buffer.concat([authData, sha256(data)]), privateKey)
      return answer({
        clientDataJSON: data.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: signature.toString('base64url'),
      })
    },
  }

  function answer(response: object) {
    const text = id.toString('base64url')
    return { id: text, rawId: text, type: 'public-key', clientExtensionResults: {}, response }
  }
}

function sha256(data: string | Buffer): Buffer {
  return createHash('sha256').update(data).digest()
}

/** An ES256 public key as COSE: { 1: 2, 3: -7, -1: 1, -2: x, -3: y } (RFC 9053). */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    bytes(Buffer.from(x, 'base64url')),
    Buffer.from([0x22]),
    bytes(Buffer.from(y, 'base64url')),
  ])
}

/** CBOR byte string, up to 65,535 bytes. */
function bytes(data: Buffer): Buffer {
  const head =
    data.length < 24
      ? Buffer.from([0x40 + data.length])
      : data.length < 256
        ? Buffer.from([0x58, data.length])
        : Buffer.from([0x59, data.length >> 8, data.length & 255])
  return Buffer.concat([head, data])
}

/** CBOR text string of up to 23 characters. */
function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)])
}
