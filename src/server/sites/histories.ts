import type { SiteVersions } from '../../capture/index.ts'
import type { History } from '../../flow/index.ts'
import type { CommittedPart, Ledger } from '../../ledger/index.ts'
import type { BatchPlacement, CompiledSite } from '../../model/index.ts'

/**
 * Histories for `Flow.settle`, from the ledger. Places are asked again, as in a replay: the site file may say something else
 * than it did at capture. `mayGoOn` is asked before anything is read, and throws where it may not.
 */
export function settlingHistory(
  ledger: Ledger,
  options: { readonly siteId: string; readonly versions: () => SiteVersions; readonly mayGoOn: () => void },
): History {
  return async (objects, tell) => {
    options.mayGoOn()
    if (objects.length === 0) {
      await new Promise((resolve) => setImmediate(resolve))
      options.mayGoOn()
      return
    }
    let last: { readonly part: CommittedPart; readonly placedAt: (row: number) => BatchPlacement } | undefined
    await ledger.mentions(options.siteId, objects, (index, part, row) => {
      if (last?.part !== part) last = { part, placedAt: placer(part, options.versions()) }
      tell(index, part.batch, last.placedAt(row), row)
    })
  }
}

/** Places the rows that are asked for and no others: few of a frame are. */
function placer({ batch, placement }: CommittedPart, versions: SiteVersions): (row: number) => BatchPlacement {
  const placed = { ...placement, place: new Uint16Array(batch.count), step: new Uint8Array(batch.count) }
  let site: CompiledSite | undefined
  const places = new Map<number, number>()
  const steps = new Map<number, number>()
  return (row) => {
    const timeMs = batch.eventTimeMs[row]!
    if (site === undefined || timeMs < site.validFromMs || timeMs >= site.validToMs) {
      site = versions.at(timeMs)
      places.clear()
      steps.clear()
    }
    const readPoint = batch.readPoint[row]!
    const bizLocation = batch.bizLocation[row]!
    const bizStep = batch.bizStep[row]!
    const pair = readPoint * batch.words.length + bizLocation
    let place = places.get(pair)
    if (place === undefined) {
      place = site.placeOf(batch.words[readPoint]!, batch.words[bizLocation]!)
      places.set(pair, place)
    }
    let step = steps.get(bizStep)
    if (step === undefined) {
      step = site.stepOf(batch.words[bizStep]!)
      steps.set(bizStep, step)
    }
    placed.place[row] = place
    placed.step[row] = step
    return placed
  }
}
