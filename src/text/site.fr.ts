import type { siteEn } from './site.en.ts'

/** Ce que change un nouveau fichier de site, et ce qui attend sa semaine. */
export const siteFr: Readonly<Record<keyof typeof siteEn, string>> = {
  'siteChange.areaAdded': 'Le secteur {place} est nouveau.',
  'siteChange.areaRemoved': 'Le secteur {place} disparaît.',
  'siteChange.zoneAdded': 'La zone {place} est nouvelle.',
  'siteChange.zoneRemoved': 'La zone {place} disparaît.',
  'siteChange.zoneChanged': 'La zone {place} a d’autres points de lecture, une autre étape ou un autre secteur.',
  'siteChange.process': 'Les étapes du processus changent, ou l’endroit où étaient les marchandises.',
  'siteChange.clock': 'L’horloge du site change.',
  'siteChange.day': 'Le fuseau horaire ou le début de la journée d’exploitation change.',
  'siteChange.state': 'L’état du site change.',
  'siteChange.country': 'Le pays ou la région change, et avec eux les jeux de règles.',
  'siteChange.policy': 'Des valeurs plus strictes des règles changent.',
  'siteChange.sources': 'Ce qui est une machine, un partenaire ou une main change.',
  'siteChange.personFields': 'Les champs de personne changent.',
  'siteChange.extensions': 'Les espaces de noms que le site accepte changent.',
  'siteChange.shifts': 'Les équipes changent.',
  'siteChange.words': 'Des noms, des dessins, des quantités habituelles ou des responsables changent.',
  'policy.pending': 'Ce qui attend sa semaine',
  'policy.pending.from':
    'À partir du {from}, début d’une semaine d’exploitation, la version {version} du fichier du site s’applique ; elle a été envoyée le {sent}. D’ici là, le fichier en vigueur décide de ce qui s’additionne en un chiffre, et rien du passé n’est raconté à nouveau.',
}
