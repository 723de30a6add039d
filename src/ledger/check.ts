import type { Core } from './core.ts'
import { dataPath } from './files.ts'
import { frameBytes, readBody, readHead, readHeader } from './frame.ts'
import { checkRun } from './run.ts'
import type { CheckReport } from './types.ts'

/** Reads every committed frame and index entry against its checksum. Boxes are checked closed: no key is needed. */
export async function checkLedger(core: Core): Promise<CheckReport> {
  const broken: { path: string; offset: number; what: string }[] = []
  let frames = 0
  let rows = 0
  let bytes = 0
  const metas = [...core.files.metas.values()].filter((meta) => meta.length > 0)
  for (const meta of metas) {
    for (let offset = 0; offset < meta.length; ) {
      const file = core.files.handle(meta)
      const header = readHeader(core.crc32, file, offset)
      if (header === undefined) {
        broken.push({ path: dataPath(meta), offset, what: 'header' })
        break
      }
      if (readHead(core.crc32, file, offset, header) === undefined)
        broken.push({ path: dataPath(meta), offset, what: 'columns' })
      if (readBody(core.crc32, file, offset, header) === undefined)
        broken.push({ path: dataPath(meta), offset, what: 'text' })
      frames++
      rows += header.count
      offset += frameBytes(header)
      bytes += frameBytes(header)
      await core.ports.breathe()
    }
  }
  for (const { run } of [...core.ids.runs, ...core.objects.runs]) {
    if (!checkRun(core.crc32, run)) broken.push({ path: run.path, offset: 0, what: 'entries' })
    await core.ports.breathe()
  }
  return { files: metas.length, frames, rows, bytes, broken }
}
