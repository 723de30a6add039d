import type { Fault } from './fault.ts'

/** An expected outcome: the value is out of reach until `ok` is checked. */
export type Result<T, F = Fault> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: F }

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

export function err<F>(fault: F): { readonly ok: false; readonly fault: F } {
  return { ok: false, fault }
}
