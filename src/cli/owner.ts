import { resolve } from 'node:path'
import { askOwner, machineClock, openEngine, ownerHandlers } from '../server/index.ts'

/** Asks whoever owns the folder, or opens it: the same command, whether a server runs or not. What was not typed is not there. */
export async function askFolder<T>(data: string, command: string, what: object): Promise<T> {
  const dataFolder = resolve(data)
  const asked = JSON.parse(JSON.stringify(what)) as object
  let answer: unknown
  const hear = (line: unknown): void => {
    answer = line
  }
  if (!(await askOwner(dataFolder, command, asked, hear))) {
    const engine = await openEngine({ dataFolder, clock: machineClock, settles: false })
    try {
      await ownerHandlers(engine)[command]?.(asked, hear)
    } finally {
      await engine.close()
    }
  }
  return (answer as { answer: T }).answer
}
