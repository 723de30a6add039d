import { expect, test } from 'vitest'
import { FaultError, manualClock } from '../../src/base/index.ts'
import { describeIdentifier } from '../../src/epcis/index.ts'
import { openLedger } from '../../src/ledger/index.ts'
import { readEventQuery } from '../../src/server/query/event-query.ts'
import { newSimulatedDisk } from '../disk/simulated-disk.ts'
import { syntheticBatch, syntheticPorts } from '../ledger/synthetic-batches.ts'
import { acceptedOf, scan, scanOptions } from './scanning.ts'

// What fuzzing found, each once by name.

test('a parameter that is called like a member of every object is unknown like any other', () => {
  for (const name of ['toString', 'constructor', '__proto__']) {
    const parameters = Object.fromEntries([[name, 'x']])
    expect(readEventQuery(parameters, 's', [1, 2, 3, 4])).toMatchObject({
      ok: false,
      fault: { code: 'QUERY_PARAMETER' },
    })
  }
})

test('an asset number with letters where its company prefix should end has no URN', () => {
  const described = describeIdentifier('https://id.gs1.org/8004/95213.50', () => 7)
  expect(described).toMatchObject({ canonical: 'https://id.gs1.org/8004/95213.50' })
  expect(described?.urn).toBeUndefined()
})

test('a damaged commit with a whole one behind it is refused; the last one, which a power cut may tear, is cut off', async () => {
  const disk = newSimulatedDisk()
  const clock = manualClock(Date.UTC(2026, 4, 4))
  const ledger = await openLedger(syntheticPorts(disk, clock))
  for (const id of ['a', 'b', 'c']) {
    const transaction = ledger.begin({ siteId: 's', feed: 'wms' })
    const { batch, placement } = syntheticBatch(ledger.hashKey, 's', [{ id, timeMs: clock.nowMs() }])
    transaction.append(batch, placement)
    await transaction.commit()
  }
  // Nobody closes it: this is what a kill leaves.
  const files = disk.contents()
  const log = [...files.keys()].find((path) => path.startsWith('commits-'))!
  const damagedAt = (share: number): Map<string, Uint8Array> => {
    const bytes = files.get(log)!.slice()
    const at = Math.floor(bytes.length * share)
    bytes[at] = bytes[at]! ^ 1
    return new Map([...files, [log, bytes]])
  }
  for (const share of [0.1, 0.5]) {
    const opened = openLedger(syntheticPorts(newSimulatedDisk(damagedAt(share)), clock))
    const fault = await opened.then(() => undefined).catch((error: unknown) => error)
    expect(fault).toBeInstanceOf(FaultError)
    expect(fault).toMatchObject({ fault: { code: 'LEDGER_BROKEN' } })
  }
  const left = await openLedger(syntheticPorts(newSimulatedDisk(damagedAt(0.9)), clock))
  expect((await left.query({ siteId: 's', limit: 10 }, {})).rows).toHaveLength(2)
})

test('escapes in names and words hide neither the header of a stream nor a keyword of a read point', () => {
  const context = { ex: 'https://example.com/ns/' }
  const header = `{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",${JSON.stringify(context)}],"type":"EPC\\u0049SDocument"}`
  const event =
    '{"type":"ObjectEvent","action":"OBSERVE","eventTime":"2026-03-02T14:05:07Z","eventTimeZoneOffset":"+01:00","epcList":["urn:x:1"],' +
    '"readPoint":{"id":"urn:x:2","\\u0040note":{"ex:badge":"Zq1"}},"ex:gate":{"ex:nr":"Zq2"}}'
  const { outputs, end } = scan(new TextEncoder().encode(`${header}\n${event}`), scanOptions(), () => 7)
  expect(end).toMatchObject({ ok: true, value: { accepted: 1, rejected: 0 } })
  expect(acceptedOf(outputs).map(({ text }) => JSON.parse(text) as unknown)).toMatchObject([
    { readPoint: { id: 'urn:x:2', '@note': {} }, 'ex:gate': {} },
  ])
})
