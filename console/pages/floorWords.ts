import type { Translate } from '../../src/text/index.ts'
import type { ExceptionRow, RateView, ZoneRow } from '../../src/wire/index.ts'
import type { Format } from '../format.ts'
import type { Shape } from '../parts/status.tsx'

export type Level = ZoneRow['level']

/** Shape of each level: only what is above normal asks for somebody. */
export const levelShape = {
  farAbove: 'critical',
  above: 'warning',
  normal: 'calm',
  below: 'calm',
  unknown: 'calm',
} as const satisfies Record<Level, Shape>

/** An exception that a truck waits for is a warning; every other one is to know. */
export function exceptionShape(exception: ExceptionRow): Shape {
  return exception.loadId === null ? 'notice' : 'warning'
}

/** How many objects above normal a level stands for when zones are ranked. */
export const levelRank = { farAbove: 0, above: 1, normal: 2, unknown: 3, below: 4 } as const satisfies Record<
  Level,
  number
>

/** Minutes as a duration, or a dash where nothing is known. */
export function ageText(t: Translate, format: Format, minutes: number | null): string {
  return minutes === null ? t('value.none') : format.duration(minutes)
}

/** A rate as it may be shown: the number, or in its place why there is none and what may be asked instead. */
export function rateWords(
  t: Translate,
  format: Format,
  rate: RateView,
): { main: string; note: string; shown: boolean } {
  switch (rate.kind) {
    case 'show': {
      const window = t('floor.rate.window', { start: format.time(rate.startMs), end: format.time(rate.endMs) })
      const dwell =
        rate.dwellMedianMin === null
          ? ''
          : ` · ${t('floor.rate.dwell', { duration: format.duration(rate.dwellMedianMin) })}`
      const basis = rate.basis === 'declared' ? ` · ${t('floor.rate.declared')}` : ''
      return { main: format.number(Math.round(rate.perHour)), note: `${window}${dwell}${basis}`, shown: true }
    }
    case 'merged':
      return {
        main: t('floor.rate.merged', { place: rate.intoName }),
        note: t('floor.rate.merged.why', { place: rate.intoName, k: rate.k }),
        shown: false,
      }
    case 'withheld':
      switch (rate.reason) {
        case 'too-few':
          return { main: t('floor.rate.held'), note: t('floor.rate.tooFew.why', { k: rate.k }), shown: false }
        case 'dominated':
          return { main: t('floor.rate.held'), note: t('floor.rate.dominated.why'), shown: false }
        case 'unknown':
          return { main: t('floor.rate.held'), note: t('floor.rate.unknown.why'), shown: false }
      }
      break
    case 'none':
      return { main: t('floor.rate.none'), note: '', shown: false }
  }
}
