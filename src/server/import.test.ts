import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { manualClock } from '../base/index.ts'
import { ensureSite, openEngine } from './engine.ts'
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
