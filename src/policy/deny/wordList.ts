/**
 * What a refused name is about. The first four are of list D1, `proxy` of D2, `gap` (when somebody did nothing, or where somebody was)
 * and `conduct` (how fast, how well, how often) of D3.
 */
export const topics = ['union', 'action', 'special', 'private', 'proxy', 'gap', 'conduct'] as const
export type Topic = (typeof topics)[number]

/** What else a word may be; `deny.ts` says which of them meet. */
export const kinds = [
  /** Somebody at work. */
  'person',
  /** Somebody, where a note or a question speaks of people: he, who. */
  'pronoun',
  /** A device that one person carries. */
  'device',
  /** Something to count in the work of a person: picks, lines. Refused with a person. */
  'work',
  /** Something to count, which is refused only for each person or hour: "orders per worker". */
  'amount',
  /** A part of the body, which is refused beside a word for measuring it. */
  'body',
  'measuredBody',
  /** Who lives somewhere: turns income, education or age into a stand-in for people. */
  'population',
  /** A thing: clears words that name things as well, as "plate" does in "strike plate". */
  'object',
  /** What people use at work: clears the person too, as "seat" does in "driver seat". */
  'gear',
  /** A room or a place for people: clears the person and what they do there, as in "staff break room". */
  'place',
  /** Part of an address: clears everything, as in "Union Street". */
  'street',
  /** Means nothing here. A phrase takes its words with it, as in "idle timeout". */
  'plain',
] as const
export type Kind = (typeof kinds)[number]

/** `any` speaks in every language; `draft` is a language that nobody has scored. */
export type Language = 'en' | 'de' | 'fr' | 'any' | 'draft'

export type Words = string
type ByTopic = Readonly<Partial<Record<Topic, Words>>>

/**
 * Words of one language and subject. Items are parted by commas and written without accents or umlauts; several words make a phrase,
 * between whose words articles and prepositions may stand. `gewerkschaft*` also begins longer words, `*streik*` stands anywhere in one,
 * and `=race` is never part of a longer word.
 */
export interface WordList extends Readonly<Partial<Record<Kind, Words>>> {
  readonly language: Language
  /** Refused wherever they stand. */
  readonly alone?: ByTopic
  /** Refused unless a word beside them says that a thing is meant. */
  readonly unlessThing?: ByTopic
  /** Refused beside a person only. */
  readonly withPerson?: ByTopic
  /** Words that make a thing of others, wherever they stand in a name: `strike: 'plate, door'`. */
  readonly thingBeside?: Readonly<Record<Words, Words>>
}
