import {
  type CompiledSite,
  openSealed,
  type Place,
  type ProcessStep,
  type RateCell,
  type SealedCell,
} from '../model/index.ts'
import { type Answers, type Asked, answers, nextWeekMs } from './answers.ts'
import { type Grain, grainDefault } from './grain.ts'
import { type DeclaredHeads, declaredHeads, type HeadsAt } from './heads.ts'
import { dayMin, placeTree, quarterMs, windowAt } from './lattice.ts'
import { chooseWindow, type Expected, expectedHeads, type Plan } from './shape.ts'
import { decidePlaces, type PlaceDecision } from './split.ts'
import { addToTally, newTally, type Tally, topCounts } from './tally.ts'
import { newRest, noteWindow, type Rest, type StepWeeks } from './weeks.ts'

/** Longest window over which contributors are told apart: their tallies die with it. */
const blockMinMax = 720
/** A silence longer than this is not counted through, window by window. */
const silenceMsMax = 7 * dayMin * 60_000

export interface GateOptions {
  readonly site: CompiledSite
  readonly grain?: Grain
  /** What `save` gave before a restart or a change of the site file. */
  readonly memory?: GateMemory
  /** Start of the operational week with which the file came into force; without it a change waits for the next one. */
  readonly changedMs?: number
}

/** What a gate keeps over a restart: numbers that were released, sums of what was not, no tally. */
export interface GateMemory {
  readonly version: 1
  /** Places and steps that the memory speaks of. */
  readonly places: readonly string[]
  readonly steps: readonly string[]
  /** Until then places are not told one by one, for their tree changed. */
  readonly splitFromMs: number | null
  readonly released: readonly Asked[]
  readonly weeks: readonly StepWeeks[]
  /** Step to objects that one person brings to it in an hour. */
  readonly pace: readonly (readonly [step: number, perPersonHour: number])[]
  /** Everything before was decided; what lies between it and the first whole quarter hour after a restart is unknown. */
  readonly decidedMs: number | null
}

/** The quarter hours that flow handed out whole. */
export interface Whole {
  readonly fromMs: number
  readonly beforeMs: number
}

/** The only door for rates: decided once, for everyone. */
export interface Gate extends Answers {
  /**
   * Takes what flow drained and decides every window that is over by `whole.beforeMs`. How large a window is was fixed when it
   * began, by heads that were declared or counted before; so the choice says nothing of what then happened in it.
   */
  take(cells: readonly SealedCell[], headsAt: HeadsAt, whole: Whole): void
  /** Heads at a place: declared for its area, or counted in the last hour; the less where both are known. */
  headsAt(place: number, headsAt: HeadsAt, timeMs: number): number | undefined
  /** Heads at a step, whatever the place, in the same way. */
  headsOfStep(step: number, headsAt: HeadsAt, timeMs: number): number | undefined
  /** Objects that one person brings to a step in an hour, as far as enough people showed; else the grain's own. */
  unitsPerPersonHour(step?: number): number
  save(): GateMemory
}

/** What a place is to the lattice: a name that changed alone is the same place. */
function placeText({ id, kind, parent, step }: Place): string {
  return JSON.stringify([id, kind, parent, step ?? 0])
}

function stepText({ id, bizSteps }: ProcessStep): string {
  return JSON.stringify([id, bizSteps])
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, i) => text === b[i])
}

interface StepState {
  readonly step: number
  readonly weeks: StepWeeks
  cursorMs: number
  plan: Plan | null
  /** Held back in the block under way. */
  rest: { readonly untilMs: number; readonly tally: Tally; personHours: number; people: number } | null
}

/**
 * Opens the gate of a site. Every move by somebody counts in one cell; cells are merged until k people and enough of their work
 * stand behind each, over places first (a lead wants this hour more than this zone), then over time. What is shown never
 * overlaps without one lying whole in the other and the rest being enough people too: subtraction gives nothing away.
 */
export function openGate({ site, grain = grainDefault, memory: before, changedMs }: GateOptions): Gate {
  const blockMin = grain.windowsMin.findLast((min) => min <= blockMinMax) ?? grain.windowsMin[0]!
  // A window that was under way is over by then.
  const changeMs = changedMs ?? nextWeekMs(site, (before?.decidedMs ?? 0) + blockMin * 60_000)
  const shape = { places: site.places.map(placeText), steps: site.steps.map(stepText) }
  const isProcessSame = before === undefined || sameList(before.steps, shape.steps)
  const isTreeSame = isProcessSame && (before === undefined || sameList(before.places, shape.places))
  // Another process is other rates: what was told of the old one is gone, and nothing of this week is counted twice.
  const memory = isProcessSame ? before : undefined
  const holdUntilMs = isProcessSame ? Number.NEGATIVE_INFINITY : changeMs
  const splitFromMs = isTreeSame ? (memory?.splitFromMs ?? null) : changeMs
  const tree = placeTree(site)
  const steps = new Map<number, StepState>()
  const paces = new Map<number, number>(memory?.pace ?? [])
  // Places of another tree have other numbers; the whole site is the whole site.
  const released: Asked[] = (memory?.released ?? []).filter(({ cell }) => isTreeSame || cell.place === tree.root)
  const expected = expectedHeads(tree)
  /** Quarter hour to its cells, until every step has decided it. */
  const quarters = new Map<number, RateCell[]>()
  let decidedMs = memory?.decidedMs ?? null
  let beginMs: number | null = null
  for (const weeks of memory?.weeks ?? []) stateOf(weeks.step, weeks)

  function stateOf(step: number, weeks?: StepWeeks): StepState {
    let state = steps.get(step)
    if (state === undefined) {
      const own = weeks === undefined ? { step, day: null, week: null, decided: [] } : structuredClone(weeks)
      state = { step, weeks: own, cursorMs: Number.NaN, plan: null, rest: null }
      steps.set(step, state)
    }
    return state
  }

  /** Where counting begins: at the start of a window, or after what a restart lost. */
  function begin(firstMs: number, { fromMs }: Whole): void {
    const blockMs = windowAt(site, firstMs, blockMin).startMs
    beginMs = Math.max(blockMs, fromMs, decidedMs ?? Number.NEGATIVE_INFINITY, holdUntilMs)
    const lost: Rest = { ...newRest(), unknown: true }
    for (const step of site.steps.keys()) {
      const state = stateOf(step + 1)
      state.cursorMs = beginMs
      if ((decidedMs !== null || beginMs > blockMs) && decidedMs !== beginMs)
        noteWindow(state.weeks, about, { startMs: beginMs - quarterMs, shown: 0, rest: lost })
    }
  }
  const about = { site, grain, root: tree.root }

  function advance(state: StepState, declared: DeclaredHeads, beforeMs: number): void {
    if (beforeMs - state.cursorMs > silenceMsMax) skip(state, beforeMs)
    // The window that begins now is planned as soon as all before is known.
    while (state.cursorMs <= beforeMs) {
      const { step, cursorMs } = state
      const heads: Expected = { at: (place, span) => expected.of(place, step, span, declared) }
      state.plan ??= chooseWindow({ site, grain, tree, blockMin, startMs: cursorMs, heads, splitFromMs })
      if (state.plan.window.endMs > beforeMs) return
      decide(state, state.plan, declared)
      state.cursorMs = state.plan.window.endMs
      state.plan = null
    }
  }

  function skip(state: StepState, beforeMs: number): void {
    noteWindow(state.weeks, about, { startMs: state.cursorMs, shown: 0, rest: { ...newRest(), unknown: true } })
    state.cursorMs = windowAt(site, beforeMs - silenceMsMax + dayMin * 60_000, blockMin).startMs
    state.plan = null
    state.rest = null
  }

  function decide(state: StepState, plan: Plan, declared: DeclaredHeads): void {
    const { step, weeks } = state
    const tallies = talliesOf(step, plan)
    const decision = decidePlaces({ grain, tree, step, plan, tallies, declared })
    for (const cell of decision.shown) released.push({ cell, windowMin: plan.windowMin })
    notePace(step, decision)
    const whole = tallies.get(tree.root)
    const isShown = decision.shown.some(({ place }) => place === tree.root)
    lastReason.set(step, isShown ? null : decision.reason)
    const reached = whole?.reached.count ?? 0
    noteWindow(weeks, about, { startMs: plan.window.startMs, shown: isShown ? reached : 0, rest: null })
    if (!isShown) holdBack(state, plan, whole, decision)
    const { rest } = state
    if (rest !== null && plan.window.endMs >= rest.untilMs) {
      const { reached: held } = rest.tally
      const { people, personHours } = rest
      const sum = { count: held.count, people, personHours, ...topCounts(held), unknown: false }
      noteWindow(weeks, about, { startMs: plan.window.startMs, shown: 0, rest: sum })
      state.rest = null
    }
  }

  function holdBack(state: StepState, plan: Plan, whole: Tally | undefined, { heads }: PlaceDecision): void {
    const untilMs = windowAt(site, plan.window.startMs, blockMin).endMs
    state.rest ??= { untilMs, tally: newTally(), personHours: 0, people: 0 }
    if (whole === undefined) return
    for (const [start, cells] of quarters) {
      if (start < plan.window.startMs || start >= plan.window.endMs) continue
      for (const cell of cells) if (cell.step === state.step) addToTally(state.rest.tally, cell)
    }
    state.rest.personHours += heads?.personHours ?? 0
    state.rest.people = Math.max(heads?.people ?? 0, state.rest.people)
  }

  /** The window's cells, merged for every zone, area and the site. */
  function talliesOf(step: number, { window }: Plan): Map<number, Tally> {
    const out = new Map<number, Tally>()
    for (let quarter = window.startMs; quarter < window.endMs; quarter += quarterMs) {
      for (const cell of quarters.get(quarter) ?? []) {
        if (cell.step !== step) continue
        for (const place of tree.upwards(cell.place)) {
          const tally = out.get(place) ?? newTally()
          out.set(place, tally)
          addToTally(tally, cell)
        }
      }
    }
    return out
  }

  /** A pace is of everyone at the step, slowly followed, and known only where k of them worked long enough. */
  function notePace(step: number, { shown, heads }: PlaceDecision): void {
    const whole = shown.find(({ place }) => place === tree.root)
    const personHours = heads?.personHours ?? 0
    if (whole === undefined || personHours === 0) return
    const now = whole.reached / personHours
    paces.set(step, (paces.get(step) ?? now) * 0.8 + now * 0.2)
  }
  const lastReason = new Map<number, PlaceDecision['reason'] | null>()

  return {
    ...answers({
      site,
      grain,
      tree,
      blockMin,
      released: () => released,
      weeks: (step) => steps.get(step)?.weeks.decided ?? [],
      planOf: (step) => steps.get(step)?.plan ?? null,
      reasonOf: (step) => lastReason.get(step) ?? null,
    }),
    take(cells, headsAt, whole) {
      for (const sealed of cells) {
        const cell = openSealed(sealed)
        if (beginMs === null) begin(cell.startMs, whole)
        const known = quarters.get(cell.startMs)
        if (known === undefined) quarters.set(cell.startMs, [cell])
        else known.push(cell)
      }
      if (beginMs === null) return
      const declared = declaredHeads(site, tree, headsAt)
      expected.note(quarters, whole.beforeMs)
      for (const state of steps.values()) advance(state, declared, whole.beforeMs)
      forget(whole.beforeMs)
    },
    headsAt(place, headsAt, timeMs) {
      const declared = declaredHeads(site, tree, headsAt).all(place, Math.floor(timeMs / quarterMs) * quarterMs)
      const counted = expected.people(place)
      return declared === undefined ? counted : Math.min(declared, counted ?? declared)
    },
    headsOfStep(step, headsAt, timeMs) {
      const startMs = Math.floor(timeMs / quarterMs) * quarterMs
      const span = { startMs, endMs: startMs + quarterMs }
      return expected.of(tree.root, step, span, declaredHeads(site, tree, headsAt))
    },
    unitsPerPersonHour: (step) => (step === undefined ? undefined : paces.get(step)) ?? grain.live.unitsPerPersonHour,
    save: () => ({
      version: 1,
      ...shape,
      splitFromMs,
      released: [...released],
      weeks: [...steps.values()].map(({ weeks }) => weeks),
      pace: [...paces],
      decidedMs,
    }),
  }

  function forget(beforeMs: number): void {
    const first = Math.min(beforeMs, ...[...steps.values()].map(({ cursorMs }) => cursorMs))
    decidedMs = Math.max(decidedMs ?? first, first)
    for (const start of quarters.keys()) if (start < first) quarters.delete(start)
    while (released[0] !== undefined && released[0].cell.endMs <= beforeMs - grain.ratesHours * 3_600_000)
      released.shift()
  }
}
