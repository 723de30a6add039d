import type { ProcessStep } from '../model/index.ts'

/** CBV has no word for a parcel sorter, so the site has one of its own, as CBV 2.0 allows. */
export const sortingStep = 'https://wms.example.com/sorting'

/**
 * The steps of every simulated site, in the order that goods take them. Goods in order go from each step to the
 * next one and leave none out; what is optional (checks, gift sets, returns) shares a step with its neighbour.
 */
export const processSteps = [
  step('announced', 'Announced', ['commissioning', 'consigning'], 'inbound planner'),
  step('receiving', 'Receiving', ['arriving', 'receiving'], 'inbound lead', 150),
  step('unpacking', 'Unpacking and checks', ['unpacking', 'inspecting'], 'inbound lead', 180),
  step('storing', 'Storage', ['storing', 'stock_taking'], 'storage lead'),
  step('stocking', 'Pick faces', ['stocking', 'cycle_counting', 'assembling'], 'storage lead'),
  step('picking', 'Picking', ['picking'], 'pick lead', 30),
  step('conveying', 'Tote conveyor', ['transporting'], 'systems technician', 20),
  step('packing', 'Packing', ['packing'], 'pack lead', 75),
  step('sorting', 'Parcel sorter', [sortingStep], 'systems technician', 30),
  step('staging', 'Staging', ['staging_outbound'], 'dispatch lead', 240),
  step('loading', 'Loading', ['loading'], 'dispatch lead', 110),
  step('shipping', 'Shipped', ['shipping'], 'dispatch lead', undefined, true),
  step('retiring', 'Retired', ['destroying', 'decommissioning'], 'quality lead', undefined, true),
] as const satisfies readonly ProcessStep[]

export type StepId = (typeof processSteps)[number]['id']

function step<Id extends string>(
  id: Id,
  name: string,
  bizSteps: readonly string[],
  owner: string,
  stuckAfterMin?: number,
  leaves?: boolean,
): ProcessStep & { readonly id: Id } {
  return {
    id,
    name,
    bizSteps,
    owner,
    ...(stuckAfterMin === undefined ? {} : { stuckAfterMin }),
    ...(leaves === undefined ? {} : { leaves }),
  }
}
