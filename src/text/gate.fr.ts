import type { gateEn } from './gate.en.ts'

/** What is held back, why, and what may be asked instead, in French. */
export const gateFr = {
  'floor.rate.window': '{start} à {end}',
  'floor.rate.declared': 'effectif déclaré',
  'floor.rate.dwell': 'séjour médian {duration}',
  'floor.rate.held': 'Retenu',
  'floor.rate.why.tooFew': '{place} : moins de {k, number} personnes',
  'floor.rate.why.tooShort':
    '{place} : il faut environ {hours, number} heures-personnes{next, select, none {} other { ; prochaine réponse à {next}}}',
  'floor.rate.why.dominated': '{place} : surtout le travail d’un ou deux',
  'floor.rate.why.unknown': '{place} : effectif inconnu ; déclarez-le pour la zone',
  'floor.rate.why.notYet':
    '{place} : la fenêtre n’est pas close{next, select, none {} other { ; prochaine réponse à {next}}}',
  'floor.rate.why.merged': '{place} : dit avec un lieu plus grand',
  'floor.rate.ask': 'Demander plutôt : {place}, {window}',
  'floor.rate.back': 'Revenir à la fenêtre la plus récente',
  'floor.rate.none': 'Aucune fenêtre close encore',
  'floor.rate.allHeld':
    'Aucune étape n’a de débit horaire à montrer : il faut assez de personnes et assez de leur travail. Ouvrez une zone pour sa propre raison.',
  'floor.rate.length':
    '{min, select, 0 {fenêtre la plus récente} 15 {un quart d’heure} 60 {une heure} 240 {une demi-équipe} 480 {une équipe} 1440 {un jour} 10080 {une semaine} other {{min} minutes}}',
  'live.told': 'État de {time}, le prochain à {next}.',
  'live.told.why': 'Les nombres sont arrondis et changent chaque quart d’heure : on n’y lit le rythme de personne.',
  'live.about': 'environ {count, number}',
  'live.under': 'moins de {count, number}',
  'live.few':
    'Moins de {k, number} personnes sont connues ici : le nombre est dit en mots, et en chiffres pour le secteur.',
  'live.staged': 'environ {staged, number} sur {planned, number}',
  'departures.reason.nextTick':
    'Il vient d’entrer au plan : ce que l’on sait de ses marchandises est dit au prochain quart d’heure.',
  'trace.listedOnly':
    '{count, plural, one {L’un d’eux est cité} other {# d’entre eux sont cités}} sans lieu ni heure : les objets que votre rôle peut suivre aujourd’hui sont épuisés.',
  'live.near': '~{count, number}',
} as const satisfies Record<keyof typeof gateEn, string>
