import type { FaultTexts } from '../faults.ts'

/** `ruleFaults` of base in German. */
export const ruleFaultsDe = {
  // policy
  ACTIVATION_NEEDS: [
    'Der Standort kann noch nicht aktiviert werden',
    'Erfassen, was fehlt: `fairfloor policy explain` führt es auf, jeweils mit Regel und Befehl.',
  ],
  CANARY_ENDED: [
    'Dieser Kanarienvogel wird nicht mehr beobachtet',
    'Einen neuen setzen: der Text bleibt höchstens eine Woche im Speicher und wird nie geschrieben.',
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
  PERSON_SHAPED: [
    'Die Werte dieses Felds verhalten sich wie Personen',
    'Das Feld in `personFields` der Standortdatei nennen: dann wird es entfernt, bevor etwas aufbewahrt wird. Die Seite Regeln zeigt den Befund.',
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
  // gate
  NEEDS_OBJECT: [
    'Hand-Scans werden nur über ein Objekt gefunden',
    'Das Objekt nennen (MATCH_anyEPC oder ein anderer MATCH_-Parameter mit Seriennummer) oder das Ereignis (EQ_eventID). Orte, Zeiten, Schritte und Dokumente allein antworten mit Ereignissen von Partnern und von Maschinen, neben denen keine Hände arbeiten.',
  ],
  TRACE_BUDGET: [
    'Die Objekte, die diese Rolle heute verfolgen darf, sind aufgebraucht',
    'Nach weniger Objekten fragen, nach weniger von ihrem Weg (GE_eventTime) oder morgen wieder; was heute schon verfolgt wurde, antwortet weiter. Die Zahl steht als `traced` in den Regeln des Standorts und zählt je Rolle, nie je Person.',
  ],
  // people
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
  OPENID_FAILED: [
    'Die Firmenanmeldung hat nicht geantwortet, wie sie muss',
    'In diesem Browser von vorn beginnen; bleibt es so, prüft eine Administratorin people.json und den Anbieter.',
  ],
  OPENID_NO_ROLE: [
    'Keine Ihrer Gruppen hat hier eine Rolle',
    'Eine Administratorin bitten, eine Ihrer Gruppen in people.json zu nennen.',
  ],
  ORIGIN_FOREIGN: [
    'Eine Seite anderer Herkunft darf hier nichts ändern',
    'Die Adresse benutzen, die der Server beim Start nennt oder die --origin angibt.',
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
} as const satisfies Partial<FaultTexts>
