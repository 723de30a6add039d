import type { FaultTexts } from '../faults.ts'

/** `documentFaults` of base in German. */
export const documentFaultsDe = {
  // documents that people write: site file, plan, mapping
  DOCUMENT_ID_TWICE: [
    'Eine Kennung steht zweimal im Dokument',
    'Jedem Eintrag eine eigene Kennung geben oder einen der beiden entfernen.',
  ],
  DOCUMENT_MEMBER_MISSING: ['Ein Feld fehlt', 'Das Feld an dieser Stelle ergänzen.'],
  DOCUMENT_MEMBER_TWICE: [
    'Ein Feld steht zweimal in einem Objekt',
    'Eines der beiden behalten; Leser sind sich uneins, welches gilt.',
  ],
  DOCUMENT_MEMBER_UNKNOWN: [
    'Ein Feld ist hier nicht bekannt',
    'Es entfernen oder seine Schreibweise nach den erlaubten Namen berichtigen.',
  ],
  DOCUMENT_NOT_JSON: ['Das Dokument ist kein JSON', 'Den Text an dieser Zeile und Spalte berichtigen (RFC 8259).'],
  DOCUMENT_TYPE_WRONG: ['Ein Feld hat den falschen Typ', 'Einen Wert eines erlaubten Typs schreiben.'],
  DOCUMENT_VALUE_WRONG: ['Ein Feld hat einen Wert, der nicht erlaubt ist', 'Einen der erlaubten Werte schreiben.'],
  // site
  SITE_BIZ_STEP: [
    'Ein bizStep ist weder ein CBV-Wort noch eine URI',
    'Das Wort nach CBV 2.0 berichtigen oder eine URI des eigenen Wortschatzes schreiben.',
  ],
  SITE_BIZ_STEP_TWICE: [
    'Ein bizStep gehört zu zwei Schritten des Ablaufs',
    'Ihn in einem Schritt lassen; ein Ereignis kann nur einen meinen.',
  ],
  SITE_MAP: [
    'Eine Datei des Grundrisses ist nicht so, wie OGC IMDF es sagt',
    'Die Dateien venue, level und unit erneut als IMDF-1.0-GeoJSON ausgeben.',
  ],
  SITE_OUTLINE: [
    'Der Umriss einer Zone ist kein sauberer Ring',
    'Die Ecken der Reihe nach nennen, in Metern, ohne Kreuzung; oder den Umriss weglassen.',
  ],
  SITE_READ_POINT_TWICE: [
    'Eine Kennung steht zweimal in der Standortdatei',
    'Die Kennung an einer Stelle lassen; eine längere darf neben einem Platzhalter stehen.',
  ],
  SITE_STEP_UNKNOWN: [
    'Eine Zone nennt einen Schritt, den der Ablauf nicht hat',
    'Den Namen berichtigen oder den Schritt in den Ablauf dieser Fassung aufnehmen.',
  ],
  SITE_TIME_ZONE: [
    'Die Zeitzone ist unbekannt',
    'Ihren IANA-Namen schreiben, etwa Europe/Berlin; Abstände zu UTC kennen keine Sommerzeit.',
  ],
  SITE_VERSION_ORDER: [
    'Die Fassungen stehen nicht nach validFrom aufsteigend',
    'Die Fassungen ordnen und jeder ein eigenes validFrom geben.',
  ],
  // plan
  PLAN_DAMAGED: [
    'Der gespeicherte Plan ist beschädigt',
    'Eine dauerhaft geschriebene Zeile passt nicht mehr zu ihrer Prüfsumme: plan/plan.ndjson aus einer Sicherung zurückholen, oder beiseitelegen und den Plan erneut senden.',
  ],
  PLAN_DEADLINE_ORDER: [
    'Die Fristen einer Ladung sind nicht in der Reihe',
    'released, picked, packed, staged, doorsClosed und die Abfahrt aufeinander folgen lassen.',
  ],
  PLAN_LOAD_UNKNOWN: [
    'Ein Auftrag nennt eine Ladung, die nicht bekannt ist',
    'Die Ladung vorher oder im selben Dokument senden.',
  ],
  PLAN_QUARTER: [
    'Köpfe sind für eine Zeit gemeldet, die nicht der Beginn einer Viertelstunde ist',
    'Den Beginn der Viertelstunde schreiben: Minute 00, 15, 30 oder 45, keine Sekunden.',
  ],
  // tables and mappings
  MAPPING_COLUMN: [
    'Ein SELECT der Zuordnung hat eine Spalte, die hier nichts bedeutet',
    'Jede Spalte mit AS nach einem EPCIS-Feld oder einem Feld des Plans nennen; den Rest weglassen.',
  ],
  MAPPING_FILE: [
    'Eine Datei, die die Zuordnung nennt, fehlt oder liegt anderswo',
    'Den Ordner nennen, der die Dateien der Zuordnung enthält; Namen gelten von dort und führen nie hinaus.',
  ],
  TABLES_FILE: [
    'Eine Datei kann nicht als Tabelle gelesen werden',
    'Prüfen, ob es die Datei gibt und ob sie von der Art ist, die die Zuordnung sagt.',
  ],
  TABLES_QUERY: [
    'Ein SELECT kann nicht ausgeführt werden',
    'Ein SELECT über die Tabellen der Zuordnung schreiben; sonst darf nichts gelesen, geschrieben oder gesetzt werden.',
  ],
  // hazards
  FEED_PAYLOAD: [
    'Eine Nutzlast ist nicht das, was ihr Feed veröffentlicht',
    'Prüfen, ob Datei oder Adresse zu diesem Feed gehört; was vorher bekannt war, bleibt, als veraltet gekennzeichnet.',
  ],
  FEED_RECORD: [
    'Ein Datensatz eines Feeds ist nicht lesbar',
    'Die anderen gelten. Sind alle eines Feeds unlesbar, hat sein Herausgeber die Form geändert: aktualisieren oder melden.',
  ],
  FEED_UNKNOWN: ['Kein Feed hat diese Kennung', '`fairfloor feeds list` nennt sie.'],
} as const satisfies Partial<FaultTexts>
