import type { gateEn } from './gate.en.ts'

/** What is held back, why, and what may be asked instead, in German. */
export const gateDe = {
  'floor.rate.window': '{start} bis {end}',
  'floor.rate.declared': 'Kopfzahl gemeldet',
  'floor.rate.dwell': 'Verweildauer (Median) {duration}',
  'floor.rate.held': 'Zurückgehalten',
  'floor.rate.why.tooFew': '{place}: weniger als {k, number} Personen',
  'floor.rate.why.tooShort':
    '{place}: braucht etwa {hours, number} Personenstunden{next, select, none {} other {; nächste Antwort um {next}}}',
  'floor.rate.why.dominated': '{place}: fast nur Arbeit von ein oder zwei',
  'floor.rate.why.unknown': '{place}: Kopfzahl unbekannt; für den Bereich melden',
  'floor.rate.why.notYet':
    '{place}: das Zeitfenster läuft noch{next, select, none {} other {; nächste Antwort um {next}}}',
  'floor.rate.why.merged': '{place}: mit einem größeren Ort gezeigt',
  'floor.rate.ask': 'Stattdessen fragen: {place}, {window}',
  'floor.rate.back': 'Zurück zum neuesten Zeitfenster',
  'floor.rate.none': 'Noch kein Fenster abgeschlossen',
  'floor.rate.allHeld':
    'Kein Schritt hat eine Stundenrate zu zeigen: Jede braucht genug Personen und genug ihrer Arbeit. Die Zone selbst sagt ihren Grund.',
  'floor.rate.length':
    '{min, select, 0 {neuestes Zeitfenster} 15 {eine Viertelstunde} 60 {eine Stunde} 240 {eine halbe Schicht} 480 {eine Schicht} 1440 {ein Tag} 10080 {eine Woche} other {{min} Minuten}}',
  'live.told': 'Stand {time}, der nächste um {next}.',
  'live.told.why': 'Zahlen sind gerundet und ändern sich jede Viertelstunde, damit niemandes Tempo darin steht.',
  'live.about': 'etwa {count, number}',
  'live.under': 'unter {count, number}',
  'live.few':
    'Hier sind weniger als {k, number} Personen bekannt: Der Bestand wird in Worten gesagt, als Zahl für den Bereich.',
  'live.staged': 'etwa {staged, number} von {planned, number}',
  'departures.reason.nextTick':
    'Sie kam gerade in den Plan: Was von ihrer Ware bekannt ist, wird zur nächsten Viertelstunde gesagt.',
  'trace.listedOnly':
    '{count, plural, one {Eines davon ist} other {# davon sind}} ohne Ort und Zeit genannt: Die Objekte, die Ihre Rolle heute verfolgen darf, sind aufgebraucht.',
  'live.near': '~{count, number}',
} as const satisfies Record<keyof typeof gateEn, string>
