import { isUriText } from './lexical.ts'

/** The standard's own context, as JSON text: what holds where none is given. */
export const standardContextUrl = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'
export const standardContextJson = JSON.stringify(standardContextUrl)

/** Addresses of the standard's contexts; what they define is built in, and no address is ever fetched. */
const standardUrl =
  /^https?:\/\/(?:ref\.gs1\.org\/standards\/epcis\/(?:2\.0(?:\.[01])?\/)?epcis-context(?:-simple)?\.jsonld|gs1\.github\.io\/EPCIS\/epcis-context(?:-simple)?\.jsonld)$/

/** Prefixes that the standard's contexts define. */
const standardPrefixes: Readonly<Record<string, string>> = {
  epcis: 'https://ref.gs1.org/epcis/',
  cbv: 'https://ref.gs1.org/cbv/',
  cbvmda: 'urn:epcglobal:cbv:mda:',
  gs1: 'https://gs1.org/voc/',
  vtype: 'urn:epcglobal:epcis:vtype:',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  owl: 'http://www.w3.org/2002/07/owl#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  dcterms: 'http://purl.org/dc/terms/',
}
/** Namespaces of the standard itself: never an extension that needs declaring. */
const standardNamespaces: ReadonlySet<string> = new Set(Object.values(standardPrefixes))

/** A member's name with its prefix resolved. */
export interface ExpandedName {
  readonly namespace: string
  readonly local: string
  /** Whether the prefix was declared, or the name is a whole URI. */
  readonly declared: boolean
}

/** An @context as it came, with what its prefixes mean. */
export class InlineContext {
  /** JSON text as it is kept beside the events. */
  readonly json: string
  /** Whether one of the standard's addresses is in it. */
  readonly isStandard: boolean
  readonly prefixes: ReadonlyMap<string, string>

  /** `value` is the parsed @context; `under` is the context that it adds to. */
  constructor(json: string, value: unknown, under?: InlineContext) {
    const prefixes = new Map<string, string>(under?.prefixes ?? Object.entries(standardPrefixes))
    let isStandard = under?.isStandard ?? false
    for (const part of contextParts(value)) {
      if (typeof part === 'string') isStandard ||= isStandardContextUrl(part)
      else readTerms(part, prefixes)
    }
    this.json = json
    this.isStandard = isStandard
    this.prefixes = prefixes
  }

  /** Namespace and local name of `prefix:local`, of a whole URI (split after its last `/`, `#` or `:`), or of a bare name. */
  expand(name: string): ExpandedName {
    const colon = name.indexOf(':')
    if (colon < 0) return { namespace: '', local: name, declared: false }
    const namespace = this.prefixes.get(name.slice(0, colon))
    if (namespace !== undefined && !name.startsWith('//', colon + 1)) {
      return { namespace, local: name.slice(colon + 1), declared: true }
    }
    const cut = Math.max(name.lastIndexOf('/'), name.lastIndexOf('#'), name.lastIndexOf(':')) + 1
    return { namespace: name.slice(0, cut), local: name.slice(cut), declared: /^(?:[a-z]+:\/\/|urn:)/i.test(name) }
  }
}

/** Addresses and objects of an @context, in order. */
export function contextParts(value: unknown): readonly (string | Readonly<Record<string, unknown>>)[] {
  const all = Array.isArray(value) ? (value as unknown[]) : [value]
  return all.filter((part) => typeof part === 'string' || (part !== null && typeof part === 'object')) as (
    | string
    | Readonly<Record<string, unknown>>
  )[]
}

export function isStandardContextUrl(url: string): boolean {
  return standardUrl.test(url)
}

export function isStandardNamespace(namespace: string): boolean {
  return standardNamespaces.has(namespace)
}

/** What is wrong with the shape of an @context, undefined where nothing is. Source: EPCIS JSON schema, `@context`. */
export function contextTrouble(value: unknown): 'type' | 'empty' | undefined {
  if (typeof value === 'string') return isUriText(value) ? undefined : 'type'
  if (value === null || typeof value !== 'object') return 'type'
  if (!Array.isArray(value)) return undefined
  for (const part of value as unknown[]) {
    if (
      typeof part === 'string' ? !isUriText(part) : part === null || typeof part !== 'object' || Array.isArray(part)
    ) {
      return 'type'
    }
  }
  return value.length === 0 ? 'empty' : undefined
}

function readTerms(terms: Readonly<Record<string, unknown>>, prefixes: Map<string, string>): void {
  for (const [term, definition] of Object.entries(terms)) {
    if (term.startsWith('@')) continue
    const id =
      definition !== null && typeof definition === 'object'
        ? (definition as Readonly<Record<string, unknown>>)['@id']
        : definition
    if (typeof id === 'string' && !id.startsWith('@')) prefixes.set(term, id)
  }
  // A term may stand on another: `ex2: "ex:deeper/"`. Eight levels are more than any document has.
  for (let level = 0; level < 8; level++) {
    let changed = false
    for (const [term, id] of prefixes) {
      const colon = id.indexOf(':')
      const base = colon > 0 && !id.startsWith('//', colon + 1) ? prefixes.get(id.slice(0, colon)) : undefined
      if (base === undefined || id.slice(0, colon) === term) continue
      prefixes.set(term, base + id.slice(colon + 1))
      changed = true
    }
    if (!changed) return
  }
}
