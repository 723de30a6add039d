import { expect, test } from 'vitest'
import { seededRandom } from '../base/index.ts'
import { aDocument, anEvent, scanAll } from './scan.testkit.ts'

const seeds = [
  aDocument([anEvent({ 'ex:operator': 'Zoë', 'ex:n': [1.5e-3, true, null] }), anEvent({ eventID: undefined })]),
  [
    anEvent({
      sensorElementList: [
        { sensorMetadata: { deviceID: 'urn:d:1' }, sensorReport: [{ type: 'Temperature', value: 1 }] },
      ],
    }),
    anEvent({
      type: 'AggregationEvent',
      epcList: undefined,
      parentID: 'urn:epc:id:gsrn:9521321.0000010253',
      childEPCs: ['urn:x:1'],
      action: 'ADD',
    }),
  ],
  anEvent({
    eventID: `ni:///sha-256;${'ab'.repeat(32)}?ver=CBV2.0`,
    'ex:badge': { a: 1 },
    action: 'ADD',
    ilmd: { 'ex:a': '\\u00e9' },
  }),
].map((seed) => JSON.stringify(seed).replaceAll('\\\\u', '\\u'))
seeds.push(`${JSON.stringify(anEvent())}\n${JSON.stringify(anEvent({ 'ex:a': 1 }))}\n`)

test.each(seeds.map((text, i) => [i, text] as const))(
  'changed bytes never throw, and no text is accepted that JSON.parse refuses (seed %i)',
  (_, text) => {
    const random = seededRandom(`fuzz ${text.length}`)
    const start = new TextEncoder().encode(text)
    let accepted = 0
    for (let run = 0; run < 1500; run++) {
      let bytes = start.slice()
      for (let n = random.below(3); n >= 0; n--) {
        const at = random.below(bytes.length)
        const way = random.below(4)
        if (way === 0) bytes[at] = random.below(256)
        else if (way === 1) bytes[at] = '"{}[],:\\ 0eE-.tfn\n'.charCodeAt(random.below(18))
        else if (way === 2)
          bytes = new Uint8Array([...bytes.subarray(0, at), ...bytes.subarray(at + 1 + random.below(4))])
        else bytes = new Uint8Array([...bytes.subarray(0, at), ...bytes.subarray(random.below(bytes.length))])
      }
      const whole = scanAll(bytes)
      const size = 1 + random.below(90)
      const cut = scanAll(bytes, undefined, [size])
      expect(cut.end).toEqual(whole.end)
      for (const stored of whole.texts) expect(() => JSON.parse(stored)).not.toThrow()
      if (!whole.end.ok) continue
      expect(cut.texts).toEqual(whole.texts)
      accepted++
      // A row that was refused for its encoding, its depth or a member that stands twice was passed over, not read.
      const passedOver = whole.rejects.some(({ fault }) =>
        ['JSON_NOT_UTF8', 'JSON_TOO_DEEP', 'MEMBER_TWICE'].includes(fault.code),
      )
      if (whole.end.value.kind === 'ndjson' || passedOver) continue
      expect(() => JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))).not.toThrow()
    }
    expect(accepted).toBeGreaterThan(50)
  },
  60_000,
)
