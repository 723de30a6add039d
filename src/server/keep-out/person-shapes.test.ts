import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { seededRandom } from '../../base/index.ts'
import { machineClock } from '../disk/node-disk.ts'
import { openEngine } from '../engine.ts'
import { eventFields } from './event-fields.ts'

const folder = mkdtempSync(join(tmpdir(), 'fairfloor-shapes-'))
afterAll(() => rmSync(folder, { recursive: true }))

const namespace = 'https://example.com/wms/'
const context = ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { ex: namespace }]
const startMs = Date.UTC(2026, 2, 2, 6)
const hourMs = 3_600_000

test('fields are read by the paths that a site file would name them by', () => {
  const raw = new TextEncoder().encode(
    JSON.stringify({
      type: 'ObjectEvent',
      eventID: 'urn:uuid:1',
      epcList: ['https://id.gs1.org/00/1'],
      readPoint: { id: 'https://id.gs1.org/414/1' },
      bizTransactionList: [{ type: 'po', bizTransaction: 'urn:a:1' }],
      'ex:label': { 'ex:by': 7 },
    }),
  )
  expect(eventFields(raw, JSON.stringify(context))).toEqual([
    ['eventID', 'urn:uuid:1'],
    ['readPoint/id', 'https://id.gs1.org/414/1'],
    ['bizTransactionList/*/bizTransaction', 'urn:a:1'],
    [`{${namespace}}label/{${namespace}}by`, '7'],
  ])
})

test('a feed that writes people into its tours is refused at the change of shift, until the field is declared personal', async () => {
  const engine = await openEngine({ dataFolder: folder, clock: machineClock })
  const version = { validFrom: '1970-01-01T00:00:00Z', timeZone: 'UTC', areas: [], process: [], sources: [] }
  const file = (personFields: readonly string[]): string =>
    JSON.stringify({
      fairfloor: 1,
      id: 'main',
      name: 'Main',
      state: 'test',
      clock: 'replay',
      versions: [{ ...version, personFields }],
    })
  expect(await engine.putSite(file([]))).toEqual([])

  const random = seededRandom(1)
  async function send(tour: string, timeMs: number): Promise<string | undefined> {
    const { session, scanner } = engine.openCapture({ siteId: 'main', feed: 'wms', behaviour: 'proceed' })
    const event = {
      '@context': context,
      type: 'ObjectEvent',
      eventID: `urn:uuid:${random.below(1e9)}-${timeMs}`,
      eventTime: new Date(timeMs).toISOString(),
      eventTimeZoneOffset: '+00:00',
      action: 'OBSERVE',
      epcList: [`https://id.gs1.org/01/09521321000018/21/${random.below(1e9)}`],
      'ex:tour': tour,
    }
    scanner.push(new TextEncoder().encode(JSON.stringify(event)))
    const ended = await session.finish(scanner.end())
    return ended.ok ? ended.value.rejects[0]?.fault.code : ended.fault.code
  }
  const codes: (string | undefined)[] = []
  for (let minute = 0; minute < 10 * 60; minute += 3) {
    // Ten people of a shift of eight hours, then ten others.
    const shift = minute < 8 * 60 ? 0 : 10
    codes.push(await send(`T-${700 + shift + random.below(10)}-${minute}`, startMs + minute * 60_000))
  }
  const first = codes.indexOf('PERSON_SHAPED')
  expect(first * 3).toBeGreaterThan(8 * 60)
  expect(first * 3).toBeLessThan(10 * 60)
  expect(codes.slice(0, first).every((code) => code === undefined)).toBe(true)
  expect(codes.slice(first).every((code) => code === 'PERSON_SHAPED')).toBe(true)
  const [found] = engine.personShapes.list('main')
  expect(found).toMatchObject({ feed: 'wms', evidence: { path: `{${namespace}}tour`, part: '-2', values: 10 } })
  // What stands on disk is the evidence, and no value.
  expect(readFileSync(join(folder, 'shapes.json'), 'utf8')).not.toMatch(/"T-|70\d/)

  expect(await engine.putSite(file([`{${namespace}}tour`]))).toEqual([])
  expect(await send('T-701-9', startMs + 11 * hourMs)).toBe(undefined)
  await engine.close()
}, 60_000)
