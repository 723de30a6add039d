/**
 * The port through which durable rooms reach a disk. Twins: the real one (server/disk/node-disk.ts) and a
 * simulated one that drops and tears unsynced writes. Paths are relative to one root, with `/`.
 *
 * Contract: bytes are durable only after `sync` of the file resolved and, for a new, renamed or removed
 * name, after `syncFolder` of its parent. Before that a crash may keep any subset of the written pages.
 * Every method throws FaultError DISK_FAILED when the world says no.
 */
export interface Disk {
  /** Opens for appending and reading; makes the file when it is missing. */
  open(path: string): DiskFile
  exists(path: string): boolean
  /** Names directly inside the folder, sorted; [] when it is missing. */
  list(folder: string): string[]
  makeFolder(folder: string): void
  rename(from: string, to: string): void
  remove(path: string): void
  syncFolder(folder: string): Promise<void>
}

export interface DiskFile {
  readonly path: string
  size(): number
  /** Appends all parts in order; returns the offset of the first byte. Not durable yet. */
  append(...parts: readonly Uint8Array[]): number
  /** Fills `out` from `offset`; returns the count of bytes read (short only at the end of the file). */
  read(offset: number, out: Uint8Array): number
  /** Writes over bytes that exist, never growing the file: for destroying keys. Not durable yet. */
  overwrite(offset: number, bytes: Uint8Array): void
  truncate(size: number): void
  /** Resolves when every byte appended before the call is durable (fdatasync). */
  sync(): Promise<void>
  close(): void
}
