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

/** A rate as it may be shown: the number, or in its place why there is none. */
export function rateWords(
  t: Translate,
  format: Format,
  rate: RateView,
): { main: string; note: string; shown: boolean } {
  switch (rate.kind) {
    case 'show': {
      const window = t('floor.rate.window', {
        start: format.timeNear(rate.startMs, rate.endMs),
        end: format.time(rate.endMs),
      })
      const dwell =
        rate.dwellMedianMin === null
          ? ''
          : ` · ${t('floor.rate.dwell', { duration: format.duration(rate.dwellMedianMin) })}`
      const basis = rate.basis === 'declared' ? ` · ${t('floor.rate.declared')}` : ''
      return { main: format.number(Math.round(rate.perHour)), note: `${window}${dwell}${basis}`, shown: true }
    }
    case 'withheld':
      return { main: t('floor.rate.held'), note: whyHeld(t, format, rate), shown: false }
    case 'none':
      return { main: t('floor.rate.none'), note: '', shown: false }
  }
}

function whyHeld(t: Translate, format: Format, rate: Extract<RateView, { kind: 'withheld' }>): string {
  const place = rate.placeName
  const next = rate.nextMs === null ? 'none' : format.time(rate.nextMs)
  switch (rate.reason) {
    case 'too-few':
      return t('floor.rate.why.tooFew', { place, k: rate.k })
    case 'too-short':
      return t('floor.rate.why.tooShort', { place, hours: rate.personHours, next })
    case 'dominated':
      return t('floor.rate.why.dominated', { place })
    case 'unknown':
      return t('floor.rate.why.unknown', { place })
    case 'not-yet':
      return t('floor.rate.why.notYet', { place, next })
    case 'merged':
      return t('floor.rate.why.merged', { place })
  }
}

/** A window's length in words. */
export function windowWord(t: Translate, minutes: number): string {
  return t('floor.rate.length', { min: String(minutes) })
}
