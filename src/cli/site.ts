import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Fault, FaultError, faultText, type Result } from '../base/index.ts'
import type { SiteFile } from '../model/index.ts'
import { compileSite, parseSiteFile, readImdf, withOutlines } from '../site/index.ts'
import { type CliIo, exitCodes } from './io.ts'

/** Checks a site file, or puts the outlines of an OGC IMDF archive (unpacked) on its zones. */
export async function run(args: readonly string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { imdf: { type: 'string' }, out: { type: 'string' }, json: { type: 'boolean', default: false } },
  })
  const [word, path] = positionals
  if (path === undefined || (word !== 'check' && word !== 'outlines')) {
    throw new FaultError({
      code: 'OPTION_VALUE',
      at: '/command',
      allowed: 'site check FILE, site outlines FILE --imdf FOLDER',
    })
  }
  const site = tell(parseSiteFile(readFileSync(path, 'utf8')), io, values.json)
  if (site === undefined) return exitCodes.failed
  if (word === 'check') return check(site, io, values.json)
  if (values.imdf === undefined)
    throw new FaultError({ code: 'OPTION_VALUE', at: '/imdf', got: 'nothing', allowed: 'a folder of *.geojson' })
  return putOutlines(site, values.imdf, values.out ?? path, io, values.json)
}

function check(site: SiteFile, io: CliIo, json: boolean): number {
  const newest = compileSite(site).versions.at(-1)
  const zones = newest?.places.filter((place) => place.kind === 'zone').length ?? 0
  const summary = {
    id: site.id,
    state: site.state,
    versions: site.versions.length,
    zones,
    steps: newest?.steps.length ?? 0,
  }
  io.out(
    json
      ? JSON.stringify(summary)
      : `${site.id}: ${site.state}, ${summary.versions} versions, ${zones} zones, ${summary.steps} steps. Nothing to mend.`,
  )
  return exitCodes.done
}

/** The newest version gets the outlines of the units that have the id or the name of a zone. */
function putOutlines(site: SiteFile, folder: string, out: string, io: CliIo, json: boolean): number {
  const names = readdirSync(folder).filter((name) => /\.(geo)?json$/.test(name))
  const files = names.map((name) => ({
    name: basename(name),
    json: JSON.parse(readFileSync(join(folder, name), 'utf8')) as unknown,
  }))
  const plan = tell(readImdf(files), io, json)
  if (plan === undefined) return exitCodes.failed
  const versions = site.versions.map((version, index) =>
    index === site.versions.length - 1 ? withOutlines(version, plan) : version,
  )
  const drawn =
    versions
      .at(-1)
      ?.areas.flatMap((area) => area.zones)
      .filter((zone) => zone.outline !== undefined).length ?? 0
  writeFileSync(out, `${JSON.stringify({ ...site, versions }, null, 2)}\n`)
  io.out(json ? JSON.stringify({ out, zonesWithOutline: drawn }) : `${out}: ${drawn} zones have an outline.`)
  return exitCodes.done
}

function tell<T>(result: Result<T, readonly Fault[]>, io: CliIo, json: boolean): T | undefined {
  if (result.ok) return result.value
  for (const fault of result.fault) io.out(json ? JSON.stringify(fault) : faultText(fault))
  return undefined
}
