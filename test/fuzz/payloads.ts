import type { Random } from '../../src/base/index.ts'
import { mutated, type Recorded, recordedPayloads, wrongWith } from '../../src/hazards/mutated.testkit.ts'
import { pick, shorterBytes, type Target } from './target.ts'

let loaded: readonly Recorded[] | undefined

function recordings(): readonly Recorded[] {
  loaded ??= recordedPayloads()
  return loaded
}

/** Recorded payloads of public feeds, changed: read or refused with a fault, in time, and no number that is none. */
export const feedPayloads: Target<Recorded> = {
  name: 'feed payloads',
  make(random: Random) {
    const recorded = pick(random, recordings())
    return { ...recorded, bytes: mutated(random, recorded.bytes) }
  },
  check: ({ feed, bytes }, covers) => wrongWith(feed, bytes, covers),
  *smaller(input) {
    for (const bytes of shorterBytes(input.bytes)) yield { ...input, bytes }
  },
  show: ({ feed, file, bytes }) => `${feed.id} ${file}: ${Buffer.from(bytes).toString('latin1')}`,
}

/** Whether there is anything to change. */
export const hasPayloads = (): boolean => recordings().length > 0
