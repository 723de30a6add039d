import type { NumberId, SetId } from './parameters.ts'

/** Languages that rules, documents and notices are complete in. */
export const documentLanguages = ['en', 'de', 'fr'] as const
export type DocumentLanguage = (typeof documentLanguages)[number]

/** One sentence or word in every language. */
export type Text = Readonly<Record<DocumentLanguage, string>>

/**
 * How far a statement was read: `P` in the primary text or on the issuing body's own page, `S` in secondary sources, `M` from
 * memory and not verified, `D` our own choice, which no norm states.
 */
export const confidences = ['P', 'S', 'M', 'D'] as const
export type Confidence = (typeof confidences)[number]

/** What a statement is: binding text, a ruling, an authority's view, practice of a field, or our own choice. */
export type RuleKind = 'law' | 'ruling' | 'guidance' | 'practice' | 'choice'

/** A line that a rule draws for a number: a limit in the direction of strictness, or a duty to keep or show at least so much. */
export interface RuleLine {
  readonly parameter: NumberId
  readonly bound: 'limit' | 'duty'
  readonly value: number
}

/** A set that a rule narrows to these members. */
export interface RuleSet {
  readonly parameter: SetId
  readonly allow: readonly string[]
}

/** What must be recorded before a site leaves `draft`, see `activation.ts`. */
const needs = ['notice', 'assessment', 'consultation', 'agreement', 'declaration'] as const
export type Need = (typeof needs)[number]

/** The test or check that holds the rule: a file of the repository and the title of a test in it. */
export interface TestReference {
  readonly file: string
  readonly title: string
}

/** One fact about what is allowed, required or chosen, as `docs/` and the Policy page show it. */
export interface Rule {
  readonly id: string
  readonly kind: RuleKind
  readonly says: Text
  readonly source: string
  readonly confidence: Confidence
  /** Day that the source took effect or was decided, where it is known. */
  readonly date?: string
  readonly lines?: readonly RuleLine[]
  readonly sets?: readonly RuleSet[]
  readonly needs?: readonly Need[]
  readonly test: TestReference
}

/** A pack of rules for a country, a state or a union; `base` holds everywhere. */
export interface Pack {
  readonly id: PackId
  readonly name: Text
  /** A `draft` says in `unverified` what nobody has checked yet. */
  readonly state: 'complete' | 'draft'
  readonly unverified?: Text
  readonly rules: readonly Rule[]
}

export const packIds = [
  'base',
  'EU',
  'FR',
  'DE',
  'NL',
  'ES',
  'UK',
  'US',
  'US-CA',
  'US-NY',
  'US-WA',
  'US-MN',
  'US-OR',
] as const
export type PackId = (typeof packIds)[number]

/** How a rule may be presented: a value of ours never as law, one from memory always as not verified. */
export type Standing = 'choice' | 'unverified' | Exclude<RuleKind, 'choice'>

export function standingOf(rule: Pick<Rule, 'confidence' | 'kind'>): Standing {
  if (rule.confidence === 'D' || rule.kind === 'choice') return 'choice'
  return rule.confidence === 'M' ? 'unverified' : rule.kind
}
