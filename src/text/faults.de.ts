import type { FaultTexts } from './faults.ts'

/** What every fault says in German: what happened, and how to mend it. */
export const faultsDe: FaultTexts = {
  NEEDS_OBJECT: [
    'Hand-Scans werden nur über ein Objekt gefunden',
    'Das Objekt nennen (MATCH_anyEPC oder ein anderer MATCH_-Parameter mit Seriennummer) oder das Ereignis (EQ_eventID). Orte, Zeiten, Schritte und Dokumente allein antworten mit Ereignissen von Maschinen und Partnern.',
  ],
  TRACE_BUDGET: [
    'Die Objekte, die diese Rolle heute verfolgen darf, sind aufgebraucht',
    'Morgen wieder fragen; heute schon verfolgte Objekte antworten weiter. Die Zahl steht als `traced` in den Regeln des Standorts und zählt je Rolle, nie je Person.',
  ],
  INTERNAL: [
    'In Fairfloor ist etwas entzwei gegangen',
    'Im Protokoll des Servers nachsehen; nichts Bestätigtes ist verloren.',
  ],
  LIMIT_REACHED: ['Eine benannte Grenze ist erreicht', 'Warten und erneut senden; docs/limits.md nennt die Grenzen.'],
  DISK_FAILED: [
    'Der Datenträger hat ein Lesen oder Schreiben verweigert',
    'Freien Platz und Zustand des Datenträgers prüfen, dann neu starten.',
  ],
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
  LISTEN_FAILED: [
    'Der Server kann an diesem Port nicht horchen',
    'Vielleicht benutzt ihn ein anderes Programm: mit --port einen anderen wählen, oder 0 für einen freien.',
  ],
  LINK_USED: [
    'Dieser Link wurde schon benutzt oder ist zu alt',
    'Den Server beenden und neu starten: er gibt einen neuen Link aus. Oder: fairfloor key link.',
  ],
  MEDIA_TYPE: [
    'Dieser Medientyp wird nicht verstanden',
    'application/json, application/ld+json oder application/x-ndjson senden.',
  ],
  METHOD_NOT_ALLOWED: ['Diese Adresse kennt die Methode nicht', 'Eine der Methoden nehmen, die der Kopf Allow nennt.'],
  NO_NAMED_ACCOUNTS: [
    'Ohne benannte Konten horcht Fairfloor nur auf dem eigenen Rechner',
    'Das erste auf dem eigenen Rechner anlegen: fairfloor account invite --role admin. Bis dahin --host 127.0.0.1 nehmen.',
  ],
  NOT_ACCEPTABLE: [
    'In dieser Form kann die Antwort nicht gegeben werden',
    'application/json oder application/ld+json annehmen, und EPCIS und CBV in Version 2.0.',
  ],
  NOT_FOUND: ['An dieser Adresse gibt es nichts', 'Die Kennung prüfen; GET / nennt, was es gibt.'],
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
  FILE_UNREADABLE: [
    'Eine Datei kann nicht gelesen werden',
    'Ihren Namen prüfen und ob sie gelesen werden darf; - liest die Standardeingabe.',
  ],
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
  FLOW_SNAPSHOT_BROKEN: [
    'Ein Abbild des laufenden Stands ist nicht brauchbar',
    'Nichts ist verloren: der Stand wird aus dem Journal neu gebildet, was länger dauert.',
  ],
  DENIED_D1: [
    'Benennt Gewerkschaft, geschützte Betätigung, eine besondere Kategorie oder das Privatleben: wird hier nie gehalten',
    'Weglassen. Keine Einstellung und keine Vereinbarung hebt das auf. Ist ein Ding gemeint, das Ding benennen oder die Ablehnung melden.',
  ],
  DENIED_D2: [
    'Benennt etwas, das für Organisierung steht oder dafür, wer Menschen sind',
    'Weglassen. Ist ein Ding gemeint, das Ding benennen oder die Ablehnung melden.',
  ],
  DENIED_D3: [
    'Benennt eine Zahl, die einzelne Beschäftigte heraushebt',
    'Stattdessen nach Waren, Orten und Schritten fragen. Ist ein Ding gemeint, das Ding benennen oder die Ablehnung melden.',
  ],
  NOT_REFUSED: [
    'Es gibt keine Ablehnung zu melden',
    'Der Name darf so verwendet werden; den abgelehnten Namen melden, als dieselbe Art von Ding.',
  ],
  ACCOUNT_NAME: [
    'Dieser Name lässt sich nicht nehmen',
    'Einen anderen wählen; es muss nicht der eigene sein, nur einer, unter dem Kollegen ihn kennen.',
  ],
  INVITATION_GONE: [
    'Diese Einladung wurde schon benutzt, zurückgezogen oder ist zu alt',
    'Eine Administratorin um eine neue bitten: fairfloor account invite.',
  ],
  KEY_KIND: [
    'Ein Teststandort nimmt nur Testschlüssel, jeder andere nur echte',
    'Einen Schlüssel der anderen Art anlegen: fairfloor key create --kind live oder --kind test.',
  ],
  LAST_ADMIN: [
    'Dies ist das letzte Konto, das Konten anlegen darf',
    'Zuerst einem anderen Konto die Rolle admin geben.',
  ],
  LAST_WAY_IN: [
    'Ohne dies könnte sich niemand mehr an diesem Konto anmelden',
    'Zuerst einen weiteren Passkey oder ein Passwort hinzufügen.',
  ],
  LISTEN_UNSAFE: [
    'Über Loopback hinaus lauscht Fairfloor nur mit TLS oder hinter einem angegebenen Proxy',
    'Angeben: --tls-cert und --tls-key, oder --proxy, und zu beidem die --origin, die Browser sehen.',
  ],
  ORIGIN_FOREIGN: [
    'Eine Seite anderer Herkunft darf hier nichts ändern',
    'Die Adresse benutzen, die der Server beim Start nennt oder die --origin angibt.',
  ],
  OPENID_FAILED: [
    'Die Firmenanmeldung hat nicht geantwortet, wie sie muss',
    'In diesem Browser von vorn beginnen; bleibt es so, prüft eine Administratorin people.json und den Anbieter.',
  ],
  OPENID_NO_ROLE: [
    'Keine Ihrer Gruppen hat hier eine Rolle',
    'Eine Administratorin bitten, eine Ihrer Gruppen in people.json zu nennen.',
  ],
  PASSKEY_REFUSED: [
    'Der Passkey hat nicht geantwortet, wie er muss',
    'Erneut versuchen, an der Adresse, die der Server nennt; für eine Adresse aus Zahlen machen Browser keinen Passkey.',
  ],
  PASSWORD_WEAK: [
    'Dieses Passwort ist zu leicht zu erraten',
    'Vier oder mehr Wörter nehmen, die sonst nicht zusammenstehen; alle Zeichen sind erlaubt.',
  ],
  PROXY_ONLY: ['Dieser Server ist nur über seinen Proxy zu erreichen', 'Die Adresse benutzen, die --origin angibt.'],
  SIGN_IN_LATER: [
    'Zu viele falsche Versuche',
    'Warten und erneut versuchen. Ein Passkey wird nicht davon gebremst, was andere mit dem Namen versucht haben.',
  ],
  SIGN_IN_REFUSED: [
    'Das passte nicht',
    'Erneut versuchen, einen Wiederherstellungscode benutzen oder um einen Link zum Zurücksetzen bitten.',
  ],
  STEP_UP_NEEDED: [
    'Dafür braucht es einen frischen Nachweis, wer da ist',
    'Mit Passkey oder Passwort nachweisen, dann erneut versuchen.',
  ],
  TLS_FILES: [
    'Das Zertifikat oder sein Schlüssel ist nicht zu gebrauchen',
    'Beide angeben, als PEM-Dateien, die zusammengehören und die dieser Benutzer lesen darf.',
  ],
  ACTIVATION_NEEDS: [
    'Der Standort kann noch nicht aktiviert werden',
    'Erfassen, was fehlt: `fairfloor policy explain` führt es auf, jeweils mit Regel und Befehl.',
  ],
  POLICY_DAMAGED: [
    'Die gespeicherten Einträge der Regelung sind beschädigt',
    'Eine Zeile, die dauerhaft war, passt nicht mehr zu ihrer Prüfsumme: den Ordner policy aus einer Sicherung zurückholen; aus dem Rest wird nichts geraten.',
  ],
  POLICY_OFF: [
    'Das ist an diesem Standort ausgeschaltet',
    'Die Seite Regeln sagt, welche Linie es auslässt; nur was jede Linie nennt, ist eingeschaltet.',
  ],
  WIDENS: [
    'Das würde ausweiten, was aufbewahrt, berechnet oder gezeigt wird',
    'Einen mindestens so strengen Wert schreiben. Ausweiten braucht die Zustimmung von zwei Menschen, die es in dieser Fassung nicht gibt.',
  ],
  CANARY_ENDED: [
    'Dieser Kanarienvogel wird nicht mehr beobachtet',
    'Einen neuen setzen: der Text bleibt höchstens eine Woche im Speicher und wird nie geschrieben.',
  ],
  PERSON_SHAPED: [
    'Die Werte dieses Felds verhalten sich wie Personen',
    'Das Feld in `personFields` der Standortdatei nennen: dann wird es entfernt, bevor etwas aufbewahrt wird. Die Seite Regeln zeigt den Befund.',
  ],
  FEED_PAYLOAD: [
    'Eine Nutzlast ist nicht das, was ihr Feed veröffentlicht',
    'Prüfen, ob Datei oder Adresse zu diesem Feed gehört; was vorher bekannt war, bleibt, als veraltet gekennzeichnet.',
  ],
  FEED_RECORD: [
    'Ein Datensatz eines Feeds ist nicht lesbar',
    'Die anderen gelten. Sind alle eines Feeds unlesbar, hat sein Herausgeber die Form geändert: aktualisieren oder melden.',
  ],
  FEED_UNKNOWN: ['Kein Feed hat diese Kennung', '`fairfloor feeds list` nennt sie.'],
}
