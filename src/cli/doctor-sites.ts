import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SiteFile } from '../model/index.ts'
import { overruledFile, readOverruled, readPolicyEntries, releaseDigest, stillDeclared } from '../server/index.ts'
import { parseSiteFile } from '../site/index.ts'

/** Something about a site that somebody should mend. */
export interface SiteWarning {
  readonly siteId: string
  readonly found: string
  readonly fix: string
}

/** What the folder itself says of its sites, whether a process holds it or not. */
export function siteWarnings(folder: string): SiteWarning[] {
  return siteFiles(folder).flatMap((file) => [...sourcesCheck(folder, file), ...assessmentCheck(folder, file)])
}

/** Whole site files only: the server says what is wrong with any other. */
function siteFiles(folder: string): SiteFile[] {
  const sites = join(folder, 'sites')
  if (!existsSync(sites)) return []
  const names = readdirSync(sites).filter((name) => name.endsWith('.json'))
  return names.sort().flatMap((name) => {
    const parsed = parseSiteFile(readFileSync(join(sites, name), 'utf8'))
    return parsed.ok ? [parsed.value] : []
  })
}

/** A machine that names people is run by hand: its events are kept so, and the site file should say so. */
function sourcesCheck(folder: string, file: SiteFile): SiteWarning[] {
  return stillDeclared(readOverruled(join(folder, overruledFile)), { file }).map(({ source, kind, day }) => ({
    siteId: file.id,
    found: `source ${source} is a ${kind} in the site file, and since ${day} its events name people; they are kept as hand scans`,
    fix: `Declare ${source} as hand, or leave people out of what it sends.`,
  }))
}

/** An assessment of what an earlier release did is not one of this. */
function assessmentCheck(folder: string, { id }: SiteFile): SiteWarning[] {
  const last = readPolicyEntries(folder, id).findLast((entry) => entry.kind === 'assessment')
  if (last?.kind !== 'assessment' || last.manifest === undefined || last.manifest === releaseDigest()) return []
  return [
    {
      siteId: id,
      found: `the impact assessment of ${last.date} was recorded before this release changed what it can do with data`,
      fix: `Read npx fairfloor policy changes --site ${id}, look at the assessment again, and record it.`,
    },
  ]
}
