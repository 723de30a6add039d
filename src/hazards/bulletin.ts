import type { AreaCode, Geometry } from '../model/index.ts'
import type { Form } from './feed.ts'
import type { Fields } from './fields.ts'
import { joined, polygonOfText } from './geometry.ts'
import { isList, isMap, type Tree } from './tree.ts'

// Text products of the US National Weather Service (NWSI 10-1701, 10-1702): what every one of them has.

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
/** `612 AM ChST Thu Oct 25 2018`: the day of issue where it was issued. */
const dateLine = /\b(?:\d{3,4} [AP]M \w{2,4}|\d{4} UTC) \w{3} (\w{3})\w* +(\d{1,2}) (\d{4})\b/i

/**
 * When a product was issued, epoch milliseconds: day, hour and minute (UTC) of its heading, month and year of its date line; without one, those
 * nearest to `nowMs`. NaN without a heading.
 */
export function issuedMs(issued: string, text: string, nowMs: number): number {
  const [, day, hour, minute] = /^(\d\d)(\d\d)(\d\d)$/.exec(issued) ?? []
  if (day === undefined) return Number.NaN
  const [, name = '', date, year] = dateLine.exec(text) ?? []
  const month = months.indexOf(name.toUpperCase())
  const aboutMs = month === -1 ? nowMs : Date.UTC(Number(year), month, Number(date))
  // The day in UTC is that of the date line or the one beside it, perhaps of another month.
  const near = [-1, 0, 1].map((shift) => {
    const about = new Date(aboutMs)
    return Date.UTC(about.getUTCFullYear(), about.getUTCMonth() + shift, Number(day), Number(hour), Number(minute))
  })
  return near.reduce((best, each) =>
    Math.abs(each - aboutMs) < Math.abs(best - aboutMs) ? each : best,
  ) satisfies number
}

/** Every product of a file, for feeds whose record is a product; `fits` looks at its text. */
export function products(fits: (text: string) => boolean): Form['records'] {
  return (payload) => {
    const found = isList(payload) ? payload.filter((product) => fits(textOf(product))) : []
    return found.length === 0 ? null : found
  }
}

/** Every segment (between `$$`) that names zones by UGC: an object of the product's head and the segment's own `segment`. */
export function segments(payload: Tree): readonly Tree[] | null {
  const found = (isList(payload) ? payload : []).flatMap((product) =>
    isMap(product) && isList(product['segments'])
      ? product['segments']
          .filter((segment) => typeof segment === 'string' && ugcBlock.test(segment))
          .map((segment) => ({ ...product, segment }))
      : [],
  )
  return found.length === 0 ? null : found
}

function textOf(product: Tree): string {
  return isMap(product) ? String(product['text'] ?? '') : ''
}

/** `AZZ101-NVZ461>466-111745-`, over several lines where it is long; the last group is when it is to be purged. */
const ugcBlock = /^[A-Z]{2}[CZ](?:\d{3}|ALL)[-\dA-Z>\n\r ]*?-\s*\d{6}-\s*$/m
const rangeMax = 999

/** Zones and counties of a segment as UGC, such as NVZ461; ranges are written out. Throws FEED_RECORD. */
export function ugcOf(record: Fields, path: string): AreaCode[] {
  const block = ugcBlock.exec(record.must.text(path))?.[0]
  if (block === undefined) throw record.wrong(path, 'no zones', 'codes such as NVZ461>466-111745-')
  const codes: AreaCode[] = []
  let head = ''
  for (const group of block.replace(/\s/g, '').split('-').slice(0, -2)) {
    const [, prefix = '', first, last] = /^([A-Z]{2}[CZ])?(\d{3}|ALL)(?:>(\d{3}))?$/.exec(group) ?? []
    head = prefix || head
    if (first === undefined || head === '')
      throw record.wrong(path, 'a group that is no code', 'codes such as NVZ461>466')
    const end = last === undefined ? Number(first) : Math.min(Number(last), rangeMax)
    if (first === 'ALL') codes.push({ scheme: 'UGC', code: `${head}ALL` })
    else
      for (let n = Number(first); n <= end; n++) codes.push({ scheme: 'UGC', code: head + String(n).padStart(3, '0') })
  }
  return codes
}

/** `LAT...LON 3613 8792 3605 8799`: hundredths of degrees north and west; one of Guam's are east. Null where there is none. */
export function latLonOf(text: string, office: string): Geometry | null {
  const found = /^LAT\.\.\.LON((?:\s+\d{4,5})+)/m.exec(text)?.[1]
  if (found === undefined) return null
  const numbers = found.trim().split(/\s+/).map(Number)
  const side = office === 'PGUM' ? 1 : -1
  const pairs: string[] = []
  for (let i = 0; i + 1 < numbers.length; i += 2) pairs.push(`${numbers[i]! / 100} ${(side * numbers[i + 1]!) / 100}`)
  return pairs.length < 3 ? null : joined([polygonOfText(pairs.join(' '), '/LAT...LON')])
}
