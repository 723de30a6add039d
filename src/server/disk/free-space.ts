import { statfsSync } from 'node:fs'

/** Bytes that captures leave free for what must still be written: commits under way, indexes, snapshots. */
const freeBytesKept = 256 << 20
/** Where the disk is small, this part of it. */
const keptShare = 0.1

/**
 * Whether the disk has room for so many bytes of new events. A disk that refuses a write in the middle stops the ledger until the next start, so
 * captures are turned away a little before, and taken again by themselves when there is space.
 */
export function hasRoom(folder: string, bytes = 0): boolean {
  const { bavail, blocks, bsize } = statfsSync(folder)
  return bavail * bsize - bytes > Math.min(freeBytesKept, blocks * bsize * keptShare)
}
