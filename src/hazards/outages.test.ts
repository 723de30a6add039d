import { expect, test } from 'vitest'
import { eagleiPowerOutages } from './feeds/eaglei-power-outages.ts'
import { parsePayload } from './parse.ts'

const parse = (csv: string) =>
  parsePayload(eagleiPowerOutages, new TextEncoder().encode(csv), { nowMs: 0, denies: () => undefined })
const at = '2030-01-01 00:15:00'

test('an empty cell is unknown, 0 is nobody, and the column may be called sum', async () => {
  const { marks, hazards } = await parse(
    `fips_code,county,state,sum,run_start_time\n1001,A,B,,${at}\n01003,A,B,0,${at}\n01005,A,B,1000,${at}\n`,
  )
  expect(marks.map(({ id, measures }) => [id, measures.map(({ value }) => value)])).toEqual([
    ['eaglei-power-outages/01001', []],
    ['eaglei-power-outages/01003', [0]],
  ])
  expect(hazards).toMatchObject([
    {
      id: 'eaglei-power-outages/01005',
      severity: 'Minor',
      onsetMs: Date.UTC(2030, 0, 1, 0, 15),
      area: { text: 'A, B' },
    },
  ])
})

test('where the total is known, its share decides', async () => {
  const rows = [
    ['01001', 99],
    ['01003', 100],
    ['01005', 1_000],
    ['01007', 5_000],
  ].map(([code, out]) => `${code},A,B,${out},10000,${at}`)
  const { marks, hazards } = await parse(
    `fips_code,county,state,customers_out,total_customers,run_start_time\n${rows.join('\n')}\n`,
  )
  expect(marks).toHaveLength(1)
  expect(hazards.map(({ severity, measures }) => [severity, measures.at(-1)])).toEqual([
    ['Minor', { name: 'share without power', value: 1, unit: 'P1' }],
    ['Moderate', { name: 'share without power', value: 10, unit: 'P1' }],
    ['Severe', { name: 'share without power', value: 50, unit: 'P1' }],
  ])
})

test('more than 50,000 customers is severe whatever their share', async () => {
  const { hazards } = await parse(
    `fips_code,county,state,customers_out,total_customers,run_start_time\n06037,A,B,50001,5000000,${at}\n`,
  )
  expect(hazards[0]?.severity).toBe('Severe')
})

test('a county that is none breaks its row alone', async () => {
  const { bad, marks } = await parse(
    `fips_code,customers_out,run_start_time\nabc,1,${at}\n01001,-1,${at}\n01003,1,${at}\n`,
  )
  expect(bad.map(({ row }) => row)).toEqual([0, 1])
  expect(marks).toHaveLength(1)
})
