// What an import kept, compared with what was sent: a random sample of the file's lines, read back from the ledger.
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { hashOut, hashText, type Random } from '../src/base/index.ts'
import { machineClock, openEngine, siteOf } from '../src/server/index.ts'

type Members = Readonly<Record<string, unknown>>

/** Members that the simulator's site declares as person fields, and what every site removes under the same name. */
const personMember = /(^|:)(operator|badge)$/i

export interface SampleResult {
  readonly compared: number
  /** Ids of events that are not there, or not as they were sent. */
  readonly different: readonly string[]
}

/**
 * Reads `count` events of the file back by their ids, as the feed that sent them. Each must say what was sent, member for
 * member, but for person fields, which must be gone. Lines that are no JSON or carry an errorDeclaration (whose identity is
 * more than the id) are passed over, and so are ids that `refused` names.
 */
export async function compareSample(options: {
  readonly file: string
  readonly dataFolder: string
  readonly count: number
  readonly random: Random
  readonly rejectFiles: readonly string[]
}): Promise<SampleResult> {
  const refused = new Set(options.rejectFiles.flatMap(rowsOf))
  const sent = sampleOf(options.file, options.count, options.random)
  const engine = await openEngine({ dataFolder: options.dataFolder, clock: machineClock, settles: false })
  try {
    const siteId = siteOf(engine, null)
    const different: string[] = []
    let absent = 0
    for (const event of sent) {
      const id = String(event['eventID'])
      hashText(engine.ledger.hashKey, id)
      const row = await engine.ledger.get(siteId, [hashOut[0]!, hashOut[1]!], { feed: 'import' })
      if (row === undefined) absent++
      else if (!isDeepStrictEqual(JSON.parse(new TextDecoder().decode(row.raw)), withoutPersons(event)))
        different.push(id)
    }
    // A refused row may be in the sample: as many may be absent as were refused, no more.
    if (absent > refused.size || absent > sent.length / 50) different.push(`${absent} of ${sent.length} are absent`)
    return { compared: sent.length - absent, different }
  } finally {
    await engine.close()
  }
}

function rowsOf(path: string): string[] {
  return readFileSync(path, 'utf8').trim().split('\n')
}

/** Events at random places of the file: the first whole line behind each. */
function sampleOf(path: string, count: number, random: Random): Members[] {
  const file = openSync(path, 'r')
  const { size } = statSync(path)
  const piece = Buffer.alloc(64 << 10)
  const out: Members[] = []
  for (let tries = 0; out.length < count && tries < count * 2; tries++) {
    const length = readSync(file, piece, 0, piece.length, random.below(Math.max(1, size - piece.length)))
    const start = piece.indexOf(0x0a) + 1
    const end = piece.indexOf(0x0a, start)
    if (start === 0 || end < 0 || end > length) continue
    const event = parse(piece.toString('utf8', start, end))
    if (typeof event?.['eventID'] === 'string' && event['errorDeclaration'] === undefined) out.push(event)
  }
  closeSync(file)
  return out
}

function parse(line: string): Members | undefined {
  try {
    return JSON.parse(line) as Members
  } catch {
    return undefined
  }
}

function withoutPersons(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPersons)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([name]) => !personMember.test(name))
  return Object.fromEntries(kept.map(([name, member]) => [name, withoutPersons(member)]))
}
