import { describe, expect, test } from 'vitest'
import { AisBits, groupSentences, readSentence } from './ais.ts'
import { aisNmea } from './feeds/ais-nmea.ts'
import { parsePayload } from './parse.ts'

const parse = (lines: readonly string[]) =>
  parsePayload(aisNmea, new TextEncoder().encode(lines.join('\r\n')), { nowMs: 0, denies: () => undefined })

/** Bits of a message: fields of [width, value], a text as six bits a character. */
function bitsOf(fields: readonly (readonly [width: number, value: number | string])[]): string {
  return fields
    .map(([width, value]) =>
      typeof value === 'string'
        ? Array.from(value.padEnd(width / 6, '@'), (each) =>
            (each.charCodeAt(0) % 64).toString(2).padStart(6, '0'),
          ).join('')
        : (value < 0 ? value + 2 ** width : value).toString(2).padStart(width, '0'),
    )
    .join('')
}

/** Sentences of a message, in parts of at most 28 characters, with their checksums. */
function sentencesOf(bits: string, number = ''): string[] {
  const fill = (6 - (bits.length % 6)) % 6
  const payload = (bits + '0'.repeat(fill)).match(/.{6}/g)!.map((six) => {
    const value = Number.parseInt(six, 2)
    return String.fromCharCode(value + (value < 40 ? 48 : 56))
  })
  const parts: string[] = []
  for (let at = 0; at < payload.length; at += 28) parts.push(payload.slice(at, at + 28).join(''))
  return parts.map((part, i) => {
    const isLast = i === parts.length - 1
    const body = `AIVDM,${parts.length},${i + 1},${parts.length > 1 ? number : ''},A,${part},${isLast ? fill : 0}`
    const sum = [...body].reduce((sum, each) => sum ^ each.charCodeAt(0), 0)
    return `!${body}*${sum.toString(16).toUpperCase().padStart(2, '0')}`
  })
}

const mmsi = 211_000_007
const [longitude, latitude] = [9.5 * 600_000, -54.25 * 600_000] as const
const classA = (status: number, speed: number): string =>
  bitsOf([
    [6, 1],
    [2, 0],
    [30, mmsi],
    [4, status],
    [8, -128],
    [10, speed],
    [1, 1],
    [28, longitude],
    [27, latitude],
    [12, 905],
    [9, 91],
    [31, 0],
  ])
const voyage = bitsOf([
  [6, 5],
  [2, 0],
  [30, mmsi],
  [2, 0],
  [30, 9_074_729],
  [42, 'CALL'],
  [120, 'MADE UP OF BITS 7'],
  [8, 70],
  [18, 200 * 512 + 50],
  [12, 10 * 64 + 22],
  [4, 1],
  [20, 0],
  [8, 113],
  [122, 0],
])

describe('sentences', () => {
  test('two parts with another message between them are one message', async () => {
    const [first, second, ...others] = sentencesOf(voyage, '3')
    const [position] = sentencesOf(classA(0, 123))
    const parsed = await parse([first!, position!, second!, ...others])
    expect(parsed.bad).toEqual([])
    expect(parsed.records).toBe(2)
    expect(parsed.marks[0]).toMatchObject({
      id: `ais-nmea/${mmsi}/name`,
      name: 'MADE UP OF BITS 7',
      codes: [
        { scheme: 'MMSI', code: String(mmsi) },
        { scheme: 'IMO', code: '9074729' },
      ],
      measures: [
        { name: 'type of ship', value: 70, unit: null },
        { name: 'length', value: 250, unit: 'MTR' },
        { name: 'beam', value: 32, unit: 'MTR' },
        { name: 'draught', value: 11.3, unit: 'MTR' },
      ],
    })
  })

  test('a part without the others, a wrong checksum and a short message are told and left out', async () => {
    const [first] = sentencesOf(voyage, '3')
    const [good] = sentencesOf(classA(0, 123))
    const [short] = sentencesOf(classA(0, 123).slice(0, 120))
    const wrong = good!.replace(/.\*/, '1*')
    const { marks, bad } = await parse([first!, wrong, short!, good!])
    expect(marks).toHaveLength(1)
    expect(bad.map(({ row, got }) => [row, got])).toEqual([
      [0, '1 of 3 parts'],
      [1, 'a checksum of another text'],
      [2, '120 bits'],
    ])
  })

  test('comments and other sentences are no messages, and an empty payload says nothing', async () => {
    const [good] = sentencesOf(classA(0, 123))
    const { records, marks } = await parse(['# log', '$GPGGA,1*00', '', '!AIVDM,1,1,,B,,0*25', good!])
    expect([records, marks.length]).toEqual([2, 1])
    expect(groupSentences(['', '#', '$'])).toEqual([])
  })

  test('a tag block gives the time', () => {
    const [good] = sentencesOf(classA(0, 123))
    expect(readSentence(`\\s:station,c:1900000000*1E\\${good}`)).toMatchObject({ ok: true, timeS: 1_900_000_000 })
  })
})

describe('messages', () => {
  test('place, speed and course of a ship come in degrees and metres per second', async () => {
    const { marks } = await parse(sentencesOf(classA(0, 123)))
    expect(marks[0]).toMatchObject({
      kind: 'ship',
      geometry: { type: 'Point', coordinates: [9.5, -54.25] },
      timeMs: null,
    })
    expect(marks[0]!.measures).toEqual([
      { name: 'speed', value: 6.3, unit: 'MTS' },
      { name: 'course', value: 90.5, unit: 'DD' },
      { name: 'heading', value: 91, unit: 'DD' },
    ])
  })

  test('a speed that is not known is not said', async () => {
    const { marks } = await parse(sentencesOf(classA(0, 1023)))
    expect(marks[0]!.measures.map(({ name }) => name)).toEqual(['course', 'heading'])
  })

  test('a ship aground is a hazard', async () => {
    const { hazards, marks } = await parse(sentencesOf(classA(6, 0)))
    expect(marks).toEqual([])
    expect(hazards[0]).toMatchObject({
      kind: 'ship',
      severity: 'Moderate',
      certainty: 'Likely',
      texts: [{ event: 'Ship aground' }],
    })
  })

  test('a base station tells its time', async () => {
    const bits = bitsOf([[6, 4], [2, 0], [30, 2_110_001], [14, 2030], [4, 3], [5, 17], [5, 6], [6, 5], [6, 4], [1, 0], [28, longitude], [27, latitude], [34, 0]]) // biome-ignore format: one line
    const { marks } = await parse(sentencesOf(bits))
    expect(marks[0]).toMatchObject({
      role: 'place',
      name: 'Base station 002110001',
      timeMs: Date.UTC(2030, 2, 17, 6, 5, 4),
    })
  })

  test('an aid to navigation is a place on a waterway', async () => {
    const bits = bitsOf([[6, 21], [2, 0], [30, 992_111_111], [5, 14], [120, 'BUOY 1'], [1, 0], [28, longitude], [27, latitude], [53, 0]]) // biome-ignore format: one line
    const { marks } = await parse(sentencesOf(bits))
    expect(marks[0]).toMatchObject({ kind: 'waterway', role: 'place', name: 'BUOY 1' })
  })

  test('class B says place, name and size in its own messages', async () => {
    const position = bitsOf([[6, 18], [2, 0], [30, mmsi], [8, 0], [10, 10], [1, 0], [28, longitude], [27, latitude], [12, 3600], [9, 511], [35, 0]]) // biome-ignore format: one line
    const name = bitsOf([[6, 24], [2, 0], [30, mmsi], [2, 0], [120, 'SMALL SHIP']]) // biome-ignore format: one line
    const size = bitsOf([[6, 24], [2, 0], [30, mmsi], [2, 1], [8, 37], [42, 'XXX'], [42, 'CALL'], [18, 5 * 512 + 6], [12, 2 * 64 + 1], [6, 0]]) // biome-ignore format: one line
    const { marks, bad } = await parse([position, name, size].flatMap((bits) => sentencesOf(bits)))
    expect(bad).toEqual([])
    expect(
      marks.map((mark) => [mark.name, mark.measures.map(({ name, value }) => `${name} ${value}`).join(', ')]),
    ).toEqual([
      [`MMSI ${mmsi}`, 'speed 0.5'],
      ['SMALL SHIP', ''],
      [`MMSI ${mmsi}`, 'type of ship 37, length 11, beam 3'],
    ])
  })

  test('bits past the end are nothing', () => {
    expect(new AisBits('w', 0).unsigned(0, 12)).toBe(0b111111_000000)
    expect(new AisBits('', 5).length).toBe(0)
  })
})
