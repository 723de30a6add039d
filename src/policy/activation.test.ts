import { describe, expect, test } from 'vitest'
import { type ActivationInput, agreementInForce, type MissingCode, missingFor } from './activation.ts'
import { anAgreement, recordsOf } from './agreement.testkit.ts'
import { packsFor } from './packs/packs.ts'
import type { PolicyRecord } from './records.ts'
import { resolve } from './resolve.ts'

const day = '2026-11-02'

function codes(country: string | undefined, records: readonly PolicyRecord[], more: Partial<ActivationInput> = {}) {
  const packs = packsFor({ country })
  const input = { siteId: 'north', position: { country }, packs, records, day, policy: resolve({ packs }), ...more }
  return missingFor(input).map(({ code, blocks, rule, at }) => ({ code, blocks, rule, at }))
}

const blocking = (all: ReturnType<typeof codes>): MissingCode[] =>
  all.filter(({ blocks }) => blocks).map(({ code }) => code)

describe('a site is activated', () => {
  test('when all that its packs ask for is recorded, in the right order of dates', () => {
    for (const country of ['FR', 'DE', 'PL', 'NL', 'US'])
      expect(codes(country, recordsOf('2026-10-30')), country).toEqual([])
  })

  test('asks for a notice in every category and language, given before the activation', () => {
    const all = recordsOf('2026-10-30')
    const without = all.filter((record) => !(record.kind === 'notice' && record.category === 'agency'))
    expect(codes('FR', without)).toEqual([
      { code: 'notice', blocks: true, rule: 'EU-CE-3', at: '/notice/agency/fr' },
      { code: 'notice', blocks: true, rule: 'EU-CE-3', at: '/notice/agency/en' },
    ])
    const late = without.concat([
      { kind: 'notice', category: 'agency', language: 'fr', version: '1', date: '2026-11-03' },
      { kind: 'notice', category: 'agency', language: 'en', version: '1', date: day },
    ])
    expect(blocking(codes('FR', late))).toEqual(['noticeLate'])
  })

  test('asks for an assessment with its four parts, the officer’s advice and the representatives’ view', () => {
    const all = recordsOf('2026-10-30')
    expect(
      blocking(
        codes(
          'PL',
          all.filter(({ kind }) => kind !== 'assessment'),
        ),
      ),
    ).toEqual(['assessment'])
    const lacking = all.map((record) =>
      record.kind === 'assessment' ? { ...record, parts: ['description'] as const } : record,
    )
    const [found] = missingFor({
      siteId: 'north',
      position: { country: 'PL' },
      packs: packsFor({ country: 'PL' }),
      records: lacking,
      day,
      policy: { conflicts: [] },
    })
    expect(found?.says.en).toBe('The impact assessment lacks: necessity, risks, measures.')
    const late = all.map((record) => (record.kind === 'assessment' ? { ...record, date: '2026-12-01' } : record))
    expect(blocking(codes('PL', late))).toEqual(['assessmentLate'])
    const onTheDay = all.map((record) => (record.kind === 'assessment' ? { ...record, date: day } : record))
    expect(blocking(codes('PL', onTheDay))).toEqual([])
  })

  test('asks a French site of fifty for a consultation earlier than its activation', () => {
    const all = recordsOf('2026-10-30')
    expect(
      codes(
        'FR',
        all.filter(({ kind }) => kind !== 'consultation'),
      ),
    ).toEqual([{ code: 'consultation', blocks: true, rule: 'FR-CSE-2', at: '/consultation/date' }])
    const onTheDay = all.map((record) => (record.kind === 'consultation' ? { ...record, date: day } : record))
    expect(blocking(codes('FR', onTheDay))).toEqual(['consultationLate'])
  })

  test('only advises a French site of eleven to forty-nine to consult', () => {
    const small = (staff: 'under11' | '11to49') =>
      recordsOf('2026-10-30')
        .filter(({ kind }) => kind !== 'consultation')
        .map((record) => (record.kind === 'declaration' ? { ...record, staff } : record))
    expect(codes('FR', small('11to49'))).toEqual([
      { code: 'consultationAdvised', blocks: false, rule: 'FR-CSE-3', at: '/consultation' },
    ])
    expect(codes('FR', small('under11'))).toEqual([])
  })

  test('asks a German site for a works agreement signed before its activation', () => {
    const all = recordsOf('2026-10-30')
    expect(
      codes(
        'DE',
        all.filter(({ kind }) => kind !== 'agreement'),
      ),
    ).toEqual([{ code: 'agreement', blocks: true, rule: 'DE-BV-1', at: '/agreement' }])
    const changed = (change: Parameters<typeof anAgreement>[0]) =>
      blocking(
        codes('DE', [
          ...all.filter(({ kind }) => kind !== 'agreement'),
          { kind: 'agreement', date: '2026-10-01', agreement: anAgreement(change) },
        ]),
      )
    expect(changed({ signed: '2026-11-03' })).toEqual(['agreementLate'])
    expect(changed({ scope: { sites: ['south'], systems: 'all' } })).toEqual(['agreementScope'])
    const term = (from: string, until: string) => changed({ auditAndTerm: { audit: 'x', from, until } })
    expect(term('2026-11-03', '2027-11-01')).toEqual(['agreementLate'])
    expect(term('2025-01-01', '2026-11-01')).toEqual(['agreementOver'])
    expect(term(day, day)).toEqual([])
    expect(changed({})).toEqual([])
  })

  test('asks for a declaration where a draft pack applies, so that somebody looks', () => {
    expect(codes('US', [])).toEqual([{ code: 'declaration', blocks: true, rule: 'US-DEF-Q', at: '/declaration' }])
    expect(blocking(codes('ES', []))).toContain('declaration')
  })

  test('without a country it is only said that nobody knows which rules apply', () => {
    expect(codes(undefined, [])).toEqual([{ code: 'position', blocks: false, rule: null, at: '/country' }])
    expect(codes('CA', [])).toEqual([{ code: 'positionUnknown', blocks: false, rule: null, at: '/country' }])
  })

  test('not while a duty and a limit contradict each other', () => {
    const policy = resolve({
      packs: packsFor({ country: 'FR' }),
      narrowings: [{ from: (at) => ({ kind: 'site', at }), numbers: { accessLogDays: 30 } }],
    })
    expect(codes('FR', recordsOf('2026-10-30'), { policy })).toEqual([
      { code: 'conflict', blocks: true, rule: 'EU-CNIL-13', at: '/parameters/accessLogDays' },
    ])
  })

  test('says in three languages what is missing, and what to type', () => {
    const all = missingFor({
      siteId: 'north',
      position: { country: 'FR' },
      packs: packsFor({ country: 'FR' }),
      records: recordsOf('2026-10-30').slice(0, 1),
      day,
      policy: { conflicts: [] },
    })
    expect(all.length).toBeGreaterThan(3)
    for (const { says, command } of all) {
      expect(new Set([says.en, says.de, says.fr]).size).toBe(3)
      expect(Object.values(says).join()).not.toMatch(/[{}]/)
      expect(command).toMatch(/^policy record /)
    }
  })
})

test('an agreement holds for the sites that it names, also after its term', () => {
  const agreement = anAgreement({
    scope: { sites: ['south'], systems: 'all' },
    auditAndTerm: { audit: 'x', from: '2025-01-01', until: '2025-12-31' },
  })
  const records = [{ kind: 'agreement' as const, date: '2026-10-01', agreement }]
  expect(agreementInForce(records, 'south')?.agreement).toBe(agreement)
  expect(agreementInForce(records, 'north')).toBeUndefined()
})
