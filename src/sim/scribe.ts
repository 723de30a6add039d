import type { Random } from '../base/index.ts'
import type { EventType, SourceKind } from '../model/index.ts'
import { uuidSource } from './ids.ts'
import type { Spot } from './layout.ts'
import type { ZoneTime } from './zone-time.ts'

/** Namespaces of the extension members, declared in the site file. */
export const wmsNamespace = 'https://wms.example.com/ns/'
export const mheNamespace = 'https://mhe.example.com/ns/'

/** Members that name a person, on purpose and fictional: declared in the site file, removed at capture. */
export const personFields = [`{${wmsNamespace}}operator`, `{${wmsNamespace}}badge`]

const standardContext = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'
const wmsContext = `"@context":["${standardContext}",{"wms":"${wmsNamespace}"}],`
const mheContext = `"@context":["${standardContext}",{"mhe":"${mheNamespace}"}],`

/** What an event says beside its type, time and place; each a piece of JSON text. */
export interface Saying {
  /** Empty for transformations. */
  readonly action: '' | 'ADD' | 'OBSERVE' | 'DELETE'
  readonly bizStep: string
  /** Left out where the feed does not say. */
  readonly disposition?: string
  /** Members that say what: `"epcList":[…]`, or parent and children. */
  readonly what: string
  /** Further members, each with a comma before it. */
  readonly more?: string
}

/** Writes events as text, directly: at 10 million lines a tree of objects for each would cost more than the rest. */
export interface Scribe {
  /** `worker`: who did it, where people are simulated; drawn by chance where heads are numbers. */
  event(type: EventType, ms: number, spot: Spot, saying: Saying, worker?: string): string
  /** The eventID of the last event written. */
  readonly lastId: string
  /** A fresh eventID. */
  freshId(): string
}

export interface ScribeOptions {
  readonly random: Random
  readonly time: ZoneTime
  readonly extensions: number
  readonly operatorAreas: readonly string[]
  /** How many people work in an area at a time: operators are drawn from so many. */
  readonly operators: (area: string, ms: number) => number
}

export function makeScribe({ random, time, extensions, operatorAreas, operators }: ScribeOptions): Scribe {
  const uuid = uuidSource(random.fork('ids'))
  const chance = random.fork('extensions')
  const freshId = (): string => `urn:uuid:${uuid()}`
  let lastId = ''
  return {
    event(type, ms, spot, { action, bizStep, disposition, what, more }, worker) {
      lastId = freshId()
      let context = ''
      let tail = '}'
      const named = spot.kind === 'hand' && operatorAreas.includes(spot.zone.area)
      if (named || chance.next() < extensions) {
        context = spot.kind === 'hand' ? wmsContext : mheContext
        const operator = (): string =>
          worker === undefined
            ? operatorText(chance, operators(spot.zone.area, ms), time.minuteOfDay(ms))
            : workerText(worker)
        tail = `${named ? operator() : extensionText(chance, spot.kind, operator)}}`
      }
      const state = disposition === undefined ? '' : `,"disposition":"${disposition}"`
      const doing = action === '' ? '' : `,"action":"${action}"`
      const when = spot.kind === 'machine' ? time.utcText(ms) : time.text(ms)
      return `{${context}"type":"${type}","eventID":"${lastId}","eventTime":"${when}","eventTimeZoneOffset":"${time.offsetText(ms)}",${what}${doing},"bizStep":"${bizStep}"${state},${spot.text}${more ?? ''}${tail}`
    },
    get lastId() {
      return lastId
    },
    freshId,
  }
}

/** Fictional: another number in each third of the day, drawn by chance, whoever did the work. */
function operatorText(chance: Random, people: number, minuteOfDay: number): string {
  const one = 100 * Math.floor(minuteOfDay / 480) + chance.below(people)
  return `,"wms:operator":"OP-${1000 + one}","wms:badge":"B${String(70_000 + one * 7)}"`
}

/** Fictional too, but of the one who did it. */
function workerText(worker: string): string {
  return `,"wms:operator":"OP-${worker}","wms:badge":"B-${worker}"`
}

/** Half of the hand extensions name an operator; the rest, and all of the machines', name things only. */
function extensionText(chance: Random, kind: SourceKind, operator: () => string): string {
  if (kind !== 'hand') return `,"mhe:beltSpeed":${(1.2 + chance.next()).toFixed(2)},"mhe:lane":${1 + chance.below(4)}`
  if (chance.next() < 0.5) return operator()
  return `,"wms:wave":"W-${1 + chance.below(96)}","wms:label":{"printed":true,"copies":${1 + chance.below(2)}}`
}

/** `"epcList":[…]` of one or more identifiers. */
export function epcList(epcs: readonly string[]): string {
  return `"epcList":["${epcs.join('","')}"]`
}

export function family(parent: string, children: readonly string[]): string {
  return `"parentID":"${parent}","childEPCs":["${children.join('","')}"]`
}

/** `type` is a CBV business transaction type, in pairs with its document. */
export function transactions(...pairs: readonly string[]): string {
  let text = ''
  for (let i = 0; i < pairs.length; i += 2) {
    text += `${i === 0 ? '' : ','}{"type":"${pairs[i]}","bizTransaction":"${pairs[i + 1]}"}`
  }
  return `"bizTransactionList":[${text}]`
}
