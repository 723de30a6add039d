import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  assessmentOf,
  documentLanguages,
  indicators,
  manifestOf,
  markdownOf,
  missingFor,
  noticeOf,
  packs,
  registerOf,
  workerCategories,
} from '../../src/policy/index.ts'
import { loadFaultTexts, loadMessages } from '../../src/text/index.ts'
import { wordingFindings } from '../tidy/prose.ts'
import { repositoryRoot } from '../tidy/tree.ts'
import { sampleInput } from './manifest.ts'

/** The same promises in German and French. */
const refused =
  /(?<!\p{L})(\p{L}*konform|zertifiziert\p{L}*|anonym\p{L}*|conforme\p{L}?|certifié\p{L}*|illegal\p{L}*|illégal\p{L}*)(?!\p{L})/iu

/** Everything that a reader of rules, documents and pages may meet, by where it stands. */
async function texts(): Promise<[string, string][]> {
  const manifest = manifestOf({ routes: [], streams: [], commands: [] })
  const out: [string, string][] = []
  for (const pack of packs) {
    for (const rule of pack.rules) out.push([rule.id, [...Object.values(rule.says), rule.source].join('\n')])
    if (pack.unverified !== undefined) out.push([pack.id, Object.values(pack.unverified).join('\n')])
  }
  for (const { id, name, purpose, milder } of indicators) {
    out.push([id, [name, purpose, milder].flatMap((each) => Object.values(each)).join('\n')])
  }
  for (const language of documentLanguages) {
    for (const country of ['DE', 'FR', 'US']) {
      const input = sampleInput(manifest, country)
      const documents = [
        registerOf(input, language),
        assessmentOf(input, language),
        ...workerCategories.map((category) => noticeOf(input, language, category)),
      ]
      for (const document of documents) out.push([`${document.kind} ${country} ${language}`, markdownOf(document)])
      const missing = missingFor({ ...input, records: [], day: '2026-01-01' })
      out.push([`missing ${country}`, missing.map(({ says }) => says[language]).join('\n')])
    }
    out.push([`messages ${language}`, Object.values(await loadMessages(language)).join('\n')])
    out.push([
      `faults ${language}`,
      Object.values((await loadFaultTexts(language)) ?? {})
        .flat()
        .join('\n'),
    ])
  }
  const docs = readdirSync(join(repositoryRoot, 'docs'), { recursive: true, encoding: 'utf8' })
  for (const path of docs.filter((each) => each.endsWith('.md'))) {
    out.push([`docs/${path}`, readFileSync(join(repositoryRoot, 'docs', path), 'utf8')])
  }
  return out
}

test('says nothing that the wording rules refuse, in any language', async () => {
  const all = await texts()
  expect(all.length).toBeGreaterThan(100)
  const wrong = all.flatMap(([where, text]) => [
    ...wordingFindings({ path: where, text }).map(({ message }) => `${where}: ${message}`),
    ...(refused.exec(text) === null ? [] : [`${where}: ${refused.exec(text)?.[0]}`]),
  ])
  expect(wrong).toEqual([])
})

test('finds the words that it looks for', () => {
  for (const text of ['DSGVO-konform', 'anonymisierte Daten', 'site certifié', 'c’est illégal']) {
    expect(refused.test(text), text).toBe(true)
  }
  expect(refused.test('Der Standort ist uniform und informiert.')).toBe(false)
})
