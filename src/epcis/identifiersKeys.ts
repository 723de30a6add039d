/** What an identifier names; a GS1 key, or a class or part of one. */
export type IdentifierKind =
  | 'SSCC'
  | 'GTIN'
  | 'SGTIN'
  | 'LGTIN'
  | 'UPUI'
  | 'GDTI'
  | 'GCN'
  | 'SGCN'
  | 'GINC'
  | 'GSIN'
  | 'GLN'
  | 'SGLN'
  | 'PGLN'
  | 'GRAI'
  | 'GIAI'
  | 'ITIP'
  | 'CPI'
  | 'GMN'
  | 'GSRN'
  | 'GSRNP'

/** How a key's value is written in a Digital Link. */
export interface KeyForm {
  /** Application identifier of the key. */
  readonly ai: string
  /** Digits that the value starts with, its check digit among them; 0 where no count is fixed. */
  readonly digits: number
  /** Most characters behind those digits (a serial); where `digits` is 0, of the whole value. */
  readonly tailMax: number
  /** What follows is digits only. */
  readonly tailNumeric?: boolean
  /** Position of the check digit in the value, -1 for none. */
  readonly checkAt: number
  /** AIs that may follow the key, in the standard's order. */
  readonly qualifiers: readonly string[]
  /** Position of the company prefix in the value. */
  readonly prefixAt: number
  /** What the key names on its own. */
  readonly kind: IdentifierKind
}

/**
 * Keys of a Digital Link with their qualifiers in the standard's order. Facts from the GS1 General
 * Specifications, section 3, and GS1 Digital Link: URI Syntax 1.2, section 4.
 */
export const keyForms: readonly KeyForm[] = [
  { ai: '00', digits: 18, tailMax: 0, checkAt: 17, qualifiers: [], prefixAt: 1, kind: 'SSCC' },
  { ai: '01', digits: 14, tailMax: 0, checkAt: 13, qualifiers: ['22', '10', '21', '235'], prefixAt: 1, kind: 'GTIN' },
  { ai: '253', digits: 13, tailMax: 17, checkAt: 12, qualifiers: [], prefixAt: 0, kind: 'GDTI' },
  { ai: '255', digits: 13, tailMax: 12, tailNumeric: true, checkAt: 12, qualifiers: [], prefixAt: 0, kind: 'GCN' },
  { ai: '401', digits: 0, tailMax: 30, checkAt: -1, qualifiers: [], prefixAt: 0, kind: 'GINC' },
  { ai: '402', digits: 17, tailMax: 0, checkAt: 16, qualifiers: [], prefixAt: 0, kind: 'GSIN' },
  { ai: '414', digits: 13, tailMax: 0, checkAt: 12, qualifiers: ['254', '7040'], prefixAt: 0, kind: 'GLN' },
  { ai: '415', digits: 13, tailMax: 0, checkAt: 12, qualifiers: ['8020'], prefixAt: 0, kind: 'GLN' },
  { ai: '417', digits: 13, tailMax: 0, checkAt: 12, qualifiers: ['7040'], prefixAt: 0, kind: 'PGLN' },
  { ai: '8003', digits: 14, tailMax: 16, checkAt: 13, qualifiers: [], prefixAt: 1, kind: 'GRAI' },
  { ai: '8004', digits: 0, tailMax: 30, checkAt: -1, qualifiers: ['7040'], prefixAt: 0, kind: 'GIAI' },
  { ai: '8006', digits: 18, tailMax: 0, checkAt: 13, qualifiers: ['22', '10', '21'], prefixAt: 1, kind: 'ITIP' },
  { ai: '8010', digits: 0, tailMax: 30, checkAt: -1, qualifiers: ['8011'], prefixAt: 0, kind: 'CPI' },
  { ai: '8013', digits: 0, tailMax: 25, checkAt: -1, qualifiers: [], prefixAt: 0, kind: 'GMN' },
  { ai: '8017', digits: 18, tailMax: 0, checkAt: 17, qualifiers: ['8019'], prefixAt: 0, kind: 'GSRNP' },
  { ai: '8018', digits: 18, tailMax: 0, checkAt: 17, qualifiers: ['8019'], prefixAt: 0, kind: 'GSRN' },
]

export const keyFormOf: ReadonlyMap<string, KeyForm> = new Map(keyForms.map((form) => [form.ai, form]))

/** Longest value of each qualifier, and whether it is digits only. */
export const qualifierForms: ReadonlyMap<string, { readonly max: number; readonly numeric: boolean }> = new Map([
  ['10', { max: 20, numeric: false }],
  ['21', { max: 20, numeric: false }],
  ['22', { max: 20, numeric: false }],
  ['235', { max: 28, numeric: false }],
  ['254', { max: 20, numeric: false }],
  ['7040', { max: 4, numeric: false }],
  ['8011', { max: 12, numeric: true }],
  ['8019', { max: 10, numeric: true }],
  ['8020', { max: 25, numeric: false }],
])

/** Words that Digital Link 1.0 and 1.1 allowed in place of numbers. */
export const convenienceAlphas: ReadonlyMap<string, string> = new Map([
  ['sscc', '00'],
  ['gtin', '01'],
  ['gdti', '253'],
  ['gcn', '255'],
  ['ginc', '401'],
  ['gsin', '402'],
  ['gln', '414'],
  ['payto', '415'],
  ['party', '417'],
  ['grai', '8003'],
  ['giai', '8004'],
  ['itip', '8006'],
  ['cpid', '8010'],
  ['gmn', '8013'],
  ['gsrnp', '8017'],
  ['gsrn', '8018'],
  ['lot', '10'],
  ['ser', '21'],
  ['cpv', '22'],
  ['tpx', '235'],
  ['glnx', '254'],
  ['cpsn', '8011'],
  ['srin', '8019'],
  ['refno', '8020'],
])

/** A key with the qualifiers that came with it: AI and plain (not percent-encoded) value. */
export interface GsKey {
  readonly form: KeyForm
  readonly value: string
  readonly qualifiers: ReadonlyMap<string, string>
}

const none: ReadonlyMap<string, string> = new Map()

/**
 * The key that names the object alone, at the finest level that an EPC has: a serial outranks lot and
 * variant, which say more about the object but not which one it is. Two gates may scan one label in two
 * symbols, one with the lot, and must mean one object. Source: CBV 2.0, event hash, rule on constrained
 * Digital Links. An all-zero GLN extension is the place itself.
 */
export function constrain(key: GsKey): GsKey {
  const only = (...ais: string[]): GsKey => {
    for (const ai of ais) {
      const value = key.qualifiers.get(ai)
      if (value !== undefined) return { form: key.form, value: key.value, qualifiers: new Map([[ai, value]]) }
    }
    return { form: key.form, value: key.value, qualifiers: none }
  }
  if (key.qualifiers.size === 0) return key
  switch (key.form.ai) {
    case '01':
      return only('21', '235', '10')
    case '8006':
      return only('21', '10')
    case '414':
      return key.qualifiers.get('254') === '0' ? only() : only('254')
    case '8010':
      return only('8011')
    case '415':
      return only('8020')
    default:
      return only()
  }
}

/** What a constrained key names. */
export function kindOf({ form, value, qualifiers }: GsKey): IdentifierKind {
  switch (form.ai) {
    case '01':
      return qualifiers.has('21') ? 'SGTIN' : qualifiers.has('235') ? 'UPUI' : qualifiers.has('10') ? 'LGTIN' : 'GTIN'
    case '255':
      return value.length > form.digits ? 'SGCN' : 'GCN'
    case '414':
      return qualifiers.has('254') ? 'SGLN' : 'GLN'
    default:
      return form.kind
  }
}
