import type { RunningServer, ServeOptions } from './serve.ts'

export { machineClock, openNodeDisk } from './disk/node-disk.ts'
export { type Engine, ensureSite, firstSiteId, openEngine } from './engine.ts'
export type { WayOut } from './http/ways-out.ts'
export { type ImportProgress, type ImportReport, importFiles } from './intake/import.ts'
export type { ImportCounts } from './intake/import-counts.ts'
export { scanThreads } from './intake/scan-threads.ts'
export { overruledFile, readOverruled, stillDeclared } from './keep-out/overruled.ts'
export { type ImportRequest, ownerHandlers, runImport, siteOf } from './owner/commands.ts'
export { askOwner } from './owner/socket.ts'
export { type Access, actorOf, type Caller, openAccess, type Role, roles } from './people/access.ts'
export { grantText, invitationLink, keyText, readGrants } from './people/grants.ts'
export { releaseDigest } from './policy/policies.ts'
export { readPolicyEntries } from './policy/store.ts'
export { type ExportFormat, exportFormats, exportLogPath } from './query/export-words.ts'
export type { RunningServer, ServeOptions } from './serve.ts'
export type { SiteAnswer } from './sites/site-door.ts'
export { openSites } from './sites/sites.ts'

/** Runs the server on a data folder. Throws FaultError; nothing is left open then. */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  // Loaded only by who serves: an import needs neither sockets nor schemas, and starts in half the time without.
  const { serve: run } = await import('./serve.ts')
  return run(options)
}
