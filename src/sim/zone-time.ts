/** Local time of one IANA zone, and the spelling of times in events. */
export interface ZoneTime {
  /** Minutes east of UTC. */
  offsetMin(ms: number): number
  /** Minute of the local day, 0 to 1439. */
  minuteOfDay(ms: number): number
  /** ISO 8601 with milliseconds and the local offset. */
  text(ms: number): string
  /** The same moment in UTC, as machines write it. */
  utcText(ms: number): string
  /** The local offset alone, such as `+01:00`. */
  offsetText(ms: number): string
}

const hourMs = 3_600_000

export function zoneTime(timeZone: string): ZoneTime {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  // Offsets change on the hour at most, so one look an hour is enough. Bounded: runs last weeks.
  const offsets = new Map<number, number>()
  let lastHour = Number.NaN
  let lastOffset = 0
  const offsetMin = (ms: number): number => {
    const hour = Math.floor(ms / hourMs)
    if (hour === lastHour) return lastOffset
    let offset = offsets.get(hour)
    if (offset === undefined) {
      const part: Record<string, number> = {}
      for (const { type, value } of format.formatToParts(hour * hourMs)) part[type] = Number(value)
      const local = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!)
      offset = (local - hour * hourMs) / 60_000
      offsets.set(hour, offset)
    }
    lastHour = hour
    lastOffset = offset
    return offset
  }
  let minuteKey = Number.NaN
  let minuteText = ''
  let utcMinuteText = ''
  let tail = ''
  const load = (ms: number): void => {
    const minute = Math.floor(ms / 60_000)
    if (minute === minuteKey) return
    minuteKey = minute
    const offset = offsetMin(ms)
    minuteText = new Date(minute * 60_000 + offset * 60_000).toISOString().slice(0, 17)
    utcMinuteText = new Date(minute * 60_000).toISOString().slice(0, 17)
    tail = offsetText(offset)
  }
  const secondsText = (ms: number): string => {
    const inMinute = Math.floor(ms) - minuteKey * 60_000
    return `${two[Math.floor(inMinute / 1000)]}.${three[inMinute % 1000]}`
  }
  return {
    offsetMin,
    minuteOfDay: (ms) =>
      Math.floor(((((ms + offsetMin(ms) * 60_000) % 86_400_000) + 86_400_000) % 86_400_000) / 60_000),
    text: (ms) => {
      load(ms)
      return `${minuteText}${secondsText(ms)}${tail}`
    },
    utcText: (ms) => {
      load(ms)
      return `${utcMinuteText}${secondsText(ms)}Z`
    },
    offsetText: (ms) => {
      load(ms)
      return tail
    },
  }
}

const two = Array.from({ length: 60 }, (_, i) => String(i).padStart(2, '0'))
const three = Array.from({ length: 1000 }, (_, i) => String(i).padStart(3, '0'))

function offsetText(offsetMin: number): string {
  const size = Math.abs(offsetMin)
  return `${offsetMin < 0 ? '-' : '+'}${two[Math.floor(size / 60)]}:${two[size % 60]}`
}
