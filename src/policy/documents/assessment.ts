import { type DocumentLanguage, standingOf, type Text } from '../rule.ts'
import { standingNames } from '../words.ts'
import {
  type DocumentInput,
  figureTable,
  list,
  notesOf,
  type PolicyDocument,
  periodTable,
  promisesOf,
  text,
} from './document.ts'
import { measuresOf } from './measures.ts'

/** The parts of Art. 35(7), then who is heard (Art. 35(2) and (9)). */
export const assessmentSections = ['35.7.a', '35.7.b', '35.7.c', '35.7.d', '35.2', '35.9'] as const

const title: Text = {
  en: 'Data protection impact assessment (draft)',
  de: 'Datenschutz-Folgenabschätzung (Entwurf)',
  fr: 'Analyse d’impact relative à la protection des données (projet)',
}
const headings: Readonly<Record<(typeof assessmentSections)[number], Text>> = {
  '35.7.a': {
    en: '(a) What is done, and what for',
    de: '(a) Was geschieht, und wofür',
    fr: '(a) Ce qui est fait, et pour quoi',
  },
  '35.7.b': {
    en: '(b) Necessity and proportionality',
    de: '(b) Notwendigkeit und Verhältnismäßigkeit',
    fr: '(b) Nécessité et proportionnalité',
  },
  '35.7.c': { en: '(c) Risks for people', de: '(c) Risiken für Menschen', fr: '(c) Risques pour les personnes' },
  '35.7.d': { en: '(d) Measures', de: '(d) Maßnahmen', fr: '(d) Mesures' },
  '35.2': {
    en: 'Advice of the data protection officer',
    de: 'Rat des Datenschutzbeauftragten',
    fr: 'Avis du délégué à la protection des données',
  },
  '35.9': {
    en: 'View of the people at work or their representatives',
    de: 'Standpunkt der Beschäftigten oder ihrer Vertretung',
    fr: 'Point de vue des personnes au travail ou de leurs représentants',
  },
}

const words = {
  description: {
    en: 'Fairfloor takes the events that scanners, sorters and doors send about goods, and shows where goods wait and which load will be late. Scans by hand are made by people; what names them is removed before anything is kept.',
    de: 'Fairfloor nimmt die Ereignisse, die Scanner, Sorter und Tore über Güter senden, und zeigt, wo Güter warten und welche Ladung zu spät wird. Handscans machen Menschen; was sie nennt, wird vor jeder Aufbewahrung entfernt.',
    fr: 'Fairfloor prend les événements que lecteurs, trieurs et portes envoient sur les marchandises, et montre où elles attendent et quel chargement sera en retard. Les lectures manuelles viennent de personnes ; ce qui les nomme est retiré avant toute conservation.',
  },
  trigger: {
    en: 'Why an assessment: systematic monitoring and people who depend on their employer, two of the nine criteria (WP248).',
    de: 'Warum eine Abschätzung: systematische Überwachung und vom Arbeitgeber Abhängige, zwei der neun Kriterien (WP248).',
    fr: 'Pourquoi une analyse : suivi systématique et personnes dépendant de leur employeur, deux des neuf critères (WP248).',
  },
  interest: {
    en: 'Legitimate interest: that trucks leave in time and goods are found.',
    de: 'Berechtigtes Interesse: dass Lkw pünktlich abfahren und Güter gefunden werden.',
    fr: 'Intérêt légitime : que les camions partent à l’heure et que les marchandises soient trouvées.',
  },
  rules: { en: 'Rules that hold:', de: 'Regeln, die gelten:', fr: 'Règles applicables :' },
  toFill: {
    en: 'To be completed: date, advice, conditions.',
    de: 'Zu ergänzen: Datum, Rat, Bedingungen.',
    fr: 'À compléter : date, avis, conditions.',
  },
  toAsk: {
    en: 'To be completed: who was asked, when, and what they said.',
    de: 'Zu ergänzen: wer wann gefragt wurde und was gesagt wurde.',
    fr: 'À compléter : qui a été interrogé, quand, et ce qui a été dit.',
  },
} as const satisfies Readonly<Record<string, Text>>

const risks: readonly Text[] = [
  {
    en: 'Somebody infers from coarse data when a person worked or paused: where few people work, with the roster at hand.',
    de: 'Jemand erschließt aus groben Daten, wann ein Mensch arbeitete oder pausierte: wo wenige arbeiten, mit dem Dienstplan zur Hand.',
    fr: 'Quelqu’un déduit de données grossières quand une personne travaillait ou faisait une pause : là où peu travaillent, planning en main.',
  },
  {
    en: 'Somebody joins what is shown here with records of other systems by time and place.',
    de: 'Jemand verbindet das hier Gezeigte über Zeit und Ort mit Aufzeichnungen anderer Systeme.',
    fr: 'Quelqu’un recoupe ce qui est montré ici avec d’autres systèmes par l’heure et le lieu.',
  },
  {
    en: 'The owner of the machine reads exact scans in the hours that they live.',
    de: 'Der Besitzer der Maschine liest genaue Scans in den Stunden, in denen sie leben.',
    fr: 'Le propriétaire de la machine lit les lectures exactes pendant les heures où elles vivent.',
  },
  {
    en: 'A feed hides a person in a field about goods, or heads are declared too high.',
    de: 'Eine Quelle versteckt eine Person in einem Feld über Güter, oder Köpfe werden zu hoch gemeldet.',
    fr: 'Une source cache une personne dans un champ sur les marchandises, ou des têtes sont surdéclarées.',
  },
  {
    en: 'A figure for a team becomes pressure on its members.',
    de: 'Die Zahl einer Gruppe wird zum Druck auf ihre Mitglieder.',
    fr: 'Le chiffre d’une équipe devient une pression sur ses membres.',
  },
]

/** The draft of an impact assessment for one site, as it runs. */
export function assessmentOf(input: DocumentInput, language: DocumentLanguage): PolicyDocument {
  const { policy, packs } = input
  const say = (each: Text): string => each[language]
  const rules = packs
    .filter(({ id }) => id !== 'base')
    .flatMap((pack) => pack.rules)
    .map((rule) => `${rule.id} (${say(standingNames[standingOf(rule)])}): ${say(rule.says)}`)
  const blocks = {
    '35.7.a': [
      text(say(words.description)),
      text(say(words.trigger)),
      text(say(words.interest)),
      periodTable(input, language),
    ],
    '35.7.b': [figureTable(input, language), ...(rules.length === 0 ? [] : [text(say(words.rules)), list(rules)])],
    '35.7.c': [list(risks.map(say))],
    '35.7.d': [list(measuresOf(policy, language))],
    '35.2': [text(say(words.toFill))],
    '35.9': [text(say(words.toAsk))],
  }
  return {
    kind: 'assessment',
    language,
    title: say(title),
    site: input.siteName,
    notes: notesOf(input, language),
    sections: [
      ...assessmentSections.map((id) => ({ id, heading: say(headings[id]), blocks: blocks[id] })),
      promisesOf(input, language),
    ],
  }
}
