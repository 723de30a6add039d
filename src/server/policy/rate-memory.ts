import { join } from 'node:path'
import type { SiteState } from '../../model/index.ts'
import type { GateMemory } from '../../policy/index.ts'
import { readIfWhole, writeDurably } from '../disk/durable-file.ts'

/** Released rates of a site as they are kept over a start: a few hundred kilobytes at most, none of it about a person. */
interface Kept {
  readonly rates: 1
  readonly state: SiteState
  readonly memory: GateMemory
}

function pathOf(dataFolder: string, siteId: string): string {
  return join(dataFolder, `rates-${siteId}.json`)
}

/** What the gate of a site kept; undefined where nothing is, or it is of another state: a draft that becomes active forgets. */
export function readRates(dataFolder: string, siteId: string, state: SiteState): GateMemory | undefined {
  const kept = readIfWhole(pathOf(dataFolder, siteId)) as Kept | undefined
  return kept?.rates === 1 && kept.state === state && kept.memory.version === 1 ? kept.memory : undefined
}

/** Keeps the rates of sites where they changed since the last time. */
export function rateKeeper(dataFolder: string) {
  const last = new Map<string, string>()
  return {
    save(siteId: string, state: SiteState, memory: GateMemory): void {
      // Nothing was ever told, or summed up to be told: nothing to keep.
      if (memory.decidedMs === null) return
      const text = JSON.stringify({ rates: 1, state, memory } satisfies Kept)
      if (last.get(siteId) === text) return
      writeDurably(pathOf(dataFolder, siteId), text)
      last.set(siteId, text)
    },
  }
}

export type RateKeeper = ReturnType<typeof rateKeeper>
