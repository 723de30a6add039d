import type { FaultTexts } from '../faults.ts'

/** `documentFaults` of base in French. */
export const documentFaultsFr = {
  // documents that people write: site file, plan, mapping
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
  // site
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
  // plan
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
  // tables and mappings
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
  // hazards
  FEED_PAYLOAD: [
    'Un contenu n’est pas ce que son flux publie',
    'Vérifier que le fichier ou l’adresse est bien celui de ce flux ; ce qui était connu reste, marqué comme ancien.',
  ],
  FEED_RECORD: [
    'Un enregistrement d’un flux est illisible',
    'Les autres restent valables. Si tous échouent, l’éditeur a changé de format : mettre à jour ou signaler.',
  ],
  FEED_UNKNOWN: ['Aucun flux n’a cet identifiant', '`fairfloor feeds list` les nomme.'],
} as const satisfies Partial<FaultTexts>
