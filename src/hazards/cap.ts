import type {
  AreaCode,
  CapCategory,
  CapCertainty,
  Geometry,
  Hazard,
  HazardArea,
  HazardText,
  Measure,
} from '../model/index.ts'
import {
  capCategories,
  capCertainties,
  capMessageTypes,
  capSeverities,
  capStatuses,
  capUrgencies,
} from '../model/index.ts'
import { eventKind, isCivilEvent } from './eventKind.ts'
import type { About, Reading } from './feed.ts'
import type { Fields } from './fields.ts'
import { circleOf, joined, pointOf, polygonOfText } from './geometry.ts'
import { hazardOf } from './make.ts'

// CAP 1.2 (OASIS, 2010), section 3.2. CAP 1.0 and 1.1 name what is read here in the same way.

/** Fields of an alert whose own path is `at` ('' for the record itself). */
export function capFields(at: string): string[] {
  const inInfo = [
    'language',
    'category',
    'event',
    'urgency',
    'severity',
    'certainty',
    'effective',
    'onset',
    'expires',
    'headline',
  ]
  const infoToo = ['description', 'instruction', 'web', 'parameter', 'parameter.valueName', 'parameter.value', 'area']
  const inArea = ['areaDesc', 'polygon', 'circle', 'geocode', 'geocode.valueName', 'geocode.value']
  const names = [
    ...['identifier', 'sent', 'status', 'msgType', 'scope', 'references', 'info', 'sender'],
    ...[...inInfo, ...infoToo].map((name) => `info.${name}`),
    ...inArea.map((name) => `info.area.${name}`),
  ]
  return at === '' ? names : names.map((name) => `${at}.${name}`)
}

/** Words of an enumeration as they stand, for `Fields.word`. */
export function wordsOf<Word extends string>(list: readonly Word[]): Readonly<Record<Word, Word>> {
  return Object.fromEntries(list.map((word) => [word, word])) as Record<Word, Word>
}

const words = {
  status: wordsOf(capStatuses),
  msgType: wordsOf(capMessageTypes),
  urgency: wordsOf(capUrgencies),
  severity: wordsOf(capSeverities),
  certainty: wordsOf(capCertainties),
}

/**
 * The hazards of a CAP alert: one for each of its `info` blocks that speak of another time, place or degree; blocks that differ in language
 * alone are one hazard with several texts. An alert that is not for the public is refused. `kindOf` knows better than the event's words.
 */
export function readCap(alert: Fields, about: About, kindOf = eventKindOf): Reading {
  // Without these nobody can say which message replaces which, or whether it may be shown.
  const identifier = alert.must.text('identifier')
  const status = alert.must.word('status', words.status)
  const msgType = alert.must.word('msgType', words.msgType)
  const sentMs = alert.must.time('sent')
  if (alert.must.text('scope') !== 'Public') return { refused: 'its publisher restricts who may see it' }
  if (msgType === 'Ack' || msgType === 'Error') return { nothing: true }
  const envelope = {
    status,
    msgType,
    sentMs,
    references: referencesOf(alert.text('references')).map((id) => `${about.feed.id}/${id}`),
  }

  const infos = alert.list('info')
  if (infos.length === 0) {
    // A cancellation may name nothing but what it cancels; an alert without a word on what happens is told as that.
    const text = { event: msgType === 'Cancel' ? 'Cancelled' : 'Alert without details' }
    return { hazards: [hazardOf(about, { ...envelope, id: identifier, kind: 'other', text, area: {} })] }
  }
  const cases = new Map<string, Hazard>()
  for (const info of infos) {
    const key = caseOf(info)
    const said = readInfo(info, kindOf)
    const before = cases.get(key)
    const id = cases.size === 0 ? identifier : `${identifier}#${cases.size + 1}`
    cases.set(key, before === undefined ? hazardOf(about, { ...envelope, ...said, id }) : withText(before, said.text))
  }
  return { hazards: [...cases.values()] }
}

/** What tells the cases of an alert apart. Translated blocks name the same codes and polygons, with other words for the place. */
function caseOf(info: Fields): string {
  const areas = info.list('area')
  const shapes = areas.map((area) => ({
    polygon: area.tree('polygon'),
    circle: area.tree('circle'),
    codes: codesOf(area),
  }))
  const hasShape = shapes.some(({ polygon, circle, codes }) => polygon !== null || circle !== null || codes.length > 0)
  const where = hasShape ? shapes : areas.map((area) => area.text('areaDesc'))
  return JSON.stringify([info.text('urgency'), info.text('severity'), info.text('onset'), info.text('expires'), where])
}

function withText(hazard: Hazard, text: HazardText): Hazard {
  const isKnown = hazard.texts.some(({ language }) => language === text.language)
  return isKnown ? hazard : { ...hazard, texts: [...hazard.texts, text] }
}

function readInfo(info: Fields, kindOf: typeof eventKindOf) {
  const event = info.must.text('event')
  // Several may be named; the first is what it is most.
  const named = info.texts('category')[0]
  const category = named === undefined ? null : (capCategories.find((each) => each === named) ?? 'Other')
  const isCivil = isCivilEvent(event)
  return {
    kind: kindOf(info, event, category),
    ...(category === null ? {} : { category }),
    // An empty word is an error of its publisher; the hazard stands.
    urgency: info.word('urgency', words.urgency, 'Unknown') ?? 'Unknown',
    severity: info.word('severity', words.severity, 'Unknown') ?? 'Unknown',
    // CAP 1.0 had "Very Likely".
    certainty:
      info.word<CapCertainty>('certainty', { ...words.certainty, 'Very Likely': 'Likely' }, 'Unknown') ?? 'Unknown',
    text: {
      language: info.text('language') ?? 'en-US',
      event,
      headline: isCivil ? null : info.text('headline'),
      description: isCivil ? null : info.text('description'),
      instruction: info.text('instruction'),
    },
    onsetMs: info.time('onset') ?? info.time('effective'),
    expiresMs: info.time('expires'),
    area: areaOf(info),
    measures: measuresOf(info),
    web: info.text('web'),
  } as const
}

function eventKindOf(_info: Fields, event: string, category: CapCategory | null) {
  return eventKind(event, category)
}

/** `sender,identifier,sent` triples, white space between them; identifiers are what hazards are named by. */
function referencesOf(text: string | null): string[] {
  return (text ?? '')
    .split(/\s+/)
    .map((triple) => triple.split(',').at(1) ?? '')
    .filter((identifier) => identifier !== '')
}

/** All areas of a block as one: polygons and circles joined, codes and words in a row. */
function areaOf(info: Fields): HazardArea {
  const areas = info.list('area')
  const polygons = areas.flatMap((area) =>
    area.texts('polygon').map((text) => polygonOfText(text, '/info/area/polygon')),
  )
  const circles = areas.flatMap((area) => area.texts('circle').map((text) => circleOfText(area, text)))
  const [circle] = circles
  const isOneCircle = circle !== undefined && circles.length === 1 && polygons.length === 0
  return {
    text: areas.map((area) => area.text('areaDesc') ?? '').join('; '),
    geometry: isOneCircle
      ? pointOf(circle.longitude, circle.latitude, '/info/area/circle')
      : joined([...polygons, ...circles.map(({ longitude, latitude, km }) => circleOf(longitude, latitude, km))]),
    radiusKm: isOneCircle && circle.km > 0 ? circle.km : null,
    codes: areas.flatMap(codesOf),
  }
}

function codesOf(area: Fields): AreaCode[] {
  return area.list('geocode').flatMap((code) => {
    const [scheme, value] = [code.text('valueName'), code.text('value')]
    return scheme === null || value === null ? [] : [{ scheme, code: value }]
  })
}

/** `latitude,longitude kilometres` */
function circleOfText(area: Fields, text: string): { longitude: number; latitude: number; km: number } {
  const [latitude, longitude, km, ...more] = text
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  const isRight = [latitude, longitude, km].every((value) => Number.isFinite(value)) && more.length === 0
  if (!isRight || km === undefined || km < 0)
    throw area.wrong('circle', 'another text', 'latitude,longitude kilometres')
  return { latitude: latitude!, longitude: longitude!, km }
}

/** Parameters that are plain numbers; words of systems are left out. */
function measuresOf(info: Fields): Measure[] {
  return info.list('parameter').flatMap((parameter) => {
    const [name, text] = [parameter.text('valueName'), parameter.text('value')]
    const value = text === null || !/^-?\d+(?:\.\d+)?$/.test(text) ? Number.NaN : Number(text)
    return name === null || Number.isNaN(value) ? [] : [{ name, value, unit: null }]
  })
}

/** Geometry of polygons as GeoRSS and Atom feeds write them beside CAP words. */
export function polygonsOf(texts: readonly string[], at: string): Geometry | null {
  return joined(texts.map((text) => polygonOfText(text, at)))
}
