/*
 * Memory that a scan thread and its owner share. The thread lays a batch out in a free slot and posts where; the owner reads it
 * there, and gives the slot back when the commit has been told. Nothing is copied between threads, and no collector sees it:
 * two megabytes a batch would make each walk its whole heap every few batches.
 *
 * The state is Int32: credits (batches that may still be posted before the owner has taken one), then 1 for each slot in use.
 */

/** Batches that a thread may be ahead of the owner: what it scans in half a second. */
const batchesAheadMax = 24
/** Slots of one thread. Stretches in flight need about half; beyond these a batch gets memory of its own. */
const slotsMax = 64
/** Room for the largest usual batch: 8 MiB of text and its columns. What is never touched takes no memory. */
const slotBytes = 12 << 20

export function newSharedState(): SharedArrayBuffer {
  const shared = new SharedArrayBuffer((1 + slotsMax) * 4)
  new Int32Array(shared)[0] = batchesAheadMax
  return shared
}

/** The owner's side. */
export function ownerSide(shared: SharedArrayBuffer) {
  const state = new Int32Array(shared)
  return {
    /** A batch was taken: the thread may post one more. */
    taken(): void {
      Atomics.add(state, 0, 1)
      Atomics.notify(state, 0)
    },
    free(slot: number): void {
      if (slot >= 0) Atomics.store(state, 1 + slot, 0)
    },
  }
}

/** The thread's side. */
export function threadSide(shared: SharedArrayBuffer) {
  const state = new Int32Array(shared)
  const slots: SharedArrayBuffer[] = []

  return {
    /** Waits while the owner is too many batches behind. */
    waitForCredit(): void {
      while (Atomics.load(state, 0) <= 0) Atomics.wait(state, 0, 0, 1_000)
      Atomics.sub(state, 0, 1)
    },
    /** A slot in use from now on, and how to take memory from it: each piece begins at a multiple of 8. */
    open(): { readonly slot: number; readonly memoryOf: (bytes: number) => Uint8Array } {
      // The lowest free one, so that few are ever touched.
      let slot = 0
      while (slot < slotsMax && Atomics.load(state, 1 + slot) === 1) slot++
      if (slot === slotsMax) return { slot: -1, memoryOf: ownMemory }
      Atomics.store(state, 1 + slot, 1)
      const buffer = slots[slot] ?? new SharedArrayBuffer(slotBytes)
      slots[slot] = buffer
      let used = 0
      return {
        slot,
        memoryOf(bytes) {
          if (used + bytes > slotBytes) return ownMemory(bytes)
          const start = used
          used = (used + bytes + 7) & ~7
          return new Uint8Array(buffer, start, bytes)
        },
      }
    },
  }
}

function ownMemory(bytes: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(bytes))
}
