/** What a system call trace says about the order of writes, syncs and answers. */
export interface TraceReport {
  /** Answers 201 and 202 that left. */
  readonly answers: number
  /** Commit frames written. */
  readonly commits: number
  /** What was not in order, one line each. */
  readonly wrong: readonly string[]
}

interface Call {
  readonly thread: string
  readonly name: string
  /** Path of the file, or what the socket is. */
  readonly on: string
  readonly text: string
}

const syncs: ReadonlySet<string> = new Set(['fdatasync', 'fsync'])
const answer = /"HTTP\/1\.1 20[12] /
const isLog = (path: string): boolean => /\/commits-\d+\.log$/.test(path)
const isData = (path: string): boolean => /\/data\/[^/]+$/.test(path) || /\/keys\/[^/]+$/.test(path)

/**
 * Reads the output of `strace -f -y` (calls that other threads interrupt stand on two lines) against promise 1: an answer 201 or
 * 202 leaves only after a commit frame was written and synced, and a commit frame is written only after every data file
 * and key that was written is synced. A sync counts from its end, and covers only what was written before its beginning.
 */
export function readTrace(trace: string): TraceReport {
  const wrong: string[] = []
  /** Writes without a sync, by file. */
  const dirty = new Map<string, number>()
  /** Syncs under way: the write up to which they will have synced. */
  const syncing = new Map<string, number>()
  const unfinished = new Map<string, Call>()
  let writes = 0
  let answers = 0
  let commits = 0
  let commitsAtAnswer = 0

  const begins = (call: Call): void => {
    if (syncs.has(call.name)) syncing.set(`${call.thread} ${call.on}`, writes)
    else if (answer.test(call.text)) {
      answers++
      if (commits === commitsAtAnswer) wrong.push('an answer left without a commit frame before it')
      commitsAtAnswer = commits
      for (const path of dirty.keys()) if (isLog(path)) wrong.push('an answer left before its commit frame was synced')
    } else if (isLog(call.on)) {
      commits++
      for (const path of dirty.keys())
        if (isData(path)) wrong.push('a commit frame was written before its data was synced')
      dirty.set(call.on, ++writes)
    } else if (isData(call.on)) dirty.set(call.on, ++writes)
  }
  const ends = (call: Call, result: string): void => {
    const key = `${call.thread} ${call.on}`
    const upTo = syncing.get(key)
    if (upTo === undefined || !syncs.has(call.name)) return
    syncing.delete(key)
    const last = dirty.get(call.on)
    if (last !== undefined && last <= upTo && result.startsWith('0')) dirty.delete(call.on)
  }

  for (const line of trace.split('\n')) {
    const found = /^(?:\[pid\s+)?(\d+)\]?\s+(?:\d+:\d+:\d+\.\d+\s+)?(.*)$/.exec(line)
    if (found === null) continue
    const [, thread = '', rest = ''] = found
    const resumed = /^<\.\.\. (\w+) resumed>.*\)\s+= (.*)$/.exec(rest)
    if (resumed !== null) {
      const call = unfinished.get(thread)
      unfinished.delete(thread)
      if (call !== undefined) ends(call, resumed[2] ?? '')
      continue
    }
    const began = /^(\w+)\(\d+<([^>]*)>/.exec(rest)
    if (began === null) continue
    const call = { thread, name: began[1] ?? '', on: began[2] ?? '', text: rest }
    begins(call)
    if (rest.endsWith('<unfinished ...>')) unfinished.set(thread, call)
    else ends(call, /\)\s+= (.*)$/.exec(rest)?.[1] ?? '')
  }
  return { answers, commits, wrong }
}
