import type { FaultTexts } from './faults.ts'

/** What every fault says in French: what happened, and how to mend it. */
export const faultsFr: FaultTexts = {
  NEEDS_OBJECT: [
    'Les lectures manuelles ne se trouvent que par objet',
    'Nommez l’objet (MATCH_anyEPC, ou un autre paramètre MATCH_ avec numéro de série) ou l’événement (EQ_eventID). Lieux, heures, étapes et documents seuls répondent par les événements des machines et des partenaires.',
  ],
  TRACE_BUDGET: [
    'Les objets que ce rôle peut suivre aujourd’hui sont épuisés',
    'Redemandez demain ; les objets suivis aujourd’hui répondent encore. Le nombre est `traced` dans les règles du site, compté par rôle et jamais par personne.',
  ],
  INTERNAL: [
    'Quelque chose a cassé dans Fairfloor',
    'Consultez le journal du serveur ; rien de ce qui est confirmé n’est perdu.',
  ],
  LIMIT_REACHED: ['Une limite nommée est atteinte', 'Attendez et renvoyez ; docs/limits.md donne les limites.'],
  DISK_FAILED: [
    'Le disque a refusé une lecture ou une écriture',
    'Vérifiez l’espace libre et l’état du disque, puis redémarrez.',
  ],
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
  LISTEN_FAILED: [
    'Le serveur ne peut pas écouter sur ce port',
    'Un autre programme l’utilise peut-être : choisissez-en un autre avec --port, ou 0 pour un port libre.',
  ],
  LINK_USED: [
    'Ce lien a déjà servi, ou il est trop vieux',
    'Arrêtez le serveur et relancez-le : il affiche un nouveau lien. Ou bien : fairfloor key link.',
  ],
  MEDIA_TYPE: [
    'Ce type de média n’est pas compris',
    'Envoyez application/json, application/ld+json ou application/x-ndjson.',
  ],
  METHOD_NOT_ALLOWED: [
    'Cette adresse n’accepte pas cette méthode',
    'Prenez une des méthodes que donne l’en-tête Allow.',
  ],
  NO_NAMED_ACCOUNTS: [
    'Sans comptes nommés, Fairfloor n’écoute que sur sa propre machine',
    'Créez le premier sur sa propre machine : fairfloor account invite --role admin. Jusque-là, prenez --host 127.0.0.1.',
  ],
  NOT_ACCEPTABLE: [
    'La réponse ne peut pas être donnée sous cette forme',
    'Acceptez application/json ou application/ld+json, et EPCIS et CBV en version 2.0.',
  ],
  NOT_FOUND: ['Il n’y a rien à cette adresse', 'Vérifiez l’identifiant ; GET / donne ce qui existe.'],
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
  FILE_UNREADABLE: [
    'Un fichier ne peut pas être lu',
    'Vérifiez son nom et le droit de le lire ; - lit l’entrée standard.',
  ],
  CODE_ELEMENT: [
    'Un élément du code n’a pas sa forme',
    'Scannez l’étiquette à nouveau ; à la main, mettez chaque identifiant de donnée entre parenthèses.',
  ],
  CODE_EMPTY: ['Rien n’a été scanné ni saisi', 'Scannez une étiquette ou saisissez un identifiant.'],
  CODE_TOO_LONG: ['Le code est plus long que toute étiquette', 'Scannez une étiquette à la fois.'],
  IDENTIFIER_CHECK_DIGIT: [
    'Le chiffre de contrôle d’un identifiant est faux',
    'Comparez le numéro avec l’étiquette chiffre par chiffre ; un est faux ou deux sont inversés.',
  ],
  IDENTIFIER_FORM: [
    'Un identifiant GS1 n’a pas sa forme',
    'Écrivez autant de caractères que le demande l’identifiant de donnée ou le schéma EPC.',
  ],
  IDENTIFIER_UNKNOWN: [
    'Ce n’est pas un identifiant GS1',
    'Prenez un GS1 Digital Link, une URN EPC ou une chaîne d’éléments GS1.',
  ],
  DOCUMENT_ID_TWICE: [
    'Un identifiant figure deux fois dans le document',
    'Donnez à chaque entrée le sien, ou supprimez l’une des deux.',
  ],
  DOCUMENT_MEMBER_MISSING: ['Un membre manque', 'Ajoutez le membre à cet endroit.'],
  DOCUMENT_MEMBER_TWICE: [
    'Un membre figure deux fois dans un objet',
    'Gardez l’un des deux ; les lecteurs ne s’accordent pas sur celui qui compte.',
  ],
  DOCUMENT_MEMBER_UNKNOWN: [
    'Un membre n’est pas connu ici',
    'Supprimez-le, ou corrigez son orthographe selon les noms permis.',
  ],
  DOCUMENT_NOT_JSON: ['Le document n’est pas du JSON', 'Corrigez le texte à cette ligne et cette colonne (RFC 8259).'],
  DOCUMENT_TYPE_WRONG: ['Un membre n’a pas le bon type', 'Écrivez une valeur d’un type permis.'],
  DOCUMENT_VALUE_WRONG: ['Un membre a une valeur qui n’est pas permise', 'Écrivez une des valeurs permises.'],
  SITE_BIZ_STEP: [
    'Un bizStep n’est ni un mot de CBV ni une URI',
    'Corrigez le mot selon CBV 2.0, ou écrivez une URI de votre propre vocabulaire.',
  ],
  SITE_BIZ_STEP_TWICE: [
    'Un bizStep appartient à deux étapes du processus',
    'Laissez-le dans une seule ; un événement ne peut en désigner qu’une.',
  ],
  SITE_MAP: [
    'Un fichier du plan n’est pas tel que le dit OGC IMDF',
    'Exportez à nouveau les fichiers venue, level et unit en GeoJSON IMDF 1.0.',
  ],
  SITE_OUTLINE: [
    'Le contour d’une zone n’est pas un anneau correct',
    'Donnez les coins dans l’ordre, en mètres, sans croisement ; ou omettez le contour.',
  ],
  SITE_READ_POINT_TWICE: [
    'Un identifiant figure deux fois dans le fichier de site',
    'Gardez-le à un seul endroit ; un plus long peut côtoyer un joker.',
  ],
  SITE_STEP_UNKNOWN: [
    'Une zone nomme une étape que le processus n’a pas',
    'Corrigez le nom, ou ajoutez l’étape au processus de cette version.',
  ],
  SITE_TIME_ZONE: [
    'Le fuseau horaire est inconnu',
    'Écrivez son nom IANA, comme Europe/Paris ; un décalage ne connaît pas l’heure d’été.',
  ],
  SITE_VERSION_ORDER: [
    'Les versions ne se suivent pas par validFrom croissant',
    'Triez-les, et donnez à chacune son propre validFrom.',
  ],
  PLAN_DAMAGED: [
    'Le plan enregistré est abîmé',
    'Une ligne durable n’a plus sa somme de contrôle : restaurez plan/plan.ndjson depuis une sauvegarde, ou mettez-le de côté et renvoyez le plan.',
  ],
  PLAN_DEADLINE_ORDER: [
    'Les échéances d’un chargement ne sont pas dans l’ordre',
    'Faites se suivre released, picked, packed, staged, doorsClosed et le départ.',
  ],
  PLAN_LOAD_UNKNOWN: [
    'Une commande nomme un chargement inconnu',
    'Envoyez le chargement avant, ou dans le même document.',
  ],
  PLAN_QUARTER: [
    'Un effectif est déclaré pour une heure qui n’est pas le début d’un quart d’heure',
    'Écrivez le début du quart d’heure : minute 00, 15, 30 ou 45, sans secondes.',
  ],
  CONTEXT_TOO_LATE: [
    'Le @context vient après trop d’événements',
    'Écrivez @context avant epcisBody ; seul un nombre limité d’événements peut l’attendre.',
  ],
  CONTEXT_TOO_MANY: [
    'Trop de @context différents dans une entrée',
    'Écrivez le @context une fois, dans le document ou à la première ligne.',
  ],
  CONTEXT_WRONG: [
    'Le @context ne peut pas être lu',
    'Donnez l’adresse du contexte EPCIS et vos préfixes : ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", {"ex": "https://example.com/"}].',
  ],
  EVENT_ID_TWICE: [
    'Un eventID figure deux fois dans le document',
    'Envoyez un événement une fois ; une correction répète l’eventID avec une errorDeclaration.',
  ],
  EVENT_TOO_LARGE: ['Un événement dépasse la limite', 'Partagez-le en plusieurs ; docs/limits.md donne la limite.'],
  EVENT_TYPE_UNKNOWN: [
    'Ce n’est pas un type d’événement d’EPCIS 2.0',
    'Prenez un des cinq types ; mettez le particulier dans des extensions.',
  ],
  HEADER_TOO_LARGE: [
    'Le document est trop grand en dehors de ses événements',
    'Envoyez les données de base dans un document à part ; docs/limits.md donne la limite.',
  ],
  ILMD_NOT_ALLOWED: [
    'Le membre ilmd figure dans un événement qui ne crée rien',
    'Donnez ilmd dans l’ObjectEvent avec action ADD, ou le TransformationEvent, qui crée les objets.',
  ],
  ITEM_TWICE: ['Une liste dit deux fois la même chose', 'Gardez l’une des deux.'],
  JSON_INVALID: [
    'Le texte n’est pas du JSON',
    'Corrigez le texte à cet endroit (RFC 8259), ou vérifiez que rien n’a été coupé en route.',
  ],
  JSON_NOT_UTF8: ['Le texte n’est pas en UTF-8', 'Encodez le texte en UTF-8 avant de l’envoyer.'],
  JSON_TOO_DEEP: [
    'Un événement est imbriqué trop profondément',
    'Aplatissez ses extensions ; docs/limits.md donne la limite.',
  ],
  LIST_EMPTY: ['Une liste est vide', 'Remplissez la liste, ou omettez le membre.'],
  MASTER_DATA_NOT_KEPT: [
    'Les données de base d’un document ont été vérifiées et non conservées',
    'Ses événements ont été pris quand même. Ce dont un événement a besoin va dans son ilmd ou une extension ; le reste demeure chez son propriétaire.',
  ],
  MEMBER_MISSING: ['Il manque un membre qu’EPCIS demande', 'Ajoutez le membre à cet endroit.'],
  MEMBER_TWICE: [
    'Un membre figure deux fois dans un objet',
    'Gardez l’un des deux ; les lecteurs ne s’accordent pas sur celui qui compte.',
  ],
  MEMBER_UNKNOWN: [
    'EPCIS ne connaît pas ce membre à cet endroit',
    'Corrigez son orthographe, supprimez-le, ou donnez-lui un préfixe que @context déclare.',
  ],
  NOTHING_SAID: [
    'L’événement ne dit pas de quoi il s’agit',
    'Ajoutez les objets, quantités ou mesures que ce type d’événement demande.',
  ],
  OFFSET_WRONG: [
    'Le décalage horaire n’a pas la forme d’EPCIS',
    'Écrivez signe, heures et minutes, comme +02:00 ou -05:30 ; Z n’est pas permis ici.',
  ],
  PERSON_ONLY_EVENT: [
    'Sans ses champs de personne, l’événement ne dit rien des marchandises',
    'Envoyez des événements sur des marchandises ; l’identité d’une personne (comme un GSRN) n’est jamais gardée.',
  ],
  SENSOR_SAID_TWICE: [
    'sensorMetadata et sensorReport donnent tous deux le même membre',
    'Gardez-le dans l’un des deux : dans sensorMetadata pour toutes les mesures, ou dans chaque mesure.',
  ],
  SENSOR_TIME_LATE: [
    'Une mesure est plus tardive que son événement',
    'Réglez l’horloge, ou donnez à l’événement l’heure de sa dernière mesure.',
  ],
  TIME_WRONG: [
    'Une heure n’est pas une date avec heure et décalage',
    'Écrivez-la comme 2026-03-29T08:30:00.000+02:00 ou avec Z à la fin, un jour que le calendrier connaît.',
  ],
  TYPE_WRONG: ['Un membre contient le mauvais type JSON', 'Écrivez une valeur du type permis.'],
  UNDECLARED_NAMESPACE: [
    'Une extension vient d’un espace de noms que ce site n’a pas permis',
    'Ajoutez son espace de noms à `extensions` du fichier de site, ou omettez le membre.',
  ],
  URI_WRONG: [
    'Un identifiant n’est pas une URI',
    'Écrivez un GS1 Digital Link, une URN EPC ou une autre URI absolue sans espaces.',
  ],
  VALUE_WRONG: ['Un membre a une valeur qui n’est pas permise', 'Écrivez une des valeurs permises.'],
  WORD_UNKNOWN: [
    'Un mot n’est pas dans le vocabulaire du standard',
    'Corrigez son orthographe, ou prenez une URI de votre propre vocabulaire.',
  ],
  MAPPING_COLUMN: [
    'Un SELECT de la correspondance a une colonne qui ne veut rien dire ici',
    'Nommez chaque colonne avec AS d’après un champ EPCIS ou un champ du plan ; omettez le reste.',
  ],
  MAPPING_FILE: [
    'Un fichier que la correspondance nomme manque ou se trouve ailleurs',
    'Donnez le dossier qui contient les fichiers de la correspondance ; les noms partent de là et n’en sortent jamais.',
  ],
  TABLES_FILE: [
    'Un fichier ne peut pas être lu comme un tableau',
    'Vérifiez que le fichier existe et qu’il est du genre que dit la correspondance.',
  ],
  TABLES_QUERY: [
    'Un SELECT ne peut pas être exécuté',
    'Écrivez un SELECT sur les tables de la correspondance ; rien d’autre ne peut être lu, écrit ou réglé.',
  ],
  FLOW_SNAPSHOT_BROKEN: [
    'Une image de l’état courant est inutilisable',
    'Rien n’est perdu : l’état est refait depuis le registre, ce qui prend plus de temps.',
  ],
  DENIED_D1: [
    'Nomme un syndicat, une activité protégée, une catégorie particulière ou la vie privée : jamais conservé ici',
    'Retirez-le. Aucun réglage et aucun accord ne lève ce refus. S’il s’agit d’une chose, nommez la chose, ou signalez le refus.',
  ],
  DENIED_D2: [
    'Nomme ce qui sert d’indice d’une organisation des salariés ou de ce que sont les personnes',
    'Retirez-le. S’il s’agit d’une chose, nommez la chose, ou signalez le refus.',
  ],
  DENIED_D3: [
    'Nomme un chiffre qui isole une personne au travail',
    'Demandez plutôt des marchandises, des lieux et des étapes. S’il s’agit d’une chose, nommez la chose, ou signalez le refus.',
  ],
  NOT_REFUSED: [
    'Il n’y a pas de refus à signaler',
    'Le nom peut être utilisé tel quel ; signalez le nom refusé, pour le même genre de chose.',
  ],
  ACCOUNT_NAME: ['Ce nom ne peut pas être pris', 'Choisir un autre nom ; il suffit que les collègues le connaissent.'],
  INVITATION_GONE: [
    'Cette invitation a déjà servi, a été retirée ou est trop ancienne',
    'En demander une nouvelle à un administrateur : fairfloor account invite.',
  ],
  KEY_KIND: [
    "Un site d'essai ne prend que des clés d'essai, tout autre site que des clés réelles",
    "Créer une clé de l'autre sorte : fairfloor key create --kind live ou --kind test.",
  ],
  LAST_ADMIN: [
    'Ceci est le dernier compte qui peut créer des comptes',
    "Donner d'abord le rôle admin à un autre compte.",
  ],
  LAST_WAY_IN: [
    'Sans cela, personne ne pourrait plus se connecter à ce compte',
    "Ajouter d'abord une autre clé d'accès ou un mot de passe.",
  ],
  LISTEN_UNSAFE: [
    "Au-delà de la boucle locale, Fairfloor n'écoute que par TLS ou derrière un proxy déclaré",
    'Donner --tls-cert et --tls-key, ou --proxy, et avec eux --origin, tel que les navigateurs le voient.',
  ],
  ORIGIN_FOREIGN: [
    "Une page d'une autre origine ne peut rien changer ici",
    "Utiliser l'adresse que le serveur affiche au démarrage, ou celle que --origin déclare.",
  ],
  OPENID_FAILED: [
    "La connexion d'entreprise n'a pas répondu comme il faut",
    'Recommencer dans ce navigateur ; si cela persiste, un administrateur vérifie people.json et le fournisseur.',
  ],
  OPENID_NO_ROLE: [
    "Aucun de vos groupes n'a de rôle ici",
    "Demander à un administrateur de nommer l'un de vos groupes dans people.json.",
  ],
  PASSKEY_REFUSED: [
    "La clé d'accès n'a pas répondu comme il faut",
    "Réessayer, à l'adresse que le serveur affiche ; les navigateurs ne font pas de clé d'accès pour une adresse en chiffres.",
  ],
  PASSWORD_WEAK: [
    'Ce mot de passe est trop facile à deviner',
    'Prendre quatre mots ou plus qui ne vont pas ensemble ; tous les caractères conviennent.',
  ],
  PROXY_ONLY: ["Ce serveur n'est accessible que par son proxy", "Utiliser l'adresse que --origin déclare."],
  SIGN_IN_LATER: [
    "Trop d'essais manqués",
    "Attendre et réessayer. Une clé d'accès n'est pas ralentie par ce que d'autres ont essayé avec ce nom.",
  ],
  SIGN_IN_REFUSED: [
    'Cela ne correspond pas',
    'Réessayer, utiliser un code de récupération ou demander un lien de réinitialisation.',
  ],
  STEP_UP_NEEDED: [
    "Il faut ici une nouvelle preuve d'identité",
    "La donner par clé d'accès ou mot de passe, puis réessayer.",
  ],
  TLS_FILES: [
    'Le certificat ou sa clé ne peut pas servir',
    'Donner les deux, en fichiers PEM qui vont ensemble et que cet utilisateur peut lire.',
  ],
  ACTIVATION_NEEDS: [
    'Le site ne peut pas encore être activé',
    'Enregistrer ce qui manque : `fairfloor policy explain` l’énumère, chaque fois avec la règle et la commande.',
  ],
  POLICY_DAMAGED: [
    'Les enregistrements de la politique sont endommagés',
    'Une ligne durable n’a plus sa somme de contrôle : restaurer le dossier policy depuis une sauvegarde ; rien n’est deviné à partir du reste.',
  ],
  POLICY_OFF: [
    'Ceci est désactivé sur ce site',
    'La page Règles dit quelle ligne l’omet ; seul ce que chaque ligne nomme est actif.',
  ],
  WIDENS: [
    'Ceci élargirait ce qui est conservé, calculé ou montré',
    'Écrire une valeur au moins aussi stricte. Élargir demande l’accord de deux personnes, que cette version ne connaît pas.',
  ],
  CANARY_ENDED: [
    'Ce canari n’est plus observé',
    'Posez-en un nouveau : son texte reste en mémoire une semaine au plus, et n’est jamais écrit.',
  ],
  PERSON_SHAPED: [
    'Les valeurs de ce champ se comportent comme des personnes',
    'Déclarez le champ dans `personFields` du fichier de site : il est alors retiré avant toute conservation. La page Règles montre les éléments.',
  ],
  FEED_PAYLOAD: [
    'Un contenu n’est pas ce que son flux publie',
    'Vérifier que le fichier ou l’adresse est bien celui de ce flux ; ce qui était connu reste, marqué comme ancien.',
  ],
  FEED_RECORD: [
    'Un enregistrement d’un flux est illisible',
    'Les autres restent valables. Si tous échouent, l’éditeur a changé de format : mettre à jour ou signaler.',
  ],
  FEED_UNKNOWN: ['Aucun flux n’a cet identifiant', '`fairfloor feeds list` les nomme.'],
}
