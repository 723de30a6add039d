import { isMessageKey, type MessageKey, type Translate, type Values } from '../../src/text/index.ts'
import type { LoadRow } from '../../src/wire/index.ts'
import { type Format, minutesBetween } from '../format.ts'
import type { Shape } from '../parts/status.tsx'

export type LoadState = LoadRow['status']

/** Shape of each state: only `late` and `atRisk` ask for somebody. */
export const loadShape = {
  late: 'critical',
  atRisk: 'warning',
  unknown: 'notice',
  onTrack: 'calm',
  departed: 'done',
  cancelled: 'off',
} as const satisfies Record<LoadState, Shape>

/** A truck that leaves later than this need not be told about yet: not knowing asks nothing of anybody. */
const tellWithinMs = 4 * 3_600_000

/** Whether somebody should know that too little is known: only while there is time to mend it. */
export function isUntold(load: LoadRow, nowMs: number): boolean {
  return load.status === 'unknown' && load.departureMs - nowMs < tellWithinMs
}

/** Shape of a load now. */
export function shapeOf(load: LoadRow, nowMs: number): Shape {
  return load.status === 'unknown' && !isUntold(load, nowMs) ? 'calm' : loadShape[load.status]
}

/** Word of a load now. */
export function wordOf(t: Translate, load: LoadRow, nowMs: number): string {
  if (load.status === 'unknown' && load.reason === 'noOrders') return t('departures.status.noOrders')
  return load.status === 'unknown' && !isUntold(load, nowMs) ? t('departures.status.notYet') : loadWord(t, load.status)
}

/** A dock by its number, or by the name that the plan gives it. */
export function dockText(t: Translate, dock: string): string {
  return /^\d+\p{L}?$/u.test(dock) ? t('departures.dock', { dock }) : dock
}

export function loadWord(t: Translate, status: LoadState): string {
  return t(`departures.status.${status}`)
}

/** Units that the plan wants on the load and that are not staged or loaded yet. */
export function unstagedUnits(load: LoadRow): number {
  return Math.max(0, load.units.planned - Math.max(load.units.staged, load.units.loaded))
}

/** Whether the load is still to leave. */
export function isOpen(load: LoadRow): boolean {
  return load.status !== 'departed' && load.status !== 'cancelled'
}

/** `in 45 min`, `12 min ago`. */
export function untilText(t: Translate, format: Format, atMs: number, nowMs: number): string {
  const minutes = minutesBetween(nowMs, atMs)
  if (minutes === 0) return t('time.now')
  const duration = format.duration(Math.abs(minutes))
  return minutes > 0 ? t('time.in', { duration }) : t('time.ago', { duration })
}

/** How the load will end, in minutes against the time when its last unit must be staged. */
export function outlookText(t: Translate, format: Format, load: LoadRow): string {
  if (!isOpen(load)) return ''
  if (load.lateByMin === null)
    return t(load.reason === 'staged' ? 'departures.outlook.staged' : 'departures.outlook.unknown')
  const { least, most } = load.lateByMin
  if (Math.round(most) === 0) return t('departures.outlook.tight')
  if (most < 0) return t('departures.outlook.early', { least: format.duration(-most) })
  if (least <= 0) return t('departures.outlook.maybe', { most: format.duration(most) })
  if (Math.round(least) === Math.round(most)) return t('departures.outlook.lateSame', { most: format.duration(most) })
  return t('departures.outlook.late', { range: rangeText(t, format, least, most) })
}

/** `12 to 26 min`, `50 min to 2 h 10 min`. */
function rangeText(t: Translate, format: Format, leastMin: number, mostMin: number): string {
  if (mostMin < 100) return t('duration.minutesRange', { least: Math.round(leastMin), most: Math.round(mostMin) })
  return t('duration.range', { least: format.duration(leastMin), most: format.duration(mostMin) })
}

/** The sentence for a key that came over the wire; one that this console does not know is shown as it is, as a code. */
export function wireText(t: Translate, family: MessageFamily, key: string, values: Values = {}): string {
  const full = key.startsWith(`${family}.`) ? key : `${family}.${key}`
  if (isMessageKey(full)) return t(full, values)
  const other: MessageKey = `${family}.other`
  return t(other, { ...values, code: key })
}

type MessageFamily = 'departures.reason' | 'departures.remedy' | 'floor.next'

/** Why the load is as it is. */
export function reasonText(t: Translate, load: LoadRow): string {
  return wireText(t, 'departures.reason', load.reason, {
    rounded: load.base > 0 ? 'yes' : 'no',
    units: load.holding?.units ?? unstagedUnits(load),
    step: load.holding?.name ?? t('time.unknown'),
    unstaged: unstagedUnits(load),
    unseen: Math.max(0, load.units.planned - load.units.seen),
  })
}

/** How many loads at the end of the list have no orders yet: nothing can be done about them before the plan says more. */
export function emptyTail(open: readonly LoadRow[]): number {
  const last = open.findLastIndex((load) => load.units.planned > 0)
  return open.length - 1 - last
}

/** What a remedy gains, or what is missing to tell. */
export function gainText(t: Translate, format: Format, remedy: LoadRow['remedies'][number]): string {
  const { key, gainMin, stepName } = remedy
  if (gainMin === null) return t('departures.gain.unknown', { step: stepName })
  // First in the queue already: releasing gains nothing on others, and waiting with it costs the load all the time that it waits.
  if (gainMin === 0) return t(key === 'release' ? 'departures.gain.waiting' : 'departures.gain.little')
  return t(key === 'addPace' ? 'departures.gain.pace' : 'departures.gain', { duration: format.duration(gainMin) })
}

export function remedyText(t: Translate, remedy: LoadRow['remedies'][number], base: number): string {
  return wireText(t, 'departures.remedy', remedy.key, {
    rounded: base > 0 ? 'yes' : 'no',
    units: remedy.units,
    step: remedy.stepName,
    zone: remedy.zone ?? 'none',
  })
}
