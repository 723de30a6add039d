import type { Problem } from '../src/wire/index.ts'

/** An answer of the server: its value, or the problem document that it sent instead. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }

/** Code of a problem that the browser found itself: no answer came. */
export const noAnswer = 'NO_ANSWER'

const root = '/api/v1'

/** The address of a resource below our API. */
export function apiPath(path: string): string {
  return root + path
}

/** Fetches a JSON view. Never throws: what goes wrong comes back as a problem. */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<Answer<T>> {
  return send<T>(path, { headers: { accept: 'application/json' }, ...(signal === undefined ? {} : { signal }) })
}

/** Posts JSON with the session's CSRF token. */
export async function postJson<T>(path: string, body: unknown, csrfToken: string): Promise<Answer<T>> {
  const headers = { 'content-type': 'application/json', 'x-fairfloor-csrf': csrfToken }
  return send<T>(path, { method: 'POST', headers, body: JSON.stringify(body) })
}

/** Deletes with the session's CSRF token. */
export async function deleteJson<T>(path: string, csrfToken: string): Promise<Answer<T>> {
  return send<T>(path, { method: 'DELETE', headers: { 'x-fairfloor-csrf': csrfToken } })
}

async function send<T>(path: string, init: RequestInit): Promise<Answer<T>> {
  try {
    const response = await fetch(apiPath(path), { ...init, credentials: 'same-origin' })
    if (!response.ok) return { ok: false, problem: await problemOf(response) }
    return { ok: true, value: (response.status === 204 ? undefined : await response.json()) as T }
  } catch {
    return { ok: false, problem: { type: 'about:blank', title: '', status: 0, code: noAnswer, fix: '' } }
  }
}

/** The problem document of a failed response; made from the status where the body is none. */
export async function problemOf(response: Response): Promise<Problem> {
  const fallback: Problem = {
    type: 'about:blank',
    title: response.statusText || `HTTP ${response.status}`,
    status: response.status,
    code: `HTTP_${response.status}`,
    fix: '',
  }
  const body: unknown = await response.json().catch(() => null)
  return typeof body === 'object' && body !== null ? { ...fallback, ...(body as Partial<Problem>) } : fallback
}
