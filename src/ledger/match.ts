import { sourceKinds } from '../model/index.ts'
import type { Part } from './columns.ts'
import { type FileMeta, handSource } from './files.ts'
import { isHeldBack, recordTimeOf, seesExact, zoneOf } from './stored.ts'
import { floorQuarter } from './time.ts'
import type { EventQuery, Reader, TimeRange } from './types.ts'

const partnerSource = sourceKinds.indexOf('partner')
const machineSource = sourceKinds.indexOf('machine')
/** A machine that tells of itself and names no goods: a thermometer, not a scanner. */
const sensorStep = 'sensor_reporting'

/** Is everything of this source kept out of the answer, as if there were none? */
export function isLeftOut({ noHands, onlyPartners }: EventQuery, source: number): boolean {
  return onlyPartners === true ? source !== partnerSource : noHands === true && source === handSource
}

/** Does a row of this part answer the query, judged only by what the reader may see of it? */
export function matcher(plan: EventQuery, reader: Reader, meta: FileMeta, part: Part): (row: number) => boolean {
  const { batch } = part
  if (isLeftOut(plan, meta.source)) return () => false
  const exact = seesExact(meta, part, reader)
  const seen = (ms: number): number => (exact ? ms : floorQuarter(ms))
  const bizSteps = wordsIn(part, plan.bizSteps)
  const dispositions = wordsIn(part, plan.dispositions)
  const bizLocations = wordsIn(part, plan.bizLocations)
  const readPoints = wordsIn(part, plan.readPoints)
  const readZones = new Set(plan.readPoints)
  const businessZones = new Set(plan.bizLocations)
  // In a coarse file read point and location are the zone already; in a fine one the zone stands beside them.
  const byZone = meta.source === handSource && meta.tier === 'fine' && !exact
  const listed = meta.source === machineSource ? listedMachines(part, reader) : undefined
  return (row) =>
    !isHeldBack(meta, part, row, reader) &&
    listed?.(row) !== false &&
    inRange(plan.eventTime, seen(batch.eventTimeMs[row]!)) &&
    inRange(plan.recordTime, seen(recordTimeOf(part, row))) &&
    (plan.types === undefined || plan.types.includes(batch.type[row]!)) &&
    (plan.actions === undefined || plan.actions.includes(batch.action[row]!)) &&
    (bizSteps === undefined || bizSteps.has(batch.bizStep[row]!)) &&
    (dispositions === undefined || dispositions.has(batch.disposition[row]!)) &&
    isPlace(row, batch.bizLocation[row]!, bizLocations, businessZones) &&
    isPlace(row, batch.readPoint[row]!, readPoints, readZones) &&
    (plan.events === undefined || plan.events.some((id) => sameHash(batch.idHash, row, id))) &&
    (plan.objects === undefined || plan.objects.every((match) => mentions(part, row, match)))

  function isPlace(
    row: number,
    word: number,
    asked: ReadonlySet<number> | undefined,
    zones: ReadonlySet<string>,
  ): boolean {
    if (asked === undefined) return true
    return byZone ? word !== 0 && zones.has(zoneOf(part, row)) : asked.has(word)
  }
}

/** Which machines' rows a reader may list; undefined for all. */
function listedMachines({ batch }: Part, { machinesAt }: Reader): ((row: number) => boolean) | undefined {
  if (machinesAt === undefined) return undefined
  const points = new Set<number>()
  for (const [index, word] of batch.words.entries()) if (machinesAt.has(word)) points.add(index)
  const sensor = batch.words.indexOf(sensorStep)
  return (row) =>
    points.has(batch.readPoint[row]!) ||
    (sensor > 0 && batch.bizStep[row] === sensor && batch.refStart[row] === batch.refStart[row + 1])
}

export function inRange(range: TimeRange | undefined, ms: number): boolean {
  if (range === undefined) return true
  return (range.startMs === undefined || ms >= range.startMs) && (range.endMs === undefined || ms < range.endMs)
}

/** Could any moment between two bounds be in range? Floored bounds reach to the end of their quarter hour. */
export function mayBeInRange(range: TimeRange | undefined, low: number, high: number): boolean {
  if (range === undefined) return true
  return (range.startMs === undefined || high >= range.startMs) && (range.endMs === undefined || low < range.endMs)
}

/** Indexes of the asked words in this part; word 0 is the empty one, which no query names. */
function wordsIn(part: Part, asked: readonly string[] | undefined): ReadonlySet<number> | undefined {
  if (asked === undefined) return undefined
  const out = new Set<number>()
  for (const word of asked) {
    const index = word === '' ? -1 : part.batch.words.indexOf(word)
    if (index > 0) out.add(index)
  }
  return out
}

function mentions(part: Part, row: number, match: NonNullable<EventQuery['objects']>[number]): boolean {
  const { refStart, refRole, refHash } = part.batch
  for (let ref = refStart[row]!; ref < refStart[row + 1]!; ref++) {
    if (match.roles !== undefined && !match.roles.includes(refRole[ref]!)) continue
    if (match.hashes.some((hash) => sameHash(refHash, ref, hash))) return true
  }
  return false
}

function sameHash(column: Uint32Array, at: number, [low, high]: readonly [number, number]): boolean {
  return column[2 * at] === low && column[2 * at + 1] === high
}
