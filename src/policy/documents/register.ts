import type { setIds } from '../parameters.ts'
import { workerCategories } from '../records.ts'
import type { DocumentLanguage, Text } from '../rule.ts'
import { categoryWords, memberName, quantity, setNames } from '../words.ts'
import {
  type DocumentInput,
  declaredOr,
  figureTable,
  list,
  notesOf,
  type PolicyDocument,
  periodTable,
  promisesOf,
  text,
} from './document.ts'
import { measuresOf } from './measures.ts'

/** The parts of Art. 30(1), in its order. */
export const registerParts = ['30.1.a', '30.1.b', '30.1.c', '30.1.d', '30.1.e', '30.1.f', '30.1.g'] as const

const title: Text = {
  en: 'Register of processing activities',
  de: 'Verzeichnis von Verarbeitungstätigkeiten',
  fr: 'Registre des activités de traitement',
}
const headings: Readonly<Record<(typeof registerParts)[number], Text>> = {
  '30.1.a': { en: '(a) Who answers for it', de: '(a) Wer verantwortlich ist', fr: '(a) Qui en répond' },
  '30.1.b': { en: '(b) Purposes', de: '(b) Zwecke', fr: '(b) Finalités' },
  '30.1.c': {
    en: '(c) People concerned, and kinds of data',
    de: '(c) Betroffene Menschen und Arten von Daten',
    fr: '(c) Personnes concernées et types de données',
  },
  '30.1.d': { en: '(d) Who receives it', de: '(d) Wer sie erhält', fr: '(d) Qui les reçoit' },
  '30.1.e': {
    en: '(e) Transfers to third countries',
    de: '(e) Übermittlung in Drittländer',
    fr: '(e) Transferts vers des pays tiers',
  },
  '30.1.f': { en: '(f) When it is erased', de: '(f) Wann sie gelöscht werden', fr: '(f) Quand elles sont effacées' },
  '30.1.g': {
    en: '(g) How it is protected',
    de: '(g) Wie sie geschützt werden',
    fr: '(g) Comment elles sont protégées',
  },
}

const words = {
  controller: { en: 'Controller', de: 'Verantwortlicher', fr: 'Responsable du traitement' },
  contact: { en: 'Contact', de: 'Kontakt', fr: 'Contact' },
  officer: { en: 'Data protection officer', de: 'Datenschutzbeauftragter', fr: 'Délégué à la protection des données' },
  basis: {
    en: 'Basis: legitimate interest in a flow of goods (Art. 6(1)(f)); consent is never used for data about work.',
    de: 'Grundlage: berechtigtes Interesse am Fluss der Güter (Art. 6 Abs. 1 f); für Daten über Arbeit wird nie eine Einwilligung benutzt.',
    fr: 'Base : intérêt légitime à l’écoulement des marchandises (art. 6(1)(f)) ; jamais le consentement pour des données de travail.',
  },
  people: {
    en: 'People who scan by hand ({categories}), and people with an account.',
    de: 'Menschen, die von Hand scannen ({categories}), und Menschen mit einem Zugang.',
    fr: 'Les personnes qui lisent à la main ({categories}) et les titulaires d’un compte.',
  },
  kinds: {
    en: 'Exact hand scans without the person’s fields ({fine}); in memory, counts of how many distinct people contributed; numbers of heads; accounts and a log of access.',
    de: 'Genaue Handscans ohne die Felder der Person ({fine}); im Arbeitsspeicher die Zahl verschiedener Beitragender; Kopfzahlen; Zugänge und ein Zugriffsprotokoll.',
    fr: 'Lectures manuelles exactes sans les champs de la personne ({fine}) ; en mémoire, le nombre de contributeurs distincts ; des nombres de têtes ; des comptes et un journal des accès.',
  },
  fields: {
    en: 'Fields read of events and plans: ',
    de: 'Gelesene Felder von Ereignissen und Plänen: ',
    fr: 'Champs lus des événements et des plans : ',
  },
  special: {
    en: 'Special categories (Art. 9): none; they are refused.',
    de: 'Besondere Kategorien (Art. 9): keine; sie werden abgelehnt.',
    fr: 'Catégories particulières (art. 9) : aucune ; elles sont refusées.',
  },
  transfers: {
    en: 'None. Everything stays on the machine of the site; what is fetched from public feeds carries nothing out.',
    de: 'Keine. Alles bleibt auf der Maschine des Standorts; was aus öffentlichen Quellen geholt wird, trägt nichts hinaus.',
    fr: 'Aucun. Tout reste sur la machine du site ; ce qui est pris à des sources publiques n’emporte rien.',
  },
} as const satisfies Readonly<Record<string, Text>>

/** The register of Art. 30(1) for one site, as it runs. */
export function registerOf(input: DocumentInput, language: DocumentLanguage): PolicyDocument {
  const { declaration, policy } = input
  const say = (each: Text): string => each[language]
  const on = (set: (typeof setIds)[number]): string[] => policy.sets[set].map((member) => say(memberName(set, member)))
  const categories = (declaration?.categories ?? workerCategories).map((each) => say(categoryWords[each]))
  const blocks = {
    '30.1.a': [
      list([
        `${say(words.controller)}: ${declaredOr(declaration?.controller, input, language)}`,
        `${say(words.contact)}: ${declaredOr(declaration?.contact, input, language)}`,
        `${say(words.officer)}: ${declaration === undefined ? declaredOr(undefined, input, language) : (declaration.officer ?? '–')}`,
      ]),
    ],
    '30.1.b': [text(say(words.basis)), figureTable(input, language)],
    '30.1.c': [
      text(say(words.people).replace('{categories}', categories.join(', '))),
      text(say(words.kinds).replace('{fine}', quantity('fineHours', policy.numbers.fineHours, language))),
      text(`${say(words.fields)}${policy.sets.fields.join(', ')}.`),
      text(say(words.special)),
    ],
    '30.1.d': [
      text(`${say(setNames.roles)}:`),
      list(on('roles')),
      text(`${say(setNames.exports)}:`),
      list(on('exports')),
    ],
    '30.1.e': [text(say(words.transfers))],
    '30.1.f': [periodTable(input, language)],
    '30.1.g': [list(measuresOf(policy, language))],
  }
  return {
    kind: 'register',
    language,
    title: say(title),
    site: input.siteName,
    notes: notesOf(input, language),
    sections: [
      ...registerParts.map((id) => ({ id, heading: say(headings[id]), blocks: blocks[id] })),
      promisesOf(input, language),
    ],
  }
}
