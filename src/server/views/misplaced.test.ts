import { expect, test } from 'vitest'
import { manualClock } from '../../base/index.ts'
import { defaultSite } from '../../site/index.ts'
import { anEvent, ownEngine } from '../engine.testkit.ts'
import type { Engine } from '../engine.ts'
import { captureText } from '../intake/capture-text.ts'
import { objectNames } from '../query/trace.ts'
import { floorView } from './views.ts'

async function setUp(engine: Engine): Promise<void> {
  const draft = defaultSite('hall', 'Hall')
  const zones = [
    { id: 'in', name: 'Inbound', readPoints: ['urn:test:in'], step: 'receive' },
    { id: 'out', name: 'Staging', readPoints: ['urn:test:out'], step: 'stage' },
  ]
  const versions = draft.versions.map((each) => ({ ...each, areas: [{ id: 'a', name: 'A', zones }] }))
  expect(await engine.putSite(JSON.stringify({ ...draft, versions }))).toEqual([])
}
const own = ownEngine({ clock: manualClock(Date.UTC(2026, 2, 2, 12)) }, { setUp })

/** Objects at the step of staging, read where goods come in. */
const send = (serial: number, epcList: readonly string[], readPoint: string) =>
  captureText(own.engine, {
    siteId: 'hall',
    feed: 'wms',
    behaviour: 'rollback',
    text: JSON.stringify(anEvent(serial, { epcList, bizStep: 'staging_outbound', readPoint: { id: readPoint } })),
  })

test('misplaced goods are counted by place and article, and each says where it is expected', async () => {
  const milk = ['urn:epc:id:sgtin:9521321.000001.1', 'https://shop.example/01/09521321000018/21/2']
  const bread = ['https://id.gs1.org/01/09521321000025/21/1']
  const pallet = ['https://id.gs1.org/00/095213210000000011']
  expect((await send(1, [...milk, ...bread, ...pallet], 'urn:test:in')).success).toBe(true)
  expect((await send(2, ['https://id.gs1.org/01/09521321000025/21/9'], 'urn:test:out')).success).toBe(true)
  const runtime = own.engine.runtime('hall')
  if (runtime === undefined) throw new Error('the site is there')
  const nameOf = objectNames(own.engine, runtime)
  // Names are read after the first look.
  expect(floorView(own.engine, runtime, false, nameOf).misplaced).toMatchObject([{ article: null, count: 4 }])
  await expect.poll(() => floorView(own.engine, runtime, false, nameOf).misplaced.length).toBe(3)
  const view = floorView(own.engine, runtime, false, nameOf)
  const place = { placeId: 'in', placeName: 'Inbound' }
  expect(view.misplaced).toEqual([
    { ...place, article: 'https://id.gs1.org/01/09521321000018', count: 2 },
    { ...place, article: null, count: 1 },
    { ...place, article: 'https://id.gs1.org/01/09521321000025', count: 1 },
  ])
  expect(view.misplaced.reduce((sum, row) => sum + row.count, 0)).toBe(view.zones[0]?.misplaced)
  const [row] = view.exceptions.filter(({ article }) => article?.endsWith('25'))
  expect(row).toMatchObject({ kind: 'misplaced', placeName: 'Inbound', expectedIn: ['Staging'] })
})
