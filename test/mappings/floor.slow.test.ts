import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hashOut, hashText, manualClock } from '../../src/base/index.ts'
import { openMappedLog, placeBatch } from '../../src/capture/index.ts'
import { createScanner } from '../../src/epcis/index.ts'
import { openFlow } from '../../src/flow/index.ts'
import { openPlan } from '../../src/plan/index.ts'
import { openTables } from '../../src/tables/index.ts'
import { newSimulatedDisk } from '../disk/simulated-disk.ts'
import { parts } from './imported.ts'

const warehouse = join(import.meta.dirname, '../../../shared/data/warehouse')
const isThere = existsSync(warehouse)
if (!isThere) console.log('skipped: the OCEL logs of ../shared/data/warehouse are absent')

const key = [1, 2, 3, 4] as const
const noon = '2023-11-15T12:00:00'

/** Objects per zone as flow shows them when the log stood at that noon. */
async function floorAtNoon(name: string, files: Readonly<Record<string, string>>) {
  const { mapping, site } = parts(name)
  const log = await openMappedLog(
    { ...mapping, events: `SELECT * FROM (${mapping.events}) WHERE "eventTime" <= '${noon}'` },
    files,
  )
  const flow = openFlow({
    site: site.at(0),
    history: () => {},
    hashOf: (text) => {
      hashText(key, text)
      return [hashOut[0]!, hashOut[1]!]
    },
  })
  const sha256 = () => new Uint8Array(32)
  const options = { key, contributorKey: key, personFields: [], extensions: [], shape: 'ndjson' as const, sha256 }
  const scanner = createScanner(options, ({ batch }) => flow.apply(batch, placeBatch(batch, site, '')))
  for await (const chunk of log.events()) scanner.push(chunk)
  const end = scanner.end()
  log.close()
  expect(end.ok && end.value.rejected).toBe(0)
  const { places } = site.at(0)
  const floor = flow.floor(Date.parse(`${noon}Z`))
  expect(floor.unmapped.objects).toBe(0)
  return Object.fromEntries(floor.places.map((row) => [places[row.place]?.id, row.objects]))
}

/** The same asked of the log itself, in SQL. */
async function counted(path: string, select: string): Promise<Record<string, number>> {
  const tables = await openTables([{ name: 'log', path, format: 'csv' }])
  const out: Record<string, number> = {}
  for await (const rows of tables.rows(select)) {
    for (const row of rows) {
      const { zone, objects } = JSON.parse(row) as { zone: string; objects: number }
      out[zone] = objects
    }
  }
  tables.close()
  return out
}

test.skipIf(!isThere)(
  'the floor of the order log holds, zone by zone, the items and packages that SQL counts there',
  async () => {
    const log = join(warehouse, 'ocel2-order-management/order-management.csv')
    const truth = await counted(
      log,
      `WITH said AS (
       SELECT unnest(string_split(items, ',')) AS thing, type, "time" FROM log
       WHERE type IN ('place_order', 'item_out_of_stock', 'reorder_item', 'pick_item', 'create_package', 'send_package')
       UNION ALL SELECT packages, type, "time" FROM log WHERE type IN ('create_package', 'send_package')
     ), newest AS (SELECT thing, arg_max(type, "time") AS type FROM said WHERE "time" <= '${noon}' GROUP BY thing)
     SELECT CASE type WHEN 'place_order' THEN 'order-book' WHEN 'pick_item' THEN 'picked' WHEN 'create_package' THEN 'packing' ELSE 'shortages' END AS zone,
       count(*) AS objects
     FROM newest WHERE type <> 'send_package' GROUP BY zone`,
    )
    expect(Object.keys(truth).sort()).toEqual(['order-book', 'packing', 'picked', 'shortages'])
    expect(await floorAtNoon('ocel2-order-management', { log })).toEqual(truth)
  },
)

test.skipIf(!isThere)('the floor of the logistics log holds containers with what is inside them', async () => {
  const folder = join(warehouse, 'ocel2-logistics')
  const log = join(folder, 'logistics.csv')
  const truth = await counted(
    log,
    `WITH said AS (SELECT unnest(string_split(Container, ',')) AS container, type, "time" FROM log WHERE "time" <= '${noon}'),
     newest AS (SELECT container, arg_max(type, "time") AS type FROM said WHERE container IS NOT NULL GROUP BY container),
     inside AS (SELECT Container AS container, count(DISTINCT Handling_Unit) AS units FROM log WHERE type = 'Load_Truck' AND "time" <= '${noon}' GROUP BY ALL)
     SELECT CASE type WHEN 'Order_Empty_Containers' THEN 'planning' WHEN 'Place_in_Stock' THEN 'stock' ELSE type END AS zone,
       count(*) + coalesce(sum(units), 0)::INTEGER AS objects
     FROM newest LEFT JOIN inside USING (container) WHERE type <> 'Depart' GROUP BY zone`,
  )
  expect(Object.keys(truth).sort()).toEqual(['planning', 'stock'])
  expect(await floorAtNoon('ocel2-logistics', { log, vehicle: join(folder, 'entities/Vehicle.csv') })).toEqual(truth)
})

test.skipIf(!isThere)('the plan of the logistics log is taken whole, and a second time changes nothing', async () => {
  const folder = join(warehouse, 'ocel2-logistics')
  const { mapping } = parts('ocel2-logistics')
  const log = await openMappedLog(mapping, {
    log: join(folder, 'logistics.csv'),
    vehicle: join(folder, 'entities/Vehicle.csv'),
  })
  const document = await log.plan()
  log.close()
  const plan = await openPlan({ disk: newSimulatedDisk(), clock: manualClock(0) })
  expect(await plan.submit('dc', document)).toMatchObject({
    ok: true,
    value: { loads: { accepted: 127, unchanged: 0 }, orders: { accepted: 1_962, unchanged: 0 }, version: 1 },
  })
  expect(await plan.submit('dc', document)).toMatchObject({
    ok: true,
    value: { loads: { accepted: 0, unchanged: 127 }, orders: { accepted: 0, unchanged: 1_962 }, version: 1 },
  })
  expect(plan.view('dc').loads.every((load) => load.state === 'departed')).toBe(true)
})
