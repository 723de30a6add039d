import type { FaultTexts } from '../faults.ts'

/** `eventFaults` of base in German. */
export const eventFaultsDe = {
  // epcis: identifiers and codes
  CODE_ELEMENT: [
    'Ein Element des Codes hat nicht seine Form',
    'Das Etikett erneut scannen; beim Tippen jeden Datenbezeichner in Klammern setzen.',
  ],
  CODE_EMPTY: ['Nichts wurde gescannt oder getippt', 'Ein Etikett scannen oder eine Kennung tippen.'],
  CODE_TOO_LONG: ['Der Code ist länger als jedes Etikett', 'Ein Etikett nach dem anderen scannen.'],
  IDENTIFIER_CHECK_DIGIT: [
    'Die Prüfziffer einer Kennung ist falsch',
    'Die Nummer Ziffer für Ziffer mit dem Etikett vergleichen; eine ist falsch oder zwei sind vertauscht.',
  ],
  IDENTIFIER_FORM: [
    'Eine GS1-Kennung hat nicht ihre Form',
    'So viele Zeichen schreiben, wie der Datenbezeichner oder das EPC-Schema sagt.',
  ],
  IDENTIFIER_UNKNOWN: [
    'Das ist keine GS1-Kennung',
    'Einen GS1 Digital Link, eine EPC-URN oder eine GS1-Elementzeichenkette nehmen.',
  ],
  // epcis: scan and validate
  CONTEXT_TOO_LATE: [
    'Der @context steht hinter zu vielen Ereignissen',
    '@context vor epcisBody schreiben; nur begrenzt viele Ereignisse können auf ihn warten.',
  ],
  CONTEXT_TOO_MANY: [
    'Zu viele verschiedene @context in einer Eingabe',
    'Den @context einmal schreiben, im Dokument oder in der ersten Zeile.',
  ],
  CONTEXT_WRONG: [
    'Der @context kann nicht gelesen werden',
    'Die Adresse des EPCIS-Kontexts und die eigenen Präfixe nennen: ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", {"ex": "https://example.com/"}].',
  ],
  EVENT_ID_TWICE: [
    'Eine eventID steht zweimal im Dokument',
    'Ein Ereignis einmal senden; eine Berichtigung wiederholt die eventID mit einer errorDeclaration.',
  ],
  EVENT_TOO_LARGE: [
    'Ein Ereignis ist größer als die Grenze',
    'Es in mehrere Ereignisse teilen; docs/limits.md nennt die Grenze.',
  ],
  EVENT_TYPE_UNKNOWN: [
    'Das ist kein Ereignistyp von EPCIS 2.0',
    'Einen der fünf Typen nehmen; was besonders ist, in Erweiterungen schreiben.',
  ],
  HEADER_TOO_LARGE: [
    'Das Dokument ist außerhalb seiner Ereignisse zu groß',
    'Stammdaten in einem eigenen Dokument senden; docs/limits.md nennt die Grenze.',
  ],
  ILMD_NOT_ALLOWED: [
    'ilmd steht in einem Ereignis, das nichts hervorbringt',
    'ilmd in dem ObjectEvent mit action ADD oder in dem TransformationEvent angeben, das die Objekte hervorbringt.',
  ],
  ITEM_TWICE: ['Eine Liste sagt dasselbe zweimal', 'Eines der beiden behalten.'],
  JSON_INVALID: [
    'Der Text ist kein JSON',
    'Den Text an dieser Stelle berichtigen (RFC 8259), oder prüfen, ob unterwegs etwas abgeschnitten wurde.',
  ],
  JSON_NOT_UTF8: ['Der Text ist nicht UTF-8', 'Den Text vor dem Senden als UTF-8 kodieren.'],
  JSON_TOO_DEEP: [
    'Ein Ereignis ist zu tief verschachtelt',
    'Seine Erweiterungen flacher schreiben; docs/limits.md nennt die Grenze.',
  ],
  LIST_EMPTY: ['Eine Liste ist leer', 'Die Liste füllen oder das Feld weglassen.'],
  MASTER_DATA_NOT_KEPT: [
    'Die Stammdaten eines Dokuments wurden geprüft und nicht aufbewahrt',
    'Seine Ereignisse wurden trotzdem genommen. Was ein Ereignis davon braucht, gehört in sein ilmd oder eine Erweiterung; der Rest bleibt bei dem, dem er gehört.',
  ],
  MEMBER_MISSING: ['Ein Feld fehlt, das EPCIS verlangt', 'Das Feld an dieser Stelle ergänzen.'],
  MEMBER_TWICE: [
    'Ein Feld steht zweimal in einem Objekt',
    'Eines der beiden behalten; Leser sind sich uneins, welches gilt.',
  ],
  MEMBER_UNKNOWN: [
    'Ein Feld ist EPCIS an dieser Stelle nicht bekannt',
    'Seine Schreibweise berichtigen, es entfernen, oder ihm ein Präfix geben, das @context erklärt.',
  ],
  NOTHING_SAID: [
    'Das Ereignis sagt nicht, wovon es handelt',
    'Die Objekte, Mengen oder Messwerte ergänzen, die dieser Ereignistyp braucht.',
  ],
  OFFSET_WRONG: [
    'Der Abstand zu UTC hat nicht die Form von EPCIS',
    'Vorzeichen, Stunden und Minuten schreiben, etwa +02:00 oder -05:30; Z ist hier nicht erlaubt.',
  ],
  PERSON_ONLY_EVENT: [
    'Ohne seine Personenfelder sagt das Ereignis nichts über Ware',
    'Ereignisse über Ware senden; Kennungen von Menschen (etwa eine GSRN) werden nie behalten.',
  ],
  SENSOR_SAID_TWICE: [
    'sensorMetadata und sensorReport nennen beide dasselbe Feld',
    'Es in einem von beiden lassen: in sensorMetadata für alle Messungen, oder in jeder Messung.',
  ],
  SENSOR_TIME_LATE: [
    'Ein Messwert ist später als sein Ereignis',
    'Die Uhr stellen oder dem Ereignis die Zeit seiner letzten Messung geben.',
  ],
  TIME_WRONG: [
    'Eine Zeit ist kein Tag mit Uhrzeit und Abstand zu UTC',
    'So schreiben: 2026-03-29T08:30:00.000+02:00 oder mit Z am Ende, an einem Tag, den der Kalender hat.',
  ],
  TYPE_WRONG: ['Ein Feld enthält den falschen JSON-Typ', 'Einen Wert des erlaubten Typs schreiben.'],
  UNDECLARED_NAMESPACE: [
    'Eine Erweiterung kommt aus einem Namensraum, den dieser Standort nicht erlaubt hat',
    'Ihren Namensraum in `extensions` der Standortdatei aufnehmen oder das Feld weglassen.',
  ],
  URI_WRONG: [
    'Eine Kennung ist keine URI',
    'Einen GS1 Digital Link, eine EPC-URN oder eine andere vollständige URI ohne Leerzeichen schreiben.',
  ],
  VALUE_WRONG: ['Ein Feld hat einen Wert, der nicht erlaubt ist', 'Einen der erlaubten Werte schreiben.'],
  WORD_UNKNOWN: [
    'Ein Wort steht nicht im Wortschatz des Standards',
    'Seine Schreibweise berichtigen oder eine URI des eigenen Wortschatzes nehmen.',
  ],
} as const satisfies Partial<FaultTexts>
