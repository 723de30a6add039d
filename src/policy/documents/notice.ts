import { indicators } from '../declared.ts'
import type { WorkerCategory } from '../records.ts'
import type { DocumentLanguage, Text } from '../rule.ts'
import { memberName } from '../words.ts'
import {
  type DocumentInput,
  declaredOr,
  list,
  notesOf,
  type PolicyDocument,
  periodTable,
  promisesOf,
  text,
} from './document.ts'
import { measuresOf } from './measures.ts'

/** What Articles 13 and 14 ask for, point by point. */
export const noticeParts = [
  '13.1.a',
  '13.1.b',
  '13.1.c',
  '13.1.d',
  '13.1.e',
  '13.1.f',
  '13.2.a',
  '13.2.b',
  '13.2.d',
  '13.2.e',
  '13.2.f',
  '14.1.d',
  '14.2.f',
] as const
type NoticePart = (typeof noticeParts)[number]

const title: Text = {
  en: 'What happens with your data when you scan',
  de: 'Was mit Ihren Daten geschieht, wenn Sie scannen',
  fr: 'Ce que deviennent vos données quand vous scannez',
}

const greetings: Readonly<Record<WorkerCategory, Text>> = {
  permanent: {
    en: 'For people with a permanent contract at this site.',
    de: 'Für Menschen mit festem Vertrag an diesem Standort.',
    fr: 'Pour les personnes en contrat permanent sur ce site.',
  },
  temporary: {
    en: 'For people with a temporary contract at this site. What is said here holds from your first day.',
    de: 'Für Menschen mit befristetem Vertrag an diesem Standort. Was hier steht, gilt ab Ihrem ersten Tag.',
    fr: 'Pour les personnes en contrat temporaire sur ce site. Ce qui est dit ici vaut dès votre premier jour.',
  },
  agency: {
    en: 'For people whom an agency sends to this site. The site answers for this system, not your agency; your agency receives nothing from it.',
    de: 'Für Menschen, die eine Agentur an diesen Standort überlässt. Für dieses System steht der Standort ein, nicht Ihre Agentur; sie erhält nichts daraus.',
    fr: 'Pour les personnes mises à disposition de ce site par une agence. Le site répond de ce système, non votre agence ; elle n’en reçoit rien.',
  },
}

const headings: Readonly<Record<NoticePart, Text>> = {
  '13.1.a': { en: 'Who answers for it', de: 'Wer verantwortlich ist', fr: 'Qui en répond' },
  '13.1.b': { en: 'Data protection officer', de: 'Datenschutzbeauftragter', fr: 'Délégué à la protection des données' },
  '13.1.c': { en: 'What it is for', de: 'Wofür es ist', fr: 'À quoi cela sert' },
  '13.1.d': { en: 'On what ground', de: 'Auf welcher Grundlage', fr: 'Sur quel fondement' },
  '13.1.e': { en: 'Who sees it', de: 'Wer es sieht', fr: 'Qui le voit' },
  '13.1.f': { en: 'Does it leave the site?', de: 'Verlässt es den Standort?', fr: 'Cela quitte-t-il le site ?' },
  '13.2.a': { en: 'How long it is kept', de: 'Wie lange es aufbewahrt wird', fr: 'Combien de temps c’est conservé' },
  '13.2.b': { en: 'Your rights', de: 'Ihre Rechte', fr: 'Vos droits' },
  '13.2.d': { en: 'Where to complain', de: 'Wo Sie sich beschweren können', fr: 'Où vous plaindre' },
  '13.2.e': { en: 'Do you have to?', de: 'Müssen Sie?', fr: 'Y êtes-vous tenu ?' },
  '13.2.f': {
    en: 'Does a machine decide about you?',
    de: 'Entscheidet eine Maschine über Sie?',
    fr: 'Une machine décide-t-elle de vous ?',
  },
  '14.1.d': { en: 'What data it is', de: 'Welche Daten es sind', fr: 'De quelles données il s’agit' },
  '14.2.f': { en: 'Where it comes from', de: 'Woher es kommt', fr: 'D’où cela vient' },
}

const words = {
  ground: {
    en: 'Legitimate interest of the employer: that goods leave in time and are found (Art. 6(1)(f) GDPR, where it holds). You can object.',
    de: 'Berechtigtes Interesse des Arbeitgebers: dass Güter pünktlich abgehen und gefunden werden (Art. 6 Abs. 1 f DSGVO, wo sie gilt). Sie können widersprechen.',
    fr: 'Intérêt légitime de l’employeur : que les marchandises partent à l’heure et soient trouvées (art. 6(1)(f) RGPD, là où il vaut). Vous pouvez vous y opposer.',
  },
  seen: {
    en: 'People with these roles see figures about goods, never about you:',
    de: 'Menschen mit diesen Rollen sehen Zahlen über Güter, nie über Sie:',
    fr: 'Les personnes avec ces rôles voient des chiffres sur les marchandises, jamais sur vous :',
  },
  stays: {
    en: 'No. It stays on a machine of the site.',
    de: 'Nein. Es bleibt auf einer Maschine des Standorts.',
    fr: 'Non. Cela reste sur une machine du site.',
  },
  rights: {
    en: 'Access, correction, erasure, restriction, objection. Once the day’s key is destroyed nobody can tell any more which scans were yours, and so nothing can be given or erased either.',
    de: 'Auskunft, Berichtigung, Löschung, Einschränkung, Widerspruch. Ist der Tagesschlüssel vernichtet, kann niemand mehr sagen, welche Scans Ihre waren; dann kann auch nichts mehr gegeben oder gelöscht werden.',
    fr: 'Accès, rectification, effacement, limitation, opposition. Une fois la clé du jour détruite, nul ne peut plus dire quelles lectures étaient les vôtres ; rien ne peut donc plus être donné ni effacé.',
  },
  must: {
    en: 'Scanning is part of the work; your name or number is not needed for it here, and is removed.',
    de: 'Scannen gehört zur Arbeit; Ihr Name oder Ihre Nummer wird hier nicht gebraucht und entfernt.',
    fr: 'Scanner fait partie du travail ; votre nom ou numéro n’y est pas nécessaire ici et est retiré.',
  },
  noMachine: {
    en: 'No. There is no figure, rank or target about you, and no program learns from your work.',
    de: 'Nein. Es gibt keine Kennzahl, keinen Rang und kein Ziel über Sie, und kein Programm lernt aus Ihrer Arbeit.',
    fr: 'Non. Il n’existe aucun chiffre, rang ou objectif sur vous, et aucun programme n’apprend de votre travail.',
  },
  data: {
    en: 'What was scanned, when and where. Shown to others: zone and quarter hour. Special categories of data are refused.',
    de: 'Was wann und wo gescannt wurde. Anderen gezeigt: Zone und Viertelstunde. Besondere Kategorien von Daten werden abgelehnt.',
    fr: 'Ce qui a été scanné, quand et où. Montré aux autres : zone et quart d’heure. Les catégories particulières de données sont refusées.',
  },
  from: {
    en: 'From the scanners and the warehouse system that you work with, not from you directly.',
    de: 'Von den Scannern und dem Lagersystem, mit denen Sie arbeiten, nicht direkt von Ihnen.',
    fr: 'Des lecteurs et du système d’entrepôt avec lesquels vous travaillez, non directement de vous.',
  },
  authority: { en: 'At the authority: ', de: 'Bei der Behörde: ', fr: 'Auprès de l’autorité : ' },
  none: { en: 'None is declared.', de: 'Keiner ist erklärt.', fr: 'Aucun n’est déclaré.' },
  protected: { en: 'How you are protected', de: 'Wie Sie geschützt sind', fr: 'Comment vous êtes protégé' },
} as const satisfies Readonly<Record<string, Text>>

/** The notice to the people of one category at a site, as it runs. */
export function noticeOf(input: DocumentInput, language: DocumentLanguage, category: WorkerCategory): PolicyDocument {
  const { declaration, policy } = input
  const say = (each: Text): string => each[language]
  const officer =
    declaration === undefined ? declaredOr(undefined, input, language) : (declaration.officer ?? say(words.none))
  const blocks = {
    '13.1.a': [
      text(
        `${declaredOr(declaration?.controller, input, language)} · ${declaredOr(declaration?.contact, input, language)}`,
      ),
    ],
    '13.1.b': [text(officer)],
    '13.1.c': [
      list(indicators.filter(({ id }) => policy.sets.indicators.includes(id)).map(({ purpose }) => say(purpose))),
    ],
    '13.1.d': [text(say(words.ground))],
    '13.1.e': [text(say(words.seen)), list(policy.sets.roles.map((role) => say(memberName('roles', role))))],
    '13.1.f': [text(say(words.stays))],
    '13.2.a': [periodTable(input, language)],
    '13.2.b': [text(say(words.rights))],
    '13.2.d': [text(`${say(words.authority)}${declaredOr(declaration?.authority, input, language)}`)],
    '13.2.e': [text(say(words.must))],
    '13.2.f': [text(say(words.noMachine))],
    '14.1.d': [text(say(words.data))],
    '14.2.f': [text(say(words.from))],
  }
  return {
    kind: 'notice',
    language,
    title: say(title),
    site: input.siteName,
    notes: [say(greetings[category]), ...notesOf(input, language)],
    sections: [
      ...noticeParts.map((id) => ({ id, heading: say(headings[id]), blocks: blocks[id] })),
      { id: 'measures', heading: say(words.protected), blocks: [list(measuresOf(policy, language))] },
      promisesOf(input, language),
    ],
  }
}
