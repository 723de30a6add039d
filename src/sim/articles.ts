import type { Random } from '../base/index.ts'
import { gtinStem } from './ids.ts'
import type { Layout } from './layout.ts'
import type { Article } from './state.ts'

/** Days of demand that stock is kept for. */
const stockDays = 1.1

export function makeArticles(layout: Layout, volume: number, random: Random): Article[] {
  const { articles: count, unitsPerDay, reserveZones } = layout.measures
  // Few articles make most of the demand: popularity falls with the rank to the power of 0.7.
  const weights = Array.from({ length: count }, (_, rank) => (rank + 3) ** -0.7)
  const sum = weights.reduce((total, each) => total + each, 0)
  return weights.map((weight, index) => {
    const daily = (unitsPerDay * volume * weight) / sum
    const caseSize = 4 + random.below(5)
    const faceMin = Math.max(4, Math.ceil(daily / 16))
    return {
      index,
      unit: gtinStem(0, index + 1),
      case: gtinStem(1, index + 1),
      caseSize,
      grams: 80 + random.below(1600),
      supplier: random.below(6),
      face: layout.face(index),
      reserve: layout.zone(`reserve-${1 + random.below(reserveZones)}`),
      daily,
      faceMin,
      faceMax: faceMin * 2 + caseSize,
      onFace: [],
      cases: [],
      inbound: 0,
      promised: 0,
      refilling: 0,
    }
  })
}

/** Units that may still be promised. */
export function available(article: Article): number {
  return article.onFace.length + (article.cases.length + article.refilling) * article.caseSize - article.promised
}

/** Units that should be ordered from the supplier now; negative where there is plenty. */
export function deficit(article: Article): number {
  const target = Math.max(2 * article.caseSize, article.daily * stockDays) + article.faceMax
  return target - available(article) - article.inbound
}
