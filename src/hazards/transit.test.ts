import { PbfWriter } from 'pbf'
import { describe, expect, test } from 'vitest'
import type { Feed } from './feed.ts'
import { gtfsrtAlerts } from './feeds/gtfsrt-alerts.ts'
import { gtfsrtTripUpdates } from './feeds/gtfsrt-trip-updates.ts'
import { parsePayload } from './parse.ts'

const sentS = 1_900_000_000
const parse = (feed: Feed, bytes: Uint8Array) => parsePayload(feed, bytes, { nowMs: 0, denies: () => undefined })

/** A message of one field after another: [number, value]; a list is a message of its own. */
type Part = readonly [number: number, value: string | number | readonly Part[]]
function encode(parts: readonly Part[]): Uint8Array {
  const writer = new PbfWriter()
  for (const [number, value] of parts) {
    if (typeof value === 'string') writer.writeStringField(number, value)
    else if (typeof value === 'number') writer.writeVarintField(number, value)
    else writer.writeBytesField(number, encode(value))
  }
  return writer.finish()
}
const header: Part = [1, [[1, '2.0'], [3, sentS]]] // biome-ignore format: one line
const alert = (id: string, ...parts: Part[]): Part => [2, [[1, id], [5, parts]]] // biome-ignore format: one line
const noService: Part = [7, 1]
const text = (words: string): readonly Part[] => [[1, [[1, words], [2, 'en']]]] // biome-ignore format: one line

describe('alerts', () => {
  test('a closure for one reason looks like a closure for another', async () => {
    const of = async (cause: number, words: string) => {
      const reason: Part[] = [[6, cause], [8, text('https://example.org')], [10, text(words)], [11, text(words)]] // biome-ignore format: one line
      const place: Part = [5, [[2, '17'], [5, 'STOP']]] // biome-ignore format: one line
      return parse(gtfsrtAlerts, encode([header, alert('a', [1, [[1, sentS - 60]]], place, ...reason, noService)]))
    }
    const strike = await of(4, 'strike')
    expect(strike).toEqual(await of(10, 'maintenance'))
    expect(JSON.stringify(strike)).not.toMatch(/strike|example/)
    expect(strike.hazards[0]).toMatchObject({
      id: 'gtfsrt-alerts/a',
      severity: 'Severe',
      urgency: 'Immediate',
      sentMs: sentS * 1000,
      onsetMs: (sentS - 60) * 1000,
      expiresMs: null,
      area: {
        text: 'route 17',
        codes: [
          { scheme: 'GTFS route', code: '17' },
          { scheme: 'GTFS stop', code: 'STOP' },
        ],
      },
    })
  })

  test('an alert in force on two nights is two hazards, one without effect is none, a deleted one is taken back', async () => {
    const period = (startS: number): Part => [1, [[1, startS], [2, startS + 60]]] // biome-ignore format: one line
    const { hazards, records } = await parse(
      gtfsrtAlerts,
      encode([
        header,
        alert('two', period(sentS), period(sentS + 86_400), [7, 4]),
        alert('none', period(sentS), [7, 10]),
        [2, [[1, 'gone'], [2, 1]]],
      ]), // biome-ignore format: one line
    )
    expect(records).toBe(3)
    expect(hazards.map(({ id, msgType, severity }) => [id, msgType, severity])).toEqual([
      [`gtfsrt-alerts/two/${sentS * 1000}`, 'Alert', 'Minor'],
      [`gtfsrt-alerts/two/${(sentS + 86_400) * 1000}`, 'Alert', 'Minor'],
      ['gtfsrt-alerts/gone', 'Cancel', 'Unknown'],
    ])
  })

  test('the severity that an agency gives goes before that of the effect', async () => {
    const { hazards } = await parse(gtfsrtAlerts, encode([header, alert('a', noService, [14, 2])]))
    expect(hazards[0]?.severity).toBe('Minor')
  })

  test.each([
    ['nothing', new Uint8Array()],
    ['no header', encode([alert('a', noService)])],
    ['a message that ends early', encode([header, alert('a', noService)]).slice(0, -1)],
    ['a text where a number must be', encode([header, alert('a', [7, ''])])],
    ['field number 0', Uint8Array.from([...encode([header]), 0, 0])],
    ['a page', new TextEncoder().encode('<html>busy</html>')],
  ])('%s is no feed message', async (_, bytes) => {
    await expect(parse(gtfsrtAlerts, bytes)).rejects.toMatchObject({ fault: { code: 'FEED_PAYLOAD' } })
  })
})

describe('trip updates', () => {
  const trip = (id: string, delayS: number, relation = 0): Part => [
    2,
    [
      [1, id],
      [3, [[1, [[1, id], [3, '20300317'], [4, relation], [5, 'R']]], [2, [[3, [[1, delayS], [2, sentS + delayS]]], [4, 'S1']]]]],
    ],
  ] // biome-ignore format: a tree

  test('a trip is a mark up to five minutes late, and a hazard above; an early one is early', async () => {
    const { hazards, marks } = await parse(
      gtfsrtTripUpdates,
      encode([
        header,
        trip('early', -90),
        trip('late', 300),
        trip('later', 301),
        trip('lost', 3600),
        trip('off', 0, 3),
      ]),
    )
    expect(marks.map(({ id, measures }) => [id, measures[0]?.value])).toEqual([
      ['gtfsrt-trip-updates/early/20300317', -90],
      ['gtfsrt-trip-updates/late/20300317', 300],
    ])
    expect(hazards.map(({ texts, severity }) => [texts[0].event, severity])).toEqual([
      ['Trip delayed', 'Minor'],
      ['Trip delayed', 'Moderate'],
      ['Trip cancelled', 'Moderate'],
    ])
    expect(hazards[0]?.area.codes.at(-1)).toEqual({ scheme: 'GTFS stop', code: 'S1' })
  })

  test('a message in JSON says what the same message says in protobuf', async () => {
    const json = {
      header: { gtfsRealtimeVersion: '2.0', timestamp: String(sentS) },
      entity: [
        {
          id: 'off',
          tripUpdate: {
            trip: { tripId: 'off', startDate: '20300317', scheduleRelationship: 'CANCELED', routeId: 'R' },
            stopTimeUpdate: [{ departure: { delay: 0, time: String(sentS) }, stopId: 'S1' }],
          },
        },
      ],
    }
    const written = await parse(gtfsrtTripUpdates, new TextEncoder().encode(JSON.stringify(json)))
    expect(written).toEqual(await parse(gtfsrtTripUpdates, encode([header, trip('off', 0, 3)])))
  })
})
