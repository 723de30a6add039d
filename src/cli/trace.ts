import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { FaultError } from '../base/index.ts'
import { askOwner, machineClock, openEngine, ownerHandlers } from '../server/index.ts'
import type { TraceView } from '../wire/index.ts'
import { type CliIo, exitCodes } from './io.ts'

/** Tells where an object is and how it got there; the id is anything that was scanned or typed. */
export async function run(args: readonly string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      data: { type: 'string', default: 'data' },
      site: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  })
  const [id] = positionals
  if (id === undefined)
    throw new FaultError({ code: 'OPTION_VALUE', at: '/id', got: 'no id', allowed: 'anything scanned or typed' })
  const asked = { id, siteId: values.site ?? null }
  const show = (line: unknown): void => print((line as { view: TraceView }).view, values.json, io)
  const dataFolder = resolve(values.data)
  if (await askOwner(dataFolder, 'trace', asked, show)) return exitCodes.done
  const engine = await openEngine({ dataFolder, clock: machineClock })
  try {
    await ownerHandlers(engine)['trace']?.(asked, show)
  } finally {
    await engine.close()
  }
  return exitCodes.done
}

function print(view: TraceView, json: boolean, io: CliIo): void {
  if (json) {
    io.out(JSON.stringify(view))
    return
  }
  io.out(view.understood === null ? `${view.asked}: never seen` : `${view.understood.label} (${view.understood.kind})`)
  if (view.now !== null) {
    const { placeName, stepName, sinceMs, container, open, loadId } = view.now
    const inside = container === null ? '' : `, in ${container}`
    io.out(
      `${open ? 'Now' : 'Left'}: ${placeName}, ${stepName}, since ${new Date(sinceMs).toISOString()}${inside}${loadId === null ? '' : `, load ${loadId}`}`,
    )
  }
  for (const row of [...view.journey].reverse()) {
    const time = new Date(row.eventTimeMs).toISOString().slice(0, row.precision === 'exact' ? 19 : 16)
    io.out(
      `${time}${row.precision === 'exact' ? '' : ' (quarter hour)'}  ${row.bizStep}  ${row.placeName}${row.erroneous ? '  taken back' : ''}`,
    )
  }
  for (const object of view.objects) io.out(`  ${object.id}  ${object.placeName}  ${object.stepName}`)
}
