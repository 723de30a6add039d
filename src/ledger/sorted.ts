/** Buckets of more entries than this are sorted by comparing indexes: insertion would cost the square. */
const insertionMax = 48
const bucketBitsMax = 18
/** Entries of a bucket, on average. */
const perBucket = 4

/**
 * The first `count` entries of `width` words, in ascending order, in a buffer of their own. The first word is a keyed hash, so its
 * top bits spread entries evenly: one pass puts each into its small bucket, where it moves a place or two.
 */
export function sortedEntries(words: Uint32Array, width: number, count: number): Uint32Array<ArrayBuffer> {
  const bits = Math.min(bucketBitsMax, Math.max(1, Math.ceil(Math.log2(count / perBucket + 1))))
  const shift = 32 - bits
  const ends = new Uint32Array((1 << bits) + 1)
  for (let i = 0; i < count; i++) ends[(words[i * width]! >>> shift) + 1]!++
  for (let i = 1; i < ends.length; i++) ends[i]! += ends[i - 1]!
  const out = new Uint32Array(count * width)
  for (let i = 0, from = 0; i < count; i++) {
    const bucket = words[from]! >>> shift
    let to = ends[bucket]! * width
    ends[bucket]!++
    for (const stop = from + width; from < stop; from++, to++) out[to] = words[from]!
  }
  // Each entry has moved its bucket's start to the bucket's end, which is where the next one starts.
  for (let bucket = 0, start = 0; bucket < 1 << bits; bucket++) {
    const end = ends[bucket]!
    if (end - start > insertionMax) sortLarge(out.subarray(start * width, end * width), width)
    else insertionSort(out, width, start, end)
    start = end
  }
  return out
}

/** For entries that stand nearly in order. */
export function insertionSort(words: Uint32Array, width: number, start: number, end: number): void {
  for (let i = start + 1; i < end; i++) {
    for (let at = i * width; at > start * width && isBefore(words, at, at - width, width); at -= width) {
      for (let w = at; w < at + width; w++) {
        const word = words[w]!
        words[w] = words[w - width]!
        words[w - width] = word
      }
    }
  }
}

function isBefore(words: Uint32Array, a: number, b: number, width: number): boolean {
  for (let w = 0; w < width; w++) {
    const x = words[a + w]!
    const y = words[b + w]!
    if (x !== y) return x < y
  }
  return false
}

function sortLarge(words: Uint32Array, width: number): void {
  const order = Uint32Array.from({ length: words.length / width }, (_, i) => i * width)
  order.sort((a, b) => {
    for (let w = 0; w < width; w++) {
      const difference = words[a + w]! - words[b + w]!
      if (difference !== 0) return difference
    }
    return a - b
  })
  const kept = words.slice()
  for (let i = 0; i < order.length; i++) words.set(kept.subarray(order[i]!, order[i]! + width), i * width)
}
