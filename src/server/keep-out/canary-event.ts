import { randomUUID } from 'node:crypto'
import type { CompiledSite } from '../../model/index.ts'

/** Feed that a canary's own event comes by. */
export const canaryFeed = 'canary'

/**
 * An event that carries a fake badge wherever this site's scanners could carry one: in the members that name people by
 * default, in those that the site file names, and as the device of a sensor. Its one object says what it is.
 */
export function canaryEvent(site: CompiledSite, text: string, nowMs: number): string {
  const event: Record<string, unknown> = {
    type: 'ObjectEvent',
    eventID: `urn:uuid:${randomUUID()}`,
    eventTime: new Date(nowMs).toISOString(),
    eventTimeZoneOffset: '+00:00',
    action: 'OBSERVE',
    epcList: [`urn:canary:${randomUUID()}`],
    bizStep: 'inspecting',
    sensorElementList: [
      {
        sensorMetadata: { deviceID: `urn:canary:device:${text}` },
        sensorReport: [{ type: 'Temperature', value: 20, uom: 'CEL' }],
      },
    ],
  }
  const prefixes: Record<string, string> = {}
  for (const [index, namespace] of site.extensions.entries()) {
    const prefix = `ns${index}`
    prefixes[prefix] = namespace
    event[`${prefix}:operator`] = text
    event[`${prefix}:badgeId`] = text
    for (const path of site.personFields) {
      if (path.startsWith(`{${namespace}}`) && !path.includes('/')) {
        event[`${prefix}:${path.slice(namespace.length + 2)}`] = text
      }
    }
  }
  const standard = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'
  return JSON.stringify({ '@context': [standard, prefixes], ...event })
}
