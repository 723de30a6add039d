import { describe, expect, test } from 'vitest'
import { aviationWxText } from './feeds/aviation-wx-text.ts'
import { dayTimeNear } from './instants.ts'
import { readMetar, threatOf } from './metar.ts'
import { parsePayload } from './parse.ts'

const nowMs = Date.UTC(2030, 2, 1, 12)
const parse = (text: string) =>
  parsePayload(aviationWxText, new TextEncoder().encode(text), { nowMs, denies: () => undefined })

describe('METAR', () => {
  test('figures come in metres, kilometres, degrees Celsius and hectopascals', () => {
    expect(
      readMetar('METAR KZZZ 011151Z AUTO 27034G50KT 1 1/2SM -SN BKN012 OVC030 M04/M07 A2992 RMK AO2 TSB02'),
    ).toEqual({
      station: 'KZZZ',
      time: '011151',
      windMs: 17.5,
      gustMs: 25.7,
      windFromDeg: 270,
      visibilityKm: 2.4,
      ceilingM: 365.76,
      airC: -4,
      dewPointC: -7,
      pressureHpa: 1013.2,
      weather: ['-SN'],
    })
    expect(readMetar('EZZZ 011150Z VRB02MPS 0350 R09/0550 FZFG VV001 M00/ Q0987 NOSIG')).toMatchObject({
      windMs: 2,
      windFromDeg: null,
      visibilityKm: 0.35,
      ceilingM: 30.48,
      airC: 0,
      dewPointC: null,
      pressureHpa: 987,
      weather: ['FZFG'],
    })
    expect(readMetar('EZZZ 011150Z 00000KT CAVOK 20/10 Q1020')).toMatchObject({ visibilityKm: 10, ceilingM: null })
  })

  test.each([
    ['27010KT 10SM +FC', 'Extreme'],
    ['27010KT 10SM FC', 'Severe'],
    ['27010G50KT 10SM', 'Severe'],
    ['27010G49KT 10SM', 'Moderate'],
    ['27010KT 10SM TSRA', 'Moderate'],
    ['27010KT 10SM VCTS', undefined],
    ['27010KT 10SM FZRA', 'Moderate'],
    ['27010KT 3/4SM', 'Moderate'],
    ['27010KT 10SM OVC004', 'Moderate'],
    ['27010KT 10SM OVC005', 'Minor'],
    ['27010KT 2SM', 'Minor'],
    ['27010KT 3SM OVC010', undefined],
    ['27010KT 10SM NOSIG +FC', undefined],
  ])('%s is %s', (body, severity) => {
    expect(threatOf(readMetar(`KZZZ 011151Z ${body}`)!)?.severity).toBe(severity)
  })

  test('a list without headings has a report a line, and broken ones are told', async () => {
    const parsed = await parse(
      'KZZZ 011151Z 27010KT 10SM\nKZZZ 321151Z 27010KT 10SM\nKZZZ 011151Z\nKZZZ 011151Z NIL\nSPECI KYYY 281200Z 27010KT 10SM\n',
    )
    expect([parsed.records, parsed.marks.length, parsed.bad.map(({ row }) => row)]).toEqual([5, 2, [1, 2]])
    expect(parsed.marks.map(({ timeMs }) => timeMs)).toEqual([Date.UTC(2030, 2, 1, 11, 51), Date.UTC(2030, 1, 28, 12)])
  })

  test('another text is no aviation weather', async () => {
    await expect(parse('Bitte später erneut versuchen = busy')).rejects.toMatchObject({
      fault: { code: 'FEED_PAYLOAD' },
    })
  })
})

describe('SIGMET', () => {
  const bulletin = (part: string): string => `WSXX01 ZZZZ 010600\n${part}`

  test('an area within places is a polygon, with its times, top and movement', async () => {
    const { hazards } = await parse(
      bulletin(
        `YZZZ SIGMET A3 VALID 010630/011030 YZZZ-\nYZZZ EXAMPLE FIR SEV TURB FCST WI S2030 E15000 - S2030\nE15130 - S22 E151 - S2030 E15000 TOP ABV FL340\nMOV NE 20KT NC=`,
      ),
    )
    expect(hazards[0]).toMatchObject({
      id: 'aviation-wx-text/YZZZ A3/2030-03-01',
      texts: [{ event: 'Severe turbulence' }],
      certainty: 'Likely',
      urgency: 'Immediate',
      sentMs: Date.UTC(2030, 2, 1, 6),
      onsetMs: Date.UTC(2030, 2, 1, 6, 30),
      expiresMs: Date.UTC(2030, 2, 1, 10, 30),
      area: {
        text: 'YZZZ EXAMPLE FIR',
        geometry: { type: 'Polygon', coordinates: [[[150, -20.5], [151.5, -20.5], [151, -22], [150, -20.5]]] },
      },
      measures: [
        { name: 'top', value: 10_363.2, unit: 'MTR' },
        { name: 'moving from', value: 225, unit: 'DD' },
        { name: 'movement', value: 10.3, unit: 'MTS' },
      ],
    }) // biome-ignore format: a ring
  })

  test('a circle is a point with its radius, and a cancelled SIGMET is taken back', async () => {
    const { hazards } = await parse(
      bulletin(
        'YZZZ SIGMET 1 VALID 010600/011200 YZZZ-\nYZZZ EXAMPLE FIR TC EXAMPLE OBS WI 150NM OF N2030 W06000 TOP FL500=\n' +
          'YZZZ SIGMET 2 VALID 010700/011200 YZZZ-\nYZZZ EXAMPLE FIR CNL SIGMET 1 010600/011200=',
      ),
    )
    expect(hazards[0]!.area).toMatchObject({ geometry: { type: 'Point', coordinates: [-60, 20.5] }, radiusKm: 277.8 })
    expect(hazards[1]).toMatchObject({ msgType: 'Cancel', references: ['aviation-wx-text/YZZZ 1/2030-03-01'] })
  })

  test('convective SIGMETs end within the day, or after midnight', async () => {
    const { hazards, records } = await parse(
      `WSUS31 KZZZ 012355\nSIGE\nCONVECTIVE SIGMET 9E\nVALID UNTIL 0155Z\nFL CSTL WTRS\nFROM 20NE AAA-30S BBB-20NE AAA\nLINE TS MOV FROM 25030KT. TOPS TO FL410.\n\nOUTLOOK VALID 020155-020555\nTS ARE NOT EXPD TO REQUIRE WST ISSUANCES.\n`,
    )
    expect(records).toBe(2)
    expect(hazards).toHaveLength(1)
    expect(hazards[0]).toMatchObject({
      id: 'aviation-wx-text/9E/2030-03-01',
      expiresMs: Date.UTC(2030, 2, 2, 1, 55),
      area: { text: 'FROM 20NE AAA-30S BBB-20NE AAA', geometry: null, codes: [{ scheme: 'ISO3166-2', code: 'US-FL' }] },
    })
  })
})

describe('day and time of a bulletin', () => {
  test.each([
    ['010000', Date.UTC(2030, 2, 1)],
    ['280000', Date.UTC(2030, 1, 28)],
    ['310000', Date.UTC(2030, 2, 31)],
    ['150000', Date.UTC(2030, 2, 15)],
    ['012400', Date.UTC(2030, 2, 2)],
  ])('%s is in the month that brings it nearest', (text, ms) => {
    expect(dayTimeNear(text, nowMs)).toBe(ms)
  })

  test.each(['000000', '320000', '012500', '010060', '1200', 'O10000'])('%s is no time', (text) => {
    expect(dayTimeNear(text, nowMs)).toBeNaN()
  })
})
