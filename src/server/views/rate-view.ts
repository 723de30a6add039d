import type { RateQuestion } from '../../model/index.ts'
import type { RateView } from '../../wire/index.ts'
import type { SiteRuntime } from '../sites/site-runtime.ts'

/** What the gate answers to a question; the whole site where no place is named. */
export function rateView(
  runtime: SiteRuntime,
  { place, step, windowMin }: Omit<RateQuestion, 'place'> & { readonly place?: number },
): RateView {
  const site = runtime.compiled.versions.at(-1)
  if (site === undefined) throw new Error('broken invariant: a site file without versions')
  const asked = place ?? site.places.findIndex(({ kind }) => kind === 'site')
  const named = (index: number) => ({
    placeId: site.places[index]?.id ?? '',
    placeName: site.places[index]?.name ?? '',
  })
  const verdict = runtime.gate.ask({ place: asked, step, windowMin })
  if (verdict.kind === 'show') {
    const { cell } = verdict
    return {
      kind: 'show',
      ...named(cell.place),
      perHour: cell.reached / ((cell.endMs - cell.startMs) / 3_600_000),
      dwellMedianMin: cell.dwellMedianMs === null ? null : Math.round(cell.dwellMedianMs / 60_000),
      startMs: cell.startMs,
      endMs: cell.endMs,
      basis: cell.basis,
    }
  }
  const { reason, k, personHours, nextMs, nearest } = verdict
  if (nextMs === null && nearest === null && reason === 'not-yet') return { kind: 'none' }
  return {
    kind: 'withheld',
    reason,
    ...named(asked),
    k,
    personHours,
    nextMs,
    nearest:
      nearest === null
        ? null
        : { ...named(nearest.place), step: site.steps[nearest.step - 1]?.id ?? '', windowMin: nearest.windowMin },
  }
}
