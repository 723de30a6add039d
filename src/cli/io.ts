/** Where a command writes: results to `out`, everything else to `err`; one line a call, without its end. */
export interface CliIo {
  out(line: string): void
  err(line: string): void
}

/** What each module of `src/cli` exports. `args` are the words after the command; the promise holds the exit code. */
export interface CliCommand {
  run(args: readonly string[], io: CliIo): Promise<number>
}

/** Exit codes: 0 done, 1 it could not be done, 2 it was asked for in a way that is not understood. */
export const exitCodes = { done: 0, failed: 1, usage: 2 } as const
