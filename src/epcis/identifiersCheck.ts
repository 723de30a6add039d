/**
 * The GS1 mod-10 check digit of a run of decimal digits (weights 3, 1 from the right), or -1 where
 * `text[start, end)` holds anything else. Source: GS1 General Specifications, 7.9.1.
 */
export function checkDigit(text: string, start = 0, end = text.length): number {
  let sum = 0
  for (let i = end - 1, weight = 3; i >= start; i--, weight = 4 - weight) {
    const digit = text.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return -1
    sum += digit * weight
  }
  return (10 - (sum % 10)) % 10
}

/** Whether `text` is digits that end in their own check digit. */
export function endsInCheckDigit(text: string): boolean {
  const last = text.length - 1
  return last > 0 && checkDigit(text, 0, last) === text.charCodeAt(last) - 48
}

/** Order of the 82 characters of GS1 encodable character set 82; the place is the value. */
const set82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'
/** The 32 characters that a check pair is written with: no 0, 1, I and O. */
const set32 = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
/** The first primes, smallest for the rightmost character. */
const primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83]

/**
 * The check character pair of a GMN: primes from the right, modulo 1021. `text` comes without the pair,
 * 23 characters at most; undefined where a character is outside set 82.
 * Source: GS1 General Specifications, 7.9.5.
 */
export function checkPair(text: string): string | undefined {
  if (text.length === 0 || text.length > primes.length) return undefined
  let sum = 0
  for (let i = 0; i < text.length; i++) {
    const value = set82.indexOf(text[i]!)
    if (value < 0) return undefined
    sum += value * primes[text.length - 1 - i]!
  }
  const rest = sum % 1021
  return set32[rest >> 5]! + set32[rest & 31]!
}
