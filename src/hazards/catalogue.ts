import type { Feed } from './feed.ts'
import { capXml } from './feeds/cap-xml.ts'
import { meteoalarmJson } from './feeds/meteoalarm-json.ts'
import { nwsAlerts } from './feeds/nws-alerts.ts'
import { usgsQuakes } from './feeds/usgs-quakes.ts'

/** Every data set that is known here, by id. */
export const catalogue: readonly Feed[] = [capXml, meteoalarmJson, nwsAlerts, usgsQuakes]

export function findFeed(id: string): Feed | undefined {
  return catalogue.find((feed) => feed.id === id)
}
