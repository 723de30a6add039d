import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Fault, FaultError, faultText, type Result } from '../base/index.ts'
import type { SiteFile } from '../model/index.ts'
import type { SiteAnswer } from '../server/index.ts'
import { compileSite, parseSiteFile, readImdf, withOutlines } from '../site/index.ts'
import { type CliIo, exitCodes } from './io.ts'
import { askFolder } from './owner.ts'
import { siteChangeLines } from './site-changes.ts'

/** Checks a site file, sends it to its site, or puts the outlines of an OGC IMDF archive (unpacked) on its zones. */
export async function run(args: readonly string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      imdf: { type: 'string' },
      out: { type: 'string' },
      site: { type: 'string' },
      data: { type: 'string', default: 'data' },
      json: { type: 'boolean', default: false },
    },
  })
  const [word, path] = positionals
  if (path === undefined || (word !== 'check' && word !== 'put' && word !== 'outlines')) {
    throw new FaultError({
      code: 'OPTION_VALUE',
      at: '/command',
      allowed: 'site check FILE, site put FILE --site ID, site outlines FILE --imdf FOLDER',
    })
  }
  const text = readFileSync(path, 'utf8')
  const site = tell(parseSiteFile(text), io, values.json)
  if (site === undefined) return exitCodes.failed
  if (word === 'put' || (word === 'check' && values.site !== undefined)) {
    const asked = { text, siteId: values.site ?? null, dry: word === 'check' }
    return tellAnswer(await askFolder<SiteAnswer>(values.data, 'sitePut', asked), asked.dry, io, values.json)
  }
  if (word === 'check') return check(site, io, values.json)
  if (values.imdf === undefined)
    throw new FaultError({ code: 'OPTION_VALUE', at: '/imdf', got: 'nothing', allowed: 'a folder of *.geojson' })
  return putOutlines(site, values.imdf, values.out ?? path, io, values.json)
}

/** What changes and from when; or every reason why nothing does. */
function tellAnswer(answer: SiteAnswer, dry: boolean, io: CliIo, json: boolean): number {
  const { faults, changes, fromMs, version } = answer
  const code = faults.length === 0 ? exitCodes.done : exitCodes.failed
  if (json) {
    io.out(JSON.stringify(answer))
    return code
  }
  for (const fault of faults) io.err(faultText(fault))
  if (faults.length > 0) {
    io.err('Nothing of the file is taken.')
    return code
  }
  for (const line of siteChangeLines(changes)) io.out(line)
  if (changes.length === 0) io.out('The file says what the one in force says.')
  const holds = `Version ${version} ${dry ? 'would hold' : 'holds'}`
  io.out(
    fromMs === null
      ? `${holds} at once.`
      : `${holds} from ${new Date(fromMs).toISOString()}, the start of an operational week; the file in force stays whole until then.`,
  )
  return code
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
