import type { RunningServer, ServeOptions } from './serve.ts'

export { type Access, actorOf, type Caller, openAccess, type Role, roles } from './access.ts'
export { type Engine, ensureSite, firstSiteId, openEngine } from './engine.ts'
export { type ExportFormat, exportFormats, exportLogPath } from './export-words.ts'
export { grantText, invitationLink, keyText, readGrants } from './grants.ts'
export { type ImportProgress, type ImportReport, importFiles } from './import.ts'
export type { ImportCounts } from './import-counts.ts'
export { machineClock, openNodeDisk } from './node-disk.ts'
export { overruledFile, readOverruled, stillDeclared } from './overruled.ts'
export { type ImportRequest, ownerHandlers, runImport, siteOf } from './owner-commands.ts'
export { askOwner } from './owner-socket.ts'
export { releaseDigest } from './policies.ts'
export { readPolicyEntries } from './policy-store.ts'
export { scanThreads } from './scan-threads.ts'
export type { RunningServer, ServeOptions } from './serve.ts'
export type { SiteAnswer } from './site-door.ts'
export { openSites } from './sites.ts'
export type { WayOut } from './ways-out.ts'

/** Runs the server on a data folder. Throws FaultError; nothing is left open then. */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  // Loaded only by who serves: an import needs neither sockets nor schemas, and starts in half the time without.
  const { serve: run } = await import('./serve.ts')
  return run(options)
}
