import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Fault, FaultError, faultText } from '../../base/index.ts'
import type { SiteFile, SiteState } from '../../model/index.ts'
import { type CompiledSiteFile, compileSite, parseSiteFile, placeIdentifier } from '../../site/index.ts'
import { writeDurably } from '../disk/durable-file.ts'
import { siteDenials } from '../keep-out/denials.ts'

/** The sites of a data folder: one file each in `sites/`, read whole or refused whole. */
export interface Sites {
  ids(): readonly string[]
  get(siteId: string): CompiledSiteFile | undefined
  /** Identifier of a place of the newest version, as the ledger keeps it of a hand scan. */
  zoneIdOf(siteId: string, place: number): string
  /** Checks all of a site file and keeps nothing of it. */
  read(
    text: string,
    expectedId?: string,
    check?: SiteCheck,
  ): { readonly file?: SiteFile; readonly faults: readonly Fault[] }
  /** Takes a site file: checks all of it, writes it, and puts it in force. The old one stays where anything is wrong. */
  put(
    text: string,
    expectedId?: string,
    check?: SiteCheck,
  ): { readonly site?: CompiledSiteFile; readonly faults: readonly Fault[] }
}

/** Says why a sound file may not come into force; `before` is the one in force. */
export type SiteCheck = (file: SiteFile, before: SiteFile | undefined) => readonly Fault[]

/** Reads every site file of the folder. Throws FaultError with the first fault where one is broken: a server never starts on half a site. */
export function openSites(dataFolder: string, stateOf: (file: SiteFile) => SiteState = ({ state }) => state): Sites {
  const folder = join(dataFolder, 'sites')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const sites = new Map<string, CompiledSiteFile>()
  for (const name of readdirSync(folder)
    .filter((each) => each.endsWith('.json'))
    .sort()) {
    const parsed = parseSiteFile(readFileSync(join(folder, name), 'utf8'))
    if (!parsed.ok) {
      const [first] = parsed.fault
      throw new FaultError(first ?? { code: 'INTERNAL' }, {
        cause: new Error(`sites/${name}:\n${parsed.fault.map(faultText).join('\n')}`),
      })
    }
    const state = stateOf(parsed.value)
    sites.set(parsed.value.id, compileSite(state === parsed.value.state ? parsed.value : { ...parsed.value, state }))
  }

  const all: Sites = {
    ids: () => [...sites.keys()].sort(),
    get: (siteId) => sites.get(siteId),
    zoneIdOf(siteId, place) {
      const newest = sites.get(siteId)?.versions.at(-1)
      return placeIdentifier(siteId, newest?.places[place]?.id ?? '')
    },
    read(text, expectedId, check) {
      const parsed = parseSiteFile(text)
      if (!parsed.ok) return { faults: parsed.fault }
      const file: SiteFile = parsed.value
      const denials = siteDenials(file)
      if (denials.length > 0) return { faults: denials }
      if (expectedId !== undefined && file.id !== expectedId) {
        return { faults: [{ code: 'DOCUMENT_VALUE_WRONG', at: '/id', got: 'another id', allowed: expectedId }] }
      }
      const refusals = check?.(file, sites.get(file.id)?.file) ?? []
      return refusals.length > 0 ? { faults: refusals } : { file, faults: [] }
    },
    put(text, expectedId, check) {
      const { file, faults } = all.read(text, expectedId, check)
      if (file === undefined) return { faults }
      writeDurably(join(folder, `${file.id}.json`), text)
      const compiled = compileSite(file)
      sites.set(file.id, compiled)
      return { site: compiled, faults: [] }
    },
  }
  return all
}
