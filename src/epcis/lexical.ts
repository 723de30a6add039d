import { hexValue } from './jsonText.ts'
import { ascii, beginsWith } from './wordwise.ts'

/**
 * Epoch milliseconds of an XML Schema dateTimeStamp (`2026-03-29T02:30:00.5+02:00`) in bytes from `start` to
 * `end`; NaN when it is none: the offset must be there, the day must exist in the calendar. Digits beyond the
 * millisecond are cut.
 */
export function timeMs(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 20) return Number.NaN
  const year = two(bytes, start) * 100 + two(bytes, start + 2)
  const month = two(bytes, start + 5)
  const day = two(bytes, start + 8)
  const hour = two(bytes, start + 11)
  const minute = two(bytes, start + 14)
  const second = two(bytes, start + 17)
  if (
    bytes[start + 4] !== 0x2d ||
    bytes[start + 7] !== 0x2d ||
    bytes[start + 10] !== 0x54 ||
    bytes[start + 13] !== 0x3a ||
    bytes[start + 16] !== 0x3a ||
    year < 0 ||
    month < 1 ||
    month > 12 ||
    day < 1 ||
    day > 31 ||
    hour < 0 ||
    hour > 23 ||
    minute < 0 ||
    minute > 59 ||
    second < 0 ||
    second > 59
  ) {
    return Number.NaN
  }
  const date = (year * 12 + month) * 32 + day
  if (date !== lastDate) {
    if (day > daysIn(year, month)) return Number.NaN
    lastDate = date
    lastDateDays = daysFromCivil(year, month, day)
  }
  let p = start + 19
  let ms = 0
  if (bytes[p] === 0x2e) {
    let scale = 100
    const first = ++p
    for (; p < end; p++) {
      const digit = bytes[p]! - 0x30
      if (digit < 0 || digit > 9) break
      ms += digit * scale
      // Integer steps: 100, 10, 1, then nothing.
      scale = scale === 100 ? 10 : scale === 10 ? 1 : 0
    }
    if (p === first) return Number.NaN
  }
  let offset = 0
  if (bytes[p] === 0x5a) {
    if (p + 1 !== end) return Number.NaN
  } else {
    offset = offsetMin(bytes, p, end)
    if (Number.isNaN(offset)) return Number.NaN
  }
  return (lastDateDays * 1440 + hour * 60 + minute - offset) * 60000 + second * 1000 + ms
}

// The date met last and its days since 1970: most events happened on the day of the one before.
let lastDate = 0
let lastDateDays = 0

/** Minutes east of UTC of `+hh:mm` or `-hh:mm`, up to 14:00; NaN when it is none. */
export function offsetMin(bytes: Uint8Array, start: number, end: number): number {
  const sign = bytes[start]
  if (end - start !== 6 || (sign !== 0x2b && sign !== 0x2d) || bytes[start + 3] !== 0x3a) return Number.NaN
  const hours = two(bytes, start + 1)
  const minutes = two(bytes, start + 4)
  if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > 840) return Number.NaN
  return sign === 0x2d ? -(hours * 60 + minutes) : hours * 60 + minutes
}

/** Whether the bytes are a URI with a scheme (RFC 3986). */
export function isUriBytes(bytes: Uint8Array, start: number, end: number): boolean {
  let p = start
  if (!isLetter(bytes[p]!)) return false
  while (p < end && uriClass[bytes[p]!] === uriScheme) p++
  if (bytes[p] !== 0x3a || p + 1 >= end) return false
  p++
  // An empty path names nothing.
  if (bytes[p] === 0x3f || bytes[p] === 0x23) return false
  let seen = 0
  for (let i = p; i < end; i++) seen |= uriClass[bytes[i]!]!
  return seen <= uriOther || isUnusualRest(bytes, start, p, end)
}

/** Whether what stands behind the scheme, which ends before `from`, is legal although it holds `%`, `#` or brackets. */
function isUnusualRest(bytes: Uint8Array, start: number, from: number, end: number): boolean {
  let fragments = 0
  for (let p = from; p < end; p++) {
    const c = uriClass[bytes[p]!]!
    if (c <= uriOther) continue
    if (c === uriPercent) {
      if (p + 2 >= end || hexValue[bytes[p + 1]!]! < 0 || hexValue[bytes[p + 2]!]! < 0) return false
      p += 2
    } else if (c === uriHash) {
      if (++fragments > 1) return false
    } else if (c !== uriBracket || !isHost(bytes, start, end)) return false
  }
  return true
}

/** The same of a text. */
export function isUriText(text: string): boolean {
  const bytes = utf8.encode(text)
  return isUriBytes(bytes, 0, bytes.length)
}

/** Whether a text may be a person's number: no spelling of one is without `801`, `srn`, `%` or `:raw`. */
export function mayBePersonBytes(bytes: Uint8Array, start: number, end: number): boolean {
  for (let p = start; p < end; p++) {
    const begins = personBegins[bytes[p]!]!
    if (begins === 0) continue
    if (begins === 1) return true
    const a = bytes[p + 1]!
    const b = bytes[p + 2]!
    if (begins === 2 && a === 0x30 && b === 0x31) return true
    if (begins === 3 && (a | 32) === 0x72 && ((b | 32) === 0x6e || (b | 32) === 0x61)) return true
  }
  return false
}

/** Whether the bytes are `urn:uuid:` and a UUID: a URI, and no number of a person. */
export function isUuidUrn(view: DataView, start: number, end: number): boolean {
  if (end - start !== 45 || !beginsWith(view, start, end, uuidUrn)) return false
  for (let p = start + 17; p < start + 33; p += 5) if (view.getUint8(p) !== 0x2d) return false
  const hex =
    hexMarks(view.getInt32(start + 9, true)) &
    hexMarks(view.getInt32(start + 13, true)) &
    hexMarks(view.getInt32(start + 18, true)) &
    hexMarks(view.getInt32(start + 23, true)) &
    hexMarks(view.getInt32(start + 28, true)) &
    hexMarks(view.getInt32(start + 33, true)) &
    hexMarks(view.getInt32(start + 37, true)) &
    hexMarks(view.getInt32(start + 41, true))
  return (hex & -0x7f7f7f80) === -0x7f7f7f80
}

/** The high bit of each byte that is a hexadecimal digit: a sum reaches 0x80 where the byte is at least the bound. */
function hexMarks(word: number): number {
  const lower = word | 0x20202020
  const digits = (word + 0x50505050) & ~(word + 0x46464646)
  const letters = (lower + 0x1f1f1f1f) & ~(lower + 0x19191919)
  return (digits | letters) & ~word
}

/** First bytes of what `mayBePersonBytes` looks for: `%` 1, `8` 2, `s` of srn and `:` of :raw 3. */
const personBegins = new Uint8Array(256)
const uuidUrn = ascii('urn:uuid:')
personBegins[0x25] = 1
personBegins[0x38] = 2
personBegins[0x73] = 3
personBegins[0x53] = 3
personBegins[0x3a] = 3

/** Square brackets may only hold an IP literal after `//`. */
function isHost(bytes: Uint8Array, start: number, end: number): boolean {
  let text = ''
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i]!)
  return /^[^:]+:\/\/(?:[^/?#@[\]]*@)?\[[0-9A-Fa-fv:.]+\](?::\d*)?(?:[/?#][^[\]]*)?$/.test(text)
}

/** Value of a JSON number token. */
export function numberOf(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 16) {
    let value = 0
    let p = start
    for (; p < end; p++) {
      const digit = bytes[p]! - 0x30
      if (digit < 0 || digit > 9) break
      value = value * 10 + digit
    }
    if (p === end) return value
  }
  let text = ''
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i]!)
  return Number(text)
}

function isLetter(c: number): boolean {
  return (c | 32) >= 0x61 && (c | 32) <= 0x7a
}

/** Two digits as a number, negative when one is none. */
function two(bytes: Uint8Array, at: number): number {
  const a = bytes[at]! - 0x30
  const b = bytes[at + 1]! - 0x30
  return a >= 0 && a <= 9 && b >= 0 && b <= 9 ? a * 10 + b : -1e6
}

const monthDays = new Uint8Array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])

function daysIn(year: number, month: number): number {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return monthDays[month]! + (leap ? 1 : 0)
}

/** Days since 1970-01-01 of a Gregorian date (years counted from March, so that the leap day comes last). */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = (((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) | 0) + day - 1
  return era * 146097 + yearOfEra * 365 + (yearOfEra >> 2) - ((yearOfEra / 100) | 0) + dayOfYear - 719468
}

// Classes of bytes in a URI, one bit each but the first.
const uriScheme = 0
const uriOther = 1
const uriPercent = 2
const uriHash = 4
const uriBracket = 8
const uriBad = 16
const uriClass = new Uint8Array(256).fill(uriBad)
const utf8 = new TextEncoder()
for (const c of utf8.encode("_~!$&'()*,;=:@/?")) uriClass[c] = uriOther
for (const c of utf8.encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.'))
  uriClass[c] = uriScheme
uriClass[0x25] = uriPercent
uriClass[0x23] = uriHash
uriClass[0x5b] = uriBracket
uriClass[0x5d] = uriBracket
