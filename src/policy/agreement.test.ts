import { describe, expect, test } from 'vitest'
import { documentReader } from '../base/index.ts'
import { anAgreement } from './agreement.testkit.ts'
import { agreementItems, narrowingOf, readAgreement, unenforceable, wideningFaults } from './agreement.ts'
import { packsFor } from './packs/packs.ts'
import { readRecord } from './records.ts'
import { resolve } from './resolve.ts'

const de = packsFor({ country: 'DE' })

function faultsOf(value: unknown): string[] {
  const r = documentReader()
  readAgreement(r, value, '/agreement')
  return r.faults.map(({ code, at }) => `${code} ${at}`)
}

describe('an agreement', () => {
  test('has all thirteen items, and a missing one is told with its pointer', () => {
    expect(agreementItems).toHaveLength(13)
    expect(faultsOf(anAgreement())).toEqual([])
    for (const item of agreementItems) {
      const { [item]: _left, ...rest } = anAgreement()
      expect(faultsOf(rest)).toEqual([`DOCUMENT_MEMBER_MISSING /agreement/${item}`])
    }
  })

  test('says itself which items only people can keep', () => {
    for (const item of unenforceable) expect(agreementItems).toContain(item)
  })

  test('cannot allow control of single people, nor close the logs to the representatives', () => {
    expect(faultsOf({ ...anAgreement(), noIndividualControl: false })).toEqual([
      'WIDENS /agreement/noIndividualControl',
    ])
    expect(faultsOf({ ...anAgreement(), logs: { openToRepresentatives: false } })).toEqual([
      'WIDENS /agreement/logs/openToRepresentatives',
    ])
  })

  test('narrows: what it does not name is off, what it says more strictly holds', () => {
    const agreement = anAgreement({
      reports: { indicators: ['departures', 'floor'], parameters: { k: 15 } },
      interfaces: { exports: [] },
    })
    const policy = resolve({ packs: de, narrowings: [narrowingOf(agreement)] })
    expect(policy.numbers).toMatchObject({ k: 15, eventsDays: 180 })
    expect(policy.sets.indicators).toEqual(['departures', 'floor'])
    expect(policy.sets.exports).toEqual([])
    const k = policy.explained.numbers.find(({ id }) => id === 'k')
    expect(k?.decidedBy.from).toEqual({
      kind: 'agreement',
      id: 'bv-goods-flow',
      version: '1',
      at: '/reports/parameters/k',
    })
  })

  test('that widens is refused with the pointer and both values', () => {
    const inForce = resolve({ packs: de, narrowings: [narrowingOf(anAgreement())] })
    const wider = anAgreement({
      version: '2',
      reports: { indicators: ['departures'], parameters: { k: 10, topShare: 0.4 } },
      retention: { eventsDays: 200, fineHours: 12 },
      roles: ['lead', 'safety'],
    })
    expect(wideningFaults(wider, inForce)).toEqual([
      { code: 'WIDENS', at: '/reports/parameters/k', got: '10', allowed: 'at least 12' },
      { code: 'WIDENS', at: '/retention/eventsDays', got: '200', allowed: 'at most 180' },
      {
        code: 'WIDENS',
        at: '/roles/1',
        got: 'safety',
        allowed: 'lead, manager, integrator, privacy, representative, auditor, admin',
      },
    ])
    expect(wideningFaults(anAgreement(), inForce)).toEqual([])
  })

  test('as a record is read whole or refused with every fault', () => {
    expect(readRecord({ kind: 'agreement', date: '2026-10-01', agreement: anAgreement() }).ok).toBe(true)
    const wrong = readRecord({
      kind: 'agreement',
      date: '1.10.2026',
      agreement: { ...anAgreement(), retention: { k5: 3 } },
    })
    expect(wrong.ok ? [] : wrong.fault.map(({ at }) => at)).toEqual(['/date', '/agreement/retention/k5'])
    const low = readRecord({
      kind: 'agreement',
      date: '2026-10-01',
      agreement: anAgreement({ reports: { indicators: [], parameters: { k: 3 } } }),
    })
    expect(low.ok ? [] : low.fault.map(({ code, at }) => `${code} ${at}`)).toEqual([
      'DOCUMENT_VALUE_WRONG /agreement/reports/parameters/k',
    ])
    for (const nothing of [undefined, null, 7, {}, { kind: 'other' }]) expect(readRecord(nothing).ok).toBe(false)
  })
})
