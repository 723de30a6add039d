import type { Geometry } from '../model/index.ts'
import type { Fields } from './fields.ts'
import { pointOf } from './geometry.ts'

/**
 * Where a published offence lies: a hundredth of a degree (about a kilometre), however fine the publisher writes it. A statistic is about an area;
 * whose door it was is nobody's business here.
 */
export function areaPoint(record: Fields, longitude: string, latitude: string): Geometry | null {
  const coarse = (path: string): number | null => {
    const value = record.number(path)
    return value === null ? null : Math.round(value * 100) / 100
  }
  return pointOf(coarse(longitude), coarse(latitude), `/${latitude}`)
}
