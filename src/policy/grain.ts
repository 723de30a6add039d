import { assert } from '../base/index.ts'
import { numberParameters } from './parameters.ts'

/**
 * How coarse everything about people's work leaves the product. Plain data, the same for everyone on a site, so that an attacker's
 * bench can sweep it. Names are those of `parameters.ts` where a rule speaks of them.
 */
export interface Grain {
  /** A site of test data: nothing is rounded, delayed or withheld, and no live key may write to it. */
  readonly exact: boolean
  /** Smallest group behind a figure; never below `kMin`. */
  readonly k: number
  /** Largest share of one contributor, and of two together, 0 to 1. */
  readonly topShare: number
  readonly topTwoShare: number
  /** Least work behind a rate: heads times hours. */
  readonly personHours: number
  /** Lengths of windows in minutes, ascending, each a multiple of the one before, counted from the start of the operational day. */
  readonly windowsMin: readonly number[]
  /** For so long after its end a rate can be asked for, in hours; weeks stay. */
  readonly ratesHours: number
  /** A cell is planned where so many times the people and the work needed are expected: less may come. */
  readonly headsMargin: number
  readonly live: LiveGrain
  /**
   * Whether machines' events can be listed by time at a site where hands scan too. A machine right behind people tells their pace to
   * the second (docs/decisions/0005-grain.md): where it is false they answer, exactly, by object.
   */
  readonly machinesByTime: boolean
  /** Distinct objects that one role may trace in a day, over all its people and keys. */
  readonly tracesPerRoleDay: number
}

/** How often live state moves, and how roughly it is told. */
export interface LiveGrain {
  /** Minutes between two told states of a site where each of its areas has `fastHeads` people. */
  readonly liveGrainMin: number
  readonly fastHeads: number
  /** Minutes between two told states everywhere else. */
  readonly liveGrainFewMin: number
  /** Counts of a place are told to the nearest multiple of what one person does in so many hours, 0 for exactly. */
  readonly roundPersonHours: number
  /** What one person does in an hour where nothing is known of a step, in units. */
  readonly unitsPerPersonHour: number
  /** Counts of a load are told in so many parts of its planned units, 0 for exactly; parts are never smaller than `loadBaseMin`. */
  readonly loadParts: number
  readonly loadBaseMin: number
  /** Minutes after its first event in which a draft moves at once, so that who sets it up sees what they sent. */
  readonly setUpMin: number
}

/** Groups are never smaller than this, whatever is configured. */
const kMin = numberParameters.k.least

export const grainDefault: Grain = {
  exact: false,
  k: numberParameters.k.value,
  topShare: numberParameters.topShare.value,
  topTwoShare: numberParameters.topTwoShare.value,
  personHours: numberParameters.personHours.value,
  windowsMin: [15, 60, 240, 480, 1_440],
  ratesHours: numberParameters.ratesHours.value,
  headsMargin: 1.2,
  live: {
    liveGrainMin: numberParameters.liveGrainMin.value,
    // A minute of so many is as much work as stands behind a rate.
    fastHeads: 2_400,
    liveGrainFewMin: numberParameters.liveGrainFewMin.value,
    roundPersonHours: 2.4,
    unitsPerPersonHour: 100,
    loadParts: 4,
    loadBaseMin: 20,
    setUpMin: 60,
  },
  machinesByTime: false,
  tracesPerRoleDay: numberParameters['traced.lead'].value,
}

/** Of a `test` site: its data is nobody's work. */
export const grainExact: Grain = {
  ...grainDefault,
  exact: true,
  personHours: 0,
  live: { ...grainDefault.live, liveGrainMin: 0, liveGrainFewMin: 0, roundPersonHours: 0, loadParts: 0 },
  tracesPerRoleDay: Number.POSITIVE_INFINITY,
}

export type GrainChanges = Partial<Omit<Grain, 'live'>> & { readonly live?: Partial<LiveGrain> }

/** The defaults with some of them changed; k never falls below `kMin`. Throws where windows do not nest. */
export function grainOf(changes: GrainChanges = {}): Grain {
  const grain: Grain = { ...grainDefault, ...changes, live: { ...grainDefault.live, ...changes.live } }
  assert(Number.isInteger(grain.k), 'k is a whole number')
  const { windowsMin } = grain
  assert(windowsMin[0] !== undefined && windowsMin[0] % 15 === 0, 'windows are made of quarter hours')
  assert(
    windowsMin.every((min, i) => i === 0 || (min > windowsMin[i - 1]! && min % windowsMin[i - 1]! === 0)),
    'windows nest',
  )
  assert(1_440 % windowsMin.at(-1)! === 0, 'a day is made of whole windows')
  return { ...grain, k: Math.max(kMin, grain.k) }
}
