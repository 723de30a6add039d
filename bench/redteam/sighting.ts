import type { SiteFile } from '../../src/model/index.ts'

/** Steps that the people of an area work on: first the one that most of them do. */
export const stepsOf: Readonly<Record<string, readonly [string, string]>> = {
  inbound: ['receiving', 'unpacking'],
  storage: ['storing', 'stocking'],
  picking: ['picking', 'conveying'],
  packing: ['packing', 'sorting'],
  outbound: ['staging', 'loading'],
  returns: ['unpacking', 'stocking'],
}

/** One event as somebody sees it: where, when, and how precisely. */
export interface Sighting {
  /** Epoch milliseconds; the start of the quarter hour where `exact` is false. */
  readonly ms: number
  readonly exact: boolean
  /** Zone of the floor. */
  readonly zone: string
  /** Read point within the zone, such as `S07` or `IN2`; empty where only the zone is told. */
  readonly spot: string
  readonly bizStep: string
  readonly machine: boolean
  /** Number of the handheld, where somebody sees it. */
  readonly device?: number
  /** Identifiers of objects in it. */
  readonly objects: readonly string[]
}

interface ToldEvent {
  readonly eventTime?: string
  readonly bizStep?: string
  readonly readPoint?: { readonly id?: string }
  readonly bizLocation?: { readonly id?: string }
  readonly parentID?: string
  readonly epcList?: readonly string[]
  readonly childEPCs?: readonly string[]
}

export type Reader = (event: unknown, device?: number) => Sighting | undefined

/** Reads events as a person with the floor plan at hand would: read points tell zone and spot. */
export function sightingReader(file: SiteFile): Reader {
  const zoneOf = new Map<string, string>()
  const zoneIds = new Set<string>()
  const machines: string[] = []
  for (const version of file.versions) {
    for (const { zones } of version.areas) {
      for (const { id, bizLocations } of zones) {
        zoneIds.add(id)
        const code = /\/254\/([^/]+)$/.exec(bizLocations?.[0] ?? '')?.[1]
        if (code !== undefined) zoneOf.set(code, id)
      }
    }
    for (const source of version.sources) if (source.kind === 'machine') machines.push(...source.readPoints)
  }
  const codeOf = (link: string): string => /(?:\/254\/|sgln:[^.]+\.[^.]+\.)(.+)$/.exec(link)?.[1] ?? ''
  const machineCodes = machines.map(codeOf)
  const isMachine = (code: string): boolean =>
    machineCodes.some((each) => (each.endsWith('*') ? code.startsWith(each.slice(0, -1)) : code === each))
  return (raw, device) => {
    const event = raw as ToldEvent
    const link = event.readPoint?.id ?? event.bizLocation?.id ?? ''
    const code = codeOf(link)
    const [head = '', spot = ''] = code.split('-')
    // A coarse scan tells its zone and no more.
    const told = link.split(/[/:#]/).at(-1) ?? ''
    const zone = zoneOf.get(head) ?? (zoneIds.has(told) ? told : undefined)
    if (zone === undefined) return undefined
    const ms = Date.parse(event.eventTime ?? '')
    return {
      ms,
      exact: ms % 900_000 !== 0,
      zone,
      spot,
      bizStep: event.bizStep ?? '',
      machine: isMachine(code),
      ...(device === undefined ? {} : { device }),
      objects: [
        ...(event.parentID === undefined ? [] : [event.parentID]),
        ...(event.epcList ?? []),
        ...(event.childEPCs ?? []),
      ],
    }
  }
}
