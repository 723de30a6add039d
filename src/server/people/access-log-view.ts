import type { Grant, People } from '../../people/index.ts'
import type { AccessLogView } from '../../wire/index.ts'
import { roles } from './access.ts'

type Row = ReturnType<People['log']['list']>[number]
const anySite = '*'

/**
 * The log of access as somebody may read it: who watches over single sites reads what concerns those. A line concerns the sites that it
 * names, those of the account or key that it is about, and else those of who acted; a role everywhere concerns every site. A line that
 * names nobody known and no site, such as a sign-in under a name that nobody has, is for who watches over all of them.
 */
export function accessLogFor(people: People, siteIds: readonly string[] | null): AccessLogView['rows'] {
  return people.log
    .list()
    .filter((row) => siteIds === null || concerns(row).some((site) => site === anySite || siteIds.includes(site)))
    .map(toldRow)

  function concerns({ act, actor, about }: Row): readonly string[] {
    // A link of the machine's owner opens every site.
    if (act === 'link.local') return [anySite]
    if (act === 'site.file' || act === 'policy.record') return [about]
    const named = [...sitesInText(about), ...sitesOfAccount(about)]
    return named.length > 0 ? named : [...sitesOfAccount(actor), ...sitesOfKey(actor)]
  }

  function sitesOfAccount(text: string): readonly string[] {
    const id = /account:([\w-]+)/.exec(text)?.[1]
    return id === undefined ? [] : sitesOfGrants(people.accounts.get(id)?.grants ?? [])
  }

  function sitesOfKey(text: string): readonly string[] {
    const key = people.keys.list().find(({ name }) => text === `key:${name}`)
    return key === undefined ? [] : [key.siteId ?? anySite]
  }

  /** Names of accounts that are there stand for their ids; what is left of a removed one is its id. */
  function toldRow(row: Row): AccessLogView['rows'][number] {
    const named = (text: string): string =>
      text.replace(/account:([\w-]+)/, (whole, id: string) => people.accounts.get(id)?.name ?? whole)
    return { ...row, actor: named(row.actor), about: named(row.about) }
  }
}

function sitesOfGrants(grants: readonly Grant[]): readonly string[] {
  return grants.map(({ siteId }) => siteId ?? anySite)
}

/** Grants as `grantText` writes them: a role alone holds everywhere. */
function sitesInText(text: string): readonly string[] {
  return text.split(' ').flatMap((word) => {
    const [role = '', siteId] = word.split('@')
    if (siteId !== undefined) return [siteId]
    return roles.some((each) => each === role) ? [anySite] : []
  })
}
