import type { Pack } from '../rule.ts'
import { heldBy } from './tests.ts'

/** Germany, on top of the European Union. */
export const dePack: Pack = {
  id: 'DE',
  name: { en: 'Germany', de: 'Deutschland', fr: 'Allemagne' },
  state: 'complete',
  rules: [
    {
      id: 'DE-BV-1',
      kind: 'law',
      says: {
        en: 'The works council decides with the employer on technical devices that are suited to monitor behaviour or performance; without an agreement the site stays a draft.',
        de: 'Der Betriebsrat bestimmt mit über technische Einrichtungen, die geeignet sind, Verhalten oder Leistung zu überwachen; ohne Vereinbarung bleibt der Standort ein Entwurf.',
        fr: 'Le comité d’entreprise allemand codécide des dispositifs techniques propres à surveiller le comportement ou la performance ; sans accord, le site reste un brouillon.',
      },
      source: 'BetrVG § 87(1) no. 6; BAG 14 September 1984, 1 ABR 23/82',
      confidence: 'P',
      date: '1984-09-14',
      needs: ['agreement'],
      test: heldBy.agreement,
    },
    {
      id: 'DE-BV-2',
      kind: 'ruling',
      says: {
        en: 'Recording and judging single work steps over the whole working time is void even by agreement: refused here with an agreement attached too.',
        de: 'Einzelne Arbeitsschritte über die ganze Arbeitszeit zu erfassen und auszuwerten ist auch durch Vereinbarung unwirksam: hier auch mit Vereinbarung abgelehnt.',
        fr: 'Enregistrer et évaluer chaque geste de travail sur toute la durée du travail est nul même par accord : refusé ici, accord ou non.',
      },
      source: 'BAG 25 April 2017, 1 ABR 46/15; BetrVG § 75(2)',
      confidence: 'P',
      date: '2017-04-25',
      test: heldBy.noPersonParameter,
    },
    {
      id: 'DE-BV-3',
      kind: 'ruling',
      says: {
        en: 'A court has also allowed uninterrupted scanner data to steer a process; the appeal was admitted. We do not say that the law forbids it.',
        de: 'Ein Gericht hat ununterbrochene Scannerdaten zur Prozesssteuerung auch schon erlaubt; die Berufung wurde zugelassen. Wir sagen nicht, dass das Recht es verbietet.',
        fr: 'Un tribunal a aussi admis des données de lecture ininterrompues pour piloter un processus ; l’appel a été admis. Nous ne disons pas que le droit l’interdit.',
      },
      source: 'VG Hannover 9 February 2023, 10 A 6199/20',
      confidence: 'S',
      date: '2023-02-09',
      test: heldBy.wording,
    },
    {
      id: 'DE-BV-4',
      kind: 'ruling',
      says: {
        en: 'Data on a small group can act as monitoring of each of its members: teams are shown only from the smallest group on.',
        de: 'Daten über eine kleine Gruppe können wie Überwachung jedes Mitglieds wirken: Gruppen werden erst ab der kleinsten zulässigen Größe gezeigt.',
        fr: 'Des données sur un petit groupe peuvent surveiller chacun de ses membres : un groupe n’est montré qu’à partir de la plus petite taille admise.',
      },
      source: 'BAG 1994, 1 ABR 6/94',
      confidence: 'M',
      test: heldBy.k,
    },
  ],
}
