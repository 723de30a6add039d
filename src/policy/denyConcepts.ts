/** What a word of the deny-lists means. A word may mean several; `deny.ts` says which of them, alone or together, are refused. */
export const concepts = [
  // D1: the words ending in "Abbr" are short and mean it only beside a partner, "maybe" ones name things as well.
  'union',
  'maybeUnion',
  'council',
  'unionAbbr',
  'membership',
  'protest',
  'maybeStrike',
  'maybeProtest',
  'gathering',
  'opinion',
  'maybeOpinion',
  'special',
  'maybeSpecial',
  'body',
  'temperature',
  'health',
  'private',
  'offDuty',
  'contact',
  'feeling',
  // D2
  'proxy',
  'maybeProxy',
  'unrest',
  'risk',
  'turnover',
  // D3
  'worker',
  'maybeWorker',
  'gap',
  'speed',
  'score',
  'fault',
  'personDevice',
  'ratePerTime',
  'interScan',
  'indicator',
  // Notes speak of somebody without a key.
  'pronoun',
  'again',
  /** Takes its words with it, so that "break room" is no break: things, places, rules for everybody. Means nothing itself. */
  'neutral',
] as const
export type Concept = (typeof concepts)[number]

/** What else a word may say: that a thing, a place or a rule for everybody is meant. */
export const safes = [
  'fitting',
  'bloc',
  'setOperation',
  'nature',
  'tool',
  'goods',
  'ware',
  'show',
  'facility',
  'training',
  'clothing',
  'power',
  'data',
  'customer',
  'software',
  'machine',
  'agreement',
] as const
export type Safe = (typeof safes)[number]

/**
 * Words of one language. Commas between items, without accents and umlauts; several words make a phrase, a `*` at an end stands for
 * the rest of a longer word (of a phrase's word, too), and `=ma` counts as a word of its own only, never inside another.
 */
export interface WordList {
  readonly words: Readonly<Partial<Record<Concept, readonly string[]>>>
  readonly safe: Readonly<Partial<Record<Safe, readonly string[]>>>
}
