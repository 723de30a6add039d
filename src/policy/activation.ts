import { isUnknownPosition, type SitePosition } from './packs/packs.ts'
import {
  type AgreementRecord,
  assessmentParts,
  type Declaration,
  type PolicyRecord,
  type RecordKind,
  type WorkerCategory,
} from './records.ts'
import type { EffectivePolicy } from './resolve.ts'
import type { Need, Pack, Text } from './rule.ts'
import { parameterName, quantity } from './words.ts'

/** One thing that stands between a site and its activation, or that somebody should look at. */
export interface Missing {
  readonly code: MissingCode
  /** Whether it keeps the site a draft. */
  readonly blocks: boolean
  /** The rule that asks for it; null where no rule does. */
  readonly rule: string | null
  /** Where it belongs in the records, as a JSON Pointer: `/notice/agency/de`. */
  readonly at: string
  readonly says: Text
  /** What to type, without the site and the folder. */
  readonly command: string | null
}

const missingCodes = [
  'position',
  'positionUnknown',
  'declaration',
  'notice',
  'noticeLate',
  'assessment',
  'assessmentParts',
  'assessmentLate',
  'assessmentStale',
  'consultation',
  'consultationLate',
  'consultationAdvised',
  'agreement',
  'agreementLate',
  'agreementScope',
  'agreementOver',
  'conflict',
] as const
export type MissingCode = (typeof missingCodes)[number]

export interface ActivationInput {
  readonly siteId: string
  readonly position: SitePosition
  readonly packs: readonly Pack[]
  readonly records: readonly PolicyRecord[]
  /** The day in the site's time zone on which it becomes or became active, ISO. */
  readonly day: string
  readonly policy: Pick<EffectivePolicy, 'conflicts'>
  /** What the release can do now, as a hash. */
  readonly manifest?: string
}

/**
 * What is missing for a site to be active on that day. Notices, assessment and agreement count when they are dated on that day
 * or before, a consultation when it is earlier: who is consulted on the day itself is told, not consulted (FR-CSE-2).
 */
export function missingFor(input: ActivationInput): readonly Missing[] {
  const { position, packs, records, policy } = input
  const out: Missing[] = []
  if (position.country === undefined) out.push(said('position', false, null, '/country', null))
  else if (isUnknownPosition(position)) {
    out.push(said('positionUnknown', false, null, '/country', null, { country: position.country }))
  }
  const asking = rulesAsking(packs)
  const declaration = newest(records, 'declaration')
  for (const need of ['declaration', 'notice', 'assessment', 'consultation', 'agreement'] as const) {
    const rule = asking.get(need)
    if (rule !== undefined) out.push(...checks[need](input, rule, declaration))
  }
  for (const { parameter, duty, limit } of policy.conflicts) {
    const rule = duty.from.kind === 'pack' ? duty.from.rule : null
    const amount = (value: number): Text => ({
      en: quantity(parameter, value, 'en'),
      de: quantity(parameter, value, 'de'),
      fr: quantity(parameter, value, 'fr'),
    })
    const values = { parameter: parameterName(parameter), duty: amount(duty.value), limit: amount(limit.value) }
    out.push(said('conflict', true, rule, `/parameters/${parameter}`, null, values))
  }
  return out
}

type Check = (input: ActivationInput, rule: string, declaration: Declaration | undefined) => Missing[]

const checks: Readonly<Record<Need, Check>> = {
  declaration(_input, rule, declaration) {
    if (declaration !== undefined) return []
    return [said('declaration', true, rule, '/declaration', 'policy record declaration --file declaration.json')]
  },

  notice({ records, day }, rule, declaration) {
    // Before anybody declared who works there, at least one notice is surely missing.
    const categories: readonly WorkerCategory[] = declaration?.categories ?? ['permanent']
    const languages = declaration?.languages ?? ['en']
    return categories.flatMap((category) =>
      languages.flatMap((language) => {
        const given = records.filter(
          (record) => record.kind === 'notice' && record.category === category && record.language === language,
        )
        if (given.some(({ date }) => date <= day)) return []
        const code = given.length === 0 ? 'notice' : 'noticeLate'
        const command = `policy record notice --category ${category} --language ${language} --version VERSION --date DAY`
        return [said(code, true, rule, `/notice/${category}/${language}`, command, { category, language })]
      }),
    )
  },

  assessment({ records, day, manifest }, rule) {
    const command =
      'policy record assessment --document FILE --parts description,necessity,risks,measures --officer-advice agrees --representatives-view agrees --date DAY'
    const found = newest(records, 'assessment')
    if (found === undefined) return [said('assessment', true, rule, '/assessment', command)]
    const lacking = assessmentParts.filter((part) => !found.parts.includes(part))
    if (lacking.length > 0) {
      return [said('assessmentParts', true, rule, '/assessment/parts', command, { parts: lacking.join(', ') })]
    }
    if (found.date > day) return [said('assessmentLate', true, rule, '/assessment/date', command)]
    // An assessment of what the release did before says nothing of what it does now.
    const isStale = manifest !== undefined && found.manifest !== undefined && found.manifest !== manifest
    return isStale ? [said('assessmentStale', false, rule, '/assessment', command, { date: found.date })] : []
  },

  consultation({ records, day }, rule, declaration) {
    const command = 'policy record consultation --opinion favourable --date DAY'
    if (declaration?.staff === 'under11') return []
    if (declaration?.staff === '11to49') {
      if (newest(records, 'consultation') !== undefined) return []
      return [said('consultationAdvised', false, 'FR-CSE-3', '/consultation', command)]
    }
    const all = records.filter(({ kind }) => kind === 'consultation')
    if (all.some(({ date }) => date < day)) return []
    return [said(all.length === 0 ? 'consultation' : 'consultationLate', true, rule, '/consultation/date', command)]
  },

  agreement({ records, day, siteId }, rule) {
    const command = 'policy record agreement --file agreement.json'
    const found = newest(records, 'agreement')
    if (found === undefined) return [said('agreement', true, rule, '/agreement', command)]
    const { scope, signed, auditAndTerm } = found.agreement
    if (!scope.sites.includes(siteId)) {
      return [said('agreementScope', true, rule, '/agreement/scope/sites', command, { site: siteId })]
    }
    if (signed > day || auditAndTerm.from > day)
      return [said('agreementLate', true, rule, '/agreement/signed', command)]
    const { until } = auditAndTerm
    if (until !== undefined && until < day) {
      return [said('agreementOver', true, rule, '/agreement/auditAndTerm/until', command, { until })]
    }
    return []
  },
}

/** The first rule that asks for each kind of record: packs of a country before those of a union, which say more. */
function rulesAsking(packs: readonly Pack[]): ReadonlyMap<Need, string> {
  const out = new Map<Need, string>()
  for (const pack of packs) {
    for (const rule of pack.rules) for (const need of rule.needs ?? []) out.set(need, rule.id)
  }
  return out
}

/** The newest record of a kind: by its date, and among equal dates the one recorded last. */
function newest<K extends RecordKind>(
  records: readonly PolicyRecord[],
  kind: K,
): Extract<PolicyRecord, { kind: K }> | undefined {
  let found: PolicyRecord | undefined
  for (const record of records) {
    if (record.kind === kind && (found === undefined || record.date >= found.date)) found = record
  }
  return found as Extract<PolicyRecord, { kind: K }> | undefined
}

/**
 * The agreement that holds for a site, if any. What it narrowed goes on holding after its term: an end must not widen anything; that
 * it is over is told as missing.
 */
export function agreementInForce(records: readonly PolicyRecord[], siteId: string): AgreementRecord | undefined {
  const found = newest(records, 'agreement')
  return found?.agreement.scope.sites.includes(siteId) === true ? found : undefined
}

const sentences: Readonly<Record<MissingCode, Text>> = {
  position: {
    en: 'The site file names no country: which rules apply is not known, and only those for everywhere are held.',
    de: 'Die Standortdatei nennt kein Land: Welche Regeln gelten, ist unbekannt; nur die für überall werden gehalten.',
    fr: 'Le fichier du site ne nomme aucun pays : on ne sait pas quelles règles valent, seules celles de partout sont tenues.',
  },
  positionUnknown: {
    en: 'No pack of rules speaks of the country {country}: have somebody look which rules apply there.',
    de: 'Kein Regelpaket spricht vom Land {country}: Lassen Sie prüfen, welche Regeln dort gelten.',
    fr: 'Aucun paquet de règles ne parle du pays {country} : faites vérifier quelles règles y valent.',
  },
  declaration: {
    en: 'It is not declared who answers for the site, who works there, and whether quotas are used.',
    de: 'Es ist nicht erklärt, wer für den Standort verantwortlich ist, wer dort arbeitet und ob Quoten gelten.',
    fr: 'Il n’est pas déclaré qui répond du site, qui y travaille et si des quotas sont employés.',
  },
  notice: {
    en: 'No notice is recorded for {category} workers in {language}.',
    de: 'Für {category} Beschäftigte ist kein Hinweis auf {language} erfasst.',
    fr: 'Aucune notice n’est enregistrée pour les travailleurs {category} en {language}.',
  },
  noticeLate: {
    en: 'The notice for {category} workers in {language} is dated after the activation.',
    de: 'Der Hinweis für {category} Beschäftigte auf {language} ist nach der Aktivierung datiert.',
    fr: 'La notice pour les travailleurs {category} en {language} est datée d’après l’activation.',
  },
  assessment: {
    en: 'No impact assessment is recorded.',
    de: 'Es ist keine Folgenabschätzung erfasst.',
    fr: 'Aucune analyse d’impact n’est enregistrée.',
  },
  assessmentParts: {
    en: 'The impact assessment lacks: {parts}.',
    de: 'Der Folgenabschätzung fehlt: {parts}.',
    fr: 'Il manque à l’analyse d’impact : {parts}.',
  },
  assessmentLate: {
    en: 'The impact assessment is dated after the activation.',
    de: 'Die Folgenabschätzung ist nach der Aktivierung datiert.',
    fr: 'L’analyse d’impact est datée d’après l’activation.',
  },
  assessmentStale: {
    en: 'The impact assessment of {date} was recorded before this release changed what is read, computed, kept or shown: it has to be looked at again.',
    de: 'Die Folgenabschätzung vom {date} wurde erfasst, bevor diese Fassung änderte, was gelesen, berechnet, aufbewahrt oder gezeigt wird: Sie muss neu geprüft werden.',
    fr: 'L’analyse d’impact du {date} a été enregistrée avant que cette version ne change ce qui est lu, calculé, conservé ou montré : il faut la revoir.',
  },
  consultation: {
    en: 'No consultation of the workers’ representation is recorded.',
    de: 'Es ist keine Anhörung der Vertretung der Beschäftigten erfasst.',
    fr: 'Aucune consultation de la représentation du personnel n’est enregistrée.',
  },
  consultationLate: {
    en: 'The consultation is not earlier than the activation.',
    de: 'Die Anhörung liegt nicht vor der Aktivierung.',
    fr: 'La consultation n’est pas antérieure à l’activation.',
  },
  consultationAdvised: {
    en: 'Nobody has to be consulted at this size; it is advised.',
    de: 'Bei dieser Größe muss niemand angehört werden; es wird geraten.',
    fr: 'À cette taille, personne ne doit être consulté ; c’est conseillé.',
  },
  agreement: {
    en: 'No works agreement is recorded.',
    de: 'Es ist keine Betriebsvereinbarung erfasst.',
    fr: 'Aucun accord d’entreprise n’est enregistré.',
  },
  agreementLate: {
    en: 'The works agreement was signed, or begins, after the activation.',
    de: 'Die Betriebsvereinbarung wurde nach der Aktivierung unterzeichnet oder beginnt danach.',
    fr: 'L’accord d’entreprise est signé, ou commence, après l’activation.',
  },
  agreementScope: {
    en: 'The works agreement does not name the site {site}.',
    de: 'Die Betriebsvereinbarung nennt den Standort {site} nicht.',
    fr: 'L’accord d’entreprise ne nomme pas le site {site}.',
  },
  agreementOver: {
    en: 'The works agreement ended on {until}.',
    de: 'Die Betriebsvereinbarung endete am {until}.',
    fr: 'L’accord d’entreprise a pris fin le {until}.',
  },
  conflict: {
    en: '{parameter}: one line asks for at least {duty}, another allows at most {limit}. One of the two has to give way.',
    de: '{parameter}: Eine Linie verlangt mindestens {duty}, eine andere erlaubt höchstens {limit}. Eine der beiden muss weichen.',
    fr: '{parameter} : une ligne demande au moins {duty}, une autre permet au plus {limit}. L’une des deux doit céder.',
  },
}

/** How the categories are said inside a sentence. */
const categoryNames: Readonly<Record<WorkerCategory, Text>> = {
  permanent: { en: 'permanent', de: 'fest angestellte', fr: 'permanents' },
  temporary: { en: 'temporary', de: 'befristete', fr: 'en contrat temporaire' },
  agency: { en: 'agency', de: 'überlassene', fr: 'intérimaires' },
}

function said(
  code: MissingCode,
  blocks: boolean,
  rule: string | null,
  at: string,
  command: string | null,
  values: Readonly<Record<string, string | Text>> = {},
): Missing {
  const fill = (language: keyof Text): string =>
    sentences[code][language].replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name] ?? ''
      if (typeof value !== 'string') return value[language]
      return name === 'category' ? categoryNames[value as WorkerCategory][language] : value
    })
  return { code, blocks, rule, at, command, says: { en: fill('en'), de: fill('de'), fr: fill('fr') } }
}
