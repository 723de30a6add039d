import { isAsStrict, numberIds, setIds } from './parameters.ts'
import type { EffectivePolicy } from './resolve.ts'

/** What a change of policy needs before it takes effect. */
export type Decision =
  | { readonly kind: 'allowed' }
  /** Two people must agree. Until a release has such approvals, whoever asks is refused with WIDENS. */
  | { readonly kind: 'needsApproval'; readonly widens: readonly Widening[] }

/** One way in which a policy after a change allows more than the one before it. */
export interface Widening {
  readonly parameter: string
  readonly before: string
  readonly after: string
}

/**
 * The door for approvals: narrowing is free, widening is not. Who calls this with the policy before and after a change never
 * needs to know why it changed.
 */
export function decide(
  before: Pick<EffectivePolicy, 'numbers' | 'sets'>,
  after: Pick<EffectivePolicy, 'numbers' | 'sets'>,
): Decision {
  const widens: Widening[] = []
  for (const id of numberIds) {
    if (isAsStrict(id, after.numbers[id], before.numbers[id])) continue
    widens.push({ parameter: id, before: String(before.numbers[id]), after: String(after.numbers[id]) })
  }
  for (const id of setIds) {
    const more = after.sets[id].filter((member) => !before.sets[id].includes(member))
    if (more.length === 0) continue
    widens.push({ parameter: id, before: before.sets[id].join(', '), after: `${more.join(', ')} too` })
  }
  return widens.length === 0 ? { kind: 'allowed' } : { kind: 'needsApproval', widens }
}
