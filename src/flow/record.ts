/** Fields of an object's record, by view. 80 bytes. */
export const F64 = { placeAt: 0, stepAt: 1, linkAt: 2, size: 10 } as const
export const U32 = {
  low: 6,
  high: 7,
  /** Seconds: first statement of the run at this place, and the newest statement of another place before it. */
  placeSince: 8,
  placePrevious: 9,
  stepSince: 10,
  stepPrevious: 11,
  /** Record of the container while the link is in force. */
  parent: 12,
  next: 13,
  /** The neighbour before it in its container, and `alongBit`. */
  previous: 14,
  /** Record in `containers`, 0 for what never held anything. */
  container: 15,
  shownSince: 16,
  /** First document pair. */
  documents: 17,
  size: 20,
} as const
export const U16 = { place: 36, shownPlace: 37, size: 40 } as const
export const U8 = { step: 76, previousStep: 77, shownStep: 78, flags: 79, size: 80 } as const

export const flag = {
  placeByHand: 1,
  stepByHand: 2,
  /** It left before and came back: `closed` knows when. */
  returned: 4,
  /** It was unpacked by an event that did not name it. */
  implied: 8,
  misplaced: 16,
  outOfOrder: 32,
  shownByHand: 64,
  live: 128,
} as const

/** Flags of how an object is shown. */
export const shownBits = flag.misplaced | flag.outOfOrder | flag.shownByHand

/** Bit of `previous`: the object goes along with its container (`Along`). Ids have 26 bits. */
export const alongBit = 0x8000_0000
export const idBits = 0x7fff_ffff
