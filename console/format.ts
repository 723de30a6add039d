import type { Translate } from '../src/text/index.ts'

/** Numbers, times and durations in one locale and one zone. Times are hour and minute of a 24-hour day. */
export interface Format {
  readonly zone: string
  /** 17:40 */
  time(ms: number): string
  /** 17:40, with the day where it is not the day of `nowMs`. */
  timeNear(ms: number, nowMs: number): string
  /** 17:40; Sat 01:20 where it is another day of the week around; with the date beyond. For narrow columns. */
  timeSoon(ms: number, nowMs: number): string
  /** 17:40:09, with the day where it is not the day of `nowMs`. */
  timeOfSecond(ms: number, nowMs: number): string
  /** Fri 21 Nov, 17:40 */
  dayTime(ms: number): string
  day(ms: number): string
  /** 16:55:03 */
  clock(ms: number): string
  /** The zone's short name at that time, such as CET. */
  zoneName(ms: number): string
  number(value: number): string
  /** 1 h 20 min; whole minutes, the two largest units. */
  duration(minutes: number): string
}

const minuteMs = 60_000
const dayMs = 86_400_000

/** Formatters are made when first needed: a page uses few of them. */
export function makeFormat(locale: string, zone: string, t: Translate): Format {
  const made = new Map<string, Intl.DateTimeFormat>()
  const dates = (name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
    const found = made.get(name) ?? new Intl.DateTimeFormat(locale, { timeZone: zone, hourCycle: 'h23', ...options })
    made.set(name, found)
    return found
  }
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const day = (ms: number): string => dates('day', { weekday: 'short', day: 'numeric', month: 'short' }).format(ms)
  const time = (ms: number): string => dates('time', { hour: '2-digit', minute: '2-digit' }).format(ms)
  const clock = (ms: number): string =>
    dates('clock', { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(ms)
  const weekday = (ms: number): string => dates('weekday', { weekday: 'short' }).format(ms)
  const timeSoon = (ms: number, nowMs: number): string => {
    if (day(ms) === day(nowMs)) return time(ms)
    return Math.abs(ms - nowMs) < 6 * dayMs ? `${weekday(ms)} ${time(ms)}` : `${day(ms)}, ${time(ms)}`
  }
  return {
    zone,
    time,
    day,
    timeSoon,
    timeNear: (ms, nowMs) => (day(ms) === day(nowMs) ? time(ms) : `${day(ms)}, ${time(ms)}`),
    dayTime: (ms) => `${day(ms)}, ${time(ms)}`,
    clock,
    timeOfSecond: (ms, nowMs) => (day(ms) === day(nowMs) ? clock(ms) : `${day(ms)}, ${clock(ms)}`),
    zoneName: (ms) =>
      dates('zone', { timeZoneName: 'short' })
        .formatToParts(ms)
        .find((part) => part.type === 'timeZoneName')?.value ?? zone,
    number: (value) => numbers.format(value),
    duration: (minutes) => {
      const whole = Math.max(0, Math.round(minutes))
      const days = Math.floor(whole / 1440)
      const hours = Math.floor((whole % 1440) / 60)
      const rest = whole % 60
      if (days > 0) return hours === 0 ? t('duration.days', { days }) : t('duration.daysHours', { days, hours })
      if (hours > 0)
        return rest === 0 ? t('duration.hours', { hours }) : t('duration.hoursMinutes', { hours, minutes: rest })
      return t('duration.minutes', { minutes: rest })
    },
  }
}

/** Whole minutes between two times, rounded towards the earlier. */
export function minutesBetween(fromMs: number, toMs: number): number {
  return Math.floor((toMs - fromMs) / minuteMs)
}
