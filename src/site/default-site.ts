import type { ProcessStep, SiteFile } from '../model/index.ts'

/**
 * The draft site of an empty folder: no place is mapped yet, the process is the usual way out of a warehouse in CBV words,
 * and its events are test data until the owner writes a site file of their own.
 */
export function defaultSite(id: string, name = id, timeZone = 'UTC'): SiteFile {
  return {
    fairfloor: 1,
    id,
    name,
    state: 'draft',
    clock: 'live',
    versions: [{ validFrom: '1970-01-01T00:00:00Z', timeZone, areas: [], process: usualProcess, sources: [] }],
  }
}

const usualProcess: readonly ProcessStep[] = [
  {
    id: 'receive',
    name: 'Receive',
    bizSteps: ['arriving', 'receiving', 'accepting', 'unloading'],
    owner: 'inbound lead',
    stuckAfterMin: 240,
  },
  { id: 'store', name: 'Store', bizSteps: ['storing', 'stocking'], owner: 'inventory lead' },
  { id: 'pick', name: 'Pick', bizSteps: ['picking'], owner: 'pick lead', stuckAfterMin: 120 },
  { id: 'pack', name: 'Pack', bizSteps: ['packing'], owner: 'pack lead', stuckAfterMin: 120 },
  { id: 'stage', name: 'Stage', bizSteps: ['staging_outbound'], owner: 'dock lead', stuckAfterMin: 240 },
  { id: 'load', name: 'Load', bizSteps: ['loading'], owner: 'dock lead', stuckAfterMin: 120 },
  { id: 'depart', name: 'Depart', bizSteps: ['departing', 'shipping'], owner: 'dock lead', leaves: true },
]
