import type { ReleasedRate, WithheldReason } from '../model/index.ts'
import type { Grain } from './grain.ts'
import type { DeclaredHeads } from './heads.ts'
import type { PlaceTree } from './lattice.ts'
import type { Plan } from './shape.ts'
import { countedHeads, dwellOf, isDominated, type Tally } from './tally.ts'

/** What a window came to. */
export interface PlaceDecision {
  readonly shown: readonly ReleasedRate[]
  /** Why the whole site was held back, where it was. */
  readonly reason: WithheldReason
  /** Heads behind the whole site's count, undefined where nobody knows. */
  readonly heads:
    | { readonly people: number; readonly personHours: number; readonly basis: 'counted' | 'declared' }
    | undefined
}

export interface SplitOptions {
  readonly grain: Grain
  readonly tree: PlaceTree
  readonly step: number
  readonly plan: Plan
  readonly tallies: ReadonlyMap<number, Tally>
  readonly declared: DeclaredHeads
}

/**
 * Shows the site's count where it passes and, where so planned, its parts: all of them or none. One part held back beside the
 * others and their sum could be had by subtraction.
 */
export function decidePlaces(options: SplitOptions): PlaceDecision {
  const { tree, plan, tallies, step } = options
  const shown: ReleasedRate[] = []
  const root = groundOf(options, tree.root)
  const show = (place: number): void => {
    const ground = groundOf(options, place)
    const tally = tallies.get(place)
    if (!ground.ok || tally === undefined) return
    const dwell = dwellOf(tally, options.grain)
    const { startMs, endMs } = plan.window
    shown.push(
      Object.freeze({
        place,
        step,
        startMs,
        endMs,
        reached: tally.reached.count,
        dwellMedianMs: dwell.medianMs,
        dwellP95Ms: dwell.p95Ms,
        basis: ground.basis,
      }),
    )
    if (!plan.split.has(place)) return
    const parts = tree.below(place).filter((part) => tallies.has(part))
    if (parts.every((part) => groundOf(options, part).ok)) for (const part of parts) show(part)
  }
  show(tree.root)
  return { shown, reason: root.ok ? 'merged' : root.why, heads: root.heads }
}

type Ground = { readonly heads: PlaceDecision['heads'] } & (
  | { readonly ok: true; readonly basis: 'counted' | 'declared' }
  | { readonly ok: false; readonly why: WithheldReason }
)

/** What speaks for a count alone. */
function groundOf({ grain, step, plan, tallies, declared }: SplitOptions, place: number): Ground {
  const tally = tallies.get(place)
  const counted = tally === undefined ? undefined : countedHeads(tally)
  const said = declared.of(place, step, plan.window)
  const basis = counted === undefined ? 'declared' : 'counted'
  const known = counted ?? said
  const heads =
    known === undefined
      ? undefined
      : ({
          people: Math.min(counted?.people ?? Number.POSITIVE_INFINITY, said?.people ?? Number.POSITIVE_INFINITY),
          personHours: Math.min(known.personHours, said?.personHours ?? Number.POSITIVE_INFINITY),
          basis,
        } as const)
  if (grain.exact) return { ok: true, basis, heads }
  if (heads === undefined) return { ok: false, why: 'unknown', heads }
  // Nothing at all is an answer about everyone who was there.
  if (heads.people < grain.k || tally === undefined || tally.reached.count === 0)
    return { ok: false, why: 'too-few', heads }
  if (heads.personHours < grain.personHours) return { ok: false, why: 'too-short', heads }
  if (counted !== undefined && isDominated(tally.reached, grain)) return { ok: false, why: 'dominated', heads }
  return { ok: true, basis, heads }
}
