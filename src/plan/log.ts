import { assert, crc32, type Disk, type DiskFile, FaultError } from '../base/index.ts'

/** Where a folder keeps its plan, and where a compacted one grows before it takes that name. */
const planFolder = 'plan'
const logPath = `${planFolder}/plan.ndjson`
const nextPath = `${planFolder}/plan.ndjson.next`

const header = { fairfloor: 'plan', version: 1 }

/**
 * A file of JSON lines, each behind the CRC-32 of its bytes in hex. A line is the unit of change: it is there whole and
 * synced, or not at all. Only one append is under way at a time, so after a crash only the last line can be torn; a
 * bad line with good ones after it is damage, not a crash.
 */
export interface PlanLog {
  bytes(): number
  /** Resolves when the record is durable. After a rejection the log takes nothing more until it is opened again. */
  append(record: object): Promise<void>
  /** Puts these records in the place of all before them, durably and at once. */
  replace(records: readonly object[]): Promise<void>
  close(): void
}

/** Opens the log, cuts a torn tail, and hands every record to `each` in order. Throws FaultError DISK_FAILED or PLAN_DAMAGED. */
export async function openPlanLog(disk: Disk, each: (record: unknown) => void): Promise<PlanLog> {
  disk.makeFolder(planFolder)
  if (disk.exists(nextPath)) disk.remove(nextPath)
  let file = disk.open(logPath)
  const { goodBytes, lines } = readLines(file, each)
  if (goodBytes < file.size()) file.truncate(goodBytes)
  if (lines === 0) file.append(encode(header))
  await file.sync()
  await disk.syncFolder(planFolder)
  await disk.syncFolder('')
  let broken: unknown
  let busy = false

  /** One change at a time; a failed one leaves the file in doubt, so nothing may follow it. */
  const change = async (work: () => Promise<void>): Promise<void> => {
    if (broken !== undefined) throw broken
    assert(!busy, 'changes of the plan come one after another')
    busy = true
    try {
      await work()
    } catch (cause) {
      broken = cause
      throw cause
    } finally {
      busy = false
    }
  }

  return {
    bytes: () => file.size(),
    append: (record) =>
      change(async () => {
        file.append(encode(record))
        await file.sync()
      }),
    replace: (records) =>
      change(async () => {
        const next = disk.open(nextPath)
        next.append(...[header, ...records].map(encode))
        await next.sync()
        next.close()
        disk.rename(nextPath, logPath)
        await disk.syncFolder(planFolder)
        file.close()
        file = disk.open(logPath)
      }),
    close: () => file.close(),
  }
}

const utf8 = new TextEncoder()
const newline = 10

function encode(record: object): Uint8Array {
  const json = utf8.encode(JSON.stringify(record))
  const line = new Uint8Array(9 + json.length + 1)
  line.set(utf8.encode(`${crc32(json).toString(16).padStart(8, '0')} `))
  line.set(json, 9)
  line[line.length - 1] = newline
  return line
}

/** The record of a line without its newline, undefined where the checksum says that it is not whole. */
function decode(line: Uint8Array): unknown {
  const sum = Number.parseInt(new TextDecoder().decode(line.subarray(0, 8)), 16)
  if (line.length < 10 || line[8] !== 0x20 || crc32(line, 9) !== sum) return undefined
  return JSON.parse(new TextDecoder().decode(line.subarray(9)))
}

function readLines(file: DiskFile, each: (record: unknown) => void): { goodBytes: number; lines: number } {
  const bytes = new Uint8Array(file.size())
  const read = file.read(0, bytes)
  assert(read === bytes.length, 'a file has the bytes that its size says')
  let goodBytes = 0
  let lines = 0
  let torn = false
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(newline, start)
    const end = found < 0 ? bytes.length : found
    const record = found < 0 ? undefined : decode(bytes.subarray(start, end))
    if (record === undefined) torn = true
    else if (torn) throw new FaultError({ code: 'PLAN_DAMAGED', row: lines })
    else {
      if (lines === 0) checkHeader(record)
      else each(record)
      lines++
      goodBytes = end + 1
    }
    start = end + 1
  }
  return { goodBytes, lines }
}

function checkHeader(record: unknown): void {
  const found = record as Partial<typeof header>
  if (found.fairfloor === header.fairfloor && found.version === header.version) return
  throw new FaultError({ code: 'PLAN_DAMAGED', row: 0, got: 'another format', allowed: `version ${header.version}` })
}
