import logistics from './ocel2-logistics.json' with { type: 'json' }
import logisticsSite from './ocel2-logistics.site.json' with { type: 'json' }
import orders from './ocel2-order-management.json' with { type: 'json' }
import ordersSite from './ocel2-order-management.site.json' with { type: 'json' }
import inventory from './qel-inventory.json' with { type: 'json' }
import inventorySite from './qel-inventory.site.json' with { type: 'json' }

/** A mapping that comes with Fairfloor, and a site file under which its events show something true. */
export interface ShippedMapping {
  /** A document for `readMapping`. */
  readonly mapping: unknown
  /** A document for `readSiteFile`. */
  readonly site: unknown
}

/** By name, as `fairfloor import --mapping NAME` takes it. */
export const shippedMappings: Readonly<Record<string, ShippedMapping>> = {
  'ocel2-logistics': { mapping: logistics, site: logisticsSite },
  'ocel2-order-management': { mapping: orders, site: ordersSite },
  'qel-inventory': { mapping: inventory, site: inventorySite },
}
