import { expect, test } from 'vitest'
import { contextsMax, eventBytesMax, headerBytesMax, lateContextBytesMax } from './limits.ts'
import { aDocument, anEvent, scanAll, standardUrl } from './scan.testkit.ts'

test('a document that is too large outside its events is refused before it is held', () => {
  const { end } = scanAll({ ...aDocument([]), 'ex:a': 'x'.repeat(headerBytesMax) })
  expect(end.ok ? '' : end.fault.code).toBe('HEADER_TOO_LARGE')
})

test('events are held back for a late @context up to a limit', () => {
  const large = anEvent({ 'ex:a': 'x'.repeat(eventBytesMax - 2000) })
  const count = Math.ceil(lateContextBytesMax / eventBytesMax) + 1
  const { '@context': context, ...late } = aDocument(Array.from({ length: count }, () => large))
  const { end } = scanAll({ ...late, '@context': context })
  expect(end.ok ? '' : end.fault.code).toBe('CONTEXT_TOO_LATE')
  expect(scanAll({ '@context': context, ...late }).end.ok).toBe(true)
}, 30_000)

test('one input may bring so many different contexts and no more', () => {
  const lines = Array.from({ length: contextsMax + 10 }, (_, i) =>
    JSON.stringify(anEvent({ eventID: `urn:x:${i}`, '@context': [standardUrl, { [`p${i}`]: 'https://a.example/' }] })),
  )
  const { end, rejects, fault } = scanAll(lines.join('\n'))
  expect(end).toMatchObject({ ok: true, value: { accepted: contextsMax } })
  expect(rejects).toHaveLength(10)
  expect(fault?.code).toBe('CONTEXT_TOO_MANY')
  expect(scanAll(lines[0]!).end.ok).toBe(true)
}, 30_000)

test('numbers beyond every double are kept as they came', () => {
  for (const members of [{}, { eventID: undefined }]) {
    const text = JSON.stringify(
      anEvent({
        ...members,
        quantityList: [{ epcClass: 'urn:x:c', quantity: 4711 }],
        sensorElementList: [{ sensorReport: [{ type: 'Temperature', value: 4711, minValue: -4711 }] }],
        'ex:a': 4711,
      }),
    ).replaceAll('4711', '1e999')
    const { texts, fault } = scanAll(text)
    expect(fault).toBeUndefined()
    expect(texts).toEqual([text])
  }
})

test('an event with many objects is read whole', () => {
  const epcList = Array.from({ length: 20_000 }, (_, i) => `https://id.gs1.org/01/09521321000018/21/${i}`)
  const { outputs, fault } = scanAll(anEvent({ epcList }))
  expect(fault).toBeUndefined()
  expect(outputs[0]!.batch.refStart[1]).toBe(20_000)
  expect(new Set(outputs[0]!.batch.refHash.filter((_, i) => i % 2 === 0)).size).toBeGreaterThan(19_990)
})
