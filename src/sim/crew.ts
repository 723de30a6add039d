import { Agenda } from './agenda.ts'

/** Work that one head does; calls `done` exactly once, when the head is free again. */
export type Job = (done: () => void) => void

/** Those who do one kind of work: numbers of heads, or people. */
export interface Staff {
  /** At work now. */
  readonly heads: number
  readonly busy: number
  /** Jobs that wait. */
  readonly waiting: number
  set(heads: number): void
  /** `urgency`: lower goes first, such as the departure in epoch milliseconds. `zone`: whose people take it first. */
  ask(urgency: number, job: Job, zone?: string): void
  /** Gives free heads their next jobs. */
  look(): void
}

/**
 * Heads that take jobs, most urgent first. Heads change with shift and break: whoever is at work finishes, and
 * nobody begins beyond the new number.
 */
export class Crew implements Staff {
  readonly #pull: (() => Job | undefined) | undefined
  readonly #jobs = new Agenda<Job>()
  #heads = 0
  #busy = 0

  /** `pull` gives the next job where the crew makes its jobs up itself (tours); else jobs come through `ask`. */
  constructor(pull?: () => Job | undefined) {
    this.#pull = pull
  }

  get heads(): number {
    return this.#heads
  }

  get busy(): number {
    return this.#busy
  }

  get waiting(): number {
    return this.#jobs.size
  }

  set(heads: number): void {
    this.#heads = heads
    this.look()
  }

  ask(urgency: number, job: Job): void {
    this.#jobs.put(urgency, job)
    this.look()
  }

  look(): void {
    while (this.#busy < this.#heads) {
      const job = this.#jobs.take() ?? this.#pull?.()
      if (job === undefined) return
      this.#busy++
      let over = false
      job(() => {
        if (over) throw new Error('broken invariant: a job ended twice')
        over = true
        this.#busy--
        this.look()
      })
    }
  }
}
