import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Fault, FaultError, faults, faultText, type HashKey, hashHex } from '../base/index.ts'
import { createScanner, printEvent, type ScanOutput, sameContent, storedEventHash } from '../epcis/index.ts'
import { eventFlags } from '../model/index.ts'
import { type CliIo, exitCodes } from './io.ts'

/** Texts kept so that an id that stands twice is compared by value; beyond it, byte by byte. */
const keptBytesMax = 64 << 20

/** What an identity said when it stood first. */
interface Said {
  readonly content: string
  readonly raw: Uint8Array | undefined
  readonly context: string
}

const actions = ['validate', 'hash', 'print'] as const
type Action = (typeof actions)[number]

/** What became of one row of a file. */
interface Told {
  readonly row: number
  readonly verdict: 'accepted' | 'refused' | 'duplicate' | 'conflict'
  /** eventID, or the CBV hash where none came; absent where the event was refused. */
  readonly id?: string
  /** The CBV hash of the event without its person fields. */
  readonly hash?: string
  /** JSON text of the event without its person fields, on one line, with the @context in force. */
  readonly text?: string
  readonly fault?: Fault
}

/**
 * `fairfloor epcis validate|hash|print FILE… [--json]`: checks, hashes or prints EPCIS 2.0 in any form that
 * capture takes, a line an event, in the order of the rows. `-` reads standard input. Person fields are
 * removed first, as capture does. The exit code is 1 when anything was refused or an id stood twice.
 */
export async function run(args: readonly string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const [word = '', ...files] = positionals
  if (!isAction(word) || files.length === 0) {
    io.err('usage: fairfloor epcis validate|hash|print FILE… [--json]; FILE may be - for standard input')
    return exitCodes.usage
  }
  let isClean = true
  for (const file of files) {
    const tell = teller({ action: word, file: files.length > 1 ? file : undefined, json: values.json, io })
    if (!(await readFile(file, word, tell, io))) isClean = false
  }
  return isClean ? exitCodes.done : exitCodes.failed
}

function isAction(word: string): word is Action {
  return (actions as readonly string[]).includes(word)
}

/** Reads one file to its end, telling each row; false when anything was refused or told as standing twice. */
async function readFile(file: string, action: Action, tell: (told: Told) => void, io: CliIo): Promise<boolean> {
  const seen = { said: new Map<string, Said>(), keptBytes: 0 }
  const counts = { accepted: 0, refused: 0, duplicate: 0, conflict: 0 }
  const scanner = createScanner(scanOptions(), (output) => {
    for (const told of rowsOf(output, action, seen)) {
      counts[told.verdict]++
      tell(told)
    }
  })
  try {
    const source = file === '-' ? process.stdin : createReadStream(file)
    for await (const chunk of source) scanner.push(chunk as Uint8Array)
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause)) throw cause
    throw new FaultError({ code: 'FILE_UNREADABLE', got: String(cause.code) }, { cause })
  }
  const end = scanner.end()
  if (!end.ok) io.err(`${file}: ${faultText(end.fault)}`)
  const { accepted, refused, duplicate, conflict } = counts
  const twice = duplicate + conflict === 0 ? '' : `, ${duplicate + conflict} with an id that stood before`
  const total = accepted + refused + duplicate + conflict
  io.err(`${file}: ${total} ${total === 1 ? 'event' : 'events'}, ${refused} refused${twice}`)
  return end.ok && refused + duplicate + conflict === 0
}

function scanOptions(): Parameters<typeof createScanner>[0] {
  return {
    key: randomKey(),
    contributorKey: randomKey(),
    personFields: [],
    extensions: 'any',
    sha256,
  }
}

function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytes).digest())
}

function randomKey(): HashKey {
  const words = new Uint32Array(new Uint8Array(randomBytes(16)).buffer)
  return [words[0]!, words[1]!, words[2]!, words[3]!]
}

/** The rows of one output in their order. `seen` holds what each identity of the document said before. */
function rowsOf(
  { batch, rejects }: ScanOutput,
  action: Action,
  seen: { readonly said: Map<string, Said>; keptBytes: number },
): Told[] {
  const out: Told[] = rejects.map(({ row, fault }) => ({ row, verdict: 'refused', fault }))
  const decoder = new TextDecoder()
  for (let i = 0; i < batch.count; i++) {
    const identity = hashHex(batch.idHash[i * 2]!, batch.idHash[i * 2 + 1]!)
    const content = hashHex(batch.contentHash[i * 2]!, batch.contentHash[i * 2 + 1]!)
    const raw = batch.raw.subarray(batch.rawStart[i], batch.rawStart[i + 1])
    const context = batch.contexts[batch.context[i]!]!
    const before = seen.said.get(identity)
    if (before === undefined) {
      const kept = seen.keptBytes + raw.length > keptBytesMax ? undefined : raw.slice()
      seen.keptBytes += kept?.length ?? 0
      seen.said.set(identity, { content, raw: kept, context })
    }
    const isSame =
      before?.content === content ||
      (before?.raw !== undefined && sameContent(before.raw, before.context, raw, context))
    const verdict = before === undefined ? 'accepted' : isSame ? 'duplicate' : 'conflict'
    const isFilled = (batch.flags[i]! & eventFlags.idFilled) !== 0
    const hash = action === 'hash' || isFilled ? storedEventHash(raw, context, sha256) : undefined
    const id = isFilled ? hash : (JSON.parse(decoder.decode(raw)) as { eventID: string }).eventID
    out.push({
      row: batch.row[i]!,
      verdict,
      ...(id === undefined ? {} : { id }),
      ...(action === 'hash' && hash !== undefined ? { hash } : {}),
      ...(action === 'print' ? { text: oneLine(printEvent({ raw, context, recordTimeMs: Number.NaN })) } : {}),
      ...(before === undefined
        ? {}
        : { fault: { code: 'EVENT_ID_TWICE', at: '/eventID', row: batch.row[i]! } as const }),
    })
  }
  return out.sort((a, b) => a.row - b.row)
}

/** JSON without the white space between its tokens; strings are passed over. */
function oneLine(json: string): string {
  return json.replace(/("(?:[^"\\]|\\.)*")|[ \t\r\n]+/g, '$1')
}

/** Writes a row as its action and `--json` ask; refused rows of hash and print go to `io.err`. */
function teller({ action, file, json, io }: { action: Action; file: string | undefined; json: boolean; io: CliIo }) {
  const where = file === undefined ? '' : `${file}: `
  return ({ row, verdict, id, hash, text, fault }: Told): void => {
    if (json && (action !== 'print' || verdict === 'refused')) {
      const told =
        fault === undefined ? undefined : { ...fault, title: faults[fault.code].title, fix: faults[fault.code].fix }
      io.out(JSON.stringify({ file, row, verdict, id, hash, fault: told }))
    } else if (verdict === 'refused' && fault !== undefined) {
      const line = `${where}${verdict} ${row} ${faultText(fault)}`
      if (action === 'validate') io.out(line)
      else io.err(line)
    } else if (action === 'print') io.out(text ?? '')
    else if (action === 'hash') io.out(`${where}${row} ${hash}`)
    else io.out(`${where}${verdict} ${row} ${id}${fault === undefined ? '' : ` ${faultText(fault)}`}`)
  }
}
