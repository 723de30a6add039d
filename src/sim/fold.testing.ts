import type { SiteFile } from '../model/index.ts'
import type { TruthPlace } from './types.ts'

/** An event as the tests read it. */
export interface ReadEvent {
  readonly type: string
  readonly eventID: string
  readonly eventTime: string
  readonly action?: string
  readonly bizStep: string
  readonly epcList?: readonly string[]
  readonly parentID?: string
  readonly childEPCs?: readonly string[]
  readonly inputEPCList?: readonly string[]
  readonly outputEPCList?: readonly string[]
  readonly readPoint: { readonly id: string }
  readonly bizTransactionList?: readonly { readonly type: string; readonly bizTransaction: string }[]
  readonly errorDeclaration?: { readonly correctiveEventIDs: readonly string[] }
  readonly [member: string]: unknown
}

interface Seen {
  zone: string
  step: string
  container: boolean
  parent: string | undefined
  document: string | undefined
  readonly children: Set<string>
}

/**
 * What a reader makes of the events alone: the simplest fold that does the job, slow and apart from src/flow, so that
 * the events can be compared with the truth of the simulation.
 */
export function foldEvents(file: SiteFile, texts: readonly string[]): Map<string, Seen> {
  const version = file.versions[0]!
  const zones = version.areas.flatMap((area) => area.zones)
  const zoneOf = (readPoint: string): string => {
    const own = canonical(readPoint)
    const found = zones.find((zone) => zone.readPoints.some((each) => own.startsWith(each.replace('*', ''))))
    if (found === undefined) throw new Error(`no zone for ${readPoint}`)
    return found.id
  }
  const stepOf = new Map(version.process.flatMap((step) => step.bizSteps.map((word) => [word, step] as const)))
  const byId = new Map<string, ReadEvent>()
  const wrong = new Set<string>()
  for (const text of texts) {
    const event = JSON.parse(text) as ReadEvent
    if (event.errorDeclaration !== undefined) wrong.add(event.eventID)
    else byId.set(event.eventID, event)
  }
  const events = [...byId.values()].filter((event) => !wrong.has(event.eventID))
  events.sort((a, b) => Date.parse(a.eventTime) - Date.parse(b.eventTime))
  const all = new Map<string, Seen>()
  const see = (epc: string): Seen => {
    const id = canonical(epc)
    let found = all.get(id)
    if (found === undefined) {
      found = { zone: '', step: '', container: false, parent: undefined, document: undefined, children: new Set() }
      all.set(id, found)
    }
    return found
  }
  const place = (epc: string, zone: string, step: string): void => {
    const seen = see(epc)
    seen.zone = zone
    seen.step = step
    for (const child of seen.children) place(child, zone, step)
  }
  const drop = (epc: string): void => {
    const id = canonical(epc)
    for (const child of see(id).children) drop(child)
    all.delete(id)
  }
  for (const event of events) {
    const step = stepOf.get(event.bizStep)
    if (step === undefined) continue
    const named = [...(event.epcList ?? []), ...(event.outputEPCList ?? [])]
    const zone = zoneOf(event.readPoint.id)
    const document = event.bizTransactionList?.find(({ type }) => type === 'po')?.bizTransaction
    if (event.parentID !== undefined) {
      const parent = see(event.parentID)
      parent.container = true
      for (const child of event.childEPCs ?? []) {
        const seen = see(child)
        if (event.action === 'ADD') {
          seen.parent = canonical(event.parentID)
          parent.children.add(canonical(child))
        } else {
          seen.parent = undefined
          parent.children.delete(canonical(child))
        }
        place(child, zone, step.id)
      }
      named.push(event.parentID)
    }
    for (const epc of event.inputEPCList ?? []) drop(epc)
    for (const epc of named) {
      if (step.leaves === true) drop(epc)
      else {
        place(epc, zone, step.id)
        if (document !== undefined) see(epc).document = document
      }
    }
  }
  return all
}

/** Counts per zone and step, as the truth has them. */
export function countPlaces(all: ReadonlyMap<string, Seen>): TruthPlace[] {
  const places = new Map<string, { zone: string; step: string; objects: number; containers: number }>()
  for (const { zone, step, container } of all.values()) {
    const key = `${zone} ${step}`
    const at = places.get(key) ?? { zone, step, objects: 0, containers: 0 }
    places.set(key, at)
    if (container) at.containers++
    else at.objects++
  }
  return [...places.values()]
}

/** Digital Link of an identifier in either spelling, as far as the simulation writes them. */
export function canonical(id: string): string {
  const parts = /^urn:epc:id:(sgtin|sscc|sgln|grai):([0-9]+)\.([0-9]+)(?:\.(.+))?$/.exec(id)
  if (parts === null) return id
  const [, scheme, prefix, body, rest] = parts as unknown as [string, string, string, string, string | undefined]
  const digits = scheme === 'sgln' || scheme === 'grai' ? prefix + body : body[0]! + prefix + body.slice(1)
  let sum = 0
  for (const [i, digit] of [...digits].reverse().entries()) sum += Number(digit) * (i % 2 === 0 ? 3 : 1)
  const key = digits + String((10 - (sum % 10)) % 10)
  if (scheme === 'grai') return `https://id.gs1.org/8003/0${key}${rest}`
  if (scheme === 'sgtin') return `https://id.gs1.org/01/${key}/21/${rest}`
  return scheme === 'sscc' ? `https://id.gs1.org/00/${key}` : `https://id.gs1.org/414/${key}/254/${rest}`
}
