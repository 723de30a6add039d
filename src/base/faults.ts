/** How a code shows itself: the HTTP status it answers with, what happened, and how to mend it. */
export interface FaultKind {
  readonly status: number
  readonly title: string
  readonly fix: string
}

/**
 * Every code there is. HTTP problem documents, CLI text and docs/errors.md come from this table; a code
 * never changes meaning. Sorted by room, then by code.
 */
export const faults = {
  // base
  INTERNAL: {
    status: 500,
    title: 'Something broke inside Fairfloor',
    fix: 'Look at the server log; nothing acknowledged is lost.',
  },
  LIMIT_REACHED: {
    status: 503,
    title: 'A named limit is reached',
    fix: 'Wait and send again; docs/limits.md lists the limits.',
  },
  DISK_FAILED: {
    status: 503,
    title: 'The disk refused a read or a write',
    fix: 'Check free space and the health of the disk, then start again.',
  },
  // ledger
  LEDGER_BROKEN: {
    status: 503,
    title: 'A stored frame or index does not match its checksum',
    fix: 'Run `fairfloor doctor`; restore the folder from a backup if it names a file.',
  },
  LEDGER_OWNED: {
    status: 503,
    title: 'Another process owns the data folder',
    fix: 'Stop it first, or name another folder with --data.',
  },
  LEDGER_STOPPED: {
    status: 503,
    title: 'The ledger takes no more writes after a failed one',
    fix: 'Free space on the disk or mend it, then start again; nothing acknowledged is lost.',
  },
  LEDGER_TOKEN: {
    status: 400,
    title: 'The page token does not belong to this query',
    fix: 'Send the token of the page before with the same query, or begin at the first page.',
  },
  // server
  CSRF_MISSING: {
    status: 403,
    title: "The request does not repeat the session's token",
    fix: 'Send the csrfToken of /api/v1/me in the header x-fairfloor-csrf.',
  },
  EVENT_CONFLICT: {
    status: 409,
    title: 'An event with this eventID is stored with other content',
    fix: 'Events never change: send a new eventID, or the same event with an errorDeclaration.',
  },
  FORBIDDEN: {
    status: 403,
    title: 'This key or session may not do that',
    fix: 'Use a key whose role and site fit; fairfloor key create --help lists the roles.',
  },
  KEY_EXISTS: {
    status: 409,
    title: 'A key of this name exists',
    fix: 'Choose another name, or remove the old key first.',
  },
  KEY_NAME: {
    status: 422,
    title: 'The name of a key is not well formed',
    fix: 'Name the system that sends, such as wms or sorter-2; never a person.',
  },
  LINK_USED: {
    status: 401,
    title: 'This link was used already, or is too old',
    fix: 'Stop the server and start it again: it prints a new link. Or run: fairfloor key link.',
  },
  MEDIA_TYPE: {
    status: 415,
    title: 'This media type is not understood',
    fix: 'Send application/json, application/ld+json or application/x-ndjson.',
  },
  NO_NAMED_ACCOUNTS: {
    status: 403,
    title: 'Without named accounts Fairfloor listens on loopback only',
    fix: 'Use --host 127.0.0.1 or ::1, or localhost.',
  },
  NOT_ACCEPTABLE: {
    status: 406,
    title: 'The answer cannot be given in that form',
    fix: 'Accept application/json or application/ld+json, and EPCIS and CBV version 2.0.',
  },
  NOT_FOUND: {
    status: 404,
    title: 'There is nothing at this address',
    fix: 'Check the id; GET / lists the resources.',
  },
  QUERY_PARAMETER: {
    status: 400,
    title: 'A query parameter is not understood',
    fix: 'Use the parameters that docs/formats/queries.md lists.',
  },
  SITE_NEEDED: {
    status: 400,
    title: 'It is not clear which site is meant',
    fix: 'Use the address under /sites/{id}, or a key of that site.',
  },
  UNAUTHORIZED: {
    status: 401,
    title: 'No valid key or session',
    fix: 'Send Authorization: Bearer KEY (fairfloor key create makes one), or open the link that npm start prints.',
  },
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
  // documents that people write: site file, plan, mapping
  DOCUMENT_ID_TWICE: {
    status: 422,
    title: 'An id stands twice in the document',
    fix: 'Give each entry an id of its own, or remove one of the two.',
  },
  DOCUMENT_MEMBER_MISSING: { status: 422, title: 'A member is missing', fix: 'Add the member at that place.' },
  DOCUMENT_MEMBER_TWICE: {
    status: 422,
    title: 'A member stands twice in one object',
    fix: 'Keep one of the two; readers differ on which one would hold.',
  },
  DOCUMENT_MEMBER_UNKNOWN: {
    status: 422,
    title: 'A member is not known here',
    fix: 'Remove it, or correct its spelling to one of the allowed names.',
  },
  DOCUMENT_NOT_JSON: {
    status: 400,
    title: 'The document is not JSON',
    fix: 'Mend the text at that line and column (RFC 8259).',
  },
  DOCUMENT_TYPE_WRONG: {
    status: 422,
    title: 'A member has the wrong type',
    fix: 'Write a value of an allowed type.',
  },
  DOCUMENT_VALUE_WRONG: {
    status: 422,
    title: 'A member has a value that is not allowed',
    fix: 'Write one of the allowed values.',
  },
  // site
  SITE_BIZ_STEP: {
    status: 422,
    title: 'A bizStep is neither a CBV word nor a URI',
    fix: 'Correct the word to one of CBV 2.0, or write a URI of your own vocabulary.',
  },
  SITE_BIZ_STEP_TWICE: {
    status: 422,
    title: 'A bizStep belongs to two steps of the process',
    fix: 'Leave it in one step; an event can mean only one.',
  },
  SITE_MAP: {
    status: 422,
    title: 'A file of the floor plan is not as OGC IMDF says',
    fix: 'Export the venue, level and unit files again as IMDF 1.0 GeoJSON.',
  },
  SITE_OUTLINE: {
    status: 422,
    title: 'The outline of a zone is no sound ring',
    fix: 'List the corners in order, in metres, without crossing; or leave the outline out.',
  },
  SITE_READ_POINT_TWICE: {
    status: 422,
    title: 'An identifier stands twice in the site file',
    fix: 'Keep it in one place; a longer identifier may stand beside a wildcard.',
  },
  SITE_STEP_UNKNOWN: {
    status: 422,
    title: 'A zone names a step that the process does not have',
    fix: 'Correct the name, or add the step to the process of this version.',
  },
  SITE_TIME_ZONE: {
    status: 422,
    title: 'The time zone is unknown',
    fix: 'Write its IANA name, such as Europe/Berlin; offsets know no summer time.',
  },
  SITE_VERSION_ORDER: {
    status: 422,
    title: 'Versions do not stand in rising order of validFrom',
    fix: 'Sort them, and give each its own validFrom.',
  },
  // plan
  PLAN_DAMAGED: {
    status: 503,
    title: 'The stored plan is damaged',
    fix: 'A line that was durable no longer has its checksum: restore plan/plan.ndjson from a backup, or move it away and send the plan again.',
  },
  PLAN_DEADLINE_ORDER: {
    status: 422,
    title: 'The deadlines of a load are out of order',
    fix: 'released, picked, packed, staged, doorsClosed and the departure come one after another.',
  },
  PLAN_LOAD_UNKNOWN: {
    status: 422,
    title: 'An order names a load that is not known',
    fix: 'Send the load before, or in the same document.',
  },
  PLAN_QUARTER: {
    status: 422,
    title: 'Heads are declared for a time that is not the start of a quarter hour',
    fix: 'Write the start of the quarter hour: minutes 00, 15, 30 or 45, no seconds.',
  },
} as const satisfies Record<string, FaultKind>

export type FaultCode = keyof typeof faults
