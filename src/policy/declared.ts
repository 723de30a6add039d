import { roles } from '../model/index.ts'
import type { SetId } from './parameters.ts'
import type { Text } from './rule.ts'

/** A figure or list that somebody may see. Its finest unit is a place, a step, a load or an object, never a person or device. */
export interface Indicator {
  readonly id: IndicatorId
  readonly name: Text
  /** What it is for. */
  readonly purpose: Text
  /** The milder means that was weighed, and why it does not serve (WP249). */
  readonly milder: Text
  /** What one figure is about. */
  readonly per: readonly ('site' | 'area' | 'zone' | 'step' | 'load' | 'object' | 'sourceKind' | 'fault')[]
  /** True where a figure is about how people work and passes the gate. */
  readonly gated: boolean
}

export const indicatorIds = [
  'network',
  'departures',
  'departures.remedies',
  'floor',
  'floor.rates',
  'floor.exceptions',
  'trace',
  'capture',
] as const
export type IndicatorId = (typeof indicatorIds)[number]

export const indicators: readonly Indicator[] = [
  {
    id: 'network',
    name: { en: 'Sites by who needs somebody first', de: 'Standorte nach Dringlichkeit', fr: 'Sites par urgence' },
    purpose: {
      en: 'To see at which site loads are late.',
      de: 'Sehen, an welchem Standort Ladungen zu spät sind.',
      fr: 'Voir sur quel site des chargements sont en retard.',
    },
    milder: {
      en: 'A phone call to each site tells it later and less surely.',
      de: 'Ein Anruf bei jedem Standort sagt es später und unsicherer.',
      fr: 'Un appel à chaque site le dit plus tard et moins sûrement.',
    },
    per: ['site'],
    gated: false,
  },
  {
    id: 'departures',
    name: { en: 'Loads: in time or not', de: 'Ladungen: pünktlich oder nicht', fr: 'Chargements : à l’heure ou non' },
    purpose: {
      en: 'To see which truck will be missed and where its goods are.',
      de: 'Sehen, welcher Lkw verpasst wird und wo seine Güter sind.',
      fr: 'Voir quel camion sera manqué et où sont ses marchandises.',
    },
    milder: {
      en: 'Counting at the dock alone tells it when nothing can be done any more.',
      de: 'Nur am Tor zu zählen sagt es, wenn nichts mehr zu machen ist.',
      fr: 'Compter au quai seulement le dit quand il est trop tard.',
    },
    per: ['load', 'step'],
    gated: false,
  },
  {
    id: 'departures.remedies',
    name: { en: 'What would save a load', de: 'Was eine Ladung rettet', fr: 'Ce qui sauverait un chargement' },
    purpose: {
      en: 'To say which goods to move first.',
      de: 'Sagen, welche Güter zuerst bewegt werden.',
      fr: 'Dire quelles marchandises déplacer d’abord.',
    },
    milder: {
      en: 'A list without order leaves the choice to whoever shouts loudest.',
      de: 'Eine Liste ohne Reihenfolge überlässt die Wahl dem Lautesten.',
      fr: 'Une liste sans ordre laisse le choix à qui crie le plus fort.',
    },
    per: ['load', 'step', 'zone'],
    gated: false,
  },
  {
    id: 'floor',
    name: {
      en: 'Goods waiting, by zone and step',
      de: 'Wartende Güter je Zone und Schritt',
      fr: 'Marchandises en attente par zone et étape',
    },
    purpose: {
      en: 'To see where goods wait, how many and how long.',
      de: 'Sehen, wo Güter warten, wie viele und wie lange.',
      fr: 'Voir où des marchandises attendent, combien et depuis quand.',
    },
    milder: {
      en: 'Walking the floor sees one zone at a time.',
      de: 'Ein Gang durch die Halle sieht eine Zone zur Zeit.',
      fr: 'Parcourir le site ne montre qu’une zone à la fois.',
    },
    per: ['zone', 'step'],
    gated: false,
  },
  {
    id: 'floor.rates',
    name: { en: 'Throughput and dwell time', de: 'Durchsatz und Verweilzeit', fr: 'Débit et temps de séjour' },
    purpose: {
      en: 'To plan how many people a step needs.',
      de: 'Planen, wie viele Menschen ein Schritt braucht.',
      fr: 'Prévoir combien de personnes une étape demande.',
    },
    milder: {
      en: 'Figures of whole days hide the hour in which help is needed; groups below the smallest are never shown.',
      de: 'Tageszahlen verbergen die Stunde, in der Hilfe nötig ist; kleinere Gruppen als die kleinste werden nie gezeigt.',
      fr: 'Des chiffres du jour cachent l’heure où il faut aider ; aucun groupe sous la taille minimale n’est montré.',
    },
    per: ['site', 'area', 'zone', 'step'],
    gated: true,
  },
  {
    id: 'floor.exceptions',
    name: {
      en: 'Objects stuck, misplaced or out of order',
      de: 'Objekte fest, am falschen Ort oder außer der Reihe',
      fr: 'Objets bloqués, mal placés ou hors d’ordre',
    },
    purpose: {
      en: 'To find goods that somebody must fetch or move on.',
      de: 'Güter finden, die jemand holen oder weiterbewegen muss.',
      fr: 'Trouver les marchandises à chercher ou à faire avancer.',
    },
    milder: {
      en: 'A daily stock check finds them a day late; the list names the object, never who moved it.',
      de: 'Eine tägliche Bestandsprüfung findet sie einen Tag zu spät; die Liste nennt das Objekt, nie wer es bewegte.',
      fr: 'Un contrôle quotidien les trouve un jour trop tard ; la liste nomme l’objet, jamais qui l’a déplacé.',
    },
    per: ['object', 'zone', 'step'],
    gated: false,
  },
  {
    id: 'trace',
    name: {
      en: 'Where an object is and how it came there',
      de: 'Wo ein Objekt ist und wie es dorthin kam',
      fr: 'Où est un objet et comment il y est venu',
    },
    purpose: {
      en: 'To find goods, and to answer recalls.',
      de: 'Güter finden und Rückrufe beantworten.',
      fr: 'Retrouver des marchandises et répondre aux rappels.',
    },
    milder: {
      en: 'The last place alone does not answer a recall; hand scans are told as zone and quarter hour.',
      de: 'Der letzte Ort allein beantwortet keinen Rückruf; Handscans werden als Zone und Viertelstunde mitgeteilt.',
      fr: 'Le dernier lieu seul ne répond pas à un rappel ; les lectures manuelles sont dites par zone et quart d’heure.',
    },
    per: ['object'],
    gated: false,
  },
  {
    id: 'capture',
    name: {
      en: 'What came in, and what was refused',
      de: 'Was ankam und was abgelehnt wurde',
      fr: 'Ce qui est arrivé et ce qui a été refusé',
    },
    purpose: {
      en: 'To notice and mend a broken feed.',
      de: 'Eine gestörte Quelle bemerken und beheben.',
      fr: 'Remarquer et réparer une source défaillante.',
    },
    milder: {
      en: 'Without counts by fault a feed is mended by guessing; hand scans that went well are not counted.',
      de: 'Ohne Zählung je Fehler wird eine Quelle ratend behoben; Handscans, die gut gingen, werden nicht gezählt.',
      fr: 'Sans comptes par erreur, on répare à l’aveugle ; les lectures manuelles réussies ne sont pas comptées.',
    },
    per: ['sourceKind', 'fault', 'zone'],
    gated: false,
  },
]

/** Ways in which data leaves as a file or an answer to a program. */
export const exportIds = ['events', 'eventsFile', 'traceCsv'] as const
export type ExportId = (typeof exportIds)[number]

export const exports: Readonly<Record<ExportId, Text>> = {
  events: {
    en: 'EPCIS events of goods, by query',
    de: 'EPCIS-Ereignisse der Güter, auf Abfrage',
    fr: 'Événements EPCIS des marchandises, sur requête',
  },
  eventsFile: {
    en: 'EPCIS events of goods, as a file',
    de: 'EPCIS-Ereignisse der Güter, als Datei',
    fr: 'Événements EPCIS des marchandises, en fichier',
  },
  traceCsv: {
    en: 'Objects of a lot or shipment, as a spreadsheet',
    de: 'Objekte einer Charge oder Sendung, als Tabelle',
    fr: 'Objets d’un lot ou d’un envoi, en tableau',
  },
}

/** Members of an EPCIS event and of a plan that are read. Anything else comes in a namespace that the site file names. */
export const fieldIds = [
  'eventID',
  'eventTime',
  'action',
  'bizStep',
  'disposition',
  'persistentDisposition',
  'readPoint',
  'bizLocation',
  'epcList',
  'quantityList',
  'parentID',
  'childEPCs',
  'childQuantityList',
  'inputEPCList',
  'inputQuantityList',
  'outputEPCList',
  'outputQuantityList',
  'transformationID',
  'bizTransactionList',
  'sourceList',
  'destinationList',
  'sensorElementList',
  'ilmd',
  'certificationInfo',
  'errorDeclaration',
  'plan.loads',
  'plan.orders',
  'plan.heads',
] as const
/** Those of an event. */
export const eventFieldIds = fieldIds.filter((id) => !id.startsWith('plan.'))

/** All that a release can do, per set: the widest that any site can have. */
export function releaseSets(): Readonly<Record<SetId, readonly string[]>> {
  return { indicators: indicatorIds, exports: exportIds, roles, fields: fieldIds }
}
