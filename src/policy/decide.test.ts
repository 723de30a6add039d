import { expect, test } from 'vitest'
import { anAgreement } from './agreement.testkit.ts'
import { narrowingOf } from './agreement.ts'
import { decide } from './decide.ts'
import { resolve } from './resolve.ts'

const wide = resolve({ packs: [] })
const narrow = resolve({
  packs: [],
  narrowings: [narrowingOf(anAgreement({ reports: { indicators: ['floor'], parameters: { k: 12 } } }))],
})

test('narrowing is free', () => {
  expect(decide(wide, narrow)).toEqual({ kind: 'allowed' })
  expect(decide(wide, wide)).toEqual({ kind: 'allowed' })
})

test('widening needs approval, and says each value and member that would be more', () => {
  const decision = decide(narrow, wide)
  expect(decision.kind).toBe('needsApproval')
  const widens = decision.kind === 'needsApproval' ? decision.widens : []
  expect(widens.find(({ parameter }) => parameter === 'k')).toEqual({ parameter: 'k', before: '12', after: '10' })
  expect(widens.find(({ parameter }) => parameter === 'eventsDays')).toMatchObject({ before: '180', after: '400' })
  expect(widens.find(({ parameter }) => parameter === 'indicators')?.after).toContain('departures')
})
