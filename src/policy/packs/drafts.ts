import type { Pack, Rule, Text } from '../rule.ts'
import { heldBy } from './tests.ts'

/** The four acts on quotas read so far have the same way out: who sets no quota and measures no single person owes nothing. */
function noQuota(id: string, act: Text, source: string): Rule {
  return {
    id,
    kind: 'law',
    says: {
      en: `${act.en} asks nothing of who uses no quota and monitors no work speed; nothing here computes one for a person.`,
      de: `${act.de} verlangt nichts von dem, der keine Quote setzt und kein Arbeitstempo überwacht; hier wird keines für eine Person berechnet.`,
      fr: `${act.fr} n’exige rien de qui n’emploie ni quota ni suivi de vitesse ; rien ici n’en calcule pour une personne.`,
    },
    source,
    confidence: 'P',
    needs: ['declaration'],
    test: heldBy.noPersonParameter,
  }
}

const notRead = (what: Text): Text => ({
  en: `Draft. Not verified: ${what.en}`,
  de: `Entwurf. Nicht geprüft: ${what.de}`,
  fr: `Brouillon. Non vérifié : ${what.fr}`,
})

/** Packs that somebody must look through before they are relied on; each says what is not verified. */
export const draftPacks: readonly Pack[] = [
  {
    id: 'NL',
    name: { en: 'Netherlands', de: 'Niederlande', fr: 'Pays-Bas' },
    state: 'draft',
    unverified: notRead({
      en: 'the text of WOR Art. 27 and its case law were read in secondary sources only.',
      de: 'Der Text von Art. 27 WOR und seine Rechtsprechung wurden nur in Sekundärquellen gelesen.',
      fr: 'le texte de l’art. 27 WOR et sa jurisprudence n’ont été lus que dans des sources secondaires.',
    }),
    rules: [
      {
        id: 'NL-OR-1',
        kind: 'law',
        says: {
          en: 'From 50 staff on, the works council’s consent is needed for systems suited to monitor staff.',
          de: 'Ab 50 Beschäftigten ist für Systeme, die zur Überwachung geeignet sind, die Zustimmung des Betriebsrats nötig.',
          fr: 'À partir de 50 personnes, l’accord du comité d’entreprise est requis pour un système propre à surveiller le personnel.',
        },
        source: 'WOR Art. 27(1)(k)–(l), 27(5)',
        confidence: 'S',
        needs: ['consultation', 'declaration'],
        test: heldBy.consultation,
      },
    ],
  },
  {
    id: 'ES',
    name: { en: 'Spain', de: 'Spanien', fr: 'Espagne' },
    state: 'draft',
    unverified: notRead({
      en: 'the wording of ET Art. 64(4)(d), and which further national rules apply.',
      de: 'Der Wortlaut von Art. 64(4)(d) ET und welche weiteren nationalen Regeln gelten.',
      fr: 'le texte de l’art. 64(4)(d) ET et les autres règles nationales applicables.',
    }),
    rules: [
      {
        id: 'ES-ET-1',
        kind: 'law',
        says: {
          en: 'The works council is told the parameters and rules of algorithms that affect conditions of work; the register lists them all.',
          de: 'Der Betriebsrat erfährt Parameter und Regeln von Algorithmen, die Arbeitsbedingungen berühren; das Verzeichnis führt sie alle auf.',
          fr: 'Le comité d’entreprise connaît les paramètres et règles des algorithmes qui touchent aux conditions de travail ; le registre les énumère tous.',
        },
        source: 'Estatuto de los Trabajadores, Art. 64(4)(d)',
        confidence: 'S',
        needs: ['declaration'],
        test: heldBy.definitions,
      },
    ],
  },
  {
    id: 'UK',
    name: { en: 'United Kingdom', de: 'Vereinigtes Königreich', fr: 'Royaume-Uni' },
    state: 'draft',
    unverified: notRead({
      en: 'the title of the 2010 Regulations, and the UK GDPR as amended.',
      de: 'Der Titel der Regulations von 2010 und die UK GDPR in geänderter Fassung.',
      fr: 'l’intitulé des Regulations de 2010 et le UK GDPR modifié.',
    }),
    rules: [
      {
        id: 'EU-UK-BL',
        kind: 'law',
        says: {
          en: 'Lists of trade-union members for discrimination are prohibited; nothing about unions is held here.',
          de: 'Listen von Gewerkschaftsmitgliedern zur Benachteiligung sind verboten; hier wird nichts über Gewerkschaften gehalten.',
          fr: 'Les listes de syndiqués à des fins de discrimination sont interdites ; rien sur les syndicats n’est détenu ici.',
        },
        source: 'Employment Relations Act 1999 (Blacklists) Regulations 2010',
        confidence: 'S',
        needs: ['declaration', 'notice', 'assessment'],
        test: heldBy.denied,
      },
    ],
  },
  {
    id: 'US',
    name: { en: 'United States', de: 'Vereinigte Staaten', fr: 'États-Unis' },
    state: 'draft',
    unverified: notRead({
      en: 'Board law was read in summaries; state acts of 2026 other than those listed were not searched.',
      de: 'Das Recht des NLRB wurde in Zusammenfassungen gelesen; weitere Gesetze der Bundesstaaten von 2026 wurden nicht gesucht.',
      fr: 'le droit du NLRB a été lu dans des résumés ; d’autres lois d’États de 2026 n’ont pas été recherchées.',
    }),
    rules: [
      {
        id: 'US-NLRA-1',
        kind: 'law',
        says: {
          en: 'An employer may not watch protected concerted activity, nor seem to: data about it is refused in every layer.',
          de: 'Ein Arbeitgeber darf geschützte gemeinsame Betätigung nicht überwachen und nicht den Anschein erwecken: Daten darüber werden in jeder Schicht abgelehnt.',
          fr: 'Un employeur ne peut surveiller l’action concertée protégée, ni en donner l’impression : ces données sont refusées dans chaque couche.',
        },
        source: 'NLRA ss. 7 and 8(a)(1)',
        confidence: 'S',
        needs: ['declaration'],
        test: heldBy.denied,
      },
      {
        id: 'US-DEF-Q',
        kind: 'law',
        says: {
          en: 'A quota is a work standard for a defined time whose failure may bring adverse action; a site declares whether it uses any.',
          de: 'Eine Quote ist eine Arbeitsvorgabe für eine bestimmte Zeit, deren Verfehlen Nachteile bringen kann; ein Standort erklärt, ob er welche nutzt.',
          fr: 'Un quota est une norme de travail sur une durée définie dont l’échec peut entraîner une mesure défavorable ; un site déclare s’il en emploie.',
        },
        source: 'Cal. Lab. Code 2100; NY WWPA FAQ; Minn. Stat. 182.6526',
        confidence: 'S',
        needs: ['declaration'],
        test: heldBy.draftPack,
      },
    ],
  },
  {
    id: 'US-CA',
    name: { en: 'California', de: 'Kalifornien', fr: 'Californie' },
    state: 'draft',
    unverified: notRead({
      en: 'the final texts of SB 947, AB 1883 and AB 1331, reported signed on 30 September 2026.',
      de: 'Die endgültigen Texte von SB 947, AB 1883 und AB 1331, laut Berichten am 30. September 2026 unterzeichnet.',
      fr: 'les textes définitifs de SB 947, AB 1883 et AB 1331, signés selon des sources secondaires le 30 septembre 2026.',
    }),
    rules: [
      noQuota(
        'US-CA-5',
        { en: 'The California act', de: 'Das kalifornische Gesetz', fr: 'La loi californienne' },
        'Cal. Lab. Code 2104(c)',
      ),
    ],
  },
  {
    id: 'US-NY',
    name: { en: 'New York', de: 'New York', fr: 'New York' },
    state: 'draft',
    unverified: notRead({
      en: 'NY Lab. Law 784 (record keeping) was not read.',
      de: 'NY Lab. Law 784 (Aufzeichnungen) wurde nicht gelesen.',
      fr: 'NY Lab. Law 784 (conservation) n’a pas été lu.',
    }),
    rules: [
      noQuota(
        'US-NY-5',
        { en: 'The New York act', de: 'Das New Yorker Gesetz', fr: 'La loi de New York' },
        'NY Lab. Law 785(4)',
      ),
    ],
  },
  {
    id: 'US-WA',
    name: { en: 'Washington', de: 'Washington', fr: 'Washington' },
    state: 'draft',
    unverified: notRead({
      en: 'case law and rules of the department beyond the text read.',
      de: 'Rechtsprechung und Regeln der Behörde über den gelesenen Text hinaus.',
      fr: 'la jurisprudence et les règles du département au-delà du texte lu.',
    }),
    rules: [
      noQuota(
        'US-WA-3',
        { en: 'The Washington act', de: 'Das Gesetz von Washington', fr: 'La loi de Washington' },
        'RCW 49.84.035(3)',
      ),
    ],
  },
  {
    id: 'US-MN',
    name: { en: 'Minnesota', de: 'Minnesota', fr: 'Minnesota' },
    state: 'draft',
    unverified: notRead({
      en: 'deadlines for requests; a target for a group counts as a quota there.',
      de: 'Fristen für Auskünfte; ein Ziel für eine Gruppe gilt dort als Quote.',
      fr: 'les délais de réponse ; un objectif de groupe y compte comme quota.',
    }),
    rules: [
      noQuota(
        'US-MN-3',
        { en: 'The Minnesota act', de: 'Das Gesetz von Minnesota', fr: 'La loi du Minnesota' },
        'Minnesota Department of Labor and Industry, page on warehouse safety',
      ),
    ],
  },
  {
    id: 'US-OR',
    name: { en: 'Oregon', de: 'Oregon', fr: 'Oregon' },
    state: 'draft',
    unverified: notRead({
      en: 'the deadline for requests, and whether a site without quotas owes nothing.',
      de: 'Die Frist für Auskünfte und ob ein Standort ohne Quoten nichts schuldet.',
      fr: 'le délai de réponse, et si un site sans quota ne doit rien.',
    }),
    rules: [
      {
        id: 'US-OR-1',
        kind: 'law',
        says: {
          en: 'A quota is described in writing at hire and before adverse action; a site declares whether it uses any.',
          de: 'Eine Quote wird bei Einstellung und vor Nachteilen schriftlich beschrieben; ein Standort erklärt, ob er welche nutzt.',
          fr: 'Un quota est décrit par écrit à l’embauche et avant toute mesure défavorable ; un site déclare s’il en emploie.',
        },
        source: 'Oregon BOLI, page on warehouse quotas',
        confidence: 'P',
        date: '2025-01-01',
        needs: ['declaration'],
        test: heldBy.draftPack,
      },
    ],
  },
]
