import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { anyOf, imported } from '../../../test/mappings/imported.ts'

const warehouse = join(import.meta.dirname, '../../../../shared/data/warehouse')
const isThere = existsSync(warehouse)
if (!isThere) console.log('skipped: the OCEL logs of ../shared/data/warehouse are absent')

const column = (file: string) =>
  readFileSync(join(warehouse, file), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',')[0]!)

test.skipIf(!isThere)('every row of the order management log is an event, and no name arrives', async () => {
  const { text, steps, ...counts } = await imported(
    'ocel2-order-management',
    join(warehouse, 'ocel2-order-management'),
    true,
  )
  expect(counts).toEqual({ rows: 21_008, accepted: 21_008, rejected: {}, unplaced: 0, plan: undefined, skipped: [] })
  expect([steps.get('picking'), steps.get('packing'), steps.get('shipping')]).toEqual([7_659, 1_128, 1_128])
  const names = [
    ...column('ocel2-order-management/entities/employees.csv'),
    ...column('ocel2-order-management/entities/customers.csv'),
  ]
  expect(names.length).toBeGreaterThan(20)
  expect(anyOf(names, text)).toEqual([])
})

test.skipIf(!isThere)(
  'every row of the logistics log is an event or a numbered reject, and its vehicles are a plan',
  async () => {
    const { text, steps, plan, ...counts } = await imported('ocel2-logistics', join(warehouse, 'ocel2-logistics'), true)
    // The log leaves the object out of 41 rows: 26 name no goods, 14 no container to load, 1 no document.
    expect(counts).toEqual({
      rows: 35_413,
      accepted: 35_372,
      rejected: { 'NOTHING_SAID ': 26, 'MEMBER_MISSING /parentID': 14, 'MEMBER_MISSING /bizTransactionList': 1 },
      unplaced: 0,
      skipped: [],
    })
    expect([steps.get('packing'), steps.get('loading'), steps.get('departing')]).toEqual([10_553, 1_966, 127])
    expect([plan?.loads.length, plan?.orders.length]).toEqual([127, 1_962])
    expect(text).not.toMatch(/[":](?:fl|tr)\d/)
  },
)

test.skipIf(!isThere).each([
  ['Example_Inventory_Management_execution_log.sqlite', 3_622],
  ['demo_data.sqlite', 3_640],
])('every row of the inventory log %s is an event, and no name arrives', async (file, rows) => {
  const { text, ...counts } = await imported('qel-inventory', join(warehouse, 'qel-inventory', file), false)
  expect(counts).toMatchObject({ rows, accepted: rows, rejected: {}, unplaced: 0 })
  const db = new DatabaseSync(join(warehouse, 'qel-inventory', file), { readOnly: true })
  const listed = (select: string) =>
    db
      .prepare(select)
      .all()
      .map((row) => String(Object.values(row)[0]))
  const names = listed(
    'SELECT resource_name FROM object_WarehouseEmployees UNION SELECT resource_name FROM object_AdministrativeEmployees',
  )
  const people = listed("SELECT ocel_id FROM object WHERE ocel_type LIKE '%Employee'").map((id) => `:${id}"`)
  const customers = listed('SELECT DISTINCT customer_id FROM object_CustomerOrder WHERE customer_id IS NOT NULL')
  db.close()
  expect(names.length).toBeGreaterThan(10)
  expect(anyOf([...names, ...people, ...customers], text)).toEqual([])
})
