import { FaultError, manualClock, type Random } from '../../src/base/index.ts'
import { type Ledger, openLedger } from '../../src/ledger/index.ts'
import { readEventQuery, supportedParameters } from '../../src/server/query/event-query.ts'
import { newSimulatedDisk } from '../disk/simulated-disk.ts'
import { syntheticBatch, syntheticPorts } from '../ledger/synthetic-batches.ts'
import { mutateBytes } from './mutate.ts'
import { chance, pick, type Target, withoutStretches } from './target.ts'

type Value = string | readonly string[] | undefined
type Parameters = readonly (readonly [name: string, value: Value])[]

const strangeNames = [
  '',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'MATCH_',
  'EQ_',
  'GE_',
  'ge_eventTime',
  'perPage[]',
  'EQ_ilmd_x',
  'EXISTS_ex#a',
]
const values = [
  '', '|', '||', '2026-03-02T14:05:00+01:00', '2026-03-02', 'ObjectEvent', 'ObjectEvent|AggregationEvent', 'ADD|OBSERVE', 'picking', 'o1', 'o1|o2|o3',
  'urn:test:rp', 'https://ref.gs1.org/cbv/BizStep-picking', '30', '0', '-1', '1e3', '1001', 'NaN', ' 7 ', '0x10', 'eventTime', 'recordTime', 'ASC', 'DESC',
  '*', '[', 'a'.repeat(5000), 'e/1', 'constructor', '__proto__',
  Buffer.from('{"v":1,"plan":"x","w":[1,2],"after":[1,2,3]}').toString('base64url'), Buffer.from('null').toString('base64url'),
] // biome-ignore format: a table

let opened: Promise<Ledger> | undefined

/** One small ledger for all cases: queries change nothing in it. */
function smallLedger(): Promise<Ledger> {
  opened ??= (async () => {
    const ledger = await openLedger(syntheticPorts(newSimulatedDisk(), manualClock(Date.UTC(2026, 4, 4, 12))))
    for (let n = 0; n < 4; n++) {
      const events = Array.from({ length: 8 }, (_, i) => ({
        id: `e/${n * 8 + i}`,
        timeMs: Date.UTC(2026, 4, 4, 8, n * 9 + i),
        source: pick({ next: () => 0, below: () => i % 3, fork: () => null as never }, [
          'machine',
          'hand',
          'partner',
        ] as const),
        objects: [`o${i % 4}`],
      }))
      const transaction = ledger.begin({ siteId: 's', feed: 'wms' })
      const { batch, placement } = syntheticBatch(ledger.hashKey, 's', events)
      transaction.append(batch, placement)
      await transaction.commit()
    }
    return ledger
  })()
  return opened
}

/** Parameters of GET /events: a plan that runs, or a fault; the pages of a plan hold each event once. */
export const eventQueries: Target<Parameters> = {
  name: 'event queries',
  make(random: Random) {
    return Array.from({ length: random.below(5) }, () => {
      const name = chance(random, 0.85) ? pick(random, supportedParameters) : pick(random, strangeNames)
      const one = (): string => {
        const value = pick(random, values)
        return chance(random, 0.2)
          ? Buffer.from(mutateBytes(random, Buffer.from(value)).bytes).toString('latin1')
          : value
      }
      const shape = random.below(12)
      return [name, shape === 0 ? undefined : shape === 1 ? [one(), one()] : one()] as const
    })
  },
  async check(given, covers) {
    // As a query string is parsed: members of an object without a prototype.
    const parameters = Object.assign(Object.create(null), Object.fromEntries(given)) as Record<string, Value>
    const ledger = await smallLedger()
    const read = readEventQuery(parameters, 's', ledger.hashKey)
    if (!read.ok) {
      covers(`query ${read.fault.code} ${read.fault.at ?? ''}`)
      return ''
    }
    const unknown = Object.keys(parameters).find((name) => !supportedParameters.includes(name))
    if (unknown !== undefined) return 'a parameter that nobody knows is ignored'
    const { limit } = read.value
    if (!(Number.isInteger(limit) && limit >= 1 && limit <= 1000)) return 'a page without a limit'
    const seen = new Set<string>()
    let token = read.value.token
    try {
      for (let page = 0; page < 40; page++) {
        const answer = await ledger.query({ ...read.value, ...(token === undefined ? {} : { token }) }, {})
        if (answer.rows.length > limit) return 'a page larger than its limit'
        for (const { idHash } of answer.rows) {
          if (seen.has(String(idHash))) return 'an event stands on two pages'
          seen.add(String(idHash))
        }
        covers(answer.rows.length === 0 ? 'query nothing found' : 'query found')
        token = answer.nextToken
        if (token === undefined) return ''
      }
    } catch (error) {
      if (!(error instanceof FaultError)) throw error
      covers(`query ${error.fault.code}`)
      return ''
    }
    return 'the pages never end'
  },
  smaller: (given) => withoutStretches(given),
  show: (given) => JSON.stringify(given),
}
