/** Kinds of token, in the low byte of a token's first word. */
export const kind = { object: 1, array: 2, string: 3, number: 4, true: 5, false: 6, null: 7, key: 8 } as const

/** Bits of a token's first word beyond its kind. */
export const tokenBits = {
  kind: 0xff,
  /** A string or key with escapes in it: its bytes are not its text. */
  escaped: 0x100,
  /** To be cut out of the text (a person field). */
  cut: 0x200,
  /** Number of a key (`fields.ts`), from here upwards. */
  fieldShift: 16,
} as const

/** Words of the tape that a token takes: bits, start, end, next. */
export const tokenSize = 4

/** Bytes that must be readable behind a text, whatever they are. */
export const tapeSlack = 8

/** What stands in place of an index where there is none. */
export const readResult = { incomplete: -1, failed: -2 } as const
