import { Agenda } from './agenda.ts'
import type { Job, Staff } from './crew.ts'
import type { PlannedShift, Worker } from './roster.ts'
import type { TruthShift } from './types.ts'

/** One worker in one shift. */
export interface Duty {
  readonly worker: Worker
  readonly plan: PlannedShift
  readonly truth: TruthShift
  /** Factor on the time for a piece of work: the worker's own and the day's. */
  readonly pace: number
  state: 'free' | 'busy' | 'away' | 'gone'
  /** Since when in this state. */
  sinceMs: number
  /** Length of an unplanned pause that begins when the work in hand is done; 0 where none is due. */
  owedMs: number
}

interface Queue {
  /** Jobs of no zone in particular. */
  readonly anywhere: Agenda<Job>
  readonly byZone: Map<string, Agenda<Job>>
}

/** The people of one area. They serve each of its crews: whoever is free longest takes the next piece of work, in the own zone first. */
export class Team {
  readonly #queues: Queue[] = []
  readonly #people: Duty[] = []
  readonly #begin: (duty: Duty, job: Job) => void
  readonly #pull: ((home: string) => Job | undefined) | undefined
  #turn = 0

  constructor(begin: (duty: Duty, job: Job) => void, pull: ((home: string) => Job | undefined) | undefined) {
    this.#begin = begin
    this.#pull = pull
  }

  open(): Queue {
    const queue: Queue = { anywhere: new Agenda<Job>(), byZone: new Map() }
    this.#queues.push(queue)
    return queue
  }

  /** Those at work, pausing ones left out. */
  present(): Duty[] {
    return this.#people.filter(({ state }) => state === 'free' || state === 'busy')
  }

  enter(duty: Duty): void {
    this.#people.push(duty)
  }

  leave(duty: Duty): void {
    this.#people.splice(this.#people.indexOf(duty), 1)
  }

  /** Gives free people their next pieces of work. */
  look(): void {
    for (;;) {
      const free = this.#people.filter(({ state }) => state === 'free').sort((a, b) => a.sinceMs - b.sinceMs)
      const taken = free.some((duty) => {
        const job = this.take(duty.worker.zone)
        if (job !== undefined) this.#begin(duty, job)
        return job !== undefined
      })
      if (!taken) return
    }
  }

  /** The next piece of work for one whose home is `home`: own zone, no zone, tours, then to help in other zones. */
  take(home: string): Job | undefined {
    const { length } = this.#queues
    for (let i = 0; i < length; i++) {
      const { anywhere, byZone } = this.#queues[(this.#turn + i) % length]!
      let job = byZone.get(home)?.take() ?? anywhere.take()
      for (const zone of byZone.values()) job ??= zone.take()
      if (job !== undefined) {
        // The crews of the area take turns, so that none waits for ever.
        this.#turn = (this.#turn + i + 1) % length
        return job
      }
    }
    return this.#pull?.(home)
  }
}

/** A crew that is served by the people of its area. */
export class StaffedCrew implements Staff {
  readonly #team: Team
  readonly #queue: Queue

  constructor(team: Team) {
    this.#team = team
    this.#queue = team.open()
  }

  get heads(): number {
    return this.#team.present().length
  }

  get busy(): number {
    return this.#team.present().filter(({ state }) => state === 'busy').length
  }

  get waiting(): number {
    let size = this.#queue.anywhere.size
    for (const zone of this.#queue.byZone.values()) size += zone.size
    return size
  }

  /** People come and go by their roster: a number of heads says nothing here. */
  set(): void {}

  ask(urgency: number, job: Job, zone = ''): void {
    let queue = this.#queue.anywhere
    if (zone !== '') {
      queue = this.#queue.byZone.get(zone) ?? new Agenda<Job>()
      this.#queue.byZone.set(zone, queue)
    }
    queue.put(urgency, job)
    this.#team.look()
  }

  look(): void {
    this.#team.look()
  }
}
