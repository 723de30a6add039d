/** Our own bug: stop. Never used for input. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`broken invariant: ${message}`)
}

/** Marks a switch as complete: a new union member breaks the build here. */
export function unreachable(value: never): never {
  throw new Error(`broken invariant: unexpected ${String(value)}`)
}
