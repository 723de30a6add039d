import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { manualClock } from '../../base/index.ts'
import { defaultSite } from '../../site/index.ts'
import { ensureSite, openEngine } from '../engine.ts'
import { importFiles } from './import.ts'

test('an imported document says how much of its master data was not kept', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fairfloor-import-'))
  const engine = await openEngine({ dataFolder: join(folder, 'data'), clock: manualClock(Date.UTC(2026, 2, 2, 12)) })
  try {
    await ensureSite(engine, 'main')
    const path = join(folder, 'document.json')
    const vocabularyElementList = [{ id: 'urn:test:dock-1' }, { id: 'urn:test:dock-2' }, { id: 'urn:test:dock-3' }]
    const document = {
      '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: '2026-03-02T11:00:00Z',
      epcisHeader: { epcisMasterData: { vocabularyList: [{ type: 'urn:test:dock', vocabularyElementList }] } },
      epcisBody: {
        eventList: [
          {
            type: 'ObjectEvent',
            eventTime: '2026-03-02T11:00:00Z',
            eventTimeZoneOffset: '+00:00',
            epcList: ['https://id.gs1.org/01/09521321000018/21/1'],
            action: 'OBSERVE',
          },
        ],
      },
    }
    writeFileSync(path, JSON.stringify(document))
    const report = await importFiles(engine, { paths: [path], siteId: 'main', onProgress: () => {} })
    expect(report).toMatchObject({
      counts: { accepted: 1, rejected: 0 },
      notices: [{ code: 'MASTER_DATA_NOT_KEPT', got: '3 vocabulary elements' }],
    })
  } finally {
    await engine.close()
    rmSync(folder, { recursive: true })
  }
})

test('lines said twice are duplicates, other content is a conflict, and so is what repeats a conflict', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fairfloor-import-'))
  const engine = await openEngine({ dataFolder: join(folder, 'data'), clock: manualClock(Date.UTC(2026, 2, 2, 12)) })
  try {
    await ensureSite(engine, 'main')
    const event = (id: string, action = 'OBSERVE') => ({
      '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
      type: 'ObjectEvent',
      eventID: `urn:uuid:00000000-0000-4000-8000-00000000000${id}`,
      eventTime: '2026-03-02T11:00:00Z',
      eventTimeZoneOffset: '+00:00',
      epcList: [`https://id.gs1.org/01/09521321000018/21/${id}`],
      action,
    })
    const take = async (name: string, lines: readonly object[]) => {
      const path = join(folder, name)
      writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
      const { counts, rejectFiles } = await importFiles(engine, { paths: [path], siteId: 'main', onProgress: () => {} })
      const rejects = rejectFiles.flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'))
      return { counts, rows: rejects.map((line) => JSON.parse(line) as { row: number; code: string }) }
    }
    const first = await take('first.ndjson', [
      event('1'),
      event('2'),
      event('1'),
      { type: 'Nothing' },
      event('2', 'ADD'),
    ])
    expect(first.counts).toEqual({ accepted: 2, duplicate: 1, conflict: 1, rejected: 1 })
    expect(first.rows.map(({ row }) => row).sort()).toEqual([3, 4])
    const second = await take('second.ndjson', [
      event('3'),
      event('1', 'ADD'),
      event('1', 'ADD'),
      event('2'),
      event('3'),
    ])
    expect(second.counts).toEqual({ accepted: 1, duplicate: 2, conflict: 2, rejected: 0 })
    expect(second.rows).toMatchObject([
      { row: 1, code: 'EVENT_CONFLICT' },
      { row: 2, code: 'EVENT_CONFLICT' },
    ])
    expect(engine.ledger.stats().events).toBe(3)
  } finally {
    await engine.close()
    rmSync(folder, { recursive: true })
  }
})

test('a site file that comes during an import places what comes after it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fairfloor-import-'))
  const engine = await openEngine({ dataFolder: join(folder, 'data'), clock: manualClock(Date.UTC(2026, 2, 2, 12)) })
  try {
    await engine.putSite(JSON.stringify(defaultSite('main', 'My site', 'UTC')))
    const paths = ['1', '2'].map((id) => {
      const path = join(folder, `${id}.ndjson`)
      const event = {
        type: 'ObjectEvent',
        eventTime: '2026-03-02T23:30:00Z',
        eventTimeZoneOffset: '+00:00',
        epcList: [`https://id.gs1.org/01/09521321000018/21/${id}`],
        action: 'OBSERVE',
      }
      writeFileSync(path, `${JSON.stringify(event)}\n`)
      return path
    })
    const days: number[] = []
    engine.ledger.onCommit((_notice, parts) => {
      for (const { placement } of parts) days.push(...placement.day)
    })
    let put: Promise<unknown> | undefined
    const onProgress = (): void => {
      const file = engine.sites.get('main')!.file
      // Half past eleven in UTC is the next day in Tokyo.
      const versions = file.versions.map((version) => ({ ...version, timeZone: 'Asia/Tokyo' }))
      put ??= engine.putSite(JSON.stringify({ ...file, versions }))
    }
    const before = engine.sites.get('main')
    const { counts } = await importFiles(engine, { paths, siteId: 'main', onProgress })
    await put
    expect(counts).toMatchObject({ accepted: 2, rejected: 0 })
    const dayAt = (site = before): number | undefined => site?.at(0).dayOf(Date.UTC(2026, 2, 2, 23, 30))
    expect(dayAt(engine.sites.get('main'))).not.toBe(dayAt())
    expect(days).toEqual([dayAt(), dayAt(engine.sites.get('main'))])
    expect(engine.ledger.stats().events).toBe(2)
  } finally {
    await engine.close()
    rmSync(folder, { recursive: true })
  }
})
