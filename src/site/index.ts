export { type CompiledSiteFile, compileSite, placeIdentifier } from './compile.ts'
export { defaultSite } from './default-site.ts'
export { readImdf, withOutlines } from './imdf.ts'
export { parseSiteFile, readSiteFile } from './parse.ts'
