import type { Random } from '../../src/base/index.ts'
import { type CbvKind, cbvUri, cbvUrnOf, cbvWords } from '../../src/epcis/index.ts'
import { type EventType, eventTypes } from '../../src/model/index.ts'
import { chance, pick } from './target.ts'

/** A number spelled as it stands, which a double could not keep. */
export class Lexeme {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** A legal event as a tree; its numbers may be lexemes. */
export type EventTree = Record<string, unknown>

/** Texts that no accepted event may keep, because they stand in person fields. */
export type Markers = string[]

/** Prefixes that the documents of this maker declare. */
export const prefixes = { ex: 'https://example.com/ns/', ex2: 'urn:example:other:' } as const

/** Person fields of the site beyond the defaults. */
export const sitePersonFields: readonly string[] = [
  `{${prefixes.ex}}gate/{${prefixes.ex}}nr`,
  `{${prefixes.ex}}crew/*/{${prefixes.ex2}}code`,
  `ilmd/{${prefixes.ex}}inspector`,
]

/**
 * Makes legal EPCIS 2.0 events of all five types, each member of the standard there or not, words and identifiers in every
 * spelling. With `persons`, person fields are planted where they may stand, each with a marker of its own.
 */
export function eventMaker(random: Random, persons: boolean) {
  const markers: Markers = []
  let serial = random.below(1e6)
  const maybe = <T>(share: number, make: () => T): T | undefined => (chance(random, share) ? make() : undefined)
  const some = <T>(most: number, make: () => T): T[] => Array.from({ length: 1 + random.below(most) }, make)
  const letters = (): string => `${(serial++).toString(36)}${pick(random, ['', '-a', '.b', '%2Fc', '_d'])}`
  const digits = (count: number): string => Array.from({ length: count }, () => random.below(10)).join('')

  function marker(): string {
    const text = `Zq${digits(3)}x${(serial++).toString(36)}Wk`
    markers.push(text)
    return text
  }

  /** The identity of a person, in any spelling. */
  function gsrn(): string {
    const reference = `7${digits(9)}`
    markers.push(reference)
    const key = withCheckDigit(`9521321${reference}`)
    return pick(random, [
      `https://id.gs1.org/8018/${key}`,
      `https://id.gs1.org/8017/${key}`,
      `https://id.gs1.org/8018/${key}/8019/7`,
      `https://example.com/some/path/8018/${key}?linkType=gs1:pip`,
      `urn:epc:id:gsrn:9521321.${reference}`,
      `urn:epc:id:gsrnp:9521321.${reference}`,
    ])
  }

  function epc(): string {
    const gtin = withCheckDigit(`0952132100${digits(3)}`)
    return pick(random, [
      `https://id.gs1.org/01/${gtin}/21/${letters()}`,
      `https://id.gs1.org/00/${withCheckDigit(`09521321${String(serial++).padStart(9, '0')}`)}`,
      `urn:epc:id:sgtin:9521321.0${digits(5)}.${letters().replace('%2Fc', 'c')}`,
      `urn:epc:id:sscc:9521321.0${String(serial++).padStart(9, '0')}`,
      `https://example.com/gtin/${gtin}/ser/${letters()}`,
      `https://shop.example.com/a/01/${gtin}/21/${letters()}?q=1`,
      `urn:epc:id:grai:9521321.12345.${serial++}`,
      `urn:epc:id:giai:9521321.${serial++}`,
      `urn:uuid:${uuid()}`,
      `https://example.com/object/${serial++}`,
    ])
  }

  function epcClass(): string {
    const gtin = withCheckDigit(`0952132100${digits(3)}`)
    return pick(random, [
      `https://id.gs1.org/01/${gtin}`,
      `https://id.gs1.org/01/${gtin}/10/LOT${serial++}`,
      `urn:epc:class:lgtin:9521321.0${digits(5)}.L${serial++}`,
      `urn:epc:idpat:sgtin:9521321.0${digits(5)}.*`,
      `https://example.com/class/${serial++}`,
    ])
  }

  const uuid = (): string =>
    `${String(serial++).padStart(8, '0')}-${digits(4)}-4${digits(3)}-8${digits(3)}-${digits(12)}`
  const uri = (): string =>
    persons && chance(random, 0.03)
      ? gsrn()
      : pick(random, [
          `https://example.com/doc/${serial++}?a=b#c`,
          `urn:example:x:${serial++}`,
          'tag:example.com,2026:a',
        ])
  const place = (): string =>
    pick(random, [
      `https://id.gs1.org/414/${withCheckDigit('952132100001')}/254/D${random.below(40)}`,
      `urn:epc:id:sgln:9521321.00001.D${random.below(40)}`,
      `https://example.com/rp/${random.below(40)}`,
    ])
  const identity = (make: () => string): string => (persons && chance(random, 0.1) ? gsrn() : make())

  function word(kind: CbvKind, own = true): string {
    const bare = pick(random, cbvWords[kind])
    const web = cbvUri(kind, bare)
    const urn = cbvUrnOf(kind, bare)
    const curie = web.replace('https://ref.gs1.org/cbv/', 'cbv:').replace('https://gs1.org/voc/', 'gs1:')
    const spelt = pick(random, [bare, bare, web, curie, urn ?? bare])
    if (own && persons && chance(random, 0.03)) return gsrn()
    return own && chance(random, 0.15) ? `https://example.com/words/${random.below(9)}` : spelt
  }

  function number(): Lexeme {
    return new Lexeme(
      pick(random, [
        '0',
        '-0',
        '1',
        '1.0',
        '1.50',
        '10',
        '1e3',
        '1E-7',
        '-2.25',
        '12345678901234567890',
        '0.1000000000000000055',
        `${random.below(1e6)}`,
      ]),
    )
  }

  function moment(ms: number): string {
    const text = new Date(ms).toISOString().slice(0, 19)
    const fraction = pick(random, ['', '.0', '.5', '.123', '.123456', '.999999999', '.0005'])
    return text + fraction + pick(random, ['Z', '+00:00', '-00:00'])
  }

  function list<T>(share: number, most: number, make: () => T): T[] | undefined {
    return maybe(share, () => some(most, make))
  }

  /** The value of an extension; nested members may have bare names. */
  function extensionValue(depth: number): unknown {
    switch (random.below(depth > 2 ? 5 : 8)) {
      case 0:
        return pick(random, [
          '',
          'plain',
          'Stra\u00dfe',
          '\u65e5\u672c',
          '\ud83d\ude00 box',
          'a\u2028b',
          'quote " and \\ slash',
          'tab\tline\n',
          '\u0001',
        ])
      case 1:
        return number()
      case 2:
        return pick(random, [true, false, null])
      case 3:
        return persons && chance(random, 0.2) ? gsrn() : epc()
      case 4:
        return `text ${serial++}`
      case 5:
        return Array.from({ length: random.below(4) }, () => extensionValue(depth + 1))
      default: {
        const out: Record<string, unknown> = {}
        for (let n = random.below(4); n > 0; n--)
          out[pick(random, ['inner', 'ex:inner', 'ex2:deep', '@type', 'id', 'type'])] = extensionValue(depth + 1)
        if (persons && chance(random, 0.25)) out[pick(random, ['operator', 'ex:badge_id', 'user-name'])] = personValue()
        return out
      }
    }
  }

  function personValue(): unknown {
    return pick(random, [
      () => marker(),
      () => ({ 'ex:name': marker(), id: marker() }),
      () => [marker(), { deep: [marker()] }],
    ])()
  }

  /** Members of other namespaces, for any place that may have them. */
  function extensions(share: number): Record<string, unknown> {
    const out: Record<string, unknown> = {}
    if (!chance(random, share)) return out
    for (let n = 1 + random.below(3); n > 0; n--) {
      out[
        pick(random, [
          `ex:e${random.below(5)}`,
          `ex2:f${random.below(3)}`,
          `https://example.com/long/g${random.below(3)}`,
          'urn:example:inline:h',
        ])
      ] = extensionValue(0)
    }
    if (persons && chance(random, 0.05)) out[gsrn()] = 1
    if (persons && chance(random, 0.5)) {
      out[
        pick(random, [
          'ex:operator',
          'ex:Operator_ID',
          'ex2:badge-id',
          'ex:user.name',
          'https://example.com/hr/employeeNumber',
          'urn:example:hr:Picker',
        ])
      ] = personValue()
    }
    return out
  }

  const quantity = (): unknown => ({
    epcClass: identity(epcClass),
    quantity: maybe(0.8, number),
    uom: maybe(0.4, () => pick(random, ['KGM', 'LTR', 'EA', 'H87', 'C62'])),
  })

  function sensorElement(eventMs: number): unknown {
    const inMetadata = chance(random, 0.5)
    const shared = (): Record<string, unknown> => ({
      time: maybe(0.5, () => moment(eventMs - 60_000 - random.below(1e6))),
      deviceID: maybe(persons ? 0.5 : 0, () => `https://example.com/device/${marker()}`),
      deviceMetadata: maybe(persons ? 0.3 : 0, () => `https://example.com/meta/${marker()}`),
      rawData: maybe(0.3, uri),
      dataProcessingMethod: maybe(0.3, uri),
    })
    const report = (): unknown => ({
      type: word('measurementType'),
      exception: maybe(0.1, () => word('sensorAlertType')),
      value: maybe(0.6, number),
      uom: maybe(0.6, () => pick(random, ['CEL', 'KGM', 'A93'])),
      component: maybe(0.2, () => word('component')),
      microorganism: maybe(0.1, uri),
      chemicalSubstance: maybe(0.1, uri),
      coordinateReferenceSystem: maybe(0.1, uri),
      stringValue: maybe(0.1, () => `s${serial++}`),
      booleanValue: maybe(0.1, () => chance(random, 0.5)),
      hexBinaryValue: maybe(0.1, () => '0AfF'),
      uriValue: maybe(0.1, uri),
      minValue: maybe(0.2, number),
      maxValue: maybe(0.2, number),
      meanValue: maybe(0.2, number),
      sDev: maybe(0.2, number),
      percRank: maybe(0.1, number),
      percValue: maybe(0.1, number),
      ...(inMetadata ? {} : shared()),
      ...extensions(0.2),
    })
    return {
      sensorMetadata: inMetadata
        ? {
            ...shared(),
            startTime: maybe(0.3, () => moment(eventMs - 3e6)),
            endTime: maybe(0.3, () => moment(eventMs - 2e6)),
            bizRules: maybe(0.3, uri),
            ...extensions(0.2),
          }
        : undefined,
      sensorReport: some(3, report),
      ...extensions(0.2),
    }
  }

  const located = (): unknown => ({
    id: identity(place),
    ...(persons && chance(random, 0.1) ? { '@note': { 'ex:a': 1, 'ex:badge': marker() } } : {}),
    ...extensions(0.2),
  })
  const transaction = (): unknown => ({
    type: maybe(0.7, () => word('bizTransactionType')),
    bizTransaction: identity(uri),
  })
  const party = (member: string) => (): unknown => ({ type: word('sourceDestType'), [member]: identity(place) })
  const dispositions = (): string[] => {
    const first = random.below(cbvWords.disposition.length - 3)
    return cbvWords.disposition.slice(first, first + 1 + random.below(3))
  }

  function errorDeclaration(eventMs: number): unknown {
    return {
      declarationTime: moment(eventMs + 1e6),
      reason: maybe(0.7, () => word('errorReason')),
      correctiveEventIDs: list(0.4, 3, () => `urn:uuid:${uuid()}`),
      ...extensions(0.2),
    }
  }

  function ownMembers(type: EventType, action: string): Record<string, unknown> {
    const epcs = (): string[] => some(4, () => identity(epc))
    const quantities = (): unknown[] => some(2, quantity)
    // At least one of the two that say what it was about.
    const either = (a: string, b: string): Record<string, unknown> => {
      const which = random.below(3)
      return { [a]: which === 1 ? undefined : epcs(), [b]: which === 0 ? undefined : quantities() }
    }
    switch (type) {
      case 'ObjectEvent':
        return {
          ...either('epcList', 'quantityList'),
          ilmd:
            action === 'ADD'
              ? maybe(0.6, () => ({ ...extensions(1), ...(persons ? { 'ex:inspector': marker() } : {}) }))
              : undefined,
        }
      case 'TransactionEvent':
        return {
          bizTransactionList: some(3, transaction),
          parentID: maybe(0.5, () => identity(epc)),
          ...either('epcList', 'quantityList'),
        }
      case 'TransformationEvent':
        return {
          ...either('inputEPCList', 'inputQuantityList'),
          ...either('outputEPCList', 'outputQuantityList'),
          transformationID: maybe(0.4, () => identity(uri)),
          ilmd: maybe(0.3, () => extensions(1)),
        }
      default: // AggregationEvent, AssociationEvent
        return { parentID: identity(epc), ...either('childEPCs', 'childQuantityList') }
    }
  }

  function event(type: EventType = pick(random, eventTypes)): EventTree {
    const action = pick(random, ['ADD', 'OBSERVE', 'DELETE'])
    const eventMs = Date.UTC(
      2020 + random.below(9),
      random.below(12),
      1 + random.below(28),
      random.below(24),
      random.below(60),
      random.below(60),
    )
    const offset = pick(random, ['+00:00', '-00:00', '+02:00', '-09:30', '+14:00', '-14:00'])
    const tree: EventTree = {
      type,
      eventID: maybe(0.6, () =>
        pick(random, [
          `urn:uuid:${uuid()}`,
          `https://example.com/event/${serial++}`,
          `ni:///sha-256;${digits(64)}?ver=CBV2.0`,
        ]),
      ),
      eventTime: moment(eventMs),
      eventTimeZoneOffset: offset,
      recordTime: maybe(0.3, () => moment(eventMs + 1e5)),
      action: type === 'TransformationEvent' ? undefined : action,
      bizStep: maybe(0.8, () => word('bizStep')),
      disposition: maybe(0.6, () => word('disposition')),
      persistentDisposition: maybe(0.2, () => ({ set: dispositions(), unset: maybe(0.5, dispositions) })),
      readPoint: maybe(0.7, located),
      bizLocation: maybe(0.5, located),
      bizTransactionList: list(0.3, 3, transaction),
      sourceList: list(0.2, 2, party('source')),
      destinationList: list(0.2, 2, party('destination')),
      sensorElementList: list(0.15, 2, () => sensorElement(eventMs)),
      certificationInfo: maybe(0.1, () => (chance(random, 0.5) ? uri() : some(2, uri))),
      errorDeclaration: maybe(0.1, () => errorDeclaration(eventMs)),
      ...ownMembers(type, action),
      ...extensions(0.4),
    }
    if (persons && chance(random, 0.2)) tree['ex:gate'] = { 'ex:nr': marker(), 'ex:lane': 4 }
    if (persons && chance(random, 0.2))
      tree['ex:crew'] = [{ 'ex2:code': marker() }, { 'ex2:code': marker(), 'ex:size': 2 }]
    return withoutUndefined(tree) as EventTree
  }

  return { event, markers }
}

/** Appends the GS1 check digit. */
export function withCheckDigit(digits: string): string {
  let sum = 0
  for (let i = 0; i < digits.length; i++) sum += Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 3 : 1)
  return digits + String((10 - (sum % 10)) % 10)
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined)
  if (value === null || typeof value !== 'object' || value instanceof Lexeme) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [name, withoutUndefined(member)]),
  )
}
