import type { Feed } from './feed.ts'
import { capXml } from './feeds/cap-xml.ts'
import { digitrafficDatex2 } from './feeds/digitraffic-datex2.ts'
import { gdacsRss } from './feeds/gdacs-rss.ts'
import { geonetQuakes } from './feeds/geonet-quakes.ts'
import { geonetVolcano } from './feeds/geonet-volcano.ts'
import { ignQuakesGeorss } from './feeds/ign-quakes-georss.ts'
import { ingvQuakesAtom } from './feeds/ingv-quakes-atom.ts'
import { meteoalarmJson } from './feeds/meteoalarm-json.ts'
import { nasaEonet } from './feeds/nasa-eonet.ts'
import { nrcanQuakesAtom } from './feeds/nrcan-quakes-atom.ts'
import { nwsAlerts } from './feeds/nws-alerts.ts'
import { quakeml } from './feeds/quakeml.ts'
import { reliefwebDisasters } from './feeds/reliefweb-disasters.ts'
import { usgsComcatDetail } from './feeds/usgs-comcat-detail.ts'
import { usgsQuakes } from './feeds/usgs-quakes.ts'
import { wfpAdam } from './feeds/wfp-adam.ts'

/** Every data set that is known here, by id. */
export const catalogue: readonly Feed[] = [
  capXml,
  digitrafficDatex2,
  gdacsRss,
  geonetQuakes,
  geonetVolcano,
  ignQuakesGeorss,
  ingvQuakesAtom,
  meteoalarmJson,
  nasaEonet,
  nrcanQuakesAtom,
  nwsAlerts,
  quakeml,
  reliefwebDisasters,
  usgsComcatDetail,
  usgsQuakes,
  wfpAdam,
]

export function findFeed(id: string): Feed | undefined {
  return catalogue.find((feed) => feed.id === id)
}
