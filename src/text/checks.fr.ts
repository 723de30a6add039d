import type { checksEn } from './checks.en.ts'

/** The page where names and badges are tried out. */
export const checksFr: Record<keyof typeof checksEn, string> = {
  'checks.title': 'Essais',
  'checks.answer': 'Essayez vous-même : quels noms sont refusés, et jusqu’où va un badge.',
  'checks.name': 'Ce nom serait-il refusé ?',
  'checks.name.what':
    'Les noms de champs, de couches et de chiffres passent par des listes de refus : syndicat et activité protégée, catégories particulières et vie privée (D1), ce qui en tient lieu (D2), chiffres qui isolent une personne au travail (D3).',
  'checks.name.label': 'Nom d’un champ, d’un chiffre, d’une couche ou d’un lieu',
  'checks.name.ask': 'Vérifier',
  'checks.name.free': '« {name} » peut être utilisé.',
  'checks.name.refused': '« {name} » est refusé ({list}).',
  'checks.name.words': 'Mots des listes rencontrés : {words}',
  'checks.name.report': 'Signaler : il s’agit d’une chose',
  'checks.name.reported': 'Signalé. Ceux qui tiennent les listes voient le nom, pas qui l’a signalé.',
  'deny.union': 'Il nomme l’appartenance ou l’activité syndicale.',
  'deny.protected-activity': 'Il nomme ce que les salariés font ensemble, ce qui est protégé.',
  'deny.special-category': 'Il nomme une catégorie particulière de données personnelles.',
  'deny.private-life': 'Il nomme la vie hors du travail, ou qui était près de qui.',
  'deny.proxy': 'Il tient lieu d’indice d’organisation, ou de ce que sont les personnes.',
  'deny.worker-indicator': 'C’est un chiffre qui isole une personne au travail.',
  'deny.person-device-indicator': 'C’est un chiffre sur un appareil que porte une seule personne.',
  'canary.title': 'Canari',
  'canary.what':
    'Posez un faux badge et voyez chaque lieu qu’il atteint : ce qui est entré, sorti, conservé ou journalisé est fouillé.',
  'canary.roles':
    'Peuvent en poser : la direction du site, le délégué à la protection des données, les représentants du personnel et les auditeurs.',
  'canary.plant': 'Poser un faux badge',
  'canary.planted':
    'Posé. Scannez-le, imprimez-le ou envoyez-le comme tout badge ; le texte n’est dit que cette fois :',
  'canary.text': 'Texte du faux badge',
  'canary.none': 'Aucun faux badge n’a encore été posé.',
  'canary.one': 'Faux badge posé {time}',
  'canary.send': 'L’envoyer par la capture',
  'canary.search': 'Tout fouiller',
  'canary.end': 'Terminer',
  'canary.ended': 'N’est plus observé.',
  'canary.unsearched': 'Les fichiers et les événements conservés n’ont pas encore été fouillés.',
  'canary.searched':
    'Fouillé {time} : {files, plural, one {# fichier} other {# fichiers}} et {events, plural, one {# événement conservé} other {# événements conservés}}.',
  'canary.nowhere': 'Il n’a été vu nulle part.',
  'canary.places': 'Lieux où il a été vu',
  'canary.place': 'Lieu',
  'canary.first': 'Vu d’abord',
  'canary.gone': 'Disparu',
  'canary.still': 'Encore là, ou sorti',
  'canary.goneBy': 'avant {time}',
  'canary.kind.received': 'Reçu de',
  'canary.kind.tally': 'Compté une fois sous un numéro aléatoire, en',
  'canary.kind.stored': 'Conservé dans',
  'canary.kind.answered': 'Répondu par',
  'canary.kind.logged': 'Journalisé dans',
}
