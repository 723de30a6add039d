import { seededRandom } from '../../src/base/index.ts'
import { planDocuments, siteFiles } from './documents.ts'
import { epcisBytes, epcisTrees } from './epcis.ts'
import { ledgerFrames } from './frames.ts'
import { identifiers } from './identifiers.ts'
import { feedPayloads, hasPayloads } from './payloads.ts'
import { eventQueries } from './queries.ts'
import { type Finding, type SealedTarget, sealTarget } from './target.ts'

export const targets: readonly SealedTarget[] = [
  sealTarget(epcisTrees, seededRandom),
  sealTarget(epcisBytes, seededRandom),
  sealTarget(identifiers, seededRandom),
  sealTarget(siteFiles, seededRandom),
  sealTarget(planDocuments, seededRandom),
  sealTarget(eventQueries, seededRandom),
  sealTarget(ledgerFrames, seededRandom),
  // Recordings stand beside the repository, where they stand at all.
  ...(hasPayloads() ? [sealTarget(feedPayloads, seededRandom)] : []),
]

/** The scanner has more to find than the rest, and its cases are the slowest. */
const sharesOf = ({ name }: SealedTarget): number => (name.startsWith('epcis') ? 3 : 1)

export interface FuzzReport {
  readonly seed: string
  readonly minutes: number
  /** Cases of each target. */
  readonly cases: Readonly<Record<string, number>>
  /** Different structures met by each target: members of each type, faults, outcomes. */
  readonly structures: Readonly<Record<string, number>>
  readonly failures: readonly Finding[]
}

/** A way of going wrong is told once a target, however often it is met. */
const failuresMax = 50

/**
 * Runs the cases `seed/0`, `seed/1`, … of every target, each target for its share of the time. A case depends on its seed
 * only, so that a failure comes back whatever ran before it.
 */
export async function fuzz(options: {
  readonly seed: string
  readonly minutes: number
  /** Cases of each target at least, however long they take. */
  readonly casesMin?: number
  readonly only?: string | undefined
  readonly say: (line: string) => void
  readonly onStructure?: (target: string, structure: string) => void
}): Promise<FuzzReport> {
  const chosen = targets.filter(({ name }) => options.only === undefined || options.only === name)
  const cases: Record<string, number> = {}
  const structures: Record<string, number> = {}
  const failures: Finding[] = []
  const told = new Set<string>()
  for (const target of chosen) {
    const met = new Set<string>()
    const covers = (structure: string): void => {
      met.add(structure)
      options.onStructure?.(target.name, structure)
    }
    const share = sharesOf(target) / chosen.reduce((sum, each) => sum + sharesOf(each), 0)
    const endMs = performance.now() + options.minutes * 60_000 * share
    let count = 0
    const casesMin = options.casesMin ?? 0
    for (; (performance.now() < endMs || count < casesMin) && failures.length < failuresMax; count++) {
      const found = await target.run(`${options.seed}/${count}`, covers)
      if (found === undefined || told.has(`${found.target} ${found.wrong}`)) continue
      told.add(`${found.target} ${found.wrong}`)
      failures.push(found)
      options.say(`${found.target}, seed ${found.seed}: ${found.wrong}\n  ${found.input.slice(0, 4_000)}`)
    }
    cases[target.name] = count
    structures[target.name] = met.size
    options.say(`${target.name}: ${count} cases, ${met.size} structures`)
  }
  return { seed: options.seed, minutes: options.minutes, cases, structures, failures }
}
