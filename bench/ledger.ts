import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type HashKey, hash64, hashOut } from '../src/base/index.ts'
import { openLedger } from '../src/ledger/index.ts'
import type { BatchPlacement, EventBatch } from '../src/model/index.ts'
import { openNodeDisk } from '../src/server/disk/node-disk.ts'
import { standardContext, syntheticPorts } from '../test/ledger/synthetic-batches.ts'

/*
 * `node bench/ledger.ts [--json] [--events N] [--tiny]`: events appended and committed with dedupe, object index and sync; main-thread
 * time an event, bytes on disk, peak memory; how fast a repeat is refused; how long a start takes. `--tiny` sends one event a
 * transaction, 256 at a time. Batches are made outside the clock.
 */
const siteId = 'bench'
const batchRows = 4096
const batchesPerCommit = 8
const rawBytes = 430
const startMs = Date.UTC(2026, 0, 5)

const eventCount = Number(argument('--events') ?? 1_000_000)
const folder = mkdtempSync(join(argument('--folder') ?? tmpdir(), 'fairfloor-bench-ledger-'))
try {
  const result = process.argv.includes('--tiny') ? await runTiny() : await runLarge()
  const machine = { cpu: cpus()[0]?.model.trim(), cores: cpus().length, node: process.version }
  if (process.argv.includes('--json')) console.log(JSON.stringify({ bench: 'ledger', ...result, machine }))
  else console.table({ ...result, ...machine })
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function runLarge(): Promise<Record<string, number>> {
  const clock = { nowMs: () => Date.now() }
  const ports = syntheticPorts(openNodeDisk(folder), clock)
  let ledger = await openLedger(ports)
  const total = Math.ceil(eventCount / batchRows)
  let appendMs = 0
  let busyMs = 0
  let makingCpu = 0
  let accepted = 0
  let making = 0
  const beganCpu = threadCpuMs()
  const began = performance.now()
  let previous: Promise<unknown> = Promise.resolve()
  for (let first = 0; first < total; first += batchesPerCommit) {
    const made = performance.now()
    const madeCpu = threadCpuMs()
    const batches = []
    for (let b = first; b < Math.min(total, first + batchesPerCommit); b++) batches.push(makeBatch(ledger.hashKey, b))
    making += performance.now() - made
    makingCpu += threadCpuMs() - madeCpu
    const transaction = ledger.begin({ siteId, feed: 'bench' })
    const appended = performance.now()
    for (const { batch, placement } of batches) accepted += transaction.append(batch, placement).accepted.length
    appendMs += performance.now() - appended
    // One transaction syncs while the next is built, as an import does it.
    await previous
    previous = transaction.commit()
  }
  await previous
  const wallMs = performance.now() - began - making
  busyMs = threadCpuMs() - beganCpu - makingCpu
  const stats = ledger.stats()
  const peakMb = process.resourceUsage().maxRSS / 1024

  const repeatMs: number[] = []
  let refused = 0
  for (let b = 0; b < Math.min(total, 16); b++) {
    const { batch, placement } = makeBatch(ledger.hashKey, b * Math.floor(total / 16 || 1))
    const transaction = ledger.begin({ siteId, feed: 'bench' })
    const at = performance.now()
    refused += transaction.append(batch, placement).duplicate
    repeatMs.push(performance.now() - at)
    transaction.abort()
  }
  const queryAt = performance.now()
  await ledger.query({ siteId, limit: 100 }, {})
  const queryMs = performance.now() - queryAt
  await ledger.close()
  const openAt = performance.now()
  ledger = await openLedger(ports)
  const openMs = performance.now() - openAt
  await ledger.close()
  return {
    events: accepted,
    eventsPerSecond: Math.round((accepted / wallMs) * 1000),
    mainThreadUsPerEvent: round((busyMs * 1000) / accepted),
    appendUsPerEvent: round((appendMs * 1000) / accepted),
    repeatUsPerEvent: round((repeatMs.sort((a, b) => a - b)[repeatMs.length >> 1]! * 1000) / batchRows),
    repeatsRefused: refused,
    bytesPerEvent: round(stats.bytes / accepted),
    indexBytesPerEvent: round(stats.indexBytes / accepted),
    indexRuns: stats.indexRuns,
    peakRssMb: Math.round(peakMb),
    firstPageMs: round(queryMs),
    openMs: round(openMs),
  }
}

async function runTiny(): Promise<Record<string, number>> {
  const ledger = await openLedger(syntheticPorts(openNodeDisk(folder), { nowMs: () => Date.now() }))
  const count = Math.min(eventCount, 100_000)
  const waits: number[] = []
  let next = 0
  const events = Array.from({ length: Math.ceil(count / batchRows) }, (_, b) => makeBatch(ledger.hashKey, b))
  const began = performance.now()
  const client = async (): Promise<void> => {
    while (next < count) {
      const i = next++
      const { batch, placement } = oneOf(events[Math.floor(i / batchRows)]!, i % batchRows)
      const at = performance.now()
      const transaction = ledger.begin({ siteId, feed: 'bench' })
      transaction.append(batch, placement)
      await transaction.commit()
      waits.push(performance.now() - at)
    }
  }
  await Promise.all(Array.from({ length: 256 }, client))
  const wallMs = performance.now() - began
  const stats = ledger.stats()
  await ledger.close()
  waits.sort((a, b) => a - b)
  return {
    transactions: count,
    transactionsPerSecond: Math.round((count / wallMs) * 1000),
    waitMedianMs: round(waits[count >> 1]!),
    waitP99Ms: round(waits[Math.floor(count * 0.99)]!),
    bytesPerEvent: round(stats.bytes / count),
  }
}

/** A full batch: two thirds hand scans, the rest machine events, 2 references an event, 2 % repeats of the batch before. */
function makeBatch(key: HashKey, number: number): { batch: EventBatch; placement: BatchPlacement } {
  const count = batchRows
  const refs = 2 * count
  const words = ['', ...Array.from({ length: 200 }, (_, i) => `https://id.gs1.org/414/4012345000009/254/${i}`)]
  const start = '{"type":"ObjectEvent","action":"OBSERVE","eventTime":"2026-01-05T00:00:00Z","note":"'
  const pattern = new TextEncoder().encode(`${start}${'x'.repeat(rawBytes - start.length - 2)}"}`)
  const raw = new Uint8Array(count * rawBytes)
  const idHash = new Uint32Array(2 * count)
  const contentHash = new Uint32Array(2 * count)
  const refHash = new Uint32Array(2 * refs)
  const seed = new Float64Array(1)
  const bytes = new Uint8Array(seed.buffer)
  for (let i = 0; i < count; i++) {
    raw.set(pattern, i * rawBytes)
    const repeat = i % 50 === 0 && number > 0
    seed[0] = (repeat ? number - 1 : number) * count + (repeat ? i + 1 : i)
    hash64(key, bytes, 0, 8)
    idHash.set(hashOut, 2 * i)
    contentHash.set(hashOut, 2 * i)
    for (let r = 0; r < 2; r++) {
      seed[0] = 1e12 + (r === 0 ? Math.floor((number * count + i) / 5) : number * 40 + (i % 40))
      hash64(key, bytes, 0, 8)
      refHash.set(hashOut, 2 * (2 * i + r))
    }
  }
  const batch: EventBatch = {
    count,
    type: new Uint8Array(count),
    action: new Uint8Array(count).fill(2),
    flags: new Uint8Array(count),
    eventTimeMs: filled(new Float64Array(count), (i) => startMs + (number * count + i) * 50),
    offsetMin: new Int16Array(count).fill(60),
    bizStep: filled(new Uint32Array(count), (i) => 1 + (i % 9)),
    disposition: filled(new Uint32Array(count), (i) => 10 + (i % 4)),
    readPoint: filled(new Uint32Array(count), (i) => 14 + (i % 180)),
    bizLocation: new Uint32Array(count),
    context: new Uint16Array(count),
    row: filled(new Float64Array(count), (i) => number * count + i),
    idHash,
    contentHash,
    refStart: filled(new Uint32Array(count + 1), (i) => 2 * i),
    refRole: new Uint8Array(refs),
    refHash,
    refQuantity: new Float64Array(refs).fill(Number.NaN),
    raw,
    rawStart: filled(new Uint32Array(count + 1), (i) => i * rawBytes),
    words,
    contexts: [standardContext],
    contributor: new Uint32Array(count),
  }
  const placement: BatchPlacement = {
    siteId,
    source: filled(new Uint8Array(count), (i) => (i % 3 === 0 ? 0 : 2)),
    retention: new Uint8Array(count),
    day: filled(new Int32Array(count), (i) => Math.floor((startMs + (number * count + i) * 50) / 86_400_000)),
    place: filled(new Uint16Array(count), (i) => i % 60),
    step: new Uint8Array(count),
  }
  return { batch, placement }
}

/** Fills a column in place: garbage of the bench must not be paid by the ledger. */
function filled<T extends Float64Array | Uint32Array | Uint16Array | Uint8Array | Int32Array>(
  out: T,
  value: (i: number) => number,
): T {
  for (let i = 0; i < out.length; i++) out[i] = value(i)
  return out
}

/** The event at `row` as a batch of its own. */
function oneOf(of: { batch: EventBatch; placement: BatchPlacement }, row: number): typeof of {
  const { batch, placement } = of
  return {
    batch: {
      ...batch,
      count: 1,
      type: batch.type.slice(row, row + 1),
      action: batch.action.slice(row, row + 1),
      flags: batch.flags.slice(row, row + 1),
      eventTimeMs: batch.eventTimeMs.slice(row, row + 1),
      offsetMin: batch.offsetMin.slice(row, row + 1),
      bizStep: batch.bizStep.slice(row, row + 1),
      disposition: batch.disposition.slice(row, row + 1),
      readPoint: batch.readPoint.slice(row, row + 1),
      bizLocation: batch.bizLocation.slice(row, row + 1),
      context: batch.context.slice(row, row + 1),
      row: batch.row.slice(row, row + 1),
      idHash: batch.idHash.slice(2 * row, 2 * row + 2),
      contentHash: batch.contentHash.slice(2 * row, 2 * row + 2),
      refStart: Uint32Array.of(0, 2),
      refRole: batch.refRole.slice(2 * row, 2 * row + 2),
      refHash: batch.refHash.slice(4 * row, 4 * row + 4),
      refQuantity: batch.refQuantity.slice(2 * row, 2 * row + 2),
      raw: batch.raw.slice(row * rawBytes, (row + 1) * rawBytes),
      rawStart: Uint32Array.of(0, rawBytes),
      contributor: batch.contributor.slice(row, row + 1),
    },
    placement: {
      ...placement,
      source: placement.source.slice(row, row + 1),
      retention: placement.retention.slice(row, row + 1),
      day: placement.day.slice(row, row + 1),
      place: placement.place.slice(row, row + 1),
      step: placement.step.slice(row, row + 1),
    },
  }
}

function argument(name: string): string | undefined {
  const at = process.argv.indexOf(name)
  return at < 0 ? undefined : process.argv[at + 1]
}

/** Processor time of this thread alone: other load of the machine does not count. */
function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
