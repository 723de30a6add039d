import type { Pack } from '../rule.ts'
import { heldBy } from './tests.ts'

/** France, on top of the European Union. */
export const frPack: Pack = {
  id: 'FR',
  name: { en: 'France', de: 'Frankreich', fr: 'France' },
  state: 'complete',
  rules: [
    {
      id: 'FR-CSE-1',
      kind: 'law',
      says: {
        en: 'No information about an employee is gathered by means that were not made known to them before.',
        de: 'Keine Information über Beschäftigte wird mit Mitteln erhoben, die ihnen nicht vorher bekannt gemacht wurden.',
        fr: 'Aucune information concernant un salarié n’est recueillie par un dispositif qui n’a pas été porté préalablement à sa connaissance.',
      },
      source: 'Code du travail, L1222-4 and L1121-1',
      confidence: 'S',
      needs: ['notice'],
      test: heldBy.notice,
    },
    {
      id: 'FR-CSE-2',
      kind: 'law',
      says: {
        en: 'From 50 employees on, the CSE is informed and consulted before means of monitoring activity are decided, and again before they change.',
        de: 'Ab 50 Beschäftigten wird der CSE unterrichtet und angehört, bevor über Mittel zur Überwachung der Tätigkeit entschieden wird, und erneut vor jeder Änderung.',
        fr: 'À partir de 50 salariés, le CSE est informé et consulté avant la décision sur des moyens de contrôle de l’activité, et de nouveau avant leur modification.',
      },
      source: 'Code du travail, L2312-38 and L2312-8',
      confidence: 'S',
      needs: ['consultation'],
      test: heldBy.consultation,
    },
    {
      id: 'FR-CSE-3',
      kind: 'guidance',
      says: {
        en: 'From 11 to 49 employees no consultation is required; the CNIL advises to inform and consult.',
        de: 'Von 11 bis 49 Beschäftigten ist keine Anhörung vorgeschrieben; die CNIL rät zu Unterrichtung und Anhörung.',
        fr: 'De 11 à 49 salariés, aucune consultation n’est exigée ; la CNIL recommande d’informer et de consulter.',
      },
      source: 'CNIL, on works councils below 50 employees',
      confidence: 'S',
      test: heldBy.consultationSmall,
    },
    {
      id: 'EU-CNIL-8',
      kind: 'ruling',
      says: {
        en: 'Temporary workers are told effectively, before the first collection; a page on an intranet is not enough.',
        de: 'Leiharbeitende werden wirksam unterrichtet, vor der ersten Erhebung; eine Seite im Intranet genügt nicht.',
        fr: 'Les intérimaires sont informés effectivement, avant la première collecte ; une page d’intranet ne suffit pas.',
      },
      source: 'CNIL, SAN-2023-021; upheld on this point by Conseil d’État no. 492830 (see EU-CE-3)',
      confidence: 'S',
      date: '2023-12-27',
      needs: ['notice'],
      test: heldBy.notice,
    },
    {
      id: 'EU-CNIL-9',
      kind: 'ruling',
      says: {
        en: 'No account is shared, no password is weak: one account is one person.',
        de: 'Kein Zugang wird geteilt, kein Passwort ist schwach: Ein Zugang ist ein Mensch.',
        fr: 'Aucun compte partagé, aucun mot de passe faible : un compte, une personne.',
      },
      source: 'CNIL, SAN-2023-021; upheld on this point by Conseil d’État no. 492830 (see EU-CE-3)',
      confidence: 'S',
      date: '2023-12-27',
      test: heldBy.passwords,
    },
    {
      id: 'EU-CNIL-12',
      kind: 'guidance',
      says: {
        en: 'Each indicator has a precise purpose, is needed for it, and was told and consulted on before; permanent surveillance is in general excessive.',
        de: 'Jeder Indikator hat einen genauen Zweck, ist dafür nötig und wurde vorher mitgeteilt und beraten; ständige Überwachung ist in der Regel übermäßig.',
        fr: 'Chaque indicateur a une finalité précise, lui est nécessaire et a fait l’objet d’une information et d’une consultation préalables ; une surveillance permanente est en principe excessive.',
      },
      source: 'CNIL, page on activity control, updated 9 July 2026',
      confidence: 'S',
      date: '2026-07-09',
      test: heldBy.definitions,
    },
    {
      id: 'EU-CNIL-13',
      kind: 'guidance',
      says: {
        en: 'Logs of who used a system are kept for six to twelve months.',
        de: 'Protokolle darüber, wer ein System nutzte, werden sechs bis zwölf Monate aufbewahrt.',
        fr: 'Les journaux d’utilisation d’un système sont conservés de six à douze mois.',
      },
      source: 'CNIL, “tracer les opérations”; HR retention referential of 2 April 2026',
      confidence: 'S',
      date: '2026-04-02',
      lines: [
        { parameter: 'accessLogDays', bound: 'limit', value: 366 },
        { parameter: 'accessLogDays', bound: 'duty', value: 183 },
      ],
      test: heldBy.duty,
    },
    {
      id: 'EU-CE-1',
      kind: 'ruling',
      says: {
        en: 'Individual idle time, latency and scan speed can rest on legitimate interest; that we refuse them is our own choice.',
        de: 'Individuelle Leerzeit, Latenz und Scantempo können auf berechtigtem Interesse beruhen; dass wir sie ablehnen, ist unsere eigene Wahl.',
        fr: 'Temps d’inactivité, latence et vitesse de lecture individuels peuvent reposer sur l’intérêt légitime ; les refuser est notre propre choix.',
      },
      source: 'Conseil d’État, no. 492830, ECLI:FR:CECHR:2025:492830.20251223',
      confidence: 'P',
      date: '2025-12-23',
      test: heldBy.wording,
    },
    {
      id: 'EU-CE-3',
      kind: 'ruling',
      says: {
        en: 'The breaches of information and security stood.',
        de: 'Die Verstöße bei Unterrichtung und Sicherheit blieben bestehen.',
        fr: 'Les manquements à l’information et à la sécurité ont été maintenus.',
      },
      source: 'Conseil d’État, no. 492830',
      confidence: 'S',
      date: '2025-12-23',
      needs: ['notice'],
      test: heldBy.notice,
    },
  ],
}
