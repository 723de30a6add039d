import type { Feed } from './feed.ts'
import { airnowReportingarea } from './feeds/airnow-reportingarea.ts'
import { aisNmea } from './feeds/ais-nmea.ts'
import { albertaEmergencyAlert } from './feeds/alberta-emergency-alert.ts'
import { aviationWxText } from './feeds/aviation-wx-text.ts'
import { bcWildfire } from './feeds/bc-wildfire.ts'
import { calfireIncidents } from './feeds/calfire-incidents.ts'
import { capXml } from './feeds/cap-xml.ts'
import { cdcFluAdmissions } from './feeds/cdc-flu-admissions.ts'
import { cisaKev } from './feeds/cisa-kev.ts'
import { cwfisActiveFires } from './feeds/cwfis-active-fires.ts'
import { digitrafficDatex2 } from './feeds/digitraffic-datex2.ts'
import { digitrafficPortCalls } from './feeds/digitraffic-port-calls.ts'
import { digitrafficTrafficMessages } from './feeds/digitraffic-traffic-messages.ts'
import { drivebcFerries } from './feeds/drivebc-ferries.ts'
import { eagleiPowerOutages } from './feeds/eaglei-power-outages.ts'
import { ecccCitypageXml } from './feeds/eccc-citypage-xml.ts'
import { ecdcRespiratory } from './feeds/ecdc-respiratory.ts'
import { epaRmpAccidents } from './feeds/epa-rmp-accidents.ts'
import { femaNfhlFloodZones } from './feeds/fema-nfhl-flood-zones.ts'
import { gdacsRss } from './feeds/gdacs-rss.ts'
import { geonetQuakes } from './feeds/geonet-quakes.ts'
import { geonetVolcano } from './feeds/geonet-volcano.ts'
import { geoparquetExample } from './feeds/geoparquet-example.ts'
import { giosAir } from './feeds/gios-air.ts'
import { gtfsrtAlerts } from './feeds/gtfsrt-alerts.ts'
import { gtfsrtTripUpdates } from './feeds/gtfsrt-trip-updates.ts'
import { ignQuakesGeorss } from './feeds/ign-quakes-georss.ts'
import { imgwHydro } from './feeds/imgw-hydro.ts'
import { ingvQuakesAtom } from './feeds/ingv-quakes-atom.ts'
import { meteoalarmJson } from './feeds/meteoalarm-json.ts'
import { nasaEonet } from './feeds/nasa-eonet.ts'
import { nasaFirms } from './feeds/nasa-firms.ts'
import { ndbcBuoy } from './feeds/ndbc-buoy.ts'
import { ngaWorldPortIndex } from './feeds/nga-world-port-index.ts'
import { nhcAdvisoryText } from './feeds/nhc-advisory-text.ts'
import { nhcHurdat2 } from './feeds/nhc-hurdat2.ts'
import { noaaCoops } from './feeds/noaa-coops.ts'
import { noaaIbtracs } from './feeds/noaa-ibtracs.ts'
import { noaaOutlooksText } from './feeds/noaa-outlooks-text.ts'
import { noaaSwdiXml } from './feeds/noaa-swdi-xml.ts'
import { noaaTsunamiText } from './feeds/noaa-tsunami-text.ts'
import { nrcanQuakesAtom } from './feeds/nrcan-quakes-atom.ts'
import { nwsAlerts } from './feeds/nws-alerts.ts'
import { nwsForecastGrid } from './feeds/nws-forecast-grid.ts'
import { nwsHmlRiverXml } from './feeds/nws-hml-river-xml.ts'
import { nwsStormReportsLsr } from './feeds/nws-storm-reports-lsr.ts'
import { nwsVtecText } from './feeds/nws-vtec-text.ts'
import { open511BcEvents } from './feeds/open511-bc-events.ts'
import { openaqV3 } from './feeds/openaq-v3.ts'
import { openfemaDeclarations } from './feeds/openfema-declarations.ts'
import { oshaSevereInjury } from './feeds/osha-severe-injury.ts'
import { qldBushfireGeorss } from './feeds/qld-bushfire-georss.ts'
import { quakeml } from './feeds/quakeml.ts'
import { reliefwebDisasters } from './feeds/reliefweb-disasters.ts'
import { smhiFireRisk } from './feeds/smhi-fire-risk.ts'
import { socrataCrime } from './feeds/socrata-crime.ts'
import { swpcSpaceweatherText } from './feeds/swpc-spaceweather-text.ts'
import { ukEaRiverLevels } from './feeds/uk-ea-river-levels.ts'
import { ukPoliceCrime } from './feeds/uk-police-crime.ts'
import { usaceWaterways } from './feeds/usace-waterways.ts'
import { usgsComcatDetail } from './feeds/usgs-comcat-detail.ts'
import { usgsQuakes } from './feeds/usgs-quakes.ts'
import { usgsWater } from './feeds/usgs-water.ts'
import { wfpAdam } from './feeds/wfp-adam.ts'
import { wzdxWorkzones } from './feeds/wzdx-workzones.ts'

/** Every data set that is known here, by id. */
export const catalogue: readonly Feed[] = [
  airnowReportingarea,
  aisNmea,
  albertaEmergencyAlert,
  aviationWxText,
  bcWildfire,
  calfireIncidents,
  capXml,
  cdcFluAdmissions,
  cisaKev,
  cwfisActiveFires,
  digitrafficDatex2,
  digitrafficPortCalls,
  digitrafficTrafficMessages,
  drivebcFerries,
  eagleiPowerOutages,
  ecccCitypageXml,
  ecdcRespiratory,
  epaRmpAccidents,
  femaNfhlFloodZones,
  gdacsRss,
  geonetQuakes,
  geonetVolcano,
  geoparquetExample,
  giosAir,
  gtfsrtAlerts,
  gtfsrtTripUpdates,
  ignQuakesGeorss,
  imgwHydro,
  ingvQuakesAtom,
  meteoalarmJson,
  nasaEonet,
  nasaFirms,
  ndbcBuoy,
  ngaWorldPortIndex,
  nhcAdvisoryText,
  nhcHurdat2,
  noaaCoops,
  noaaIbtracs,
  noaaOutlooksText,
  noaaSwdiXml,
  noaaTsunamiText,
  nrcanQuakesAtom,
  nwsAlerts,
  nwsForecastGrid,
  nwsHmlRiverXml,
  nwsStormReportsLsr,
  nwsVtecText,
  open511BcEvents,
  openaqV3,
  openfemaDeclarations,
  oshaSevereInjury,
  qldBushfireGeorss,
  quakeml,
  reliefwebDisasters,
  smhiFireRisk,
  socrataCrime,
  swpcSpaceweatherText,
  ukEaRiverLevels,
  ukPoliceCrime,
  usaceWaterways,
  usgsComcatDetail,
  usgsQuakes,
  usgsWater,
  wfpAdam,
  wzdxWorkzones,
]

export function findFeed(id: string): Feed | undefined {
  return catalogue.find((feed) => feed.id === id)
}
