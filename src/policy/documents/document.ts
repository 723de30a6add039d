import { indicators } from '../declared.ts'
import { agreementWords } from '../explain.ts'
import type { SitePosition } from '../packs/packs.ts'
import { type NumberId, numberIds, numberParameter } from '../parameters.ts'
import type { AgreementRecord, Declaration } from '../records.ts'
import type { EffectivePolicy } from '../resolve.ts'
import type { DocumentLanguage, Pack, Text } from '../rule.ts'
import { parameterName, quantity } from '../words.ts'

/** What a document is made of; HTML, PDF and Markdown are printed from it. */
export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }

export interface Section {
  /** The point of the law that it answers, such as `30.1.f`; tests count them. */
  readonly id: string
  readonly heading: string
  readonly blocks: readonly Block[]
}

export interface PolicyDocument {
  readonly kind: 'register' | 'assessment' | 'notice' | 'limits'
  readonly language: DocumentLanguage
  readonly title: string
  readonly site: string
  /** Where it comes from and what it is not. */
  readonly notes: readonly string[]
  readonly sections: readonly Section[]
}

/** The running configuration that a document is printed from. */
export interface DocumentInput {
  readonly siteId: string
  readonly siteName: string
  readonly position: SitePosition
  /** Release of the software. */
  readonly version: string
  /** The day it is printed, ISO. */
  readonly day: string
  /** SHA-256 of the manifest that it was printed from. */
  readonly manifestHash: string
  readonly policy: EffectivePolicy
  readonly packs: readonly Pack[]
  readonly declaration: Declaration | undefined
  readonly agreement: AgreementRecord | undefined
  readonly simulated: boolean
}

export const text = (value: string): Block => ({ kind: 'text', text: value })
export const list = (items: readonly string[]): Block => ({ kind: 'list', items })

/** What stands in the place of a fact that nobody declared yet; a document never guesses. */
const undeclared: Text = {
  en: 'Not declared yet: npx fairfloor policy record declaration --file FILE --site {site}',
  de: 'Noch nicht erklärt: npx fairfloor policy record declaration --file FILE --site {site}',
  fr: 'Pas encore déclaré : npx fairfloor policy record declaration --file FILE --site {site}',
}

export function declaredOr(
  value: string | undefined,
  { siteId }: Pick<DocumentInput, 'siteId'>,
  language: DocumentLanguage,
): string {
  return value ?? undeclared[language].replace('{site}', siteId)
}

const noteTexts = {
  printed: {
    en: 'Printed on {day} from the running configuration of Fairfloor {version} (manifest {hash}).',
    de: 'Gedruckt am {day} aus der laufenden Konfiguration von Fairfloor {version} (Manifest {hash}).',
    fr: 'Imprimé le {day} depuis la configuration en service de Fairfloor {version} (manifeste {hash}).',
  },
  draft: {
    en: 'A draft by software. Somebody who answers for the site has to check and complete it; it is no legal advice.',
    de: 'Ein Entwurf durch Software. Jemand, der für den Standort einsteht, muss ihn prüfen und ergänzen; er ist keine Rechtsberatung.',
    fr: 'Un projet établi par logiciel. Qui répond du site doit le vérifier et le compléter ; ce n’est pas un conseil juridique.',
  },
  simulated: {
    en: 'Simulated: the site, the employer and every record are inventions.',
    de: 'Simuliert: Standort, Arbeitgeber und alle Einträge sind erfunden.',
    fr: 'Simulé : le site, l’employeur et tous les enregistrements sont inventés.',
  },
  draftPack: {
    en: 'Rules of {pack} are a draft.',
    de: 'Die Regeln von {pack} sind ein Entwurf.',
    fr: 'Les règles de {pack} sont un brouillon.',
  },
  noCountry: {
    en: 'The site file names no country; rules of a country are not considered.',
    de: 'Die Standortdatei nennt kein Land; Regeln eines Landes sind nicht berücksichtigt.',
    fr: 'Le fichier du site ne nomme aucun pays ; les règles d’un pays ne sont pas considérées.',
  },
} as const satisfies Readonly<Record<string, Text>>

export function notesOf(input: DocumentInput, language: DocumentLanguage): readonly string[] {
  const { day, version, manifestHash, simulated, packs, position } = input
  const printed = noteTexts.printed[language]
    .replace('{day}', day)
    .replace('{version}', version)
    .replace('{hash}', manifestHash.slice(0, 16))
  return [
    printed,
    noteTexts.draft[language],
    ...(simulated ? [noteTexts.simulated[language]] : []),
    ...(position.country === undefined ? [noteTexts.noCountry[language]] : []),
    ...packs
      .filter(({ state }) => state === 'draft')
      .map(({ name, unverified }) =>
        [noteTexts.draftPack[language].replace('{pack}', name[language]), unverified?.[language] ?? ''].join(' '),
      ),
  ]
}

const promiseHeading: Text = {
  en: 'What no software can hold',
  de: 'Was keine Software halten kann',
  fr: 'Ce qu’aucun logiciel ne peut tenir',
}
const promiseIntro: Text = {
  en: 'These items of the works agreement {id} {version} are promises between people:',
  de: 'Diese Punkte der Betriebsvereinbarung {id} {version} sind Zusagen zwischen Menschen:',
  fr: 'Ces points de l’accord d’entreprise {id} {version} sont des promesses entre personnes :',
}
const limitsTexts: readonly Text[] = [
  {
    en: 'Whoever owns the machine can read exact hand scans while they live.',
    de: 'Wem die Maschine gehört, der kann genaue Handscans lesen, solange sie leben.',
    fr: 'Qui possède la machine peut lire les lectures manuelles exactes tant qu’elles vivent.',
  },
  {
    en: 'Other systems (warehouse management, wireless network, badge gates, cameras) keep what they keep.',
    de: 'Andere Systeme (Lagerverwaltung, Funknetz, Zutritt, Kameras) behalten, was sie behalten.',
    fr: 'D’autres systèmes (gestion d’entrepôt, réseau sans fil, badges, caméras) gardent ce qu’ils gardent.',
  },
  {
    en: 'Where one person works alone, somebody who knows the roster can still infer quarter hours of work.',
    de: 'Wo ein Mensch allein arbeitet, kann, wer den Dienstplan kennt, noch Viertelstunden der Arbeit erschließen.',
    fr: 'Là où une personne travaille seule, qui connaît le planning peut encore déduire des quarts d’heure de travail.',
  },
]

/** The end of every document: what is promised by people only, and what cannot be promised at all. */
export function promisesOf(input: DocumentInput, language: DocumentLanguage): Section {
  const agreement = input.agreement?.agreement
  const words = agreement === undefined ? undefined : agreementWords(agreement, language)
  return {
    id: 'limits',
    heading: promiseHeading[language],
    blocks: [
      ...(words === undefined
        ? []
        : [
            text(promiseIntro[language].replace('{id}', words.id).replace('{version}', words.version)),
            list(words.unenforceable.map(({ name, says }) => `${name}: ${says}`)),
          ]),
      list(limitsTexts.map((each) => each[language])),
    ],
  }
}

const figureHead: readonly Text[] = [
  { en: 'Figure', de: 'Kennzahl', fr: 'Chiffre' },
  { en: 'For what', de: 'Wofür', fr: 'Pour quoi' },
  { en: 'Milder means weighed', de: 'Erwogenes milderes Mittel', fr: 'Moyen moins intrusif pesé' },
]

/** Every figure that is on, with what it is for and the milder means that was weighed. */
export function figureTable({ policy }: DocumentInput, language: DocumentLanguage): Block {
  return {
    kind: 'table',
    head: figureHead.map((each) => each[language]),
    rows: indicators
      .filter(({ id }) => policy.sets.indicators.includes(id))
      .map(({ name, purpose, milder }) => [name[language], purpose[language], milder[language]]),
  }
}

const periodHead: readonly Text[] = [
  { en: 'Data', de: 'Daten', fr: 'Données' },
  { en: 'Period', de: 'Frist', fr: 'Durée' },
]

/** Every period in force, by kind of data. */
export function periodTable({ policy }: DocumentInput, language: DocumentLanguage): Block {
  const ids = numberIds.filter((id: NumberId) => numberParameter(id).period !== undefined)
  return {
    kind: 'table',
    head: periodHead.map((each) => each[language]),
    rows: ids.map((id) => [parameterName(id)[language], quantity(id, policy.numbers[id], language)]),
  }
}
