import { compareText } from '../base/index.ts'
import { releaseSets } from './declared.ts'
import { isAsStrict, type NumberId, numberIds, numberParameter, type SetId, setIds } from './parameters.ts'
import type { Pack } from './rule.ts'

/** Where a line comes from. `at` is a JSON Pointer into the document that draws it. */
export type LineSource =
  | { readonly kind: 'product'; readonly rule: string }
  | { readonly kind: 'pack'; readonly pack: string; readonly rule: string }
  | { readonly kind: 'site'; readonly at: string }
  | { readonly kind: 'agreement'; readonly id: string; readonly version: string; readonly at: string }
  /** What a release could do on the day that the site was activated: an update adds nothing to it. */
  | { readonly kind: 'activation'; readonly date: string }

/** One line drawn for a number. A `limit` narrows; a `duty` asks that the value be no stricter than this. */
export interface NumberLine {
  readonly bound: 'limit' | 'duty'
  readonly value: number
  readonly from: LineSource
}

export interface SetLine {
  readonly allow: readonly string[]
  readonly from: LineSource
}

/** What a site, an agreement or an activation narrows. */
export interface Narrowing {
  readonly from: (at: string) => LineSource
  readonly numbers?: Readonly<Partial<Record<NumberId, number>>>
  readonly sets?: Readonly<Partial<Record<SetId, readonly string[]>>>
}

export interface ResolvedNumber {
  readonly id: NumberId
  readonly value: number
  /** The line that decides, first of equals in a fixed order. */
  readonly decidedBy: NumberLine
  readonly others: readonly NumberLine[]
  /** The value that would hold without the deciding line, null where there is no other. */
  readonly otherwise: { readonly value: number; readonly line: NumberLine } | null
  /** Duties that the value does not meet. */
  readonly unmet: readonly NumberLine[]
}

export interface ResolvedSet {
  readonly id: SetId
  readonly value: readonly string[]
  readonly lines: readonly SetLine[]
  /** Members of the release that are off, each with the lines that leave it out. */
  readonly off: readonly { readonly member: string; readonly by: readonly LineSource[] }[]
}

/** A duty that no value within the limits meets. It blocks activation. */
export interface Conflict {
  readonly parameter: NumberId
  readonly duty: NumberLine
  readonly limit: NumberLine
}

export interface EffectivePolicy {
  readonly numbers: Readonly<Record<NumberId, number>>
  readonly sets: Readonly<Record<SetId, readonly string[]>>
  readonly explained: { readonly numbers: readonly ResolvedNumber[]; readonly sets: readonly ResolvedSet[] }
  /** Empty where every duty is met. The policy beside a conflict is the strictest, and is what runs. */
  readonly conflicts: readonly Conflict[]
}

export interface ResolveInput {
  readonly packs: readonly Pack[]
  readonly narrowings?: readonly Narrowing[]
  /** What the release can do; its own sets where left out. */
  readonly release?: Readonly<Record<SetId, readonly string[]>>
}

/**
 * The policy that holds: for each number the strictest of all its lines, for each set what all its lines share. A line more
 * can only narrow. A duty (a period for which logs must be kept) never widens: where it lies beyond the strictest limit, both
 * lines are told as a conflict. The order of packs and narrowings does not matter.
 */
export function resolve({ packs, narrowings = [], release = releaseSets() }: ResolveInput): EffectivePolicy {
  const numbers = numberIds.map((id) => resolveNumber(id, linesOf(id, packs, narrowings)))
  const sets = setIds.map((id) => resolveSet(id, release[id], packs, narrowings))
  return {
    numbers: Object.fromEntries(numbers.map(({ id, value }) => [id, value])) as Record<NumberId, number>,
    sets: Object.fromEntries(sets.map(({ id, value }) => [id, value])) as Record<SetId, readonly string[]>,
    explained: { numbers, sets },
    conflicts: numbers.flatMap(({ id, unmet, decidedBy }) =>
      unmet.map((duty) => ({ parameter: id, duty, limit: decidedBy })),
    ),
  }
}

function linesOf(id: NumberId, packs: readonly Pack[], narrowings: readonly Narrowing[]): NumberLine[] {
  const { value, rule } = numberParameter(id)
  const lines: NumberLine[] = [{ bound: 'limit', value, from: { kind: 'product', rule } }]
  for (const pack of packs) {
    for (const each of pack.rules) {
      for (const line of each.lines ?? []) {
        if (line.parameter !== id) continue
        lines.push({ bound: line.bound, value: line.value, from: { kind: 'pack', pack: pack.id, rule: each.id } })
      }
    }
  }
  for (const { numbers, from } of narrowings) {
    const own = numbers?.[id]
    if (own !== undefined) lines.push({ bound: 'limit', value: own, from: from(`/parameters/${id}`) })
  }
  return lines
}

function resolveNumber(id: NumberId, lines: readonly NumberLine[]): ResolvedNumber {
  const limits = lines.filter((line) => line.bound === 'limit').sort((a, b) => strictestFirst(id, a, b))
  const [decidedBy] = limits
  if (decidedBy === undefined) throw new Error('broken invariant: a parameter without the line of the product')
  const next = limits.find((line) => line.value !== decidedBy.value)
  return {
    id,
    value: decidedBy.value,
    decidedBy,
    others: lines.filter((line) => line !== decidedBy).sort((a, b) => strictestFirst(id, a, b)),
    otherwise: next === undefined ? null : { value: next.value, line: next },
    unmet: lines
      .filter(
        (line) =>
          line.bound === 'duty' && line.value !== decidedBy.value && isAsStrict(id, decidedBy.value, line.value),
      )
      .sort((a, b) => strictestFirst(id, a, b)),
  }
}

function resolveSet(
  id: SetId,
  release: readonly string[],
  packs: readonly Pack[],
  narrowings: readonly Narrowing[],
): ResolvedSet {
  const lines: SetLine[] = [{ allow: release, from: { kind: 'product', rule: 'FF-WIDEN' } }]
  for (const pack of packs) {
    for (const rule of pack.rules) {
      for (const set of rule.sets ?? []) {
        if (set.parameter === id) lines.push({ allow: set.allow, from: { kind: 'pack', pack: pack.id, rule: rule.id } })
      }
    }
  }
  for (const { sets, from } of narrowings) {
    const own = sets?.[id]
    if (own !== undefined) lines.push({ allow: own, from: from(`/${id}`) })
  }
  lines.sort((a, b) => compareText(keyOf(a.from) + a.allow.join(), keyOf(b.from) + b.allow.join()))
  const leftOut = (member: string) => lines.filter(({ allow }) => !allow.includes(member)).map(({ from }) => from)
  return {
    id,
    value: release.filter((member) => leftOut(member).length === 0),
    lines,
    off: release.flatMap((member) => {
      const by = leftOut(member)
      return by.length === 0 ? [] : [{ member, by }]
    }),
  }
}

function strictestFirst(id: NumberId, a: NumberLine, b: NumberLine): number {
  if (a.value !== b.value) return isAsStrict(id, a.value, b.value) ? -1 : 1
  return compareText(a.bound + keyOf(a.from), b.bound + keyOf(b.from))
}

/** Among equal values the law speaks first, then people at the site, then the product; an activation only where it alone holds. */
const sourceRank = ['pack', 'agreement', 'site', 'product', 'activation'] as const

function keyOf(from: LineSource): string {
  const rest = from.kind === 'pack' ? `${from.pack} ${from.rule}` : JSON.stringify(from)
  return `${sourceRank.indexOf(from.kind)} ${rest}`
}
