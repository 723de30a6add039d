/** Chance, handed in so that a run can be repeated from its seed. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  /** Uniform integer in [0, end). */
  below(end: number): number
  /** An independent stream for a part of the work, so that adding draws in one part never moves another. */
  fork(label: string): Random
}

/** sfc32 (PractRand-tested, 128-bit state), seeded through a 32-bit mixer. Deterministic across platforms. */
export function seededRandom(seed: string | number): Random {
  const mix = mixer(String(seed))
  let a = mix()
  let b = mix()
  let c = mix()
  let d = 1
  const step = (): number => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return t >>> 0
  }
  for (let i = 0; i < 12; i++) step()
  return {
    next: () => step() / 4294967296,
    below: (end) => Math.floor((step() / 4294967296) * end),
    fork: (label) => seededRandom(`${seed}/${label}`),
  }
}

/** A stream of 32-bit words from a string (xmur3). */
function mixer(text: string): () => number {
  let h = 1779033703 ^ text.length
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 3432918353)
    h = (h << 13) | (h >>> 19)
  }
  return () => {
    h = Math.imul(h ^ (h >>> 16), 2246822507)
    h = Math.imul(h ^ (h >>> 13), 3266489909)
    h ^= h >>> 16
    return h >>> 0
  }
}
