import { parseArgs } from 'node:util'
import { FaultError } from '../base/index.ts'
import { denied, namedThings } from '../policy/index.ts'
import { type CliIo, exitCodes } from './io.ts'

/** Says of each name whether the deny-lists refuse it. Names come as words, or a line each on standard input. */
export async function run(args: readonly string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { thing: { type: 'string', default: 'column' }, json: { type: 'boolean', default: false } },
  })
  const thing = namedThings.find((each) => each === values.thing)
  if (thing === undefined) {
    throw new FaultError({ code: 'OPTION_VALUE', at: '/thing', got: 'another word', allowed: namedThings.join(', ') })
  }
  let refused = 0
  for await (const name of positionals.length > 0 ? positionals : lines(process.stdin)) {
    const refusal = denied(name, thing)
    if (refusal !== undefined) refused++
    if (values.json) io.out(JSON.stringify({ name, refusal: refusal ?? null }))
    else if (refusal === undefined) io.out(`may be used\t${name}`)
    else io.out(`refused\t${name}\t${refusal.list} ${refusal.reason}: ${refusal.words.join(' + ')}`)
  }
  return refused === 0 ? exitCodes.done : exitCodes.failed
}

async function* lines(input: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  let rest = ''
  for await (const piece of input) {
    const all = (rest + String(piece)).split('\n')
    rest = all.pop() ?? ''
    for (const line of all) if (line.trim() !== '') yield line.trim()
  }
  if (rest.trim() !== '') yield rest.trim()
}
