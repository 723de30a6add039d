export const dayMs = 86_400_000
export const quarterMs = 900_000

/** Start of the quarter hour. Every zone in use stands whole quarters from UTC, so UTC quarters are everyone's. */
export function floorQuarter(ms: number): number {
  return Math.floor(ms / quarterMs) * quarterMs
}
