import type { Random } from '../../src/base/index.ts'

/** One part of the product under fuzzing: what goes in, and what must be true of what comes out. */
export interface Target<Input> {
  readonly name: string
  /** The input of one case; everything about it comes from `random`. */
  make(random: Random): Input
  /** What is wrong, in words that name no value of the input, or '' where nothing is. Whatever it throws is wrong too. */
  check(input: Input, covers: (structure: string) => void): string | Promise<string>
  /** Smaller inputs, the much smaller ones first. */
  smaller(input: Input): Iterable<Input>
  show(input: Input): string
}

/** A target whose input type only it needs to know. */
export interface SealedTarget {
  readonly name: string
  /** Runs the case of a seed; undefined where nothing is wrong. */
  run(seed: string, covers: (structure: string) => void): Promise<Finding | undefined>
}

export interface Finding {
  readonly target: string
  /** Seed of the case: `npm run fuzz -- --only TARGET --case SEED` runs it again. */
  readonly seed: string
  readonly wrong: string
  /** The smallest input found that goes wrong in the same way. */
  readonly input: string
}

/** Smaller inputs are tried for this long at most. */
const shrinkMsMax = 4_000

export function sealTarget<Input>(target: Target<Input>, randomOf: (seed: string) => Random): SealedTarget {
  const verdict = async (input: Input, covers: (structure: string) => void): Promise<string> => {
    try {
      return await target.check(input, covers)
    } catch (error) {
      return `throws ${thrownText(error)}`
    }
  }
  return {
    name: target.name,
    async run(seed, covers) {
      let input = target.make(randomOf(seed))
      const wrong = await verdict(input, covers)
      if (wrong === '') return undefined
      const endMs = performance.now() + shrinkMsMax
      for (let shrunk = true; shrunk; ) {
        shrunk = false
        for (const smaller of target.smaller(input)) {
          if (performance.now() > endMs) break
          if ((await verdict(smaller, () => {})) !== wrong) continue
          input = smaller
          shrunk = true
          break
        }
      }
      return { target: target.name, seed, wrong, input: target.show(input) }
    },
  }
}

/** Kind and place of an error without its words, which may hold a value. */
function thrownText(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const place = /\((?:file:\/\/)?[^()]*?(\/(?:src|test)\/[^():]+:\d+)/.exec(error.stack ?? '')?.[1] ?? ''
  return `${error.name}${'fault' in error ? ` ${JSON.stringify(error.fault)}` : `: ${error.message}`} ${place}`.trim()
}

/** The list without one stretch of it: halves first, then ever shorter stretches. */
export function* withoutStretches<T>(list: readonly T[]): Generator<T[]> {
  for (let size = Math.ceil(list.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < list.length; at += size) yield [...list.slice(0, at), ...list.slice(at + size)]
  }
}

/** The bytes without one stretch of them. */
export function* shorterBytes(bytes: Uint8Array): Generator<Uint8Array> {
  for (let size = Math.ceil(bytes.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < bytes.length; at += size) {
      const out = new Uint8Array(bytes.length - Math.min(size, bytes.length - at))
      out.set(bytes.subarray(0, at))
      out.set(bytes.subarray(Math.min(at + size, bytes.length)), at)
      yield out
    }
  }
}

/** A JSON value without one member or item, wherever it stands. */
export function* smallerTrees(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    yield* withoutStretches(value as unknown[])
    for (const [i, item] of value.entries())
      for (const smaller of smallerTrees(item)) yield [...value.slice(0, i), smaller, ...value.slice(i + 1)]
  } else if (isTree(value)) {
    const members = Object.entries(value)
    for (const left of withoutStretches(members)) yield Object.fromEntries(left)
    for (const [name, member] of members)
      for (const smaller of smallerTrees(member)) yield { ...value, [name]: smaller }
  }
}

/** An object as JSON has it, not an instance of something. */
export function isTree(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype
}

export function pick<T>(random: Random, from: readonly T[]): T {
  return from[random.below(from.length)]!
}

export function chance(random: Random, share: number): boolean {
  return random.next() < share
}
