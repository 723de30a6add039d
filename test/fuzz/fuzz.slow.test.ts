import { expect, test } from 'vitest'
import { eventTypes } from '../../src/model/index.ts'
import { fuzz } from './run.ts'

/** Members that an event of some type may have beside those of all; EPCIS 2.0, section 7.4. */
const members: Readonly<Record<string, readonly string[]>> = {
  ObjectEvent: ['action', 'epcList', 'quantityList', 'ilmd'],
  AggregationEvent: ['action', 'parentID', 'childEPCs', 'childQuantityList'],
  TransactionEvent: ['action', 'parentID', 'epcList', 'quantityList', 'bizTransactionList'],
  TransformationEvent: ['inputEPCList', 'inputQuantityList', 'outputEPCList', 'outputQuantityList', 'transformationID'],
  AssociationEvent: ['action', 'parentID', 'childEPCs', 'childQuantityList'],
}
const all =
  'type eventID eventTime eventTimeZoneOffset recordTime certificationInfo errorDeclaration bizStep disposition persistentDisposition readPoint bizLocation bizTransactionList sourceList destinationList sensorElementList'.split(
    ' ',
  )

test('ten seconds of random inputs break nothing, and reach every member of every type', {
  timeout: 180_000,
}, async () => {
  const met = new Set<string>()
  const report = await fuzz({
    seed: 'short',
    minutes: 10 / 60,
    casesMin: 100,
    say: () => {},
    onStructure: (target, structure) => met.add(`${target}: ${structure}`),
  })
  expect(report.failures).toEqual([])
  const reached = eventTypes.flatMap((type) =>
    [...all, ...members[type]!].map((name) => `epcis trees: ${type} ${name}`),
  )
  expect(reached.filter((each) => !met.has(each)).length).toBeLessThan(reached.length / 10)
})
