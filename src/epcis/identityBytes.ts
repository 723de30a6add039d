import { areDigits, ascii, beginsWith } from './wordwise.ts'

// Identifiers by their bytes, without a string: the spellings that nearly all of a warehouse's traffic is made of.
// Texts are read as `wordwise.ts` says.

const domain = ascii('https://id.gs1.org/')
const plain = new Uint8Array(256)
for (const c of new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._'))
  plain[c] = 1

const [ssccPath, gtinPath, glnPath, graiPath] = [word('00/'), word('01/'), word('414/'), word('8003')]
const [serialPath, lotPath, extensionPath] = [word('/21/'), word('/10/'), word('/254')]

/** Up to four characters as a little-endian word. */
function word(text: string): number {
  return ascii(text).words[0]!
}

/**
 * Whether the bytes are a Digital Link that `canonicalIdentifier` would give back unchanged: GTIN with a serial or a
 * lot, SSCC, GLN with an extension, GRAI.
 */
export function isCanonicalLink(view: DataView, start: number, end: number): boolean {
  let p = start + domain.length
  if (end - p < 16 || !beginsWith(view, start, end, domain)) return false
  const key = view.getInt32(p, true)
  if ((key & 0xffffff) === gtinPath) return endsAsGtin(view, p + 3, end)
  if ((key & 0xffffff) === ssccPath) return end - p === 21 && areDigits(view, p + 3, 18)
  if (key === glnPath) return endsAsGln(view, p + 4, end)
  if (key !== graiPath) return false
  p += 5
  // A filler zero and 13 digits.
  return (
    view.getInt16(p - 1, true) === 0x302f && end - p >= 14 && areDigits(view, p, 14) && isPlain(view, p + 14, end, 16)
  )
}

function endsAsGtin(view: DataView, start: number, end: number): boolean {
  if (end - start < 14 || !areDigits(view, start, 14)) return false
  const p = start + 14
  if (p === end) return true
  const qualifier = view.getInt32(p, true)
  return end - p > 4 && (qualifier === serialPath || qualifier === lotPath) && isPlain(view, p + 4, end, 20)
}

function endsAsGln(view: DataView, start: number, end: number): boolean {
  if (end - start < 13 || !areDigits(view, start, 13)) return false
  const p = start + 13
  if (p === end) return true
  if (end - p < 6 || view.getInt32(p, true) !== extensionPath || view.getUint8(p + 4) !== 0x2f) return false
  // An extension of 0 says that there is none, so it is not canonical.
  const isZero = view.getUint8(p + 5) === 0x30 && p + 6 === end
  return !isZero && isPlain(view, p + 5, end, 20)
}

function isPlain(view: DataView, start: number, end: number, lengthMax: number): boolean {
  if (end - start > lengthMax) return false
  for (let p = start; p < end; p++) if (plain[view.getUint8(p)] === 0) return false
  return true
}

const sgtinUrn = ascii('urn:epc:id:sgtin:')
const ssccUrn = ascii('urn:epc:id:sscc:')
/** Beginnings of the links that `linkOfUrn` writes, from the last characters of the domain on. */
const linkStart = new TextEncoder().encode('rg/00/')
export const linkOmits = 'https://id.gs1.o'.length

/**
 * Writes the canonical link of an SGTIN or SSCC URN into `out` (64 bytes or more), without its first `linkOmits`
 * characters, which are the same in all; returns the count of bytes written, 0 for any other text or anything odd, which
 * `canonicalIdentifier` then looks at. The same as `frequentLink` of strings.
 */
export function linkOfUrn(view: DataView, start: number, end: number, out: Uint8Array): number {
  const isSgtin = beginsWith(view, start, end, sgtinUrn)
  if (!isSgtin && !beginsWith(view, start, end, ssccUrn)) return 0
  const first = start + (isSgtin ? sgtinUrn : ssccUrn).length
  // Prefix and reference have a fixed sum of digits, so the place behind them is known.
  const stop = first + (isSgtin ? 14 : 18)
  if (stop > end) return 0
  out.set(linkStart)
  if (isSgtin) out[4] = 0x31
  // The first digit of the reference goes to the front. Both keys have an odd count of digits before the check digit,
  // so their leftmost has weight 3.
  let n = linkStart.length + 1
  let dot = 0
  let sum = 0
  let weight = 1
  for (let p = first; p < stop; p++) {
    const digit = view.getUint8(p) - 0x30
    if (digit === -2 && dot === 0) {
      dot = p
      const lead = view.getUint8(++p) - 0x30
      if (p === stop || lead < 0 || lead > 9) return 0
      out[linkStart.length] = lead + 0x30
      sum += lead * 3
    } else {
      if (digit < 0 || digit > 9) return 0
      out[n++] = digit + 0x30
      sum += digit * weight
      weight = 4 - weight
    }
  }
  if (dot < first + 6 || dot > first + 12) return 0
  out[n++] = ((10 - (sum % 10)) % 10) + 0x30
  if (!isSgtin) return stop === end ? n : 0
  // Behind a full stop the serial.
  if (end - stop < 2 || view.getUint8(stop) !== 0x2e || !isPlain(view, stop + 1, end, 20)) return 0
  out.set(serialStart, n)
  n += serialStart.length
  for (let p = stop + 1; p < end; p++) out[n++] = view.getUint8(p)
  return n
}

const serialStart = new TextEncoder().encode('/21/')
