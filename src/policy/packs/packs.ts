import type { Pack, PackId, Rule } from '../rule.ts'
import { basePack } from './base.ts'
import { dePack } from './de.ts'
import { draftPacks } from './drafts.ts'
import { euPack } from './eu.ts'
import { frPack } from './fr.ts'

/** Every pack that there is, `base` first. */
export const packs: readonly Pack[] = [basePack, euPack, frPack, dePack, ...draftPacks]

/** Members of the European Union, and of the European Economic Area, where the GDPR holds too. */
const underGdpr = new Set(
  'AT BE BG HR CY CZ DE DK EE ES FI FR GR HU IE IT LV LT LU MT NL PL PT RO SE SI SK IS LI NO'.split(' '),
)

/** Where a site stands, as its file says it: ISO 3166-1 alpha-2, and the second half of ISO 3166-2 where that matters. */
export interface SitePosition {
  readonly country?: string | undefined
  readonly region?: string | undefined
}

/** Packs that a site needs. Without a country only `base` is known to hold, and the Policy page says that it is unknown. */
export function packsFor({ country, region }: SitePosition): readonly Pack[] {
  const wanted = new Set<string>(['base'])
  if (country !== undefined) {
    if (underGdpr.has(country)) wanted.add('EU')
    wanted.add(country === 'GB' ? 'UK' : country)
    if (region !== undefined) wanted.add(`${country}-${region}`)
  }
  return packs.filter((pack) => wanted.has(pack.id))
}

/** A country or state of its own that no pack speaks of: somebody must look before anything is relied on. */
export function isUnknownPosition({ country }: SitePosition): boolean {
  return country !== undefined && packsFor({ country }).length === 1
}

const byId = new Map<string, Rule>(packs.flatMap((pack) => pack.rules.map((rule) => [rule.id, rule] as const)))

export function ruleOf(id: string): Rule | undefined {
  return byId.get(id)
}

export function packOf(id: string): Pack | undefined {
  return packs.find((pack) => pack.id === (id as PackId))
}
