import { type Clock, err, type Fault, ok, type Result } from '../base/index.ts'
import {
  isPersonIdentifier,
  type ScanOutput,
  type ScanReject,
  type ScanSummary,
  vocabularyElements,
} from '../epcis/index.ts'
import { type BatchPlacement, type EventBatch, sourceKinds } from '../model/index.ts'
import { placeBatch, type SiteVersions } from './placement.ts'

/** `rollback`: all events or none. `proceed`: the good ones. EPCIS 2.0, GS1-Capture-Error-Behaviour. */
export const captureBehaviours = ['rollback', 'proceed'] as const
export type CaptureBehaviour = (typeof captureBehaviours)[number]

/** What became of one event of an append, by its code. */
const appendVerdicts = ['accepted', 'duplicate', 'conflict'] as const

/** The durable side, filled by the ledger: a transaction that readers see whole or not at all. */
export interface CaptureStore {
  /** `rollback`: a conflict that only the commit finds takes all of the document back. */
  begin(options: { siteId: string; feed: string; behaviour: CaptureBehaviour }): CaptureTransaction
}

export interface CaptureTransaction {
  /** One verdict an event (index in `appendVerdicts`). */
  append(
    batch: EventBatch,
    placement: BatchPlacement,
    memory?: LentMemory,
  ): {
    readonly verdicts: Uint8Array
    /** Rows, ascending, whose identity stood earlier in the same document. */
    readonly within: readonly number[]
  }
  /** Resolves after the synced commit; nothing is visible before. */
  commit(): Promise<{
    readonly commit: number
    readonly recordTimeMs: number
    readonly takenBack: boolean
    readonly accepted: number
    readonly duplicate: number
    readonly conflict: number
    /** Rows that another document made durable first: `inputRow` of the batch that was appended as number `batch`. Long lists end early. */
    readonly late: readonly {
      readonly verdict: 'duplicate' | 'conflict'
      readonly batch: number
      readonly inputRow: number
      readonly place: number
    }[]
  }>
  abort(): void
  /** `abort`, once everything is durable that its verdicts speak of. */
  abortSettled(): Promise<void>
}

/** Memory of a batch that comes from another thread and goes back there; `head` where the batch is laid out as it will be stored. */
export interface LentMemory {
  readonly head?: Uint8Array
  /** Checksum of the batch's text, where it stands laid out. */
  readonly rawCrc?: number | undefined
  /** No event of it has the identity of another one of the document up to here. */
  readonly distinct?: boolean
  release(): void
}

/** What another thread made of a piece of the input: scanned, placed, split. */
export interface PlacedOutput extends Pick<ScanOutput, 'rejects' | 'replacedIds'> {
  readonly parts: readonly {
    readonly batch: EventBatch
    readonly placement: BatchPlacement
    readonly memory: LentMemory
  }[]
  /** Rows left out of `parts` because they repeat, to the byte, a row before them in the document. */
  readonly repeats: { readonly row: Float64Array; readonly idHash: Uint32Array }
  /** Events by hand, repeats among them. */
  readonly byHand: number
}

/** Rejects that a job remembers in full; more are counted only. */
const rejectsKeptMax = 1_000

export interface CaptureOutcome {
  readonly accepted: number
  readonly duplicate: number
  readonly conflict: number
  readonly rejected: number
  /** True where every event is in, or was already. */
  readonly success: boolean
  /** The first `rejectsKeptMax`, in order of rows; conflicts among them. */
  readonly rejects: readonly PlacedReject[]
  /**
   * What the sender should know though nothing was refused for it: ids that stand twice with one content (at most `rejectsKeptMax` are
   * listed), master data that was not kept.
   */
  readonly notices: readonly Fault[]
  readonly replacedIds: readonly { readonly row: number; readonly from: string; readonly to: string }[]
  /** Events by hand among them: how many there were is for their feed alone to know. */
  readonly byHand: number
  /** Hands had a part in it: some of its events, or of its refused rows, are by hand. */
  readonly touchesHands: boolean
  /** Number of the ledger's commit; 0 where nothing was committed. */
  readonly commit: number
  readonly recordTimeMs: number
}

/** A refused row with the zone it was read in: rejects are told by zone, never by key or device. */
export interface PlacedReject {
  readonly row: number
  readonly fault: Fault
  readonly place: number
}

const handSource = sourceKinds.indexOf('hand')
/** An eventID that stands in one document before. */
const twice = { code: 'EVENT_ID_TWICE', at: '/eventID' } as const

/**
 * One document on its way in: takes scanned batches in order, places them, appends them to one transaction and
 * ends it by the rules of its behaviour. accepted + duplicate + conflict + rejected = rows of the input.
 */
export function openSession(options: {
  readonly store: CaptureStore
  readonly versions: SiteVersions
  readonly siteId: string
  readonly feed: string
  readonly behaviour: CaptureBehaviour
  readonly clock: Clock
  /** Told of every reject, also of those beyond `rejectsKeptMax`. */
  readonly onReject?: (reject: PlacedReject) => void
  /** Told how it ended, unless the document was refused as a whole. */
  readonly onOutcome?: (outcome: CaptureOutcome) => void
}) {
  const { store, versions, siteId, feed, behaviour, clock, onReject, onOutcome } = options
  const transaction = store.begin({ siteId, feed, behaviour })
  const counts = { accepted: 0, duplicate: 0, conflict: 0, rejected: 0 }
  const rejects: PlacedReject[] = []
  const notices: Fault[] = []
  const replacedIds: { row: number; from: string; to: string }[] = []
  let open = true
  let byHand = 0
  let handsRefused = false
  /** Of each append. */
  const rowBases: number[] = []
  /** Identities that were conflicts: what repeats one of them is a conflict too. */
  const conflicting = new Set<string>()
  /** Of the counts, those of repeats that the transaction never saw. */
  const unseen = { duplicate: 0, conflict: 0 }

  function keep(placed: PlacedReject): void {
    if (rejects.length < rejectsKeptMax) rejects.push(placed)
    onReject?.(placed)
  }

  function refuse(reject: ScanReject): void {
    handsRefused ||= versions.at(clock.nowMs()).sourceOf(reject.readPoint ?? '', feed) === handSource
    if (rejects.length >= rejectsKeptMax && onReject === undefined) return
    const place = reject.readPoint === undefined ? 0 : versions.at(clock.nowMs()).placeOf(reject.readPoint, '')
    keep({ row: reject.row, fault: { ...withoutPeople(reject.fault), row: reject.row }, place })
  }

  /** Conflicts that nobody could see before the commit. Where a document was too large to list them, their number is told. */
  function tellLate(late: Awaited<ReturnType<CaptureTransaction['commit']>>['late'], count: number): void {
    const listed = late.filter(({ verdict }) => verdict === 'conflict')
    for (const { batch, inputRow, place } of listed) {
      const row = inputRow + rowBases[batch]!
      keep({ row, fault: { code: 'EVENT_CONFLICT', at: '/eventID', row }, place })
    }
    if (listed.length < count) {
      const got = `${count - listed.length} events that another document named first`
      keep({ row: 0, fault: { code: 'EVENT_CONFLICT', at: '/eventID', got }, place: 0 })
    }
  }

  function takeRejects(
    { rejects, replacedIds: ids }: Pick<ScanOutput, 'rejects' | 'replacedIds'>,
    rowBase: number,
  ): void {
    for (const reject of rejects) refuse({ ...reject, row: reject.row + rowBase })
    counts.rejected += rejects.length
    for (const id of ids) {
      if (replacedIds.length < rejectsKeptMax) replacedIds.push({ ...id, row: id.row + rowBase })
    }
  }

  function append(batch: EventBatch, placement: BatchPlacement, rowBase: number, memory?: LentMemory): void {
    const { verdicts, within } = transaction.append(batch, placement, memory)
    rowBases.push(rowBase)
    let next = 0
    for (let i = 0; i < batch.count; i++) {
      const verdict = appendVerdicts[verdicts[i]!]
      if (verdict === 'accepted') {
        counts.accepted += 1
        continue
      }
      const row = batch.row[i]! + rowBase
      const isTwice = within[next] === i
      if (isTwice) next += 1
      if (verdict === 'duplicate') tellDuplicate(row, isTwice)
      else {
        conflicting.add(`${batch.idHash[2 * i]} ${batch.idHash[2 * i + 1]}`)
        tellConflict(row, isTwice, batch.words[batch.readPoint[i]!]!)
      }
    }
  }

  function tellDuplicate(row: number, isTwice: boolean): void {
    counts.duplicate += 1
    if (isTwice && notices.length < rejectsKeptMax) notices.push({ ...twice, row, got: 'the same content' })
  }

  function tellConflict(row: number, isTwice: boolean, readPoint?: string): void {
    counts.conflict += 1
    const fault: Fault = isTwice ? { ...twice, got: 'other content' } : { code: 'EVENT_CONFLICT', at: '/eventID' }
    refuse(readPoint === undefined ? { row, fault } : { row, fault, readPoint })
  }

  return {
    /** Takes what the scanner gives, in order. `rowBase` is added to its rows where a file is scanned in pieces. */
    take(output: ScanOutput, rowBase = 0): void {
      takeRejects(output, rowBase)
      const { batch } = output
      if (batch.count === 0) return
      const placement = placeBatch(batch, versions, feed)
      for (const source of placement.source) if (source === handSource) byHand += 1
      append(batch, placement, rowBase)
    },
    /** Takes what another thread scanned and placed. */
    takePlaced(output: PlacedOutput): void {
      takeRejects(output, 0)
      byHand += output.byHand
      for (const { batch, placement, memory } of output.parts) append(batch, placement, 0, memory)
      const { row, idHash } = output.repeats
      for (let i = 0; i < row.length; i++) {
        const isConflict = conflicting.has(`${idHash[2 * i]} ${idHash[2 * i + 1]}`)
        unseen[isConflict ? 'conflict' : 'duplicate'] += 1
        if (isConflict) tellConflict(row[i]!, false)
        else tellDuplicate(row[i]!, true)
      }
    },
    /** Ends the transaction. A fault of the document as a whole means that nothing of it is in. */
    async finish(scanned: Result<ScanSummary>): Promise<Result<CaptureOutcome>> {
      open = false
      if (!scanned.ok) {
        transaction.abort()
        return err(withoutPeople(scanned.fault))
      }
      const masterData = scanned.value.header === undefined ? 0 : vocabularyElements(scanned.value.header)
      if (masterData > 0) notices.push(masterDataFault(masterData, scanned.value.kind))
      const failed = counts.rejected + counts.conflict > 0
      let rolledBack = failed && behaviour === 'rollback'
      const good = counts.accepted
      let commit = 0
      let recordTimeMs = clock.nowMs()
      if (rolledBack) transaction.abort()
      else if (counts.accepted === 0) await transaction.abortSettled()
      else {
        const done = await transaction.commit()
        commit = done.commit
        recordTimeMs = done.recordTimeMs
        // Another document made the same identity durable between our append and our commit.
        const lateConflicts = done.conflict - (counts.conflict - unseen.conflict)
        const lateDuplicates = done.duplicate - (counts.duplicate - unseen.duplicate)
        counts.accepted = good - lateConflicts - lateDuplicates
        counts.duplicate += lateDuplicates
        counts.conflict += lateConflicts
        rolledBack = done.takenBack
        tellLate(done.late, lateConflicts)
      }
      const outcome: CaptureOutcome = {
        ...counts,
        accepted: rolledBack ? 0 : counts.accepted,
        // What was rolled back was refused, good rows too: the four counts still add up to the input.
        rejected: counts.rejected + (rolledBack ? counts.accepted : 0),
        success: counts.rejected + counts.conflict === 0,
        rejects,
        notices,
        replacedIds,
        byHand,
        touchesHands: byHand > 0 || handsRefused,
        commit,
        recordTimeMs,
      }
      onOutcome?.(outcome)
      return ok(outcome)
    },
    /** Gives up, as when the client went away in the middle. Nothing of it was ever visible. */
    abandon(): void {
      if (open) transaction.abort()
      open = false
    },
  }
}
/** Master data is checked and not kept: whoever sent it hears it. */
function masterDataFault(count: number, kind: ScanSummary['kind']): Fault {
  const at =
    kind === 'EPCISQueryDocument'
      ? '/epcisBody/queryResults/resultsBody/vocabularyList'
      : '/epcisHeader/epcisMasterData/vocabularyList'
  return { code: 'MASTER_DATA_NOT_KEPT', at, got: `${count} vocabulary ${count === 1 ? 'element' : 'elements'}` }
}

export type CaptureSession = ReturnType<typeof openSession>

/** A pointer is made of names that the client wrote; one that names a person is left out of it, since faults are kept and shown. */
function withoutPeople(fault: Fault): Fault {
  if (fault.at === undefined) return fault
  const at = fault.at
    .split('/')
    .map((name) => (isPersonIdentifier(name.replaceAll('~1', '/').replaceAll('~0', '~')) ? '{person}' : name))
    .join('/')
  return at === fault.at ? fault : { ...fault, at }
}
