import type { FaultTexts } from '../faults.ts'

/** `serviceFaults` of base in French. */
export const serviceFaultsFr = {
  // base
  DISK_FAILED: [
    'Le disque a refusé une lecture ou une écriture',
    'Vérifiez l’espace libre et l’état du disque, puis redémarrez.',
  ],
  INTERNAL: [
    'Quelque chose a cassé dans Fairfloor',
    'Consultez le journal du serveur ; rien de ce qui est confirmé n’est perdu.',
  ],
  LIMIT_REACHED: ['Une limite nommée est atteinte', 'Attendez et renvoyez ; docs/limits.md donne les limites.'],
  // ledger
  LEDGER_BROKEN: [
    'Un bloc ou un index enregistré ne correspond pas à sa somme de contrôle',
    'Lancez `fairfloor doctor` ; restaurez le dossier depuis une sauvegarde s’il nomme un fichier.',
  ],
  LEDGER_OWNED: [
    'Un autre processus tient le dossier de données',
    'Arrêtez-le d’abord, ou nommez un autre dossier avec --data.',
  ],
  LEDGER_STOPPED: [
    'Le registre n’accepte plus rien après une écriture manquée',
    'Libérez de l’espace ou réparez le disque, puis redémarrez ; rien de ce qui est confirmé n’est perdu.',
  ],
  LEDGER_TOKEN: [
    'Le jeton de page n’appartient pas à cette requête',
    'Envoyez le jeton de la page précédente avec la même requête, ou recommencez à la première page.',
  ],
  // flow
  FLOW_SNAPSHOT_BROKEN: [
    'Une image de l’état courant est inutilisable',
    'Rien n’est perdu : l’état est refait depuis le registre, ce qui prend plus de temps.',
  ],
  // server
  BODY_NOT_JSON: ['Le contenu n’est pas du JSON', 'Envoyez une valeur JSON (RFC 8259) en UTF-8.'],
  BODY_SLOW: [
    'Le contenu arrive trop lentement',
    'Renvoyez-le, en documents plus petits si la ligne est lente ; rien n’en a été gardé.',
  ],
  BODY_TOO_LARGE: [
    'Le contenu dépasse ce que cette adresse accepte',
    'Envoyez les grands lots à /capture, qui accepte toute taille.',
  ],
  CONTENT_ENCODING: [
    'Le contenu est compressé',
    'Envoyez-le sans Content-Encoding ; le chemin est court, le serveur est sur cette machine.',
  ],
  CSRF_MISSING: [
    'La requête ne répète pas le jeton de la session',
    'Envoyez le csrfToken de /api/v1/me dans l’en-tête x-fairfloor-csrf.',
  ],
  DISK_FULL: [
    'Le disque du dossier de données est presque plein',
    'Libérez de l’espace ; la réception reprend d’elle-même, un import relancé continue là où il s’est arrêté, et rien de ce qui est confirmé n’est perdu.',
  ],
  EVENT_CONFLICT: [
    'Un événement avec cet eventID est enregistré avec un autre contenu',
    'Un événement ne change jamais : envoyez un nouvel eventID, ou le même événement avec une errorDeclaration.',
  ],
  EVENT_DUPLICATE: ['Cet événement même est déjà enregistré', 'Rien à faire : Location dit où il est.'],
  FILE_MISSING: ['Ce fichier n’existe pas', 'Vérifiez le chemin.'],
  FOLDER_NEWER: [
    'Une version plus récente de Fairfloor a écrit le dossier de données',
    'Lancez cette version, ou nommez un autre dossier avec --data ; le dossier n’a pas été touché.',
  ],
  FORBIDDEN: [
    'Cette clé ou cette session n’en a pas le droit',
    'Prenez une clé dont le rôle et le site conviennent ; fairfloor key create --help donne les rôles.',
  ],
  HEADER_VALUE: [
    'Un en-tête contient une valeur qui n’est pas comprise',
    'Prenez une des valeurs permises, ou omettez l’en-tête.',
  ],
  HOST_UNKNOWN: [
    'La requête nomme une autre machine que celle-ci',
    'Prenez l’adresse que le serveur affiche au démarrage, avec 127.0.0.1, [::1] ou localhost.',
  ],
  HTTP_BROKEN: [
    'La requête n’est pas du HTTP, ou son adresse ne se décode pas',
    'Encodez l’adresse (RFC 3986) et vérifiez ce qui se trouve entre le client et le serveur.',
  ],
  HTTP_HEADERS_TOO_LARGE: [
    'L’en-tête de la requête est trop grand',
    'Envoyez des en-têtes moins nombreux ou plus courts ; docs/limits.md donne la limite.',
  ],
  IMPORT_MOSTLY_REJECTED: [
    'Presque chaque ligne du fichier est refusée : il contient autre chose que des événements',
    'Regardez les premiers refus ; tableaux et journaux demandent --mapping. Ce qui était enregistré avant reste.',
  ],
  KEY_EXISTS: ['Une clé de ce nom existe', 'Choisissez un autre nom, ou supprimez d’abord l’ancienne clé.'],
  KEY_NAME: [
    'Le nom d’une clé n’a pas la bonne forme',
    'Nommez le système qui envoie, comme wms ou sorter-2 ; jamais une personne.',
  ],
  LINK_USED: [
    'Ce lien a déjà servi, ou il est trop vieux',
    'Arrêtez le serveur et relancez-le : il affiche un nouveau lien. Ou bien : fairfloor key link.',
  ],
  LISTEN_FAILED: [
    'Le serveur ne peut pas écouter sur ce port',
    'Un autre programme l’utilise peut-être : choisissez-en un autre avec --port, ou 0 pour un port libre.',
  ],
  MEDIA_TYPE: [
    'Ce type de média n’est pas compris',
    'Envoyez application/json, application/ld+json ou application/x-ndjson.',
  ],
  METHOD_NOT_ALLOWED: [
    'Cette adresse n’accepte pas cette méthode',
    'Prenez une des méthodes que donne l’en-tête Allow.',
  ],
  NOT_ACCEPTABLE: [
    'La réponse ne peut pas être donnée sous cette forme',
    'Acceptez application/json ou application/ld+json, et EPCIS et CBV en version 2.0.',
  ],
  NOT_FOUND: ['Il n’y a rien à cette adresse', 'Vérifiez l’identifiant ; GET / donne ce qui existe.'],
  NO_NAMED_ACCOUNTS: [
    'Sans comptes nommés, Fairfloor n’écoute que sur sa propre machine',
    'Créez le premier sur sa propre machine : fairfloor account invite --role admin. Jusque-là, prenez --host 127.0.0.1.',
  ],
  ONE_EVENT_NEEDED: ['Cette adresse accepte un seul événement', 'Envoyez les documents et les listes à /capture.'],
  OPTION_VALUE: ['Une option contient une valeur qui n’est pas comprise', 'Voyez fairfloor help COMMANDE.'],
  PERSON_IDENTIFIER: [
    'Cet identifiant désigne une personne (GSRN) : Fairfloor suit des marchandises, pas des personnes',
    'Demandez un objet, un lot, une commande ou un envoi.',
  ],
  QUERY_PARAMETER: [
    'Un paramètre de la requête n’est pas compris',
    'Prenez les paramètres que donne docs/formats/queries.md.',
  ],
  SITE_NEEDED: ['On ne sait pas quel site est visé', 'Prenez l’adresse sous /sites/{id}, ou une clé de ce site.'],
  SPEED: ['La démonstration ne tourne pas à cette vitesse', 'Prenez une des vitesses permises.'],
  TABLE_LINE: [
    'Une ligne du tableau n’en est pas une',
    'Regardez la ligne : un guillemet ouvert, ou plus ou moins de colonnes que l’en-tête.',
  ],
  THREAD_ENDED: [
    'Un fil qui lit des fichiers s’est arrêté',
    'Relancez l’import : il reprend après son dernier enregistrement.',
  ],
  UNAUTHORIZED: [
    'Ni clé ni session valable',
    'Envoyez Authorization: Bearer CLÉ (fairfloor key create en fait une), ou ouvrez le lien qu’affiche npm start.',
  ],
  URI_TOO_LONG: [
    'L’adresse est trop longue',
    'Demandez moins d’identifiants à la fois ; docs/limits.md donne la limite.',
  ],
  // cli
  FILE_UNREADABLE: [
    'Un fichier ne peut pas être lu',
    'Vérifiez son nom et le droit de le lire ; - lit l’entrée standard.',
  ],
} as const satisfies Partial<FaultTexts>
