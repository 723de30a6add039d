import { type Disk, manualClock, type Random, seededRandom } from '../../src/base/index.ts'
import { type Ledger, openLedger } from '../../src/ledger/index.ts'
import { newSimulatedDisk, type SimulatedDisk } from '../disk/simulated-disk.ts'
import { hashOf, type SyntheticEvent, syntheticBatch, syntheticPorts } from './synthetic-batches.ts'

const site = 'site-1'
const startMs = Date.UTC(2026, 4, 4, 22, 50)
const dayMs = 86_400_000

/** What a client keeps of its own: which documents it sent, and which were acknowledged. */
interface Sent {
  readonly events: readonly SyntheticEvent[]
  acknowledged: boolean
}

/**
 * One life of a ledger on a disk that loses power at step `strikeAt` (never, when it is beyond the last): small, concurrent,
 * large and aborted transactions, checkpoints, merges, the rewriting of a day and a snapshot. Then the folder is opened
 * again, losing power once more when `strikeAgainAt` says so. Gives what went wrong, and how many steps there were.
 */
export async function liveAndCrash(options: {
  readonly seed: string
  readonly strikeAt: number
  readonly strikeAgainAt?: number
  /** What the ledger sees of the disk: the identity, or a mutation that must be noticed. */
  readonly through?: (disk: SimulatedDisk) => Disk
}): Promise<{ wrong: string[]; steps: number }> {
  const random = seededRandom(options.seed)
  const through = options.through ?? ((disk: SimulatedDisk) => disk)
  const clock = manualClock(startMs)
  const sent: Sent[] = []
  let snapshot: { readonly commit: number } | undefined
  const disk = newSimulatedDisk()
  const steps = strike(disk, options.strikeAt)
  try {
    await live(await open(through(disk), clock))
  } catch {
    // The power went.
  }
  let left = disk.crash(random.fork('first crash'))
  if (options.strikeAgainAt !== undefined) {
    strike(left, options.strikeAgainAt)
    await open(through(left), clock).catch(() => {})
    left = left.crash(random.fork('second crash'))
  }
  return { wrong: await inspect(left), steps: steps() }

  async function live(ledger: Ledger): Promise<void> {
    for (let round = 0; round < 4; round++) {
      const documents = Array.from({ length: 1 + random.below(4) }, (_, i) =>
        eventsOf(random, `${round}-${i}`, 1 + random.below(6)),
      )
      await Promise.all(documents.map((events) => send(ledger, [events])))
      const aborted = ledger.begin({ siteId: site, feed: 'wms' })
      append(ledger, aborted, eventsOf(random, `aborted-${round}`, 3))
      // More text than a transaction may hold: it goes to files of its own.
      const large = [0, 1, 2].map((part) => eventsOf(random, `large-${round}-${part}`, 8))
      const writing = send(ledger, large)
      await Promise.all([writing, send(ledger, [eventsOf(random, `beside-${round}`, 2)])])
      aborted.abort()
      clock.advance(20 * 60_000)
    }
    await ledger.saveSnapshot('flow', ledger.lastCommit, [new Uint8Array(700).fill(1), new Uint8Array(3).fill(2)])
    snapshot = { commit: ledger.lastCommit }
    clock.advance(dayMs)
    await send(ledger, [eventsOf(random, 'next day', 4)])
    await ledger.saveSnapshot('flow', ledger.lastCommit, [new Uint8Array(900).fill(3)])
    snapshot = { commit: ledger.lastCommit }
    await ledger.rewriteFine(clock.nowMs())
    await send(ledger, [eventsOf(random, 'last', 4)])
    await ledger.close()
  }

  async function send(ledger: Ledger, batches: readonly (readonly SyntheticEvent[])[]): Promise<void> {
    const document: Sent = { events: batches.flat(), acknowledged: false }
    sent.push(document)
    const transaction = ledger.begin({ siteId: site, feed: 'wms' })
    for (const events of batches) append(ledger, transaction, events)
    await transaction.commit()
    document.acknowledged = true
  }

  async function inspect(after: SimulatedDisk): Promise<string[]> {
    const wrong: string[] = []
    let ledger: Ledger
    try {
      ledger = await open(after, clock)
    } catch (fault) {
      return [`does not open: ${String(fault)}`]
    }
    const visible = async (): Promise<string[]> =>
      (await ledger.query({ siteId: site, limit: 10_000 }, {})).rows.map(({ idHash }) => String(idHash))
    const before = new Set(await visible())
    for (const { events, acknowledged } of sent) {
      const ids = events.map((event) => String(hashOf(ledger.hashKey, event.id)))
      const there = ids.filter((id) => before.has(id)).length
      if (acknowledged && there < ids.length)
        wrong.push(`${ids.length - there} acknowledged events of ${events[0]!.id} are gone`)
      if (there > 0 && there < ids.length) wrong.push(`half of ${events[0]!.id} is there`)
    }
    if (snapshot !== undefined && (ledger.loadSnapshot('flow')?.commit ?? -1) < 0) wrong.push('no snapshot')
    for (let again = 0; again < 2; again++) for (const { events } of sent) await send2(ledger, events)
    const all = await visible()
    if (new Set(all).size !== all.length) wrong.push('an event is there twice')
    if (all.length !== sent.reduce((sum, { events }) => sum + events.length, 0))
      wrong.push(`${all.length} events after sending all again`)
    const report = await ledger.check()
    for (const each of report.broken) wrong.push(`broken: ${each.path} ${each.what}`)
    await ledger.close()
    return wrong
  }

  async function send2(ledger: Ledger, events: readonly SyntheticEvent[]): Promise<void> {
    const transaction = ledger.begin({ siteId: site, feed: 'wms' })
    append(ledger, transaction, events)
    await transaction.commit()
  }
}

function append(ledger: Ledger, transaction: ReturnType<Ledger['begin']>, events: readonly SyntheticEvent[]): void {
  const { batch, placement } = syntheticBatch(ledger.hashKey, site, events)
  transaction.append(batch, placement)
}

function open(disk: Disk, clock: ReturnType<typeof manualClock>): Promise<Ledger> {
  const limits = { transactionBytesMax: 10_000, idsInMemoryMax: 12, objectsInMemoryMax: 12, fileBytesMax: 4000 }
  return openLedger({ ...syntheticPorts(disk, clock), limits })
}

/** Arms the disk; gives the count of steps so far. */
function strike(disk: SimulatedDisk, at: number): () => number {
  let steps = 0
  disk.onStep = () => {
    if (steps++ === at) throw new Error('the power goes')
  }
  return () => steps
}

function eventsOf(random: Random, label: string, count: number): SyntheticEvent[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `${label}/${i}`,
    timeMs: startMs - random.below(3_600_000 * 30),
    source: random.next() < 0.5 ? 'hand' : 'machine',
    objects: [`o${random.below(4)}`],
    place: random.below(3),
  }))
}
