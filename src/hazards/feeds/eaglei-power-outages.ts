import type { CapSeverity } from '../../model/index.ts'
import type { About, Feed, Form, Reading } from '../feed.ts'
import type { Fields } from '../fields.ts'
import { hazardOf, markOf, measure } from '../make.ts'
import { rows } from '../records.ts'

// No scale of outages is published for counties. 50,000 customers is what the US Department of Energy calls a major event (form DOE-417, loss of
// service to more than 50,000 customers for an hour); the shares, and the number from which an outage is more than the usual faults, are ours.
const severeCustomers = 50_000
const severeShare = 0.5
const moderateShare = 0.1
const leastShare = 0.01
/** Where the publisher gives no total of customers. */
const leastCustomers = 1_000

export const eagleiPowerOutages: Feed = {
  id: 'eaglei-power-outages',
  title: 'Power outages in US counties, every 15 minutes (EAGLE-I)',
  publisher: 'Oak Ridge National Laboratory, US Department of Energy',
  licence: {
    name: 'CC-BY-4.0',
    attribution: 'EAGLE-I, Oak Ridge National Laboratory (doi:10.6084/m9.figshare.24237376), CC BY 4.0',
    url: 'https://doi.org/10.6084/m9.figshare.24237376',
  },
  endpoint: 'https://doi.org/10.6084/m9.figshare.24237376',
  cadenceMin: null,
  access: 'open',
  kinds: ['power'],
  // The year files name the column of customers without power differently; those of 2024 have a total beside it.
  forms: [tableWith('customers_out'), tableWith('sum')],
}

function tableWith(column: string): Form {
  return {
    syntax: 'csv',
    records: rows('fips_code', column, 'run_start_time'),
    fields: ['fips_code', 'county', 'state', 'total_customers', 'run_start_time', column],
    read: (record, about) => outageOf(record, about, record.number(column)),
  }
}

/** One county at one time. `out` is null where the publisher left it empty: unknown, which is not nobody. */
function outageOf(record: Fields, about: About, out: number | null): Reading {
  // Copies of the files that went through a spreadsheet have lost leading zeros.
  const code = record.must.text('fips_code').replace(/\.0$/, '').padStart(5, '0')
  if (!/^\d{5}$/.test(code)) throw record.wrong('fips_code', 'a text that is no county', 'five digits')
  const timeMs = record.must.time('run_start_time')
  const total = record.number('total_customers')
  if ((out !== null && out < 0) || (total !== null && total < 0))
    throw record.wrong('', 'fewer than no customers', '0 or more')
  const share = out === null || total === null || total === 0 ? null : Math.min(1, out / total)
  const name = [record.text('county'), record.text('state')].filter((each) => each !== null).join(', ')
  const codes = [{ scheme: 'FIPS', code }]
  const measures = [
    ...measure('customers without power', out),
    ...measure('customers', total),
    ...measure('share without power', share === null ? null : Math.round(share * 10_000) / 100, 'P1'),
  ]
  const severity = severityOf(out, share)
  if (severity === null)
    return {
      mark: markOf(about, {
        id: code,
        kind: 'power',
        role: 'observation',
        name,
        geometry: null,
        codes,
        timeMs,
        measures,
      }),
    }
  return {
    hazards: [
      hazardOf(about, {
        id: code,
        kind: 'power',
        text: { event: 'Power outage' },
        urgency: 'Immediate',
        severity,
        certainty: 'Observed',
        sentMs: timeMs,
        onsetMs: timeMs,
        area: { text: name, codes },
        measures,
      }),
    ],
  }
}

/** Null for what is too little to be told as a hazard, or unknown. */
function severityOf(out: number | null, share: number | null): CapSeverity | null {
  if (out === null) return null
  if (out > severeCustomers || (share ?? 0) >= severeShare) return 'Severe'
  if (share !== null) return share >= moderateShare ? 'Moderate' : share >= leastShare ? 'Minor' : null
  return out >= leastCustomers ? 'Minor' : null
}
