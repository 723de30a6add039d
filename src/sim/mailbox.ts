import type { Random } from '../base/index.ts'
import type { SourceKind } from '../model/index.ts'
import { Agenda } from './agenda.ts'
import { spoil } from './rejects.ts'
import type { Noise, Sink } from './types.ts'

interface Message {
  readonly text: string
  readonly kind: SourceKind
  readonly worker: number | undefined
}

/**
 * The way from the scanner to the file: every message takes its time, some come late, some twice, and where it is
 * asked for, malformed lines come between them.
 */
export class Mailbox {
  readonly #random: Random
  readonly #noise: Noise
  readonly #freshId: () => string
  readonly #waiting = new Agenda<Message>()
  #made = 0

  constructor({ random, noise, freshId }: { random: Random; noise: Noise; freshId: () => string }) {
    this.#random = random
    this.#noise = noise
    this.#freshId = freshId
  }

  /** Messages posted so far, duplicates and malformed ones included. */
  get made(): number {
    return this.#made
  }

  /** Arrival of the next message, Infinity where none is on its way. */
  get nextMs(): number {
    return this.#waiting.nextMs
  }

  /** `worker`: who truly did it, told beside the text. */
  post(text: string, kind: SourceKind, eventMs: number, worker?: number): void {
    const random = this.#random
    let arriveMs = eventMs + usualDelayMs(random, kind)
    if (random.next() < this.#noise.late) arriveMs += 300_000 + random.next() ** 3 * 10_000_000
    this.#waiting.put(arriveMs, { text, kind, worker })
    this.#made++
    if (random.next() < this.#noise.duplicates) {
      this.#waiting.put(arriveMs + 500 + random.next() ** 3 * 900_000, { text, kind, worker })
      this.#made++
    }
    if (this.#noise.rejects > 0 && random.next() < this.#noise.rejects) {
      const spoilt = spoil(text, this.#freshId(), random, this.#noise.rejectsAreJson)
      this.#waiting.put(arriveMs + 5, { text: spoilt, kind, worker })
      this.#made++
    }
  }

  deliver(sink: Sink): void {
    const message = this.#waiting.take()
    if (message !== undefined) sink(message.text, message.kind, message.worker)
  }
}

/** Machines send at once, handhelds when they have a signal, partners in batches. Milliseconds. */
function usualDelayMs(random: Random, kind: SourceKind): number {
  const share = random.next()
  if (kind === 'machine') return 50 + share * 900
  return kind === 'hand' ? 400 + share * share * 15_000 : 5_000 + share * 120_000
}
