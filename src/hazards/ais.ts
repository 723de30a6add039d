// AIS: sentences of NMEA 0183 (IEC 61162-1) around messages of ITU-R M.1371-5.

/** One message: its sentences in order, as they came. */
export interface AisGroup {
  readonly sentences: readonly string[]
}

/** A talker and VDM (heard) or VDO (own ship), after a tag block where there is one. */
const sentenceStart = /^(?:\\[^\\]{0,200}\\)?![A-Z]{2}VD[MO],/

export function isAisSentence(line: string): boolean {
  return sentenceStart.test(line)
}

/**
 * Sentences grouped into messages: parts of one are of one talker and channel, carry one sequential number and come in order, others may stand
 * between them. Parts of which others never came stand alone; who reads them finds them incomplete. `#` begins a comment and `$` another NMEA sentence.
 */
export function groupSentences(lines: readonly string[]): AisGroup[] {
  const groups: { sentences: string[] }[] = []
  const open = new Map<string, { sentences: string[]; of: number }>()
  for (const line of lines) {
    const sentence = line.trim()
    if (sentence === '' || sentence.startsWith('#') || sentence.startsWith('$')) continue
    const [talker = '', of = '', part = '', number = '', channel = ''] = sentence
      .slice(Math.max(0, sentence.lastIndexOf('!')))
      .split(',', 5)
    const key = `${talker},${of},${number},${channel}`
    const parts = Number(of)
    const before = open.get(key)
    if (before !== undefined && Number(part) === before.sentences.length + 1) {
      before.sentences.push(sentence)
      if (before.sentences.length === before.of) open.delete(key)
      continue
    }
    const group = { sentences: [sentence], of: parts }
    groups.push(group)
    // At most nine parts can be told apart.
    if (parts > 1 && parts <= 9 && Number(part) === 1) open.set(key, group)
  }
  return groups.map(({ sentences }) => ({ sentences }))
}

export type Sentence =
  | {
      readonly ok: true
      readonly of: number
      readonly part: number
      readonly payload: string
      readonly fill: number
      readonly timeS: number | null
    }
  | { readonly ok: false; readonly got: string; readonly allowed: string }

/** The parts of a sentence, its checksum verified. The time is that of a tag block (`c:`, seconds of the epoch). */
export function readSentence(line: string): Sentence {
  const found =
    /^(?:\\([^\\]{0,200})\\)?!([A-Z]{2}VD[MO],(\d),(\d),(\d?),([AB12]?),([0-W`-w]*),([0-5]))\*([0-9A-F]{2})$/i.exec(
      line,
    )
  if (found === null)
    return { ok: false, got: 'another line', allowed: '!AIVDM,of,part,number,channel,payload,fill*checksum' }
  const [, tags = '', body = '', of, part, , , payload = '', fill, checksum = ''] = found
  if (xorOf(body) !== Number.parseInt(checksum, 16))
    return { ok: false, got: 'a checksum of another text', allowed: 'the checksum of the text' }
  const time = /(?:^|,)c:(\d{1,13})/.exec(tags)?.[1]
  const timeS = time === undefined ? null : time.length > 10 ? Number(time) / 1000 : Number(time)
  return { ok: true, of: Number(of), part: Number(part), payload, fill: Number(fill), timeS }
}

function xorOf(text: string): number {
  let sum = 0
  for (let i = 0; i < text.length; i++) sum ^= text.charCodeAt(i)
  return sum
}

/** Bits of a message, six to a character (ITU-R M.1371-5, annex 8, table 44 in IEC 61162-1's armour). */
export class AisBits {
  readonly length: number
  readonly #sixes: Uint8Array

  /** `payload` has only characters that `readSentence` lets through; `fill` bits at its end say nothing. */
  constructor(payload: string, fill: number) {
    this.#sixes = Uint8Array.from(payload, (each) => {
      const value = each.charCodeAt(0) - 48
      return value > 40 ? value - 8 : value
    })
    this.length = Math.max(0, this.#sixes.length * 6 - fill)
  }

  /** Unsigned; up to 30 bits. Bits past the end are 0. */
  unsigned(start: number, bits: number): number {
    let value = 0
    for (let i = start; i < start + bits; i++) {
      const six = i < this.length ? (this.#sixes[Math.floor(i / 6)] ?? 0) : 0
      value = value * 2 + ((six >> (5 - (i % 6))) & 1)
    }
    return value
  }

  /** Two's complement. */
  signed(start: number, bits: number): number {
    const value = this.unsigned(start, bits)
    return value >= 2 ** (bits - 1) ? value - 2 ** bits : value
  }

  /** Text in six-bit ASCII; it ends at the first `@`. */
  text(start: number, characters: number): string {
    let text = ''
    for (let i = 0; i < characters; i++) {
      const six = this.unsigned(start + 6 * i, 6)
      if (six === 0) break
      text += String.fromCharCode(six < 32 ? six + 64 : six)
    }
    return text.trim()
  }
}

/** Where position, speed and course stand in a message, and how many bits it needs to hold them. */
interface PositionLayout {
  readonly bits: number
  readonly longitude: number
  readonly speed: number | null
  readonly course: number | null
  readonly heading: number | null
}
const classA: PositionLayout = { bits: 137, longitude: 61, speed: 50, course: 116, heading: 128 }
const classB: PositionLayout = { bits: 133, longitude: 57, speed: 46, course: 112, heading: 124 }
const positions: Readonly<Record<number, PositionLayout>> = {
  1: classA,
  2: classA,
  3: classA,
  4: { bits: 134, longitude: 79, speed: null, course: null, heading: null },
  18: classB,
  19: classB,
  21: { bits: 219, longitude: 164, speed: null, course: null, heading: null },
}

/** What a message says of a ship, a base station or an aid to navigation; null where it says it does not know. */
export interface AisReport {
  readonly type: number
  readonly mmsi: string
  readonly name: string | null
  readonly imo: string | null
  readonly longitude: number | null
  readonly latitude: number | null
  readonly speedKnots: number | null
  readonly courseDeg: number | null
  readonly headingDeg: number | null
  /** Navigational status (table 45), of class A only. */
  readonly status: number | null
  /** Type of ship and cargo (table 53), or of an aid to navigation (table 74). */
  readonly shipType: number | null
  readonly lengthM: number | null
  readonly beamM: number | null
  readonly draughtM: number | null
  /** Epoch milliseconds, of base stations only. */
  readonly timeMs: number | null
}

/** Types that say where or what something is; the others (interrogations, channels, binary applications) have nothing for a map. */
export const aisTypes: readonly number[] = [1, 2, 3, 4, 5, 18, 19, 21, 24]

/** Bits that a type has at least, up to the last that is read. */
const leastBits: Readonly<Record<number, number>> = { 5: 302, 19: 301, 24: 160 }

/** Reads a message of one of `aisTypes`; null where it has fewer bits than its type. */
export function readAisMessage(bits: AisBits): AisReport | null {
  const type = bits.unsigned(0, 6)
  const layout = positions[type]
  const partB = type === 24 && bits.unsigned(38, 2) === 1
  const least = partB ? 162 : (leastBits[type] ?? layout?.bits ?? 0)
  if (bits.length < least) return null
  const known = (value: number, unknown: number): number | null => (value === unknown ? null : value)
  const longitude = layout === undefined ? null : known(bits.signed(layout.longitude, 28), 181 * 600_000)
  const latitude = layout === undefined ? null : known(bits.signed(layout.longitude + 28, 27), 91 * 600_000)
  const speed = layout?.speed == null ? null : known(bits.unsigned(layout.speed, 10), 1023)
  const course = layout?.course == null ? null : known(bits.unsigned(layout.course, 12), 3600)
  const heading = layout?.heading == null ? null : known(bits.unsigned(layout.heading, 9), 511)
  const names: Readonly<Record<number, number>> = { 5: 112, 19: 143, 21: 43 }
  const nameAt = type === 24 && !partB ? 40 : names[type]
  const draught = type === 5 ? known(bits.unsigned(294, 8), 0) : null
  const imo = type === 5 ? known(bits.unsigned(40, 30), 0) : null
  const shipTypes: Readonly<Record<number, number>> = { 5: 232, 19: 263, 21: 38 }
  const shipTypeAt = partB ? 40 : shipTypes[type]
  const sizes: Readonly<Record<number, number>> = { 5: 240, 19: 271, 21: 219 }
  const sizeAt = partB ? 132 : sizes[type]
  const size = sizeAt === undefined || bits.length < sizeAt + 30 ? null : sizeOf(bits, sizeAt)
  return {
    type,
    mmsi: String(bits.unsigned(8, 30)).padStart(9, '0'),
    name: nameAt === undefined ? null : bits.text(nameAt, 20) || null,
    imo: imo === null ? null : String(imo),
    longitude: longitude === null ? null : longitude / 600_000,
    latitude: latitude === null ? null : latitude / 600_000,
    speedKnots: speed === null ? null : speed / 10,
    courseDeg: course === null ? null : course / 10,
    headingDeg: heading,
    status: type <= 3 ? known(bits.unsigned(38, 4), 15) : null,
    shipType: shipTypeAt === undefined ? null : known(bits.unsigned(shipTypeAt, type === 21 ? 5 : 8), 0),
    lengthM: size?.lengthM ?? null,
    beamM: size?.beamM ?? null,
    draughtM: draught === null ? null : draught / 10,
    timeMs: type === 4 ? baseStationTime(bits) : null,
  }
}

/** Metres from the antenna to bow and stern, port and starboard; all 0 where nobody entered them. */
function sizeOf(bits: AisBits, at: number): { lengthM: number | null; beamM: number | null } {
  const length = bits.unsigned(at, 9) + bits.unsigned(at + 9, 9)
  const beam = bits.unsigned(at + 18, 6) + bits.unsigned(at + 24, 6)
  return { lengthM: length === 0 ? null : length, beamM: beam === 0 ? null : beam }
}

function baseStationTime(bits: AisBits): number | null {
  const [year, month, day, hour, minute, second] = [
    bits.unsigned(38, 14),
    bits.unsigned(52, 4),
    bits.unsigned(56, 5),
    bits.unsigned(61, 5),
    bits.unsigned(66, 6),
    bits.unsigned(72, 6),
  ] as const
  const isKnown =
    year > 0 && year <= 9999 && month >= 1 && month <= 12 && day > 0 && hour < 24 && minute < 60 && second < 60
  return isKnown ? Date.UTC(year, month - 1, day, hour, minute, second) : null
}
