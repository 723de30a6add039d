import { kml } from '@tmcw/togeojson'
import { DOMParser } from '@xmldom/xmldom'
import { FaultError } from '../../base/index.ts'
import type { Tree } from '../tree.ts'
import { readXml } from './xml.ts'

/** KML as a GeoJSON FeatureCollection. Throws FaultError FEED_PAYLOAD. */
export function readKml(text: string): Tree {
  // Refuses a document type, bombs and what is not well formed, before a DOM is built of it.
  readXml(text)
  try {
    const document = new DOMParser().parseFromString(text, 'text/xml')
    return kml(document as never) as unknown as Tree
  } catch (cause) {
    throw new FaultError({ code: 'FEED_PAYLOAD', got: 'text that is not KML', allowed: 'KML 2.2' }, { cause })
  }
}
