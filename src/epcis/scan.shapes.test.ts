import { expect, test } from 'vitest'
import { aDocument, anEvent, type Scanned, scanAll, standardUrl } from './scan.testkit.ts'

const person = 'https://id.gs1.org/8018/095213219876543215'
const item = 'https://id.gs1.org/01/09521321000018/21/1'

/** Members that make an event another one: right and wrong, many of them of the shape of the first. */
const changes: readonly Readonly<Record<string, unknown>>[] = [
  {},
  { eventTime: '2026-03-29T08:30:00.000' },
  { eventTime: 7 },
  { eventTimeZoneOffset: '+15:00' },
  { eventTimeZoneOffset: '-01:30' },
  { action: 'FLY' },
  { action: 'DELETE' },
  { type: 'ObjectEvents' },
  { type: 'TransformationEvent' },
  { bizStep: 'walking' },
  { bizStep: 'https://example.com/steps/walking' },
  { readPoint: { id: person } },
  { readPoint: { id: 'no uri' } },
  { readPoint: { id: 'https://id.gs1.org/414/9521321000010/254/D1', 'ex:operator': 'Zoë' } },
  { readPoint: { id: 'https://id.gs1.org/414/9521321000010/254/D1', '@type': person } },
  { epcList: [] },
  { epcList: [item, item] },
  { epcList: [person] },
  { epcList: [person, item] },
  { eventID: 'no uri' },
  { eventID: undefined },
  { 'ex:operator': 'Zoë', 'ex:a': 1 },
  { 'other:a': 1 },
  { ilmd: {} },
  { recordTime: 'late' },
  { quantityList: [{ epcClass: 'https://id.gs1.org/01/09521321000018/10/L1', quantity: 5, uom: 'kg' }] },
  { quantityList: [{ epcClass: 'https://id.gs1.org/01/09521321000018/10/L1', quantity: 5, uom: 'KGM' }] },
  { errorDeclaration: { declarationTime: '2026-03-29T09:30:00.000Z', reason: 'did_not_occur' } },
  {
    type: 'AggregationEvent',
    epcList: undefined,
    childEPCs: [item],
    parentID: 'https://id.gs1.org/00/095213212345678901',
  },
  { type: 'AggregationEvent', epcList: undefined, childEPCs: [], parentID: 'https://id.gs1.org/00/095213212345678901' },
]

const contexts = [standardUrl, { ex: 'https://example.com/ns/', other: 'https://other.example.com/' }]

/** What became of each row, as text. */
function fates({ outputs, texts }: Scanned): string[] {
  const fates: string[] = []
  let n = 0
  for (const { batch, rejects } of outputs) {
    for (const { row, fault, readPoint } of rejects)
      fates[row] = JSON.stringify([{ ...fault, row: 0, at: fault.at?.replace(/.*eventList.\d+/, '') }, readPoint])
    for (let i = 0; i < batch.count; i++, n++) {
      const refs = [batch.refStart[i]!, batch.refStart[i + 1]!] as const
      fates[batch.row[i]!] = JSON.stringify([
        texts[n],
        [batch.type, batch.action, batch.flags, batch.offsetMin, batch.eventTimeMs].map((column) => column[i]),
        [batch.bizStep, batch.disposition, batch.readPoint, batch.bizLocation].map((column) => batch.words[column[i]!]),
        [...batch.idHash.subarray(2 * i, 2 * i + 2), ...batch.contentHash.subarray(2 * i, 2 * i + 2)],
        [...batch.refRole.subarray(...refs), ...batch.refHash.subarray(refs[0] * 2, refs[1] * 2)],
        [...batch.refQuantity.subarray(...refs), batch.contributor[i], batch.contexts[batch.context[i]!]],
      ])
    }
  }
  return fates
}

test('an event is judged alike whether its shape was seen before or not', () => {
  const options = { extensions: ['https://example.com/ns/'] }
  const context = { '@context': contexts }
  const lines = [...changes, ...changes.map((change) => ({ ...context, ...change }))].map((change) =>
    JSON.stringify(anEvent(change)),
  )
  const alone = lines.map((line) => fates(scanAll(line, { ...options }))[0])
  expect(new Set(alone).size).toBeGreaterThan(changes.length)
  // Each shape is new in the first third, known in the second, and known to be right in the last.
  expect(fates(scanAll([...lines, ...lines, ...lines].join('\n'), { ...options }))).toEqual([
    ...alone,
    ...alone,
    ...alone,
  ])
})

test('an event in a document is judged alike whether its shape was seen before or not', () => {
  const options = { extensions: ['https://example.com/ns/'] }
  const inDocument = (all: readonly unknown[]): string[] =>
    fates(scanAll({ ...aDocument(all), '@context': contexts }, { ...options }))
  const all = changes.map(anEvent)
  const alone = all.map((event) => inDocument([event])[0])
  expect(inDocument([...all, ...all, ...all])).toEqual([...alone, ...alone, ...alone])
})
