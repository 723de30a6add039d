import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { expect, test } from 'vitest'
import { createScanner } from '../epcis/index.ts'
import { eventTypes, type SourceKind } from '../model/index.ts'
import { compileSite, parseSiteFile } from '../site/index.ts'
import { demonstrationSites } from './demonstration.ts'
import type { ReadEvent } from './fold.testing.ts'
import type { Noise, World } from './types.ts'
import { createWorld } from './world.ts'

const startMs = Date.UTC(2026, 0, 5, 9)
const standardContext = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'

interface Line {
  readonly text: string
  readonly kind: SourceKind
}

function simulate(noise: Partial<Noise>, hours = 5): { world: World; lines: Line[] } {
  const world = createWorld({
    seed: 11,
    siteId: 'north',
    name: 'North',
    layout: 'small',
    startMs,
    timeZone: 'Europe/Paris',
    volume: 1.5,
    noise,
  })
  const lines: Line[] = []
  world.advanceTo(startMs + hours * 3_600_000, (text, kind) => lines.push({ text, kind }))
  world.flush((text, kind) => lines.push({ text, kind }))
  world.idle(5, (text, kind) => lines.push({ text, kind }))
  return { world, lines }
}

function scan(world: World, lines: readonly Line[]): { accepted: number; rejected: number; people: number } {
  const version = world.siteFile.versions[0]!
  let accepted = 0
  let rejected = 0
  const people = new Set<number>()
  const scanner = createScanner(
    {
      key: [1, 2, 3, 4],
      contributorKey: [5, 6, 7, 8],
      personFields: version.personFields!,
      extensions: version.extensions!,
      sha256: (bytes) => createHash('sha256').update(bytes).digest(),
      shape: 'ndjson',
    },
    ({ batch, rejects }) => {
      accepted += batch.count
      rejected += rejects.length
      for (let i = 0; i < batch.count; i++) if (batch.contributor[i] !== 0) people.add(batch.contributor[i]!)
      expect(new TextDecoder().decode(batch.raw)).not.toMatch(/operator|badge|OP-\d/)
    },
  )
  scanner.push(new TextEncoder().encode(lines.map(({ text }) => `${text}\n`).join('')))
  expect(scanner.end().ok).toBe(true)
  return { accepted, rejected, people: people.size }
}

const usual = simulate({ misScans: 0.02 })

test('the scanner of src/epcis accepts every event and finds operators in some', () => {
  const { accepted, rejected, people } = scan(usual.world, usual.lines)
  expect({ accepted, rejected }).toEqual({ accepted: usual.lines.length, rejected: 0 })
  expect(people).toBeGreaterThan(4)
})

test('the scanner refuses every malformed line and no other', () => {
  for (const rejectsAreJson of [false, true]) {
    const { world, lines } = simulate({ rejects: 0.03, rejectsAreJson }, 2)
    const clean = simulate({}, 2).lines.length
    const { accepted, rejected } = scan(world, lines)
    expect(rejected).toBe(lines.length - accepted)
    // Malformed lines come beside the true ones; chance moves the duplicates a little.
    expect(Math.abs(accepted - clean) / clean).toBeLessThan(0.01)
    expect(rejected / accepted).toBeGreaterThan(0.02)
    if (rejectsAreJson) for (const { text } of lines) JSON.parse(text)
  }
})

test('the shares are those that the documentation states', () => {
  // A day's work without the opening count, as in a long file.
  const world = createWorld({ ...usualSite, startMs })
  const texts: string[] = []
  world.advanceTo(startMs, () => {})
  world.advanceTo(startMs + 8 * 3_600_000, (text) => texts.push(text))
  const ids = new Set<string>()
  const objects = new Set<string>()
  const shapes = new Set<string>()
  let bytes = 0
  let extended = 0
  for (const text of texts) {
    const event = JSON.parse(text) as ReadEvent
    ids.add(event.eventID)
    expect(event.eventID).toMatch(/^urn:uuid:/)
    bytes += text.length + 1
    if ('@context' in event) extended++
    for (const epc of [...(event.epcList ?? []), ...(event.childEPCs ?? [])]) objects.add(epc)
    if (event.parentID !== undefined) objects.add(event.parentID)
    shapes.add(`${event.type} ${event.action} ${Object.keys(event).sort().join()}`)
  }
  expect(bytes / texts.length).toBeGreaterThan(410)
  expect(bytes / texts.length).toBeLessThan(470)
  expect(1 - ids.size / texts.length).toBeGreaterThan(0.015)
  expect(1 - ids.size / texts.length).toBeLessThan(0.025)
  expect(extended / texts.length).toBeGreaterThan(0.007)
  expect(extended / texts.length).toBeLessThan(0.013)
  expect(objects.size / texts.length).toBeGreaterThan(0.2)
  expect(shapes.size).toBeGreaterThanOrEqual(8)
})

const usualSite = {
  seed: 3,
  siteId: 'west',
  name: 'West',
  layout: 'medium',
  timeZone: 'Europe/Berlin',
  warmHours: 2,
} as const

test('all event types and every kind of source occur', () => {
  const types = new Set(usual.lines.map(({ text }) => (JSON.parse(text) as ReadEvent).type))
  expect([...types].sort()).toEqual(eventTypes.toSorted())
  const texts = usual.lines.map(({ text }) => text).join('\n')
  for (const member of ['sensorElementList', 'quantityList', 'errorDeclaration', 'persistentDisposition', 'ilmd'])
    expect(texts).toContain(`"${member}"`)
  expect(texts).toContain('urn:epc:id:sscc:')
  expect(new Set(usual.lines.map(({ kind }) => kind))).toEqual(new Set(['machine', 'hand', 'partner']))
})

test('the site file parses, and knows the place, step and source of every event', () => {
  const parsed = parseSiteFile(JSON.stringify(usual.world.siteFile))
  expect(parsed).toMatchObject({ ok: true })
  if (!parsed.ok) return
  const site = compileSite(parsed.value).at(startMs)
  const zones = new Set(usual.world.siteFile.versions[0]!.areas.flatMap(({ zones }) => zones.map(({ id }) => id)))
  const kinds: readonly SourceKind[] = ['machine', 'partner', 'hand']
  for (const { text, kind } of usual.lines) {
    const event = JSON.parse(text) as ReadEvent
    const readPoint = event.readPoint.id.startsWith('urn:') ? undefined : event.readPoint.id
    if (readPoint === undefined) continue
    expect(zones.has(site.places[site.placeOf(readPoint, '')]!.id), readPoint).toBe(true)
    expect(kinds[site.sourceOf(readPoint, '')], readPoint).toBe(kind)
    if (event.bizStep !== 'sensor_reporting') expect(site.stepOf(event.bizStep), event.bizStep).toBeGreaterThan(0)
  }
})

test('the site files of the demonstration parse', () => {
  for (const options of demonstrationSites(1)) {
    expect(parseSiteFile(JSON.stringify(createWorld(options).siteFile))).toMatchObject({ ok: true })
  }
})

const schemaUrl = new URL('../../../shared/standards/epcis/EPCIS-JSON-Schema.json', import.meta.url)

test.skipIf(!existsSync(schemaUrl))('events keep to the JSON schema of GS1', () => {
  const ajv = new Ajv({ strict: false })
  addFormats.default(ajv)
  const validate = ajv.compile(JSON.parse(readFileSync(schemaUrl, 'utf8')) as object)
  for (const [row, { text }] of usual.lines.entries()) {
    if (row % 7 !== 0 && !/Transformation|Association|errorDecl|quantityList|persistentDisp|sensor_rep/.test(text))
      continue
    const event = JSON.parse(text) as object
    // The schema wants a context on each event; ours stands on the extended ones only.
    const valid = validate({ '@context': [standardContext], ...event })
    expect(valid, `${ajv.errorsText(validate.errors)}\n${text}`).toBe(true)
  }
})
if (!existsSync(schemaUrl)) console.log('skipped: ../shared/standards/epcis is absent')
