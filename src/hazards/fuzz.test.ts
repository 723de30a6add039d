import { describe, expect, test } from 'vitest'
import { seededRandom } from '../base/index.ts'
import { mutated, recordedPayloads, wrongWith } from './mutated.testkit.ts'

const recorded = recordedPayloads()
if (recorded.length === 0) console.log('skipped: ../shared/data/feeds (recorded payloads) is not there')

/** Mutations of a payload: fewer of large ones, so that the test stays short. `npm run fuzz -- --only "feed payloads"` runs for longer. */
const timesOf = (bytes: Uint8Array): number => Math.max(1, Math.min(6, Math.floor(60_000 / bytes.length)))

describe.skipIf(recorded.length === 0)('a mutated payload is read or refused with a fault, in time', () => {
  test.each(recorded.map((each) => [each.feed.id, each.file, each] as const))(
    '%s: %s',
    async (id, file, { feed, bytes }) => {
      for (let i = 0; i < timesOf(bytes); i++) {
        const seed = `${id}/${file}/${i}`
        expect([seed, await wrongWith(feed, mutated(seededRandom(seed), bytes))]).toEqual([seed, ''])
      }
    },
  )
})

test('a mutation follows from its seed, and is another payload', () => {
  const bytes = new TextEncoder().encode('{"a":[1,2,3],"b":"text"}'.repeat(20))
  const of = (seed: string) => mutated(seededRandom(seed), bytes)
  expect(of('1')).toEqual(of('1'))
  const others = Array.from({ length: 50 }, (_, i) => of(String(i))).filter((each) => Buffer.compare(each, bytes) !== 0)
  expect(others.length).toBeGreaterThan(40)
})
