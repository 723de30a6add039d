import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { anyOf, imported, parts } from '../../../test/mappings/imported.ts'
import { shippedMappings } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'fairfloor-shipped-'))
afterAll(() => rmSync(folder, { recursive: true }))

test.each(Object.keys(shippedMappings))('%s and its site file are whole', (name) => {
  const { mapping, site } = parts(name)
  expect(mapping.name).toBe(name)
  expect(site.at(0).clock).toBe('replay')
  expect(site.at(0).steps.some((step) => step.leaves)).toBe(true)
})

function folderWith(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(folder, 'log-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return root
}

test('a small order log becomes events without employees and customers', async () => {
  const root = folderWith({
    'order-management.csv': `id,type,time,products,items,orders,employees,packages,customers
a,place_order,2023-04-03T10:08:18,"P,Q","i-1,i-2",o-1,,,Customer_One
b,pick_item,2023-04-03T11:21:49,P,i-1,,Worker_One,,
c,item_out_of_stock,2023-04-03T11:30:00,Q,i-2,,Worker_One,,
d,create_package,2023-04-07T23:00:00,P,"i-1,i-2",,Worker_Two,p-1,
e,send_package,2023-04-10T08:40:42,P,"i-1,i-2",,"Worker_One,Worker_Two",p-1,
f,pay_order,2023-04-11T08:40:42,P,"i-1,i-2",o-1,,,
g,pick_item,2023-04-12T11:21:49,P,,,Worker_One,,
`,
  })
  const { text, ...counts } = await imported('ocel2-order-management', root, true)
  expect(counts).toMatchObject({
    rows: 7,
    accepted: 6,
    rejected: { 'NOTHING_SAID ': 1 },
    unplaced: 0,
    plan: undefined,
    skipped: [],
  })
  expect(anyOf(['Worker', 'Customer_One'], text)).toEqual([])
  expect(JSON.parse(text.split('\n')[3]!)).toMatchObject({
    type: 'AggregationEvent',
    bizStep: 'packing',
    parentID: 'urn:fairfloor:ocel2-order-management:package:p-1',
    childEPCs: ['urn:fairfloor:ocel2-order-management:item:i-1', 'urn:fairfloor:ocel2-order-management:item:i-2'],
  })
})

test('a small logistics log becomes events and a plan of its vehicles', async () => {
  const root = folderWith({
    'logistics.csv': `id,type,time,Customer_Order,Transport_Document,Vehicle,Container,Handling_Unit,Truck,Forklift
a,Create_Transport_Document,2023-05-23T08:22:17,co1,td1,,,,,
b,Book_Vehicles,2023-05-23T10:05:16,,td1,"vh1,vh2",,,,
c,Order_Empty_Containers,2023-05-23T13:22:08,,td1,,"cr1,cr2",,,
d,Pick_Up_Empty_Container,2023-05-24T19:02:38,,,,cr1,,,
e,Load_Truck,2023-05-25T05:43:08,,,,cr1,hu1,tr6,
f,Load_Truck,2023-05-25T05:43:08,,,,,hu2,tr6,
g,Load_to_Vehicle,2023-05-29T05:44:21,,,vh2,cr1,,,fl1
h,Depart,2023-05-30T09:00:00,,td1,vh2,cr1,,,
`,
    'entities/Vehicle.csv': 'id,Departure_Date\nvh1,2023-12-30T11:00:00\nvh2,2023-05-30T11:00:00\n',
  })
  const { text, plan, ...counts } = await imported('ocel2-logistics', root, true)
  expect(counts).toMatchObject({ rows: 8, accepted: 7, rejected: { 'MEMBER_MISSING /parentID': 1 }, unplaced: 0 })
  expect(anyOf(['tr6', 'fl1'], text)).toEqual([])
  expect(plan).toEqual({
    loads: [
      { id: 'vh2', dock: 'Vehicle lane', departure: '2023-05-30T09:00:00+00:00', state: 'departed' },
      { id: 'vh1', dock: 'Vehicle lane', departure: '2023-12-30T10:00:00+00:00', state: 'planned' },
    ],
    orders: [
      { id: 'td1/cr1', load: 'vh2', document: 'urn:fairfloor:ocel2-logistics:booking:cr1', lines: 1, units: 1 },
      { id: 'td1/cr2', load: 'vh1', document: 'urn:fairfloor:ocel2-logistics:booking:cr2', lines: 1, units: 0 },
    ],
  })
})
