import type { siteEn } from './site.en.ts'

/** Was eine neue Standortdatei ändert, und was davon auf seine Woche wartet. */
export const siteDe: Readonly<Record<keyof typeof siteEn, string>> = {
  'siteChange.areaAdded': 'Der Bereich {place} ist neu.',
  'siteChange.areaRemoved': 'Der Bereich {place} fällt weg.',
  'siteChange.zoneAdded': 'Die Zone {place} ist neu.',
  'siteChange.zoneRemoved': 'Die Zone {place} fällt weg.',
  'siteChange.zoneChanged': 'Die Zone {place} hat andere Lesepunkte, einen anderen Schritt oder einen anderen Bereich.',
  'siteChange.process': 'Die Schritte des Ablaufs ändern sich, oder wo Waren früher standen.',
  'siteChange.clock': 'Die Uhr des Standorts ändert sich.',
  'siteChange.day': 'Die Zeitzone oder der Beginn des Betriebstags ändert sich.',
  'siteChange.state': 'Der Zustand des Standorts ändert sich.',
  'siteChange.country': 'Das Land oder die Region ändert sich und damit die Regelpakete.',
  'siteChange.policy': 'Strengere Werte der Regeln ändern sich.',
  'siteChange.sources': 'Was eine Maschine, ein Partner oder eine Hand ist, ändert sich.',
  'siteChange.personFields': 'Die Personenfelder ändern sich.',
  'siteChange.extensions': 'Die Namensräume, die der Standort annimmt, ändern sich.',
  'siteChange.shifts': 'Die Schichten ändern sich.',
  'siteChange.words': 'Namen, Zeichnungen, übliche Mengen oder Zuständige ändern sich.',
  'policy.pending': 'Was auf seine Woche wartet',
  'policy.pending.from':
    'Ab {from}, dem Beginn einer Betriebswoche, gilt die Fassung {version} der Standortdatei; gesendet wurde sie {sent}. Bis dahin bestimmt die geltende Datei, was zu einer Zahl addiert wird, und nichts Vergangenes wird neu erzählt.',
}
