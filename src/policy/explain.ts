import type { Missing } from './activation.ts'
import { type Agreement, unenforceable } from './agreement.ts'
import type { ManifestChange } from './manifest.ts'
import { packOf, ruleOf } from './packs/packs.ts'
import { type NumberId, numberParameter } from './parameters.ts'
import type { EffectivePolicy, LineSource, NumberLine, ResolvedNumber } from './resolve.ts'
import {
  type Confidence,
  type DocumentLanguage,
  type Pack,
  type Rule,
  type Standing,
  standingOf,
  type Text,
} from './rule.ts'
import { confidenceNames, itemNames, memberName, parameterName, quantity, setNames, standingNames } from './words.ts'

/** Where a value comes from, as people read it. */
export interface SourceWords {
  readonly says: string
  readonly rule: string | null
  /** What kind of thing the source is: law, ruling, …, our choice, not verified. */
  readonly standing: string
  readonly confidence: string
  readonly date: string | null
}

export interface NumberWords {
  readonly id: NumberId
  readonly name: string
  readonly value: string
  readonly source: SourceWords
  readonly others: readonly { readonly value: string; readonly duty: boolean; readonly source: SourceWords }[]
  readonly change: string
  readonly conflict: boolean
}

export interface SetWords {
  readonly id: string
  readonly name: string
  readonly on: readonly { readonly id: string; readonly name: string }[]
  readonly off: readonly { readonly id: string; readonly name: string; readonly why: string }[]
}

export interface RuleWords {
  readonly id: string
  readonly pack: string
  readonly says: string
  readonly source: string
  readonly standing: string
  readonly confidence: string
  readonly date: string | null
}

/** Everything about a policy in words of one language. */
export interface PolicyWords {
  readonly packs: readonly {
    readonly id: string
    readonly name: string
    readonly draft: boolean
    readonly unverified: string | null
  }[]
  readonly numbers: readonly NumberWords[]
  readonly sets: readonly SetWords[]
  readonly conflicts: readonly { readonly says: string }[]
  readonly missing: readonly {
    readonly code: string
    readonly says: string
    readonly blocks: boolean
    readonly rule: string | null
    readonly command: string | null
  }[]
  readonly changes: readonly { readonly effect: string; readonly says: string }[]
  readonly agreement: AgreementWords | null
  readonly rules: readonly RuleWords[]
}

export interface AgreementWords {
  readonly id: string
  readonly version: string
  readonly signed: string
  readonly from: string
  readonly until: string | null
  /** What no software can hold: promises between people. */
  readonly unenforceable: readonly { readonly item: string; readonly name: string; readonly says: string }[]
}

export interface ExplainInput {
  /** Named in the commands that record what is missing. */
  readonly siteId: string
  readonly packs: readonly Pack[]
  readonly policy: EffectivePolicy
  readonly missing: readonly Missing[]
  readonly changes: readonly ManifestChange[]
  readonly agreement: Agreement | undefined
}

/** Says a policy in one language: each value, its source, and what would change it. */
export function explain(input: ExplainInput, language: DocumentLanguage): PolicyWords {
  const { siteId, packs, policy, missing, changes, agreement } = input
  return {
    packs: packs.map(({ id, name, state, unverified }) => ({
      id,
      name: name[language],
      draft: state === 'draft',
      unverified: unverified?.[language] ?? null,
    })),
    numbers: policy.explained.numbers.map((number) => numberWords(number, language)),
    sets: policy.explained.sets.map(({ id, value, off }) => ({
      id,
      name: setNames[id][language],
      on: value.map((member) => ({ id: member, name: memberName(id, member)[language] })),
      off: off.map(({ member, by }) => ({
        id: member,
        name: memberName(id, member)[language],
        why: by.map((from) => sourceWords(from, language).says).join('; '),
      })),
    })),
    conflicts: missing.filter(({ code }) => code === 'conflict').map(({ says }) => ({ says: says[language] })),
    missing: missing.map(({ code, says, blocks, rule, command }) => ({
      code,
      says: says[language],
      blocks,
      rule,
      command: command === null ? null : `npx fairfloor ${command} --site ${siteId}`,
    })),
    changes: changes.map(({ effect, says }) => ({ effect, says: says[language] })),
    agreement: agreement === undefined ? null : agreementWords(agreement, language),
    rules: packs.flatMap((pack) => pack.rules.map((rule) => ruleWords(pack, rule, language))),
  }
}

export function agreementWords(agreement: Agreement, language: DocumentLanguage): AgreementWords {
  const { id, version, signed, auditAndTerm } = agreement
  const texts: Readonly<Record<(typeof unenforceable)[number], string>> = {
    evidenceExclusion: agreement.evidenceExclusion,
    information: agreement.information,
    auditAndTerm: auditAndTerm.audit,
    purposes: agreement.purposes.join('; '),
    change: agreement.change,
  }
  return {
    id,
    version,
    signed,
    from: auditAndTerm.from,
    until: auditAndTerm.until ?? null,
    unenforceable: unenforceable.map((item) => ({ item, name: itemNames[item][language], says: texts[item] })),
  }
}

function ruleWords(pack: Pack, rule: Rule, language: DocumentLanguage): RuleWords {
  return {
    id: rule.id,
    pack: pack.id,
    says: rule.says[language],
    source: rule.source,
    standing: standingNames[standingOf(rule)][language],
    confidence: confidenceOf(rule.confidence, standingOf(rule), language),
    date: rule.date ?? null,
  }
}

function numberWords(number: ResolvedNumber, language: DocumentLanguage): NumberWords {
  const { id, value, decidedBy, others, unmet } = number
  return {
    id,
    name: parameterName(id)[language],
    value: quantity(id, value, language),
    source: sourceWords(decidedBy.from, language),
    others: others
      .filter((line) => !isEcho(line, number))
      .map((line: NumberLine) => ({
        value: quantity(id, line.value, language),
        duty: line.bound === 'duty',
        source: sourceWords(line.from, language),
      })),
    change: changeWords(number, language),
    conflict: unmet.length > 0,
  }
}

/** An activation says what the product said on its day: it is worth a line only where the product says something else now. */
function isEcho({ value, from }: NumberLine, { decidedBy, others }: ResolvedNumber): boolean {
  const says = (line: NumberLine): boolean => line.from.kind === 'product' && line.value === value
  return from.kind === 'activation' && [decidedBy, ...others].some(says)
}

/** Our own choice needs no word on how far it was read. */
function confidenceOf(confidence: Confidence, standing: Standing, language: DocumentLanguage): string {
  return standing === 'choice' ? standingNames.choice[language] : confidenceNames[confidence][language]
}

const sourceNames: Readonly<Record<LineSource['kind'], Text>> = {
  product: { en: 'Fairfloor itself', de: 'Fairfloor selbst', fr: 'Fairfloor lui-même' },
  pack: { en: 'rules of', de: 'Regeln von', fr: 'règles de' },
  site: { en: 'the site file', de: 'die Standortdatei', fr: 'le fichier du site' },
  agreement: { en: 'the works agreement', de: 'die Betriebsvereinbarung', fr: 'l’accord d’entreprise' },
  activation: {
    en: 'what the site was activated with',
    de: 'womit der Standort aktiviert wurde',
    fr: 'ce avec quoi le site a été activé',
  },
}

function sourceWords(from: LineSource, language: DocumentLanguage): SourceWords {
  const name = sourceNames[from.kind][language]
  switch (from.kind) {
    case 'product':
    case 'pack': {
      const rule = ruleOf(from.rule)
      const pack = from.kind === 'pack' ? ` ${packOf(from.pack)?.name[language] ?? from.pack}` : ''
      // A number of the product stays our choice, also where practice or law speaks for it.
      const standing = from.kind === 'product' || rule === undefined ? 'choice' : standingOf(rule)
      return {
        says: `${name}${pack}, ${from.rule}`,
        rule: from.rule,
        standing: standingNames[standing][language],
        confidence: confidenceOf(rule?.confidence ?? 'D', standing, language),
        date: rule?.date ?? null,
      }
    }
    case 'site':
      return { says: `${name}, ${from.at}`, rule: null, ...ownChoice(language), date: null }
    case 'agreement':
      return { says: `${name} ${from.id} ${from.version}, ${from.at}`, rule: null, ...ownChoice(language), date: null }
    case 'activation':
      return { says: `${name} (${from.date})`, rule: null, ...ownChoice(language), date: from.date }
  }
}

function ownChoice(language: DocumentLanguage) {
  const words: Text = { en: 'decided at the site', de: 'am Standort entschieden', fr: 'décidé sur le site' }
  return { standing: words[language], confidence: words[language] }
}

const changes = {
  fixed: {
    en: 'This release keeps no other value.',
    de: 'Diese Fassung hält keinen anderen Wert.',
    fr: 'Cette version ne tient aucune autre valeur.',
  },
  stricterUp: {
    en: 'Stricter: write more than that in the site file or the works agreement.',
    de: 'Strenger: in der Standortdatei oder der Betriebsvereinbarung mehr als das schreiben.',
    fr: 'Plus strict : écrire davantage dans le fichier du site ou l’accord d’entreprise.',
  },
  stricterDown: {
    en: 'Stricter: write less than that in the site file or the works agreement.',
    de: 'Strenger: in der Standortdatei oder der Betriebsvereinbarung weniger als das schreiben.',
    fr: 'Plus strict : écrire moins dans le fichier du site ou l’accord d’entreprise.',
  },
  looserNever: {
    en: 'Looser: never; nothing else speaks for a value.',
    de: 'Lockerer: nie; keine andere Linie nennt einen Wert.',
    fr: 'Plus large : jamais ; aucune autre ligne ne donne de valeur.',
  },
  looser: {
    en: 'Looser: only if every line that says so went, and two people agreed; then {value} ({source}).',
    de: 'Lockerer: nur wenn jede Linie fiele, die das sagt, und zwei Menschen zustimmten; dann {value} ({source}).',
    fr: 'Plus large : seulement si chaque ligne qui le dit tombait et que deux personnes l’approuvaient ; alors {value} ({source}).',
  },
} as const satisfies Readonly<Record<string, Text>>

function changeWords({ id, value, otherwise }: ResolvedNumber, language: DocumentLanguage): string {
  const { order, least, most } = numberParameter(id)
  const isStrictest = order === 'maximum' ? value >= most : value <= least
  const stricter = isStrictest ? changes.fixed : order === 'maximum' ? changes.stricterUp : changes.stricterDown
  const looser =
    otherwise === null
      ? changes.looserNever[language]
      : changes.looser[language]
          .replace('{value}', quantity(id, otherwise.value, language))
          .replace('{source}', sourceWords(otherwise.line.from, language).says)
  return `${stricter[language]} ${looser}`
}
