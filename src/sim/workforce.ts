import { type Random, seededRandom } from '../base/index.ts'
import type { Agenda } from './agenda.ts'
import type { Job } from './crew.ts'
import type { Layout } from './layout.ts'
import { hire, normal, type PlannedShift, plannedShift, shiftAt, shiftMs, type Worker } from './roster.ts'
import { crewArea } from './staffing.ts'
import { type Duty, StaffedCrew, Team } from './team.ts'
import {
  type CrewName,
  crewNames,
  type TruthError,
  type TruthShift,
  type TruthWorkforce,
  type WorkforceOptions,
} from './types.ts'
import type { ZoneTime } from './zone-time.ts'

const minuteMs = 60_000
/** An unplanned pause lasts at least this long, and on average `pauseMoreMs` longer. */
const pauseLeastMs = 10 * minuteMs
const pauseMoreMs = 6 * minuteMs
const pauseMostMs = 35 * minuteMs
/** Who finds nothing to do looks around for so long, then counts stock. */
const lookAroundMs = 45_000
const dayForm = 0.08
const lateMostMs = 3 * minuteMs

interface Setting {
  readonly options: WorkforceOptions
  readonly seed: string
  readonly volume: number
  readonly layout: Layout
  readonly time: ZoneTime
  readonly agenda: Agenda<() => void>
  readonly nowMs: () => number
  /** Tours that pickers make up for themselves, in their own zone first. */
  readonly nextTour: (home: string) => ReturnType<Team['take']>
  readonly act: (duty: Duty, action: () => void) => void
  /** Work for who has none. */
  readonly count: Job
}

/**
 * Individual people behind the crews: who is there, who works on what, who pauses off the plan, who scans wrongly.
 * All of it is truth for tests and the red team; of it events carry the person fields that the site file declares, and no more.
 */
export class Workforce {
  readonly workers: readonly Worker[]
  readonly crews: Readonly<Record<CrewName, StaffedCrew>>
  readonly #set: Setting
  readonly #teams = new Map<string, Team>()
  readonly #random: Random
  readonly #shifts: TruthShift[] = []
  readonly #errors: TruthError[] = []
  #turn = 0

  constructor(setting: Setting) {
    this.#set = setting
    this.#random = seededRandom(`${setting.seed}/workforce`)
    const { options, volume, layout } = setting
    this.workers = hire({ people: options.people, volume, layout }, this.#random.fork('hire'))
    const crews = {} as Record<CrewName, StaffedCrew>
    for (const name of crewNames) {
      const area = crewArea[name]
      let team = this.#teams.get(area)
      if (team === undefined) {
        team = new Team((duty, job) => this.#begin(duty, job), area === 'picking' ? setting.nextTour : undefined)
        this.#teams.set(area, team)
      }
      crews[name] = new StaffedCrew(team)
    }
    this.crews = crews
  }

  /** Begins with the shift under way; what is planned before `fromMs` is over. */
  start(fromMs: number): void {
    const { shift, startMs } = shiftAt(this.#set.time, fromMs)
    this.#openShift(shift, startMs)
  }

  /** People planned to be at work in an area in the quarter hour that begins at `quarterMs`. */
  planned(area: string, quarterStartMs: number): number {
    const { shift, startMs } = shiftAt(this.#set.time, quarterStartMs)
    let heads = 0
    for (const worker of this.workers) {
      if (worker.area !== area) continue
      const plan = plannedShift(worker, shift, startMs)
      if (plan === undefined) continue
      if (quarterStartMs < plan.breakStartMs || quarterStartMs >= plan.breakEndMs) heads++
    }
    return heads
  }

  /** Who does a piece of work by hand in an area now: `actor` if at work or just done, else somebody of the area, else anybody at work. */
  doer(actor: Duty | undefined, area: string): Duty | undefined {
    const ends = actor?.sinceMs === this.#set.nowMs()
    if (actor !== undefined && (actor.state === 'busy' || actor.state === 'free' || ends)) return actor
    for (const own of [true, false]) {
      const present = [...this.#teams].filter(([each]) => (each === area) === own).flatMap(([, team]) => team.present())
      if (present.length > 0) return present[this.#turn++ % present.length]
    }
    return undefined
  }

  tellError(error: TruthError): void {
    this.#errors.push(error)
  }

  truth(): TruthWorkforce {
    return {
      workers: this.workers.map(({ id, area, zone, shift, pace, slips, bench }) => {
        return { id, area, zone, shift, pace, slips, bench }
      }),
      shifts: this.#shifts,
      errors: this.#errors,
    }
  }

  #at(ms: number, action: () => void): void {
    this.#set.agenda.put(ms, action)
  }

  #openShift(shift: number, startMs: number): void {
    for (const worker of this.workers) {
      const plan = plannedShift(worker, shift, startMs)
      if (plan !== undefined) this.#expect(worker, plan)
    }
    this.#at(startMs + shiftMs, () => {
      const next = shiftAt(this.#set.time, this.#set.nowMs())
      this.#openShift(next.shift, next.startMs)
    })
  }

  #expect(worker: Worker, plan: PlannedShift): void {
    const random = this.#random.fork(`${worker.id}/${plan.startMs}`)
    const nowMs = this.#set.nowMs()
    const pace = worker.pace * Math.exp(normal(random) * dayForm)
    const comesMs = Math.max(nowMs, plan.startMs + random.next() * lateMostMs)
    const truth: TruthShift = { ...plan, pace, spans: [], pieces: 0 }
    const duty: Duty = { worker, plan, truth, pace, state: 'gone', sinceMs: comesMs, owedMs: 0 }
    this.#shifts.push(truth)
    const team = this.#teams.get(worker.area)!
    this.#at(comesMs, () => {
      team.enter(duty)
      this.#free(duty)
    })
    this.#at(plan.breakStartMs, () => this.#interrupt(duty))
    this.#at(plan.endMs, () => this.#interrupt(duty))
    for (const { startMs, lengthMs } of this.#pauses(random, plan)) {
      if (startMs < nowMs) continue
      this.#at(startMs, () => {
        duty.owedMs = lengthMs
        this.#interrupt(duty)
      })
    }
  }

  /** Pauses come with equal chance at any time of the shift, so that roster and clock say nothing of them; those that would touch another fall away. */
  #pauses(random: Random, plan: PlannedShift): { startMs: number; lengthMs: number }[] {
    const perShift = this.#set.options.pausesPerShift ?? 1.3
    const out: { startMs: number; lengthMs: number }[] = []
    let startMs = plan.startMs
    for (;;) {
      startMs += (-Math.log(1 - random.next()) / perShift) * (plan.endMs - plan.startMs)
      if (startMs >= plan.endMs) return out
      const lengthMs = Math.min(pauseMostMs, pauseLeastMs - Math.log(1 - random.next()) * pauseMoreMs)
      const before = out.at(-1)
      if (before === undefined || startMs >= before.startMs + before.lengthMs + pauseLeastMs)
        out.push({ startMs, lengthMs })
    }
  }

  /** What interrupts a free worker now waits, for a busy one, until the work in hand is done. */
  #interrupt(duty: Duty): void {
    if (duty.state === 'free') this.#free(duty)
  }

  /** Has no work in hand: goes home, to the break, into a pause, or takes the next piece of work. */
  #free(duty: Duty): void {
    const nowMs = this.#set.nowMs()
    const { plan } = duty
    const team = this.#teams.get(duty.worker.area)!
    if (nowMs >= plan.endMs) {
      this.#turnTo(duty, 'gone')
      team.leave(duty)
      return
    }
    if (nowMs >= plan.breakStartMs && nowMs < plan.breakEndMs) {
      this.#away(duty, 'break', plan.breakEndMs)
      return
    }
    if (duty.owedMs > 0) {
      // The break or the end of the shift ends a pause; what would be shorter than ten minutes then is none.
      const nextMs = nowMs < plan.breakStartMs ? plan.breakStartMs : plan.endMs
      const endMs = Math.min(nowMs + duty.owedMs, nextMs)
      duty.owedMs = 0
      if (endMs - nowMs >= pauseLeastMs) {
        this.#away(duty, 'pause', endMs)
        return
      }
    }
    this.#turnTo(duty, 'free')
    team.look()
    if (duty.state === 'free') this.#at(nowMs + lookAroundMs, () => this.#fill(duty, nowMs))
  }

  /** Nobody stands idle for want of work: who has none counts a pick face. */
  #fill(duty: Duty, sinceMs: number): void {
    if (duty.state !== 'free' || duty.sinceMs !== sinceMs) return
    this.#begin(duty, this.#set.count)
  }

  #away(duty: Duty, kind: 'break' | 'pause', untilMs: number): void {
    this.#turnTo(duty, 'away')
    duty.truth.spans.push({ kind, startMs: duty.sinceMs, endMs: untilMs })
    this.#at(untilMs, () => this.#free(duty))
  }

  #begin(duty: Duty, job: Job): void {
    this.#turnTo(duty, 'busy')
    let over = false
    this.#set.act(duty, () =>
      job(() => {
        if (over) throw new Error('broken invariant: a job ended twice')
        over = true
        const { spans } = duty.truth
        const last = spans.at(-1)
        const nowMs = this.#set.nowMs()
        duty.truth.pieces++
        if (last?.kind === 'work' && last.endMs === duty.sinceMs) last.endMs = nowMs
        else spans.push({ kind: 'work', startMs: duty.sinceMs, endMs: nowMs })
        this.#free(duty)
      }),
    )
  }

  #turnTo(duty: Duty, state: Duty['state']): void {
    const nowMs = this.#set.nowMs()
    const { spans } = duty.truth
    if (duty.state === 'free' && state !== 'free' && nowMs > duty.sinceMs) {
      spans.push({ kind: 'wait', startMs: duty.sinceMs, endMs: nowMs })
    }
    // A free one who looks again has waited on.
    if (duty.state === 'free' && state === 'free') return
    duty.state = state
    duty.sinceMs = nowMs
  }
}
