import { expect, test } from 'vitest'
import { issuedMs } from './bulletin.ts'
import { nwsVtecText } from './feeds/nws-vtec-text.ts'
import { type Parsed, parsePayload } from './parse.ts'

const nowMs = Date.UTC(2031, 5, 1)

/** A product of an office that does not exist. */
function product(codes: string, vtec: string, more = ''): string {
  return `000
WUUS53 KXYZ 010012
SVRXYZ
${codes}
${vtec}

BULLETIN
Severe Thunderstorm Warning
National Weather Service Nowhere
712 PM EST Fri Jan 31 2031

${more}
$$
`
}

function read(text: string): Promise<Parsed> {
  return parsePayload(nwsVtecText, new TextEncoder().encode(text), { nowMs, denies: () => undefined })
}

const warning = '/O.NEW.KXYZ.SV.W.0007.310201T0012Z-310201T0100Z/'

test('zones are written out from ranges, over lines, with the state that stands before them', async () => {
  const { hazards } = await read(product('XYC001-003>005-\nXZC010-XYZALL-010100-', warning))
  const codes = hazards[0]?.area.codes.map(({ code }) => code)
  expect(codes).toEqual(['XYC001', 'XYC003', 'XYC004', 'XYC005', 'XZC010', 'XYZALL'])
})

test('a warning has its degree, times, polygon and tags, in metres', async () => {
  const more =
    'LAT...LON 3600 8700 3700 8700 3650 8800\n      3600 8750\nMAX HAIL SIZE...1.00 IN\nMAX WIND GUST...60 MPH'
  const { hazards } = await read(product('XYC001-010100-', warning, more))
  expect(hazards[0]).toMatchObject({
    id: 'nws-vtec-text/KXYZ.SV.W.0007.2031.XYC001',
    kind: 'storm',
    severity: 'Severe',
    urgency: 'Immediate',
    msgType: 'Alert',
    sentMs: Date.UTC(2031, 1, 1, 0, 12),
    expiresMs: Date.UTC(2031, 1, 1, 1),
    area: {
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [-87, 36],
            [-87, 37],
            [-88, 36.5],
            [-87.5, 36],
            [-87, 36],
          ],
        ],
      },
    },
    measures: [
      { name: 'hail', value: 25, unit: 'MMT' },
      { name: 'wind gust', value: 26.8, unit: 'MTS' },
    ],
  })
})

test('what is cancelled keeps the id that it was warned of by, and a test is one', async () => {
  const cancelled = await read(product('XYC001-010100-', warning.replace('NEW', 'CAN')))
  expect(cancelled.hazards[0]).toMatchObject({
    id: 'nws-vtec-text/KXYZ.SV.W.0007.2031.XYC001',
    msgType: 'Cancel',
    urgency: 'Past',
  })
  expect((await read(product('XYC001-010100-', warning.replace('/O', '/T')))).hazards[0]?.status).toBe('Test')
})

test('an event that has begun and has no end has none', async () => {
  const { hazards } = await read(product('XYC001-010100-', '/O.CON.KXYZ.FL.W.0007.000000T0000Z-000000T0000Z/'))
  expect(hazards[0]).toMatchObject({ onsetMs: Date.UTC(2031, 1, 1, 0, 12), expiresMs: null, msgType: 'Update' })
})

test('the time of issue is the day of the heading, beside the date line, across the month', () => {
  expect(issuedMs('010012', '712 PM EST Fri Jan 31 2031', 0)).toBe(Date.UTC(2031, 1, 1, 0, 12))
  expect(issuedMs('312359', '1259 AM GST Sat Feb 1 2031', 0)).toBe(Date.UTC(2031, 0, 31, 23, 59))
  expect(issuedMs('020000', '', Date.UTC(2031, 4, 30))).toBe(Date.UTC(2031, 5, 2))
  expect(issuedMs('late', '', 0)).toBeNaN()
})

test('a segment whose zones make no sense is broken, and the next one is read', async () => {
  const wrong = product('XYC001-0X3-010100-', warning)
  const { hazards, bad } = await read(wrong + product('XYC002-010100-', warning))
  expect(hazards).toHaveLength(1)
  expect(bad).toMatchObject([{ row: 0, code: 'FEED_RECORD' }])
})
