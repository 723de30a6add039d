import { releaseSets } from './declared.ts'
import { isAsStrict, isNumberId, type NumberId, numberIds, numberParameter, type SetId, setIds } from './parameters.ts'
import type { Narrowing } from './resolve.ts'
import type { DocumentLanguage, Text } from './rule.ts'
import { memberName, parameterName, quantity } from './words.ts'

/** A way in or out of the server, as its declaration says it. */
export interface ManifestRoute {
  /** `GET /api/v1/sites/:site/floor` */
  readonly way: string
  readonly roles: readonly string[] | 'public'
  readonly dataClass: string
}

/** All that a release can do with data, written from its declarations. Committed as docs/manifest.json. */
export interface Manifest {
  readonly fairfloorManifest: 1
  readonly sets: Readonly<Record<SetId, readonly string[]>>
  readonly numbers: Readonly<Record<NumberId, number>>
  readonly routes: readonly ManifestRoute[]
  readonly streams: readonly string[]
  readonly commands: readonly string[]
}

/** What a site was activated with. What a later release can do beyond it arrives off. */
export interface Activation {
  readonly kind: 'activation'
  readonly date: string
  readonly sets: Manifest['sets']
  readonly numbers: Readonly<Partial<Record<NumberId, number>>>
  /** Ways in and out; null where no server ran yet when the site was activated. */
  readonly routes: readonly ManifestRoute[] | null
  readonly simulated?: true
}

/** The manifest of this release. Sorted, so that the order of declarations means nothing. */
export function manifestOf(declared: {
  readonly routes: readonly ManifestRoute[]
  readonly streams: readonly string[]
  readonly commands: readonly string[]
}): Manifest {
  const sets = releaseSets()
  return {
    fairfloorManifest: 1,
    sets: Object.fromEntries(setIds.map((id) => [id, [...sets[id]].sort()])) as unknown as Manifest['sets'],
    numbers: Object.fromEntries(numberIds.map((id) => [id, numberParameter(id).value])) as Record<NumberId, number>,
    routes: [...declared.routes]
      .map(({ way, roles, dataClass }) => ({ way, roles: roles === 'public' ? roles : [...roles].sort(), dataClass }))
      .sort((a, b) => (a.way < b.way ? -1 : 1)),
    streams: [...declared.streams].sort(),
    commands: [...declared.commands].sort(),
  }
}

/** Data classes that are about goods or people's work; ways of any other class need nobody's naming. */
const dataWays: readonly string[] = ['goods', 'state', 'rate', 'event']

export function isDataWay({ dataClass }: Pick<ManifestRoute, 'dataClass'>): boolean {
  return dataWays.includes(dataClass)
}

/**
 * What an activation narrows: a release later adds nothing to its sets and loosens none of its numbers. What an agreement named before
 * there was a release that had it is no addition: both sides signed it.
 */
export function narrowingOfActivation(activation: Activation, agreed: Narrowing['sets'] = {}): Narrowing {
  return {
    from: () => ({ kind: 'activation', date: activation.date }),
    numbers: activation.numbers,
    sets: Object.fromEntries(setIds.map((id) => [id, [...new Set([...activation.sets[id], ...(agreed[id] ?? [])])]])),
  }
}

/** Is this way out, for this role, one that the site was activated with? True where nothing was recorded. */
export function isNamedWay(activation: Activation | undefined, route: ManifestRoute, role: string): boolean {
  if (activation === undefined || activation.routes === null || !isDataWay(route)) return true
  const known = activation.routes.find(({ way }) => way === route.way)
  return known !== undefined && (known.roles === 'public' || known.roles.includes(role))
}

export interface ManifestChange {
  readonly kind: SetId | 'number' | 'way'
  readonly id: string
  /** `off`: new, and off until it is named; `held`: looser now, held at what it was; `gone`; `narrower`. */
  readonly effect: 'off' | 'held' | 'gone' | 'narrower'
  /** What changes for the people at work, in plain words. */
  readonly says: Text
}

/** What a release changes against what a site was activated with. */
export function changesSince(
  activation: Activation,
  running: Manifest,
  agreed: Narrowing['sets'] = {},
): readonly ManifestChange[] {
  const out: ManifestChange[] = []
  for (const id of setIds) {
    const before = activation.sets[id]
    for (const member of running.sets[id]) {
      if (!before.includes(member) && agreed[id]?.includes(member) !== true) out.push(change(id, member, 'off'))
    }
    for (const member of before) if (!running.sets[id].includes(member)) out.push(change(id, member, 'gone'))
  }
  for (const [id, before] of Object.entries(activation.numbers)) {
    if (!isNumberId(id) || running.numbers[id] === before) continue
    const after = running.numbers[id]
    out.push(numberChange(id, before, after))
  }
  const known = new Map(activation.routes?.map((route) => [route.way, route]) ?? [])
  for (const route of activation.routes === null ? [] : running.routes) {
    if (!isDataWay(route) || route.roles === 'public') continue
    const before = known.get(route.way)
    if (before === undefined) out.push(change('way', route.way, 'off'))
    else {
      for (const role of route.roles) {
        if (!isNamedWay(activation, route, role)) out.push(change('way', `${route.way} (${role})`, 'off'))
      }
    }
  }
  return out
}

const kindNames: Readonly<Record<ManifestChange['kind'], Text>> = {
  indicators: { en: 'the figure', de: 'die Kennzahl', fr: 'le chiffre' },
  exports: { en: 'the export', de: 'der Export', fr: 'l’export' },
  roles: { en: 'the role', de: 'die Rolle', fr: 'le rôle' },
  fields: { en: 'the field', de: 'das Feld', fr: 'le champ' },
  number: { en: 'the value', de: 'der Wert', fr: 'la valeur' },
  way: { en: 'the way', de: 'der Weg', fr: 'la voie' },
}

function change(kind: ManifestChange['kind'], id: string, effect: 'off' | 'gone'): ManifestChange {
  const what = kindNames[kind]
  const name = kind === 'number' || kind === 'way' ? { en: id, de: id, fr: id } : memberName(kind, id)
  const says: Text =
    effect === 'off'
      ? {
          en: `New: ${what.en} “${name.en}”. It is off here until it is named and agreed.`,
          de: `Neu: ${what.de} „${name.de}“. Hier ausgeschaltet, bis sie genannt und vereinbart ist.`,
          fr: `Nouveau : ${what.fr} « ${name.fr} ». Désactivé ici tant qu’il n’est pas nommé et convenu.`,
        }
      : {
          en: `Gone: ${what.en} “${name.en}”.`,
          de: `Fort: ${what.de} „${name.de}“.`,
          fr: `Supprimé : ${what.fr} « ${name.fr} ».`,
        }
  return { kind, id, effect, says }
}

function numberChange(id: NumberId, before: number, after: number): ManifestChange {
  const effect = isAsStrict(id, after, before) ? 'narrower' : 'held'
  const name = parameterName(id)
  const say = (value: number, language: DocumentLanguage): string => quantity(id, value, language)
  const says: Text =
    effect === 'held'
      ? {
          en: `${name.en}: the release would do ${say(after, 'en')}; here it stays at ${say(before, 'en')}.`,
          de: `${name.de}: Die Fassung täte ${say(after, 'de')}; hier bleibt es bei ${say(before, 'de')}.`,
          fr: `${name.fr} : la version ferait ${say(after, 'fr')} ; ici, cela reste à ${say(before, 'fr')}.`,
        }
      : {
          en: `${name.en}: stricter now, ${say(after, 'en')} instead of ${say(before, 'en')}.`,
          de: `${name.de}: jetzt strenger, ${say(after, 'de')} statt ${say(before, 'de')}.`,
          fr: `${name.fr} : plus strict, ${say(after, 'fr')} au lieu de ${say(before, 'fr')}.`,
        }
  return { kind: 'number', id, effect, says }
}
