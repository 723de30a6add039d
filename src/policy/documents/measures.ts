import type { EffectivePolicy } from '../resolve.ts'
import type { DocumentLanguage, Text } from '../rule.ts'
import { quantity } from '../words.ts'

const measures: readonly Text[] = [
  {
    en: 'What names or numbers a person is removed from an event before anything is written, hashed or logged.',
    de: 'Was eine Person nennt oder beziffert, wird aus einem Ereignis entfernt, bevor etwas geschrieben, gehasht oder protokolliert wird.',
    fr: 'Ce qui nomme ou numérote une personne est retiré d’un événement avant toute écriture, tout hachage, tout journal.',
  },
  {
    en: 'Hand scans are told as zone and quarter hour; the exact ones are encrypted under a key of their day and kept for {fine}; then the key is destroyed.',
    de: 'Handscans werden als Zone und Viertelstunde mitgeteilt; die genauen sind unter einem Schlüssel ihres Tages verschlüsselt und bleiben {fine}; dann wird der Schlüssel vernichtet.',
    fr: 'Les lectures manuelles sont dites par zone et quart d’heure ; les exactes sont chiffrées sous une clé de leur jour et conservées {fine} ; puis la clé est détruite.',
  },
  {
    en: 'A figure about work is shown for at least {k}, with nobody dominating it, and cannot be worked out by subtraction.',
    de: 'Eine Zahl über Arbeit wird ab {k} gezeigt, ohne dass jemand sie beherrscht, und lässt sich nicht durch Abziehen errechnen.',
    fr: 'Un chiffre sur le travail est montré à partir de {k}, sans que personne ne le domine, et ne se déduit pas par soustraction.',
  },
  {
    en: 'No figure, list or search has a person, the device of a person or a station as its unit.',
    de: 'Keine Kennzahl, Liste oder Suche hat eine Person, das Gerät einer Person oder einen Platz als Einheit.',
    fr: 'Aucun chiffre, aucune liste, aucune recherche n’a pour unité une personne, l’appareil d’une personne ou un poste.',
  },
  {
    en: 'Each way in or out is declared with its roles; what the policy of the site does not name is off.',
    de: 'Jeder Weg hinein oder hinaus ist mit seinen Rollen erklärt; was die Regelung des Standorts nicht nennt, ist ausgeschaltet.',
    fr: 'Chaque voie d’entrée ou de sortie est déclarée avec ses rôles ; ce que la politique du site ne nomme pas est désactivé.',
  },
  {
    en: 'One account is one person; machine keys are random and stored as hashes; access is logged.',
    de: 'Ein Zugang ist ein Mensch; Maschinenschlüssel sind zufällig und als Hash gespeichert; Zugriffe werden protokolliert.',
    fr: 'Un compte est une personne ; les clés de machine sont aléatoires et stockées hachées ; les accès sont journalisés.',
  },
  {
    en: 'An event is acknowledged only when it is safely written; loss of power and killed processes are tested.',
    de: 'Ein Ereignis wird erst bestätigt, wenn es sicher geschrieben ist; Stromausfall und abgebrochene Prozesse werden geprüft.',
    fr: 'Un événement n’est confirmé qu’une fois écrit sûrement ; coupures de courant et arrêts brutaux sont éprouvés.',
  },
]

/** What protects people, with the values in force. */
export function measuresOf(policy: EffectivePolicy, language: DocumentLanguage): readonly string[] {
  const { k, fineHours } = policy.numbers
  return measures.map((each) =>
    each[language]
      .replace('{k}', quantity('k', k, language))
      .replace('{fine}', quantity('fineHours', fineHours, language)),
  )
}
