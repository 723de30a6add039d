import { checkExtension } from './extension.ts'
import { field, fieldCount } from './fields.ts'
import { hexValue } from './jsonText.ts'
import { timeMs } from './lexical.ts'
import { kind, tokenSize } from './tokens.ts'
import { checkUri, checkWord, cutPerson, fieldAt } from './validateLists.ts'
import { vocabularyResult } from './vocabulary.ts'
import type { Walk } from './walk.ts'

// What a member of sensorMetadata or sensorReport holds.
const shape = {
  none: 0,
  uri: 1,
  time: 2,
  number: 3,
  string: 4,
  boolean: 5,
  hex: 6,
  type: 7,
  component: 8,
  alert: 9,
} as const

const metadata = shapes({
  time: shape.time,
  deviceID: shape.uri,
  deviceMetadata: shape.uri,
  rawData: shape.uri,
  startTime: shape.time,
  endTime: shape.time,
  dataProcessingMethod: shape.uri,
  bizRules: shape.uri,
})

const report = shapes({
  type: shape.type,
  exception: shape.alert,
  deviceID: shape.uri,
  deviceMetadata: shape.uri,
  rawData: shape.uri,
  dataProcessingMethod: shape.uri,
  bizRules: shape.uri,
  time: shape.time,
  microorganism: shape.uri,
  chemicalSubstance: shape.uri,
  coordinateReferenceSystem: shape.uri,
  value: shape.number,
  component: shape.component,
  stringValue: shape.string,
  booleanValue: shape.boolean,
  hexBinaryValue: shape.hex,
  uriValue: shape.uri,
  minValue: shape.number,
  maxValue: shape.number,
  meanValue: shape.number,
  sDev: shape.number,
  percRank: shape.number,
  percValue: shape.number,
  uom: shape.string,
})

/**
 * Members that mean the same in sensorMetadata and in sensorReport, and therefore may stand in one of them only.
 * Source: TCR-53, steps 27 to 29.
 */
const inOnePlace = [field.dataProcessingMethod, field.deviceID, field.deviceMetadata, field.rawData, field.time]

/**
 * sensorElementList of an event that happened at `eventTimeMs`. `deviceID` and `deviceMetadata` are marked
 * for cutting: a handheld is as good as a name. They do not count as a contributor, because a thermometer is
 * nobody and would make k too large.
 */
export function checkSensors(w: Walk, at: number, eventTimeMs: number): boolean {
  if (!w.isArray(at)) return false
  const words = w.words
  for (let element = at + tokenSize; element < words[at + 3]!; element = words[element + 3]!) {
    if (!w.isObject(element)) return false
    let inMetadata = 0
    let reports = 0
    for (let key = element + tokenSize; key < words[element + 3]!; key = words[key + tokenSize + 3]!) {
      const value = key + tokenSize
      const code = fieldAt(w, key)
      if (code === field.sensorMetadata) {
        if (!checkMembers(w, value, metadata, eventTimeMs)) return false
        inMetadata = value
      } else if (code === field.sensorReport) {
        if (!w.isArray(value)) return false
        if (words[value + 3] === value + tokenSize) return w.fail('LIST_EMPTY', value, 'one sensor report or more')
        reports = value
      } else if (code === field.type) {
        // GS1's examples with the simple context say `epcis:SensorElement` here.
        if (!checkUri(w, value)) return false
      } else if (code !== 0)
        return w.fail('MEMBER_UNKNOWN', key, 'sensorMetadata, sensorReport, or an extension `prefix:name`')
      else if (!checkExtension(w, key)) return false
    }
    if (reports === 0) return w.fail('MEMBER_MISSING', element, '', field.sensorReport)
    for (let item = reports + tokenSize; item < words[reports + 3]!; item = words[item + 3]!) {
      if (!checkMembers(w, item, report, eventTimeMs)) return false
      if (memberOf(w, item, field.type) === 0) return w.fail('MEMBER_MISSING', item, '', field.type)
      for (const code of inMetadata === 0 ? [] : inOnePlace) {
        const twice = memberOf(w, item, code)
        if (twice !== 0 && memberOf(w, inMetadata, code) !== 0) {
          return w.fail('SENSOR_SAID_TWICE', twice, 'in sensorMetadata or in sensorReport')
        }
      }
    }
  }
  return true
}

function checkMembers(w: Walk, at: number, shapeOf: Uint8Array, eventTimeMs: number): boolean {
  if (!w.isObject(at)) return false
  const words = w.words
  for (let key = at + tokenSize; key < words[at + 3]!; key = words[key + tokenSize + 3]!) {
    const code = fieldAt(w, key)
    if (code === 0) {
      if (!checkExtension(w, key)) return false
      continue
    }
    const wanted = shapeOf[code]!
    if (wanted === shape.none)
      return w.fail('MEMBER_UNKNOWN', key, 'a member of EPCIS 2.0 here, or an extension `prefix:name`')
    const value = key + tokenSize
    if (!checkShape(w, value, wanted)) return false
    if (code === field.time && timeMs(w.vb, w.vs, w.ve) > eventTimeMs) {
      return w.fail('SENSOR_TIME_LATE', value, 'not later than eventTime')
    }
    if (code === field.deviceID || code === field.deviceMetadata) w.cut(key)
  }
  return true
}

function checkShape(w: Walk, at: number, wanted: number): boolean {
  const is = w.kindOf(at)
  if (wanted === shape.number) return is === kind.number || w.fail('TYPE_WRONG', at, 'number')
  if (wanted === shape.boolean) return is === kind.true || is === kind.false || w.fail('TYPE_WRONG', at, 'boolean')
  if (wanted === shape.uri) return checkUri(w, at)
  if (wanted === shape.type) return checkWord(w, at, w.terms.measurementType) !== vocabularyResult.bad
  if (wanted === shape.component) return checkWord(w, at, w.terms.component) !== vocabularyResult.bad
  if (wanted === shape.alert) return checkWord(w, at, w.terms.sensorAlertType) !== vocabularyResult.bad
  if (!w.isString(at)) return false
  if (wanted === shape.string) cutPerson(w, at, at - tokenSize)
  if (wanted === shape.time)
    return !Number.isNaN(timeMs(w.vb, w.vs, w.ve)) || w.fail('TIME_WRONG', at, 'date, time and offset')
  if (wanted === shape.hex) {
    for (let i = w.vs; i < w.ve; i++)
      if (hexValue[w.vb[i]!]! < 0) return w.fail('VALUE_WRONG', at, 'hexadecimal digits')
    return w.ve > w.vs || w.fail('VALUE_WRONG', at, 'hexadecimal digits')
  }
  return true
}

/** Value of a member of the object at `at`, 0 where it is absent. */
function memberOf(w: Walk, at: number, code: number): number {
  const words = w.words
  for (let key = at + tokenSize; key < words[at + 3]!; key = words[key + tokenSize + 3]!) {
    if (fieldAt(w, key) === code) return key + tokenSize
  }
  return 0
}

function shapes(of: Readonly<Partial<Record<keyof typeof field, number>>>): Uint8Array {
  const out = new Uint8Array(fieldCount)
  for (const [name, value] of Object.entries(of)) out[field[name as keyof typeof field]] = value
  return out
}
