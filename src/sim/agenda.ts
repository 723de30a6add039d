/**
 * What is to come, earliest first; equal times in the order they were put in, so that a run can be repeated. A
 * binary heap over typed arrays: 10 million events pass through here, and an object per entry would cost more
 * than the event itself.
 */
export class Agenda<T> {
  #times = new Float64Array(1024)
  #orders = new Float64Array(1024)
  #slots = new Int32Array(1024)
  #values: (T | undefined)[] = []
  #free: number[] = []
  #size = 0
  #put = 0

  get size(): number {
    return this.#size
  }

  /** Time of the earliest entry, Infinity where there is none. */
  get nextMs(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : this.#times[0]!
  }

  put(atMs: number, value: T): void {
    if (this.#size === this.#times.length) this.#grow()
    const slot = this.#free.pop() ?? this.#values.length
    this.#values[slot] = value
    const order = this.#put++
    let i = this.#size++
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (this.#times[parent]! <= atMs) break
      this.#copy(i, parent)
      i = parent
    }
    this.#times[i] = atMs
    this.#orders[i] = order
    this.#slots[i] = slot
  }

  /** Takes the earliest entry out; undefined where there is none. */
  take(): T | undefined {
    if (this.#size === 0) return undefined
    const slot = this.#slots[0]!
    const value = this.#values[slot]
    this.#values[slot] = undefined
    this.#free.push(slot)
    this.#size--
    if (this.#size > 0) this.#sink()
    return value
  }

  /** The values still waiting, in no order. */
  *values(): IterableIterator<T> {
    for (let i = 0; i < this.#size; i++) yield this.#values[this.#slots[i]!] as T
  }

  #sink(): void {
    const last = this.#size
    const atMs = this.#times[last]!
    const order = this.#orders[last]!
    const slot = this.#slots[last]!
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= last) break
      if (child + 1 < last && this.#before(child + 1, child)) child++
      const childMs = this.#times[child]!
      if (childMs > atMs || (childMs === atMs && this.#orders[child]! > order)) break
      this.#copy(i, child)
      i = child
    }
    this.#times[i] = atMs
    this.#orders[i] = order
    this.#slots[i] = slot
  }

  #before(a: number, b: number): boolean {
    const difference = this.#times[a]! - this.#times[b]!
    return difference < 0 || (difference === 0 && this.#orders[a]! < this.#orders[b]!)
  }

  #copy(to: number, from: number): void {
    this.#times[to] = this.#times[from]!
    this.#orders[to] = this.#orders[from]!
    this.#slots[to] = this.#slots[from]!
  }

  #grow(): void {
    const bigger = <A extends Float64Array | Int32Array>(old: A, fresh: A): A => {
      fresh.set(old)
      return fresh
    }
    const length = this.#times.length * 2
    this.#times = bigger(this.#times, new Float64Array(length))
    this.#orders = bigger(this.#orders, new Float64Array(length))
    this.#slots = bigger(this.#slots, new Int32Array(length))
  }
}
