import type { FaultTexts } from '../faults.ts'

/** `ruleFaults` of base in French. */
export const ruleFaultsFr = {
  // policy
  ACTIVATION_NEEDS: [
    'Le site ne peut pas encore être activé',
    'Enregistrer ce qui manque : `fairfloor policy explain` l’énumère, chaque fois avec la règle et la commande.',
  ],
  CANARY_ENDED: [
    'Ce canari n’est plus observé',
    'Posez-en un nouveau : son texte reste en mémoire une semaine au plus, et n’est jamais écrit.',
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
  PERSON_SHAPED: [
    'Les valeurs de ce champ se comportent comme des personnes',
    'Déclarez le champ dans `personFields` du fichier de site : il est alors retiré avant toute conservation. La page Règles montre les éléments.',
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
  // gate
  NEEDS_OBJECT: [
    'Les lectures manuelles ne se trouvent que par objet',
    'Nommez l’objet (MATCH_anyEPC, ou un autre paramètre MATCH_ avec numéro de série) ou l’événement (EQ_eventID). Lieux, heures, étapes et documents seuls répondent par les événements des partenaires et des machines auprès desquelles aucune main ne travaille.',
  ],
  TRACE_BUDGET: [
    'Les objets que ce rôle peut suivre aujourd’hui sont épuisés',
    'Demandez moins d’objets, ou moins de leur parcours (GE_eventTime), ou demain ; ce qui a été suivi aujourd’hui répond encore. Le nombre est `traced` dans les règles du site, compté par rôle et jamais par personne.',
  ],
  // people
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
  OPENID_FAILED: [
    "La connexion d'entreprise n'a pas répondu comme il faut",
    'Recommencer dans ce navigateur ; si cela persiste, un administrateur vérifie people.json et le fournisseur.',
  ],
  OPENID_NO_ROLE: [
    "Aucun de vos groupes n'a de rôle ici",
    "Demander à un administrateur de nommer l'un de vos groupes dans people.json.",
  ],
  ORIGIN_FOREIGN: [
    "Une page d'une autre origine ne peut rien changer ici",
    "Utiliser l'adresse que le serveur affiche au démarrage, ou celle que --origin déclare.",
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
} as const satisfies Partial<FaultTexts>
