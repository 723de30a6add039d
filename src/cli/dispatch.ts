import { type Fault, FaultError, faultText, siblingModule } from '../base/index.ts'
import { helpOf, isCommand, run as runHelp, unknownCommand } from './help.ts'
import { type CliCommand, type CliIo, exitCodes } from './io.ts'
import { endWithLauncher } from './lifeline.ts'

/**
 * Runs one command and returns its exit code. Commands are loaded on demand, so that a small one never pays for the
 * server. An error is told as its fault, without a stack; FAIRFLOOR_DEBUG adds the stack.
 */
export async function main(args: readonly string[], io: CliIo): Promise<number> {
  const [word, ...rest] = args
  if (word === undefined || word === '--help' || word === '-h') return runHelp([], io)
  const name = word === '--version' || word === '-v' ? 'version' : word
  if (!isCommand(name)) {
    io.err(unknownCommand(name))
    return exitCodes.usage
  }
  const ownWords = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest
  if (ownWords.includes('--help') || ownWords.includes('-h')) return runHelp([name], io)
  try {
    const command = (await import(siblingModule(import.meta.url, `./${name}.ts`).href)) as CliCommand
    return await command.run(rest, io)
  } catch (error) {
    if (isUsageError(error)) {
      io.err(error.message)
      io.err(helpOf(name)[0]!)
      return exitCodes.usage
    }
    for (const line of errorLines(error, process.env['FAIRFLOOR_DEBUG'] !== undefined)) io.err(line)
    return exitCodes.failed
  }
}

// `parseArgs` of node:util says in one sentence what it did not understand.
function isUsageError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_')
}

/** The fault where there is one, else what broke, marked as our bug; the stack only where asked for. */
export function errorLines(error: unknown, debug: boolean): string[] {
  const fault = error instanceof FaultError ? error.fault : worldFault(error)
  // The message of an unexpected error may quote its input, and stderr often ends in a log: only its kind is told.
  const what = error instanceof Error ? error.name : typeof error
  const line =
    fault === null ? `${faultText({ code: 'INTERNAL' })} (${what}; FAIRFLOOR_DEBUG=1 says more)` : faultText(fault)
  return debug && error instanceof Error && error.stack !== undefined ? [line, error.stack] : [line]
}

/** What an error of the operating system means to whoever typed the command; null where it is none. */
function worldFault(error: unknown): Fault | null {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return null
  const { code, syscall } = error as NodeJS.ErrnoException
  const got = `${code} at ${syscall}`
  if (syscall === 'listen' || syscall === 'bind') return { code: 'LISTEN_FAILED', got }
  const reads = code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR' || code === 'ENOTDIR'
  return { code: reads ? 'FILE_UNREADABLE' : 'DISK_FAILED', got }
}

/** Runs the words of this process as one command and sets its exit code. */
export async function runProcess(): Promise<void> {
  endWithLauncher()
  // `fairfloor epcis print FILE | head` closes the pipe early: that is the reader's right, not an error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(exitCodes.done)
  })
  process.exitCode = await main(process.argv.slice(2), {
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
  })
}
