import { type HashKey, hashOut, hashText } from '../base/index.ts'
import {
  type Action,
  actions,
  type BatchPlacement,
  type CompiledSite,
  type EventBatch,
  type EventType,
  eventFlags,
  eventTypes,
  type Place,
  type ProcessStep,
  type RefRole,
  refRoles,
  type SourceKind,
  sourceKinds,
} from '../model/index.ts'
import type { History, ObjectHash } from './types.ts'

/** One event in a few words, for tests and benches; names stand for identifiers. */
export interface Said {
  /** Epoch milliseconds. */
  readonly at: number
  readonly id: string
  readonly type?: EventType
  readonly action?: Action
  /** Place index; left out or undefined: the event names no place. */
  readonly place?: number | undefined
  readonly step?: number
  readonly disposition?: string
  readonly source?: SourceKind
  readonly contributor?: number
  readonly epcs?: readonly string[]
  readonly parent?: string
  readonly children?: readonly string[]
  readonly inputs?: readonly string[]
  readonly outputs?: readonly string[]
  readonly documents?: readonly string[]
  /** Class to amount, in the role that fits the type: `quantity`, or `childQuantity` where there is a parent. */
  readonly amounts?: Readonly<Record<string, number>>
  /** Id of the event that this one takes back; everything else is as that one said. */
  readonly takesBack?: string
}

const key: HashKey = [0x0badcafe, 0x12345678, 0, 0]

export function hashOfName(name: string): ObjectHash {
  hashText(key, name)
  return [hashOut[0]!, hashOut[1]!]
}

interface Ref {
  readonly role: RefRole
  readonly name: string
  readonly quantity: number
}

function refsOf(said: Said): Ref[] {
  const one = (role: RefRole, names: readonly string[] | undefined): Ref[] =>
    (names ?? []).map((name) => ({ role, name, quantity: Number.NaN }))
  const amountRole: RefRole = said.parent === undefined ? 'quantity' : 'childQuantity'
  return [
    ...one('epc', said.epcs),
    ...one('parent', said.parent === undefined ? [] : [said.parent]),
    ...one('child', said.children),
    ...one('input', said.inputs),
    ...one('output', said.outputs),
    ...Object.entries(said.amounts ?? {}).map(([name, quantity]) => ({ role: amountRole, name, quantity })),
    ...one('bizTransaction', said.documents),
    ...one('erroneous', said.takesBack === undefined ? [] : [said.takesBack]),
  ]
}

function idOf(said: Said): ObjectHash {
  return hashOfName(said.takesBack === undefined ? said.id : `${said.id} takes back ${said.takesBack}`)
}

/** The columns that a scan would leave. */
export function batchOf(said: readonly Said[]): { batch: EventBatch; placement: BatchPlacement } {
  const count = said.length
  const words = ['']
  const wordOf = (word: string): number => {
    const known = words.indexOf(word)
    return known >= 0 ? known : words.push(word) - 1
  }
  const refs = said.map(refsOf)
  const total = refs.reduce((sum, { length }) => sum + length, 0)
  const batch = {
    count,
    type: Uint8Array.from(said, (each) => eventTypes.indexOf(each.type ?? 'ObjectEvent')),
    action: Uint8Array.from(said, (each) => actions.indexOf(each.action ?? 'OBSERVE')),
    flags: Uint8Array.from(said, (each) => (each.takesBack === undefined ? 0 : eventFlags.erroneous)),
    eventTimeMs: Float64Array.from(said, ({ at }) => at),
    offsetMin: new Int16Array(count),
    bizStep: new Uint32Array(count),
    disposition: Uint32Array.from(said, ({ disposition }) => wordOf(disposition ?? '')),
    readPoint: Uint32Array.from(said, ({ place }) => (place === undefined ? 0 : wordOf(`point ${place}`))),
    bizLocation: new Uint32Array(count),
    context: new Uint16Array(count),
    row: Float64Array.from(said, (_, i) => i),
    idHash: new Uint32Array(count * 2),
    contentHash: new Uint32Array(count * 2),
    refStart: new Uint32Array(count + 1),
    refRole: new Uint8Array(total),
    refHash: new Uint32Array(total * 2),
    refQuantity: new Float64Array(total),
    raw: new Uint8Array(0),
    rawStart: new Uint32Array(count + 1),
    words,
    contexts: ['[]'],
    contributor: Uint32Array.from(said, ({ contributor }) => contributor ?? 0),
  }
  let at = 0
  for (let i = 0; i < count; i++) {
    batch.idHash.set(idOf(said[i]!), i * 2)
    for (const { role, name, quantity } of refs[i]!) {
      batch.refRole[at] = refRoles.indexOf(role)
      batch.refHash.set(hashOfName(name), at * 2)
      batch.refQuantity[at++] = quantity
    }
    batch.refStart[i + 1] = at
  }
  const placement: BatchPlacement = {
    siteId: exampleSite.siteId,
    source: Uint8Array.from(said, ({ source }) => sourceKinds.indexOf(source ?? 'machine')),
    retention: new Uint8Array(count),
    day: new Int32Array(count),
    place: Uint16Array.from(said, ({ place }) => place ?? 0),
    step: Uint8Array.from(said, ({ step }) => step ?? 0),
  }
  return { batch, placement }
}

/** The port that a ledger fills, over a list that may grow. */
export function historyOf(said: readonly Said[]): History {
  return (objects, tell) => {
    const { batch, placement } = batchOf(said)
    for (const [index, [low, high]] of objects.entries()) {
      for (let row = 0; row < batch.count; row++) {
        for (let ref = batch.refStart[row]!; ref < batch.refStart[row + 1]!; ref++) {
          if (batch.refHash[ref * 2] !== low || batch.refHash[ref * 2 + 1] !== high) continue
          tell(index, batch, placement, row)
          break
        }
      }
    }
  }
}

const steps: readonly ProcessStep[] = [
  { id: 'receive', name: 'Receive', bizSteps: ['receiving'], owner: 'inbound lead', stuckAfterMin: 240 },
  { id: 'store', name: 'Store', bizSteps: ['storing'], owner: 'storage lead' },
  { id: 'pick', name: 'Pick', bizSteps: ['picking'], owner: 'pick lead', stuckAfterMin: 60 },
  { id: 'pack', name: 'Pack', bizSteps: ['packing'], owner: 'pack lead', stuckAfterMin: 60 },
  { id: 'stage', name: 'Stage', bizSteps: ['staging_outbound'], owner: 'dock lead', stuckAfterMin: 120 },
  { id: 'load', name: 'Load', bizSteps: ['loading'], owner: 'dock lead', stuckAfterMin: 60 },
  { id: 'ship', name: 'Ship', bizSteps: ['shipping'], owner: 'dock lead', leaves: true },
]

const zone = (id: string, parent: number, step: number): Place => ({ id, name: id, kind: 'zone', parent, step })

/** Index: 1 the site, 2 inbound, 3 outbound, then zones from 4. */
const places: readonly Place[] = [
  { id: '', name: '', kind: 'unmapped', parent: 0 },
  { id: 'site', name: 'Site', kind: 'site', parent: 1 },
  { id: 'inbound', name: 'Inbound', kind: 'area', parent: 1 },
  { id: 'outbound', name: 'Outbound', kind: 'area', parent: 1 },
  zone('dock-in', 2, 1),
  zone('reserve', 2, 2),
  zone('faces', 3, 3),
  zone('bench', 3, 4),
  zone('lanes', 3, 5),
  zone('dock-out', 3, 6),
]

/** A site with one zone a step: receive 1 at 4, store 2 at 5, pick 3 at 6, pack 4 at 7, stage 5 at 8, load 6 at 9, ship 7. */
export const exampleSite: CompiledSite = {
  siteId: 'example',
  name: 'Example',
  state: 'active',
  clock: 'replay',
  timeZone: 'UTC',
  validFromMs: Number.NEGATIVE_INFINITY,
  validToMs: Number.POSITIVE_INFINITY,
  places,
  steps,
  personFields: [],
  extensions: [],
  placeOf: () => 0,
  sourceOf: () => 0,
  sourceNameOf: () => '',
  stepOf: () => 0,
  dayOf: (timeMs) => Math.floor(timeMs / 86_400_000),
  dayStartMs: (day) => day * 86_400_000,
}
