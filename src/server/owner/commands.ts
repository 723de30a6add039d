import { readFileSync, writeFileSync } from 'node:fs'
import { FaultError, parseJsonText } from '../../base/index.ts'
import type { Engine } from '../engine.ts'
import { type ImportProgress, type ImportReport, importFiles } from '../intake/import.ts'
import { findMapping, importMapped, siteOfMapping } from '../intake/import-mapped.ts'
import type { ScanThreads } from '../intake/scan-threads.ts'
import type { ExportRequest } from '../query/export.ts'
import type { OwnerHandler } from './socket.ts'

/** What `fairfloor import` asks of whoever owns the folder. Paths are absolute. */
export interface ImportRequest {
  readonly paths: readonly string[]
  readonly siteId: string | null
  readonly plan: boolean
  readonly mapping: string | null
}

/** Commands that an owner does for others; the CLI calls the same functions where it opens the folder itself. */
export function ownerHandlers(engine: Engine): Readonly<Record<string, OwnerHandler>> {
  return {
    import: (asked, say) => runImport(engine, asked as ImportRequest, say),
    export: async (asked, say) => {
      const { siteId, ...more } = asked as Omit<ExportRequest, 'siteId'> & { siteId: string | null }
      const { exportEvents } = await import('../query/export.ts')
      const site = siteOf(engine, siteId)
      const file = engine.sites.get(site)?.file
      if (file !== undefined) engine.policies.check(file, { needs: { exports: ['eventsFile'] } })
      say(await exportEvents(engine, { ...more, siteId: site }))
      const promises = file === undefined ? [] : engine.policies.promisesOf(file)
      if (promises.length > 0) writeFileSync(`${more.out}.agreement.txt`, `${promises.join('\n')}\n`)
    },
    trace: async (asked, say) => {
      const { id, siteId } = asked as { id: string; siteId: string | null }
      const site = siteOf(engine, siteId)
      const runtime = engine.runtime(site)
      if (runtime === undefined) throw new FaultError({ code: 'NOT_FOUND', at: '/site' })
      engine.policies.check(runtime.compiled.file, { needs: { indicators: ['trace'] } })
      const { traceView } = await import('../query/trace.ts')
      say({ kind: 'trace', view: await traceView(engine, runtime, false, { asked: id, role: 'manager' }) })
    },
    ...Object.fromEntries(policyCommands.map((name) => [name, policyHandler(engine, name)])),
  }
}

const policyCommands = ['policy', 'policyRecord', 'policyActivate', 'policyDocument', 'sitePut'] as const

/** Loaded by the first who asks: an import starts without documents and views. */
function policyHandler(engine: Engine, name: (typeof policyCommands)[number]): OwnerHandler {
  return async (asked, say) => {
    const { policyHandlers } = await import('./policy-commands.ts')
    await policyHandlers(engine, (siteId) => siteOf(engine, siteId))[name]?.(asked, say)
  }
}

/** Does what is asked and says how it goes. `threads`: started before, where somebody was in a hurry; a mapping or a plan needs none. */
export async function runImport(
  engine: Engine,
  asked: ImportRequest,
  say: (line: unknown) => void,
  threads?: ScanThreads,
): Promise<void> {
  const mapping = asked.mapping === null ? undefined : findMapping(asked.mapping)
  const mappedSite = mapping === undefined || asked.siteId !== null ? undefined : await siteOfMapping(engine, mapping)
  const siteId = siteOf(engine, mappedSite ?? asked.siteId)
  if (asked.plan) return importPlans(engine, siteId, asked.paths, say)
  if (mapping !== undefined) {
    const onProgress = (progress: ImportProgress): void => say({ kind: 'progress', ...progress })
    say({ kind: 'report', ...(await importMapped(engine, { paths: asked.paths, mapping, siteId, onProgress })) })
    return
  }
  const onProgress = (progress: ImportProgress): void => say({ kind: 'progress', ...progress })
  const report: ImportReport = await importFiles(engine, { paths: asked.paths, siteId, onProgress }, threads)
  say({ kind: 'report', ...report })
}

async function importPlans(
  engine: Engine,
  siteId: string,
  paths: readonly string[],
  say: (line: unknown) => void,
): Promise<void> {
  for (const path of paths) {
    const document = parseJsonText(readFileSync(path, 'utf8'))
    if (!document.ok) throw new FaultError(document.fault)
    const answer = await engine.submitPlan(siteId, document.value)
    if (!answer.ok) {
      say({ kind: 'planFaults', path, faults: answer.fault })
      throw new FaultError(answer.fault[0] ?? { code: 'INTERNAL' })
    }
    say({ kind: 'plan', path, answer: answer.value })
  }
}

/** The site that a command means: the one named, or the only one. */
export function siteOf(engine: Engine, siteId: string | null): string {
  const ids = engine.sites.ids()
  if (siteId !== null) {
    if (ids.includes(siteId)) return siteId
    throw new FaultError({ code: 'NOT_FOUND', at: '/site', allowed: ids.join(', ') })
  }
  if (ids.length === 1 && ids[0] !== undefined) return ids[0]
  throw new FaultError({ code: 'SITE_NEEDED', at: '/site', allowed: ids.map((id) => `--site ${id}`).join(', ') })
}
