import { closeSync, openSync, writeSync } from 'node:fs'

/** Things of a group: one scan of a shelf, and in every second group the box that they lie in. */
export const groupThings = 10
const groupsPerOrder = 20
const groupsPerLot = 50
/** Units of each lot. */
export const lotAmount = 12
const zones = 100
const startMs = Date.UTC(2026, 2, 2, 6)
/** All groups come within this time, whatever their number. */
const spanMs = 20 * 3_600_000

/** How many groups hold about so many open objects; two groups have 21. */
export function groupsFor(objects: number): number {
  return Math.ceil(objects / (2 * groupThings + 1)) * 2
}

/** Open objects of so many groups. */
export function objectsOf(groups: number): number {
  return groups * groupThings + Math.ceil(groups / 2)
}

export function thingId(n: number): string {
  return `https://id.gs1.org/01/09521321000018/21/${n}`
}

/** The box of a group: an SSCC with its check digit. */
export function boxId(group: number): string {
  const digits = `09521321${String(group).padStart(9, '0')}`
  let sum = 0
  for (let i = 0; i < digits.length; i++) sum += Number(digits[i]) * (i % 2 === 0 ? 3 : 1)
  return `https://id.gs1.org/00/${digits}${(10 - (sum % 10)) % 10}`
}

/** The lot, a class without serial numbers, that comes with every fiftieth group. */
export function lotId(group: number): string {
  return `https://id.gs1.org/01/09521321000018/10/L${group}`
}

/** Groups that have a lot, spread over all, at most `max`. */
export function lotGroups(groups: number, max: number): number[] {
  const lots = Math.ceil(groups / groupsPerLot)
  const count = Math.min(lots, max)
  return Array.from({ length: count }, (_, i) => Math.floor((i * lots) / count) * groupsPerLot)
}

export function zoneOf(group: number): string {
  return `z${group % zones}`
}

/** The site: a hundred zones that machines see, three steps. */
export const restartSite = {
  fairfloor: 1,
  id: 'restart',
  name: 'Restart',
  // A test site is exact: every object may be asked for.
  state: 'test',
  clock: 'replay',
  versions: [
    {
      validFrom: '2026-01-01T00:00:00Z',
      timeZone: 'Europe/Berlin',
      areas: [
        {
          id: 'hall',
          name: 'Hall',
          zones: Array.from({ length: zones }, (_, i) => ({
            id: `z${i}`,
            name: `Zone ${i}`,
            readPoints: [`https://id.gs1.org/414/9521321000018/254/Z${i}`],
            step: 'storing',
          })),
        },
      ],
      process: [
        { id: 'storing', name: 'Storage', bizSteps: ['storing'], owner: 'storage lead' },
        { id: 'packing', name: 'Packing', bizSteps: ['packing'], owner: 'packing lead' },
        { id: 'shipping', name: 'Shipping', bizSteps: ['shipping'], owner: 'dock lead', leaves: true },
      ],
      sources: [{ id: 'machines', kind: 'machine', readPoints: ['https://id.gs1.org/414/9521321000018/254/*'] }],
    },
  ],
}

/** Writes the events of `groups` groups as lines; gives their number. */
export function writeEvents(path: string, groups: number): number {
  const file = openSync(path, 'w')
  let lines: string[] = []
  let events = 0
  for (let group = 0; group < groups; group++) {
    for (const event of eventsOf(group, groups)) {
      lines.push(JSON.stringify(event))
      events++
    }
    if (lines.length < 4096 && group < groups - 1) continue
    writeSync(file, `${lines.join('\n')}\n`)
    lines = []
  }
  closeSync(file)
  return events
}

/** One more scan of a thing, as a feed sends it. */
export function scanOf(thing: number, nth: number): object {
  return {
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    ...common(nth, startMs + spanMs + nth, `a${nth.toString(16).padStart(11, '0')}`),
    type: 'ObjectEvent',
    epcList: [thingId(thing)],
    action: 'OBSERVE',
    bizStep: 'packing',
  }
}

function eventsOf(group: number, groups: number): object[] {
  const things = Array.from({ length: groupThings }, (_, i) => thingId(group * groupThings + i))
  const timeMs = startMs + Math.floor((group / groups) * spanMs)
  const order = Math.floor(group / groupsPerOrder)
  const ofOrder =
    group % 10 < 3
      ? { bizTransactionList: [{ type: 'po', bizTransaction: `urn:epcglobal:cbv:bt:9521321000018:${order}` }] }
      : {}
  const id = (kind: string): string => `${kind}${group.toString(16).padStart(11, '0')}`
  const out: object[] = [
    {
      type: 'ObjectEvent',
      ...common(group, timeMs, id('0')),
      epcList: things,
      action: 'ADD',
      bizStep: 'storing',
      ...ofOrder,
    },
  ]
  if (group % 2 === 0) {
    const held = { parentID: boxId(group), childEPCs: things }
    out.push({
      type: 'AggregationEvent',
      ...common(group, timeMs + 1, id('1')),
      ...held,
      action: 'ADD',
      bizStep: 'storing',
    })
  }
  if (group % groupsPerLot === 0) {
    const quantityList = [{ epcClass: lotId(group), quantity: lotAmount }]
    out.push({
      type: 'ObjectEvent',
      ...common(group, timeMs + 2, id('2')),
      quantityList,
      action: 'ADD',
      bizStep: 'storing',
    })
  }
  return out
}

function common(group: number, timeMs: number, id: string) {
  return {
    eventID: `urn:uuid:00000000-0000-4000-8000-${id}`,
    eventTime: new Date(timeMs).toISOString(),
    eventTimeZoneOffset: '+00:00',
    readPoint: { id: `https://id.gs1.org/414/9521321000018/254/Z${group % zones}` },
  }
}
