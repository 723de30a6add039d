import type { FaultTexts } from '../faults.ts'

/** `eventFaults` of base in French. */
export const eventFaultsFr = {
  // epcis: identifiers and codes
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
  // epcis: scan and validate
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
} as const satisfies Partial<FaultTexts>
