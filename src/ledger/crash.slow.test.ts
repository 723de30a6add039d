import { expect, test } from 'vitest'
import { liveAndCrash } from '../../test/ledger/crash-world.ts'

test('power lost at every single step loses, halves and doubles nothing', async () => {
  for (const seed of ['every 1', 'every 2']) {
    const { steps } = await liveAndCrash({ seed, strikeAt: Number.POSITIVE_INFINITY })
    for (let strikeAt = 0; strikeAt < steps; strikeAt++) {
      const options = strikeAt % 3 === 0 ? { seed, strikeAt, strikeAgainAt: strikeAt % 40 } : { seed, strikeAt }
      expect({ ...options, wrong: (await liveAndCrash(options)).wrong }).toEqual({ ...options, wrong: [] })
    }
  }
}, 300_000)
