import type { roles } from '../model/index.ts'
import type { AgreementItem } from './agreement.ts'
import { type ExportId, exports, indicators } from './declared.ts'
import { type NumberId, numberParameter, type SetId } from './parameters.ts'
import type { WorkerCategory } from './records.ts'
import type { Confidence, DocumentLanguage, Standing, Text } from './rule.ts'

/** Names of roles as people say them. */
const roleNames: Readonly<Record<(typeof roles)[number], Text>> = {
  lead: { en: 'floor lead', de: 'Schichtleitung', fr: 'chef d’équipe' },
  manager: { en: 'site manager', de: 'Standortleitung', fr: 'responsable de site' },
  operations: { en: 'network operations', de: 'Netzsteuerung', fr: 'exploitation du réseau' },
  safety: { en: 'safety', de: 'Arbeitssicherheit', fr: 'sécurité' },
  integrator: { en: 'integrator (machine)', de: 'Anbindung (Maschine)', fr: 'intégrateur (machine)' },
  privacy: { en: 'privacy officer', de: 'Datenschutz', fr: 'protection des données' },
  representative: {
    en: 'workers’ representative',
    de: 'Vertretung der Beschäftigten',
    fr: 'représentation du personnel',
  },
  auditor: { en: 'auditor', de: 'Prüfung', fr: 'audit' },
  admin: { en: 'administrator', de: 'Verwaltung', fr: 'administration' },
}

const plainNames = {
  k: { en: 'Smallest group of a figure', de: 'Kleinste Gruppe einer Zahl', fr: 'Plus petit groupe d’un chiffre' },
  topShare: {
    en: 'Largest share of one person in a figure',
    de: 'Größter Anteil einer Person an einer Zahl',
    fr: 'Plus grande part d’une personne dans un chiffre',
  },
  topTwoShare: {
    en: 'Largest share of two people in a figure',
    de: 'Größter Anteil zweier Personen an einer Zahl',
    fr: 'Plus grande part de deux personnes dans un chiffre',
  },
  personHours: {
    en: 'Least work behind a rate',
    de: 'Mindestarbeit hinter einer Rate',
    fr: 'Travail minimal derrière un débit',
  },
  windowMin: { en: 'Shortest window of a rate', de: 'Kürzestes Fenster einer Rate', fr: 'Fenêtre minimale d’un débit' },
  liveGrainMin: {
    en: 'Live state moves at most every (many people)',
    de: 'Laufender Stand ändert sich höchstens alle (viele Menschen)',
    fr: 'L’état en direct change au plus tous les (beaucoup de personnes)',
  },
  liveGrainFewMin: {
    en: 'Live state moves at most every (few people)',
    de: 'Laufender Stand ändert sich höchstens alle (wenige Menschen)',
    fr: 'L’état en direct change au plus tous les (peu de personnes)',
  },
  fineHours: {
    en: 'Exact hand scans are kept for',
    de: 'Genaue Handscans werden aufbewahrt für',
    fr: 'Les lectures manuelles exactes sont conservées',
  },
  contributorHours: {
    en: 'Who contributed is counted in memory for at most',
    de: 'Wer beitrug, wird im Arbeitsspeicher gezählt für höchstens',
    fr: 'Les contributeurs sont comptés en mémoire au plus',
  },
  ratesHours: { en: 'Rates are kept for', de: 'Raten werden aufbewahrt für', fr: 'Les débits sont conservés' },
  eventsDays: {
    en: 'Events of goods are kept for',
    de: 'Ereignisse der Güter werden aufbewahrt für',
    fr: 'Les événements des marchandises sont conservés',
  },
  testDays: {
    en: 'Events of a draft or test site are kept for',
    de: 'Ereignisse eines Entwurfs oder Teststandorts werden aufbewahrt für',
    fr: 'Les événements d’un brouillon ou site d’essai sont conservés',
  },
  accessLogDays: {
    en: 'The log of access is kept for',
    de: 'Das Zugriffsprotokoll wird aufbewahrt für',
    fr: 'Le journal des accès est conservé',
  },
  sessionHours: {
    en: 'A session ends without a request after',
    de: 'Eine Sitzung endet ohne Anfrage nach',
    fr: 'Une session se termine sans requête après',
  },
} as const satisfies Readonly<Record<Exclude<NumberId, `traced.${string}`>, Text>>

export function parameterName(id: NumberId): Text {
  if (Object.hasOwn(plainNames, id)) return plainNames[id as keyof typeof plainNames]
  const role = roleNames[id.slice('traced.'.length) as keyof typeof roleNames]
  return {
    en: `Objects that the role “${role.en}” may trace`,
    de: `Objekte, die die Rolle „${role.de}“ verfolgen darf`,
    fr: `Objets que le rôle « ${role.fr} » peut suivre`,
  }
}

const units: Readonly<Record<string, Text>> = {
  people: { en: 'people', de: 'Personen', fr: 'personnes' },
  personHours: { en: 'person-hours', de: 'Personenstunden', fr: 'heures-personnes' },
  minutes: { en: 'minutes', de: 'Minuten', fr: 'minutes' },
  hours: { en: 'hours', de: 'Stunden', fr: 'heures' },
  days: { en: 'days', de: 'Tage', fr: 'jours' },
  objectsADay: { en: 'objects a day', de: 'Objekte am Tag', fr: 'objets par jour' },
}
const one: Readonly<Record<string, Text>> = {
  minutes: { en: 'minute', de: 'Minute', fr: 'minute' },
  hours: { en: 'hour', de: 'Stunde', fr: 'heure' },
  days: { en: 'day', de: 'Tag', fr: 'jour' },
}

/** A value with its unit, as people say it. */
export function quantity(id: NumberId, value: number, language: DocumentLanguage): string {
  const { unit } = numberParameter(id)
  if (unit === 'share') return new Intl.NumberFormat(language, { style: 'percent' }).format(value)
  const word = (value === 1 ? one[unit] : undefined) ?? units[unit]
  return `${new Intl.NumberFormat(language).format(value)} ${word?.[language] ?? ''}`.trim()
}

export const setNames: Readonly<Record<SetId, Text>> = {
  indicators: { en: 'Figures', de: 'Kennzahlen', fr: 'Chiffres' },
  exports: { en: 'Exports', de: 'Exporte', fr: 'Exports' },
  roles: { en: 'Roles', de: 'Rollen', fr: 'Rôles' },
  fields: { en: 'Fields read', de: 'Gelesene Felder', fr: 'Champs lus' },
}

/** What a member of a set is called; fields are the words of the standard. */
export function memberName(set: SetId, member: string): Text {
  const indicator = set === 'indicators' ? indicators.find(({ id }) => id === member)?.name : undefined
  const way = set === 'exports' ? exports[member as ExportId] : undefined
  const role = set === 'roles' ? roleNames[member as keyof typeof roleNames] : undefined
  return indicator ?? way ?? role ?? { en: member, de: member, fr: member }
}

/** The categories of people at work, as a list of them says it. */
export const categoryWords: Readonly<Record<WorkerCategory, Text>> = {
  permanent: { en: 'permanent', de: 'fest angestellt', fr: 'permanents' },
  temporary: { en: 'temporary', de: 'befristet', fr: 'temporaires' },
  agency: { en: 'agency', de: 'Leiharbeit', fr: 'intérimaires' },
}

export const standingNames: Readonly<Record<Standing, Text>> = {
  choice: {
    en: 'our choice, no norm asks it',
    de: 'unsere Wahl, keine Norm verlangt es',
    fr: 'notre choix, aucune norme ne l’exige',
  },
  unverified: { en: 'not verified', de: 'nicht geprüft', fr: 'non vérifié' },
  law: { en: 'law', de: 'Recht', fr: 'loi' },
  ruling: { en: 'ruling', de: 'Entscheidung', fr: 'décision' },
  guidance: { en: 'view of an authority', de: 'Sicht einer Behörde', fr: 'position d’une autorité' },
  practice: { en: 'practice of the field', de: 'Praxis des Fachs', fr: 'pratique du domaine' },
}

export const confidenceNames: Readonly<Record<Confidence, Text>> = {
  P: { en: 'read in the primary text', de: 'im Primärtext gelesen', fr: 'lu dans le texte primaire' },
  S: { en: 'read in secondary sources', de: 'in Sekundärquellen gelesen', fr: 'lu dans des sources secondaires' },
  M: { en: 'from memory, not verified', de: 'aus dem Gedächtnis, nicht geprüft', fr: 'de mémoire, non vérifié' },
  D: { en: 'our own choice', de: 'unsere eigene Wahl', fr: 'notre propre choix' },
}

export const itemNames: Readonly<Record<AgreementItem, Text>> = {
  scope: { en: 'Scope and systems', de: 'Geltungsbereich und Systeme', fr: 'Champ et systèmes' },
  purposes: { en: 'Purposes', de: 'Zwecke', fr: 'Finalités' },
  fields: { en: 'Data', de: 'Daten', fr: 'Données' },
  reports: { en: 'Reports', de: 'Auswertungen', fr: 'Rapports' },
  noIndividualControl: {
    en: 'No control of single people',
    de: 'Keine Kontrolle Einzelner',
    fr: 'Aucun contrôle individuel',
  },
  evidenceExclusion: { en: 'Exclusion of evidence', de: 'Beweisverwertungsverbot', fr: 'Exclusion de preuve' },
  retention: { en: 'Periods', de: 'Fristen', fr: 'Durées' },
  roles: { en: 'Roles', de: 'Rollen', fr: 'Rôles' },
  logs: {
    en: 'Logs open to the council',
    de: 'Protokolle offen für den Betriebsrat',
    fr: 'Journaux ouverts au comité',
  },
  interfaces: { en: 'Interfaces and exports', de: 'Schnittstellen und Exporte', fr: 'Interfaces et exports' },
  change: { en: 'How it is changed', de: 'Änderungsverfahren', fr: 'Procédure de modification' },
  information: { en: 'Information and training', de: 'Unterrichtung und Schulung', fr: 'Information et formation' },
  auditAndTerm: { en: 'Audit and term', de: 'Prüfrecht und Laufzeit', fr: 'Audit et durée' },
}
