import { expect, test } from 'vitest'
import { withoutSync } from '../../test/disk/simulated-disk.ts'
import { liveAndCrash } from '../../test/ledger/crash-world.ts'

const never = Number.POSITIVE_INFINITY

test('a life without a crash loses, halves and doubles nothing', async () => {
  const { wrong, steps } = await liveAndCrash({ seed: 'calm', strikeAt: never })
  expect(wrong).toEqual([])
  expect(steps).toBeGreaterThan(300)
})

test('power lost at a spread of steps, also while opening again, loses, halves and doubles nothing', async () => {
  const { steps } = await liveAndCrash({ seed: 'spread', strikeAt: never })
  for (let i = 0; i < 20; i++) {
    const strikeAt = Math.floor((i * steps) / 20)
    const options = { seed: `spread ${i}`, strikeAt, ...(i % 2 === 0 ? {} : { strikeAgainAt: i }) }
    expect({ ...options, wrong: (await liveAndCrash(options)).wrong }).toEqual({ ...options, wrong: [] })
  }
})

test('the same crashes on a disk whose syncs do nothing are noticed', async () => {
  const { steps } = await liveAndCrash({ seed: 'spread', strikeAt: never })
  let noticed = 0
  for (let i = 1; i < 12; i++) {
    const strikeAt = Math.floor((i * steps) / 12)
    const { wrong } = await liveAndCrash({ seed: `mutant ${i}`, strikeAt, through: withoutSync })
    if (wrong.length > 0) noticed++
  }
  expect(noticed).toBeGreaterThan(5)
})
