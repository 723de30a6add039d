import type { TestReference } from '../rule.ts'

const at =
  (file: string) =>
  (title: string): TestReference => ({ file, title })

/** Tests that hold more than one rule; `rules.test.ts` fails where a title is not found in its file. */
const promises = at('src/server/promises.test.ts')
const gate = at('src/policy/gate.test.ts')
const activation = at('src/policy/activation.test.ts')
const resolve = at('src/policy/resolve.test.ts')
const rules = at('src/policy/rules.test.ts')
const documents = at('src/policy/documents.test.ts')
const manifest = at('test/docs/manifest.test.ts')

export const heldBy = {
  personFields: promises('no person field of any shape is written, logged or sent'),
  coarse: promises(
    'nobody but the feed that names its own event sees a hand scan finer than zone and quarter hour, on any way out',
  ),
  coarseLater: at('src/server/activation.test.ts')(
    'a day later hand scans are coarse in the folder too, still found, and still duplicates',
  ),
  ownKey: at('src/server/people/access.test.ts')('a key is known by its secret and belongs to one site'),
  live: at('src/server/views/told.test.ts')(
    'what hands do moves no live answer before the quarter hour is over, however often one asks',
  ),
  traced: at('src/server/query/trace-budget.test.ts')(
    'a role traces so many objects a day, the same ones again for nothing, and another role has its own',
  ),
  denied: at('src/server/keep-out/denials.test.ts')(
    'a site file is refused for every name that the deny-lists refuse, by pointer and without the name',
  ),
  passwords: at('src/people/people.test.ts')(
    'a password is judged by its length and by how often it is chosen, never by kinds of characters',
  ),
  secrets: at('src/server/people/access.test.ts')('a secret never stands in the file'),
  k: gate('of nine, of one who does most, or of nobody known stays inside'),
  dominance: gate('of nine, of one who does most, or of nobody known stays inside'),
  subtraction: gate('over places, windows, days and weeks never tells the work of too few'),
  allOrNothing: gate('in which nothing was done is told as too few: it would say of all that they stood still'),
  once: gate('is never decided again, and is kept for a day'),
  notice: activation('asks for a notice in every category and language, given before the activation'),
  assessment: activation(
    'asks for an assessment with its four parts, the officer’s advice and the representatives’ view',
  ),
  consultation: activation('asks a French site of fifty for a consultation earlier than its activation'),
  consultationSmall: activation('only advises a French site of eleven to forty-nine to consult'),
  agreement: activation('asks a German site for a works agreement signed before its activation'),
  draftPack: activation('asks for a declaration where a draft pack applies, so that somebody looks'),
  narrowOnly: resolve('never widens by a pack, a declaration or an agreement more'),
  strictest: resolve('takes the strictest line of each number, and what all lines of a set share'),
  duty: resolve('blocks where a duty to keep lies above what may be kept, and shows both lines'),
  onePeriod: rules('no period covers two purposes or two kinds of data, and none of people’s data lasts 31 days'),
  noPersonParameter: rules('no indicator, field or export has a key of a person, a device or a station'),
  wording: at('test/docs/wording.test.ts')('says nothing that the wording rules refuse, in any language'),
  standing: rules('never shows a value of ours as law, nor one from memory as verified'),
  noModel: rules('no package that learns models is a dependency'),
  register: documents('the register has every part of Article 30(1)'),
  assessmentDraft: documents('the assessment has every part of Article 35(7)'),
  noticeText: documents('a notice says everything that Articles 13 and 14 ask for, to each category in each language'),
  definitions: documents('the register lists every indicator with what it is for and the milder means'),
  manifest: manifest('docs/manifest.json is what the declarations say'),
  arrivesOff: manifest('what a release adds and nobody named arrives off'),
} as const satisfies Readonly<Record<string, TestReference>>
