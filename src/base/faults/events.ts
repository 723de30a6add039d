import type { FaultKind } from './kind.ts'

/** What is wrong with an event, an identifier or a scanned code. */
export const eventFaults = {
  // epcis: identifiers and codes
  CODE_ELEMENT: {
    status: 422,
    title: 'An element of the code has not its form',
    fix: 'Scan the label again; when typing, put each application identifier in brackets.',
  },
  CODE_EMPTY: { status: 422, title: 'Nothing was scanned or typed', fix: 'Scan a label or type an id.' },
  CODE_TOO_LONG: {
    status: 422,
    title: 'The code is longer than any label',
    fix: 'Scan one label at a time.',
  },
  IDENTIFIER_CHECK_DIGIT: {
    status: 422,
    title: 'The check digit of an identifier is wrong',
    fix: 'Compare the number with the label digit by digit; one digit is wrong or two are swapped.',
  },
  IDENTIFIER_FORM: {
    status: 422,
    title: 'A GS1 identifier has not its form',
    fix: 'Write as many characters as the application identifier or EPC scheme says.',
  },
  IDENTIFIER_UNKNOWN: {
    status: 422,
    title: 'This is no GS1 identifier',
    fix: 'Use a GS1 Digital Link, an EPC URN or a GS1 element string.',
  },
  // epcis: scan and validate
  CONTEXT_TOO_LATE: {
    status: 422,
    title: 'The @context stands behind too many events',
    fix: 'Write @context before epcisBody; only a limited amount of events can be held back for it.',
  },
  CONTEXT_TOO_MANY: {
    status: 422,
    title: 'Too many different @context values in one input',
    fix: 'Write the @context once, in the document or in the first line.',
  },
  CONTEXT_WRONG: {
    status: 422,
    title: 'The @context cannot be read',
    fix: 'Give the address of the EPCIS context and your prefixes: ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", {"ex": "https://example.com/"}].',
  },
  EVENT_ID_TWICE: {
    status: 422,
    title: 'An eventID stands twice in the document',
    fix: 'Send an event once; a correction repeats the id with an errorDeclaration.',
  },
  EVENT_TOO_LARGE: {
    status: 422,
    title: 'An event is larger than the limit',
    fix: 'Split it into several events; docs/limits.md gives the limit.',
  },
  EVENT_TYPE_UNKNOWN: {
    status: 422,
    title: 'This is no event type of EPCIS 2.0',
    fix: 'Use one of the five types; put what is special about the event into extension members.',
  },
  HEADER_TOO_LARGE: {
    status: 422,
    title: 'The document is too large outside its events',
    fix: 'Send master data in a document of its own; docs/limits.md gives the limit.',
  },
  ILMD_NOT_ALLOWED: {
    status: 422,
    title: 'Member ilmd stands in an event that creates nothing',
    fix: 'Give ilmd in the ObjectEvent with action ADD, or in the TransformationEvent, that brings the objects forth.',
  },
  ITEM_TWICE: { status: 422, title: 'A list says the same thing twice', fix: 'Keep one of the two.' },
  JSON_INVALID: {
    status: 400,
    title: 'The text is no JSON',
    fix: 'Mend the text at that place (RFC 8259), or check that nothing was cut off on the way.',
  },
  JSON_NOT_UTF8: { status: 400, title: 'The text is not UTF-8', fix: 'Encode the text as UTF-8 before sending it.' },
  JSON_TOO_DEEP: {
    status: 422,
    title: 'An event is nested too deeply',
    fix: 'Flatten its extensions; docs/limits.md gives the limit.',
  },
  LIST_EMPTY: { status: 422, title: 'A list has no items', fix: 'Fill the list, or leave the member out.' },
  MASTER_DATA_NOT_KEPT: {
    status: 501,
    title: 'The master data of a document was checked and not kept',
    fix: 'Its events were taken all the same. What an event needs of it goes into its ilmd or an extension; the rest stays with its owner.',
  },
  MEMBER_MISSING: {
    status: 422,
    title: 'A member is missing that EPCIS asks for',
    fix: 'Add the member at that place.',
  },
  MEMBER_TWICE: {
    status: 422,
    title: 'A member stands twice in one object',
    fix: 'Keep one of the two; readers differ on which one would hold.',
  },
  MEMBER_UNKNOWN: {
    status: 422,
    title: 'A member is not known to EPCIS at this place',
    fix: 'Correct its spelling, remove it, or give it a prefix that @context declares.',
  },
  NOTHING_SAID: {
    status: 422,
    title: 'The event does not say what it is about',
    fix: 'Add the objects, quantities or sensor readings that this type of event needs.',
  },
  OFFSET_WRONG: {
    status: 422,
    title: 'The time zone offset has not the form of EPCIS',
    fix: 'Write sign, hours and minutes, such as +02:00 or -05:30; Z is not allowed here.',
  },
  PERSON_ONLY_EVENT: {
    status: 422,
    title: 'Without its person fields the event says nothing about goods',
    fix: 'Send events about goods; identities of people (such as a GSRN) are never kept.',
  },
  SENSOR_SAID_TWICE: {
    status: 422,
    title: 'Members sensorMetadata and sensorReport both give the same member',
    fix: 'Keep it in one of the two: in sensorMetadata for all reports, or in each report.',
  },
  SENSOR_TIME_LATE: {
    status: 422,
    title: 'A sensor reading is later than its event',
    fix: 'Correct the clock, or give the event the time of its last reading.',
  },
  TIME_WRONG: {
    status: 422,
    title: 'A time is no date and time with offset',
    fix: 'Write it like 2026-03-29T08:30:00.000+02:00 or with Z at the end, on a day that the calendar has.',
  },
  TYPE_WRONG: { status: 422, title: 'A member holds the wrong JSON type', fix: 'Write a value of the allowed type.' },
  UNDECLARED_NAMESPACE: {
    status: 422,
    title: 'An extension comes from a namespace that this site has not allowed',
    fix: 'Add its namespace to `extensions` of the site file, or leave the member out.',
  },
  URI_WRONG: {
    status: 422,
    title: 'An identifier is no URI',
    fix: 'Write a GS1 Digital Link, an EPC URN, or another absolute URI without spaces.',
  },
  VALUE_WRONG: {
    status: 422,
    title: 'A member has a value that is not allowed',
    fix: 'Write one of the allowed values.',
  },
  WORD_UNKNOWN: {
    status: 422,
    title: 'A word is not in the standard vocabulary',
    fix: 'Correct its spelling, or use a URI of your own vocabulary.',
  },
} as const satisfies Record<string, FaultKind>
