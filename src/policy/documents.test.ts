import { describe, expect, test } from 'vitest'
import { anAgreement, recordsOf } from './agreement.testkit.ts'
import { narrowingOf } from './agreement.ts'
import { exports, fieldIds, indicators } from './declared.ts'
import { assessmentOf, assessmentSections } from './documents/assessment.ts'
import type { DocumentInput, PolicyDocument } from './documents/document.ts'
import { markdownOf } from './documents/markdown.ts'
import { noticeOf, noticeParts } from './documents/notice.ts'
import { registerOf, registerParts } from './documents/register.ts'
import { packsFor } from './packs/packs.ts'
import { numberIds, numberParameter } from './parameters.ts'
import { type Declaration, workerCategories } from './records.ts'
import { resolve } from './resolve.ts'
import { documentLanguages } from './rule.ts'
import { parameterName, quantity } from './words.ts'

const records = recordsOf('2026-10-01')
const agreement = anAgreement()

function inputOf(change: Partial<DocumentInput> = {}): DocumentInput {
  const packs = packsFor({ country: 'DE' })
  return {
    siteId: 'north',
    siteName: 'North',
    position: { country: 'DE' },
    version: '0.1.0',
    day: '2026-11-02',
    manifestHash: 'cd'.repeat(32),
    policy: resolve({ packs, narrowings: [narrowingOf(agreement)] }),
    packs,
    declaration: records.find((record): record is Declaration => record.kind === 'declaration'),
    agreement: { kind: 'agreement', date: '2026-10-01', agreement },
    simulated: false,
    ...change,
  }
}

/** Every sentence of a section; a part without any has not been answered. */
function said(document: PolicyDocument, id: string): string {
  const section = document.sections.find((each) => each.id === id)
  return (section?.blocks ?? [])
    .flatMap((block) =>
      block.kind === 'text'
        ? [block.text]
        : block.kind === 'list'
          ? block.items
          : [...block.head, ...block.rows.flat()],
    )
    .join('\n')
}

describe.each(documentLanguages)('in %s', (language) => {
  test('every period and group that a document tells is the one that runs', () => {
    const { policy } = inputOf()
    const numbers = { ...policy.numbers, k: 17, fineHours: 31, contributorHours: 11, ratesHours: 7, eventsDays: 97 }
    const other = { ...numbers, testDays: 19, accessLogDays: 101, sessionHours: 3 }
    const input = inputOf({ policy: { ...policy, numbers: other } })
    const told = [registerOf(input, language), assessmentOf(input, language), noticeOf(input, language, 'agency')]
    const ownNumbers = /\b(?:Art|art|WP|§)\.? ?\d+(?:\(\d+\))?|2026-\d\d-\d\d|\(\d+\)|\b0\.1\.0\b/g
    const units = /(\d+)[ \u00a0](?:hours?|days?|people|Stunden?|Tagen?|Tage?|Menschen|heures?|jours?|personnes?)\b/g
    for (const document of told) {
      const text = document.sections
        .map(({ id }) => said(document, id))
        .join('\n')
        .replace(ownNumbers, '')
      const figures = [...text.matchAll(units)].map(([, figure]) => Number(figure))
      expect(new Set(figures)).toEqual(new Set(figures.filter((figure) => Object.values(other).includes(figure))))
      expect(figures).toContain(31)
      expect(text).not.toMatch(/\((?:a day|einen Tag|un jour)\)|72/)
    }
  })

  test('the register has every part of Article 30(1)', () => {
    const document = registerOf(inputOf(), language)
    for (const part of registerParts) expect(said(document, part).length, part).toBeGreaterThan(20)
    expect(said(document, '30.1.a')).toContain('Nord Logistics Ltd')
    for (const id of numberIds.filter((each) => numberParameter(each).period !== undefined)) {
      const { numbers } = inputOf().policy
      expect(said(document, '30.1.f')).toContain(
        `${parameterName(id)[language]}\n${quantity(id, numbers[id], language)}`,
      )
    }
    for (const field of fieldIds) expect(said(document, '30.1.c')).toContain(field)
    for (const name of Object.values(exports)) expect(said(document, '30.1.d')).toContain(name[language])
  })

  test('the register lists every indicator with what it is for and the milder means', () => {
    for (const document of [registerOf(inputOf(), language), assessmentOf(inputOf(), language)]) {
      const text = said(document, document.kind === 'register' ? '30.1.b' : '35.7.b')
      for (const { name, purpose, milder } of indicators) {
        for (const each of [name, purpose, milder]) expect(text).toContain(each[language])
      }
    }
  })

  test('the assessment has every part of Article 35(7)', () => {
    const document = assessmentOf(inputOf(), language)
    for (const part of assessmentSections) expect(said(document, part).length, part).toBeGreaterThan(20)
    expect(said(document, '35.7.b')).toContain('DE-BV-1')
  })

  test('a notice says everything that Articles 13 and 14 ask for, to each category in each language', () => {
    const texts = workerCategories.map((category) => {
      const document = noticeOf(inputOf(), language, category)
      for (const part of noticeParts) expect(said(document, part).length, `${category} ${part}`).toBeGreaterThan(10)
      return markdownOf(document)
    })
    expect(new Set(texts).size).toBe(workerCategories.length)
  })

  test('every document prints what only people can hold, and what nobody can', () => {
    for (const document of [
      registerOf(inputOf(), language),
      assessmentOf(inputOf(), language),
      noticeOf(inputOf(), language, 'agency'),
    ]) {
      expect(said(document, 'limits')).toContain(agreement.evidenceExclusion)
      expect(said(registerOf(inputOf({ agreement: undefined }), language), 'limits')).not.toContain(
        agreement.evidenceExclusion,
      )
    }
  })

  test('nobody is made up: what is not declared is told, and a simulated site says so', () => {
    const bare = registerOf(inputOf({ declaration: undefined, agreement: undefined, simulated: true }), language)
    expect(said(bare, '30.1.a')).toContain('npx fairfloor policy record declaration --file FILE --site ')
    expect(bare.notes).toHaveLength(3)
  })

  test('what is off at the site is not in its documents', () => {
    const packs = packsFor({ country: 'DE' })
    const few = anAgreement({ reports: { indicators: ['departures'], parameters: {} } })
    const document = registerOf(inputOf({ policy: resolve({ packs, narrowings: [narrowingOf(few)] }) }), language)
    const shown = indicators.filter(({ name }) => said(document, '30.1.b').includes(name[language]))
    expect(shown.map(({ id }) => id)).toEqual(['departures'])
  })
})
