import { startAuthentication, startRegistration } from '@simplewebauthn/browser'

type CreationOptions = Parameters<typeof startRegistration>[0]['optionsJSON']
type RequestOptions = Parameters<typeof startAuthentication>[0]['optionsJSON']

/** Asks the browser to make a passkey; null where it gave none: the person declined, or there is nothing to make one with. */
export async function makePasskey(options: unknown): Promise<unknown> {
  try {
    return await startRegistration({ optionsJSON: options as CreationOptions })
  } catch {
    return null
  }
}

/** Asks the browser for a passkey of this address; null where it gave none. */
export async function askPasskey(options: unknown): Promise<unknown> {
  try {
    return await startAuthentication({ optionsJSON: options as RequestOptions })
  } catch {
    return null
  }
}
