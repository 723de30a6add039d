import type { FaultTexts } from '../faults.ts'

/** `serviceFaults` of base in German. */
export const serviceFaultsDe = {
  // base
  DISK_FAILED: [
    'Der Datenträger hat ein Lesen oder Schreiben verweigert',
    'Freien Platz und Zustand des Datenträgers prüfen, dann neu starten.',
  ],
  INTERNAL: [
    'In Fairfloor ist etwas entzwei gegangen',
    'Im Protokoll des Servers nachsehen; nichts Bestätigtes ist verloren.',
  ],
  LIMIT_REACHED: ['Eine benannte Grenze ist erreicht', 'Warten und erneut senden; docs/limits.md nennt die Grenzen.'],
  // ledger
  LEDGER_BROKEN: [
    'Ein gespeicherter Block oder Index passt nicht zu seiner Prüfsumme',
    '`fairfloor doctor` ausführen; den Ordner aus einer Sicherung zurückholen, wenn es eine Datei nennt.',
  ],
  LEDGER_OWNED: [
    'Ein anderer Prozess hält den Datenordner',
    'Ihn zuerst beenden oder mit --data einen anderen Ordner nennen.',
  ],
  LEDGER_STOPPED: [
    'Nach einem misslungenen Schreiben nimmt das Journal nichts mehr an',
    'Platz schaffen oder den Datenträger reparieren, dann neu starten; nichts Bestätigtes ist verloren.',
  ],
  LEDGER_TOKEN: [
    'Die Seitenmarke gehört nicht zu dieser Abfrage',
    'Die Marke der vorigen Seite mit derselben Abfrage senden oder bei der ersten Seite beginnen.',
  ],
  // flow
  FLOW_SNAPSHOT_BROKEN: [
    'Ein Abbild des laufenden Stands ist nicht brauchbar',
    'Nichts ist verloren: der Stand wird aus dem Journal neu gebildet, was länger dauert.',
  ],
  // server
  BODY_NOT_JSON: ['Der Inhalt ist kein JSON', 'Einen JSON-Wert (RFC 8259) in UTF-8 senden.'],
  BODY_SLOW: [
    'Der Inhalt kommt zu langsam',
    'Erneut senden, bei langsamer Leitung in kleineren Dokumenten; nichts davon wurde behalten.',
  ],
  BODY_TOO_LARGE: [
    'Der Inhalt ist größer, als diese Adresse annimmt',
    'Viele Ereignisse an /capture senden, das jede Größe annimmt.',
  ],
  CONTENT_ENCODING: [
    'Der Inhalt ist komprimiert',
    'Ohne Content-Encoding senden; der Weg ist kurz, der Server läuft auf diesem Rechner.',
  ],
  CSRF_MISSING: [
    'Die Anfrage wiederholt die Marke der Sitzung nicht',
    'Das csrfToken von /api/v1/me im Kopf x-fairfloor-csrf mitsenden.',
  ],
  DISK_FULL: [
    'Der Datenträger des Datenordners ist fast voll',
    'Platz schaffen; danach wird von selbst wieder angenommen, ein erneut gestarteter Import macht dort weiter, wo er endete, und nichts Bestätigtes ist verloren.',
  ],
  EVENT_CONFLICT: [
    'Ein Ereignis mit dieser eventID ist mit anderem Inhalt gespeichert',
    'Ereignisse ändern sich nie: eine neue eventID senden oder dasselbe Ereignis mit einer errorDeclaration.',
  ],
  EVENT_DUPLICATE: ['Genau dieses Ereignis ist schon gespeichert', 'Nichts zu tun: Location sagt, wo es steht.'],
  FILE_MISSING: ['Diese Datei gibt es nicht', 'Den Pfad prüfen.'],
  FOLDER_NEWER: [
    'Eine spätere Version von Fairfloor hat den Datenordner geschrieben',
    'Jene Version starten oder mit --data einen anderen Ordner nennen; der Ordner blieb unberührt.',
  ],
  FORBIDDEN: [
    'Dieser Schlüssel oder diese Sitzung darf das nicht',
    'Einen Schlüssel mit passender Rolle und passendem Standort nehmen; fairfloor key create --help nennt die Rollen.',
  ],
  HEADER_VALUE: [
    'Ein Kopffeld enthält einen Wert, der nicht verstanden wird',
    'Einen der erlaubten Werte nehmen oder das Kopffeld weglassen.',
  ],
  HOST_UNKNOWN: [
    'Die Anfrage nennt einen anderen Rechner als diesen',
    'Die Adresse nehmen, die der Server beim Start ausgibt, mit 127.0.0.1, [::1] oder localhost.',
  ],
  HTTP_BROKEN: [
    'Die Anfrage ist kein HTTP, oder ihre Adresse lässt sich nicht entschlüsseln',
    'Die Adresse prozent-kodieren (RFC 3986) und prüfen, was zwischen Client und Server steht.',
  ],
  HTTP_HEADERS_TOO_LARGE: [
    'Der Kopf der Anfrage ist zu groß',
    'Weniger oder kürzere Kopffelder senden; docs/limits.md nennt die Grenze.',
  ],
  IMPORT_MOSTLY_REJECTED: [
    'Fast jede Zeile der Datei wird abgelehnt: sie enthält etwas anderes als Ereignisse',
    'Die ersten Ablehnungen ansehen; Tabellen und Protokolle brauchen --mapping. Was vorher gespeichert wurde, bleibt.',
  ],
  KEY_EXISTS: [
    'Einen Schlüssel dieses Namens gibt es schon',
    'Einen anderen Namen wählen oder den alten Schlüssel zuerst entfernen.',
  ],
  KEY_NAME: [
    'Der Name eines Schlüssels hat nicht die richtige Form',
    'Das sendende System nennen, etwa wms oder sorter-2; nie einen Menschen.',
  ],
  LINK_USED: [
    'Dieser Link wurde schon benutzt oder ist zu alt',
    'Den Server beenden und neu starten: er gibt einen neuen Link aus. Oder: fairfloor key link.',
  ],
  LISTEN_FAILED: [
    'Der Server kann an diesem Port nicht horchen',
    'Vielleicht benutzt ihn ein anderes Programm: mit --port einen anderen wählen, oder 0 für einen freien.',
  ],
  MEDIA_TYPE: [
    'Dieser Medientyp wird nicht verstanden',
    'application/json, application/ld+json oder application/x-ndjson senden.',
  ],
  METHOD_NOT_ALLOWED: ['Diese Adresse kennt die Methode nicht', 'Eine der Methoden nehmen, die der Kopf Allow nennt.'],
  NOT_ACCEPTABLE: [
    'In dieser Form kann die Antwort nicht gegeben werden',
    'application/json oder application/ld+json annehmen, und EPCIS und CBV in Version 2.0.',
  ],
  NOT_FOUND: ['An dieser Adresse gibt es nichts', 'Die Kennung prüfen; GET / nennt, was es gibt.'],
  NO_NAMED_ACCOUNTS: [
    'Ohne benannte Konten horcht Fairfloor nur auf dem eigenen Rechner',
    'Das erste auf dem eigenen Rechner anlegen: fairfloor account invite --role admin. Bis dahin --host 127.0.0.1 nehmen.',
  ],
  ONE_EVENT_NEEDED: ['Diese Adresse nimmt genau ein Ereignis an', 'Dokumente und Listen an /capture senden.'],
  OPTION_VALUE: ['Eine Option enthält einen Wert, der nicht verstanden wird', 'Siehe fairfloor help BEFEHL.'],
  PERSON_IDENTIFIER: [
    'Diese Kennung benennt einen Menschen (GSRN): Fairfloor verfolgt Ware, nicht Menschen',
    'Nach einem Objekt, einer Charge, einem Auftrag oder einer Sendung fragen.',
  ],
  QUERY_PARAMETER: [
    'Ein Parameter der Abfrage wird nicht verstanden',
    'Die Parameter nehmen, die docs/formats/queries.md nennt.',
  ],
  SITE_NEEDED: [
    'Es ist nicht klar, welcher Standort gemeint ist',
    'Die Adresse unter /sites/{id} nehmen oder einen Schlüssel dieses Standorts.',
  ],
  SPEED: ['Mit diesem Tempo läuft die Vorführung nicht', 'Eines der erlaubten Tempos nehmen.'],
  TABLE_LINE: [
    'Eine Zeile der Tabelle ist keine',
    'Die Zeile ansehen: ein offenes Anführungszeichen, oder mehr oder weniger Spalten als die Kopfzeile.',
  ],
  THREAD_ENDED: [
    'Ein Thread, der Dateien liest, ist zu Ende gegangen',
    'Den Import erneut starten: er geht hinter dem letzten Festschreiben weiter.',
  ],
  UNAUTHORIZED: [
    'Kein gültiger Schlüssel und keine gültige Sitzung',
    'Authorization: Bearer SCHLÜSSEL senden (fairfloor key create macht einen), oder den Link öffnen, den npm start ausgibt.',
  ],
  URI_TOO_LONG: [
    'Die Adresse ist zu lang',
    'Nach weniger Kennungen auf einmal fragen; docs/limits.md nennt die Grenze.',
  ],
  // cli
  FILE_UNREADABLE: [
    'Eine Datei kann nicht gelesen werden',
    'Ihren Namen prüfen und ob sie gelesen werden darf; - liest die Standardeingabe.',
  ],
} as const satisfies Partial<FaultTexts>
