export { type CompiledSiteFile, compileSite, placeIdentifier } from './compile.ts'
export { defaultSite } from './default-site.ts'
export {
  areasOfPlan,
  type FloorLevel,
  type FloorPlan,
  type FloorUnit,
  type ImdfFile,
  readImdf,
  withOutlines,
} from './imdf.ts'
export { parseSiteFile, readSiteFile, siteTextMax } from './parse.ts'
