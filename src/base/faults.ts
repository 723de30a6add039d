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
  // gate
  NEEDS_OBJECT: {
    status: 403,
    title: 'Hand scans are found by object only',
    fix: 'Name the object (MATCH_anyEPC, or another MATCH_ parameter with a serial) or the event (EQ_eventID). Places, times, steps and documents alone answer with machine and partner events.',
  },
  TRACE_BUDGET: {
    status: 429,
    title: 'The objects that this role may trace today are used up',
    fix: 'Ask again tomorrow; objects that were traced today still answer. The number is `traced` in the policy of the site, counted by role and never by person.',
  },
  // server
  BODY_NOT_JSON: { status: 400, title: 'The body is not JSON', fix: 'Send one JSON value (RFC 8259) in UTF-8.' },
  BODY_SLOW: {
    status: 408,
    title: 'The body comes too slowly',
    fix: 'Send it again, in smaller documents where the line is slow; nothing of it was kept.',
  },
  BODY_TOO_LARGE: {
    status: 413,
    title: 'The body is larger than this resource takes',
    fix: 'Send many events to /capture, which takes any size.',
  },
  CONTENT_ENCODING: {
    status: 415,
    title: 'The body is compressed',
    fix: 'Send it without Content-Encoding; the way is short, the server is on this machine.',
  },
  CSRF_MISSING: {
    status: 403,
    title: "The request does not repeat the session's token",
    fix: 'Send the csrfToken of /api/v1/me in the header x-fairfloor-csrf.',
  },
  DISK_FULL: {
    status: 503,
    title: 'The disk of the data folder is nearly full',
    fix: 'Free space; captures are taken again by themselves, an import run again goes on where it stopped, and nothing acknowledged is lost.',
  },
  EVENT_CONFLICT: {
    status: 409,
    title: 'An event with this eventID is stored with other content',
    fix: 'Events never change: send a new eventID, or the same event with an errorDeclaration.',
  },
  EVENT_DUPLICATE: {
    status: 409,
    title: 'This very event is stored already',
    fix: 'Nothing to do: Location says where it is.',
  },
  FILE_MISSING: { status: 404, title: 'There is no such file', fix: 'Check the path.' },
  FOLDER_NEWER: {
    status: 503,
    title: 'A later version of Fairfloor wrote the data folder',
    fix: 'Start that version, or name another folder with --data; the folder was not touched.',
  },
  FORBIDDEN: {
    status: 403,
    title: 'This key or session may not do that',
    fix: 'Use a key whose role and site fit; fairfloor key create --help lists the roles.',
  },
  HEADER_VALUE: {
    status: 400,
    title: 'A header holds a value that is not understood',
    fix: 'Use one of the allowed values, or leave the header out.',
  },
  HOST_UNKNOWN: {
    status: 421,
    title: 'The request names another host than this machine',
    fix: 'Use the address that the server prints at its start, with 127.0.0.1, [::1] or localhost.',
  },
  HTTP_BROKEN: {
    status: 400,
    title: 'The request is no HTTP, or its address cannot be decoded',
    fix: 'Percent-encode the address (RFC 3986) and check what stands between client and server.',
  },
  HTTP_HEADERS_TOO_LARGE: {
    status: 431,
    title: 'The head of the request is too large',
    fix: 'Send fewer or shorter headers; docs/limits.md gives the limit.',
  },
  IMPORT_MOSTLY_REJECTED: {
    status: 422,
    title: 'Nearly every row of the file is refused: it holds something else than events',
    fix: 'Look at the first rejects; tables and logs need --mapping. What was committed before stays.',
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
  LISTEN_FAILED: {
    status: 503,
    title: 'The server cannot listen on that port',
    fix: 'Another program may use it: choose another with --port, or 0 for a free one.',
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
  METHOD_NOT_ALLOWED: {
    status: 405,
    title: 'This address does not take that method',
    fix: 'Use one of the methods that the header Allow lists.',
  },
  NO_NAMED_ACCOUNTS: {
    status: 403,
    title: 'Without named accounts Fairfloor listens on loopback only',
    fix: 'Make the first one on loopback: fairfloor account invite --role admin. Until then use --host 127.0.0.1.',
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
  ONE_EVENT_NEEDED: {
    status: 400,
    title: 'This resource takes exactly one event',
    fix: 'Send documents and lists to /capture.',
  },
  OPTION_VALUE: {
    status: 400,
    title: 'An option holds a value that is not understood',
    fix: 'See fairfloor help COMMAND.',
  },
  PERSON_IDENTIFIER: {
    status: 422,
    title: 'This identifier names a person (GSRN): Fairfloor tracks goods, not people',
    fix: 'Ask for an object, a lot, an order or a shipment.',
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
  SPEED: { status: 422, title: 'The demonstration does not run at that speed', fix: 'Use one of the allowed speeds.' },
  TABLE_LINE: {
    status: 422,
    title: 'A line of the table is no row',
    fix: 'Look at the line: a broken quote, or more or fewer columns than the header has.',
  },
  THREAD_ENDED: {
    status: 500,
    title: 'A thread that scans files ended',
    fix: 'Run the import again: it goes on behind its last commit.',
  },
  UNAUTHORIZED: {
    status: 401,
    title: 'No valid key or session',
    fix: 'Send Authorization: Bearer KEY (fairfloor key create makes one), or open the link that npm start prints.',
  },
  URI_TOO_LONG: {
    status: 414,
    title: 'The address is too long',
    fix: 'Ask for fewer identifiers at once; docs/limits.md gives the limit.',
  },
  // cli
  FILE_UNREADABLE: {
    status: 400,
    title: 'A file cannot be read',
    fix: 'Check its name, and that you may read it; - reads standard input.',
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
    fix: 'Let released, picked, packed, staged, doorsClosed and the departure come one after another.',
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
  // tables and mappings
  MAPPING_COLUMN: {
    status: 422,
    title: 'A SELECT of the mapping has a column that means nothing here',
    fix: 'Name every column after an EPCIS field, or a field of the plan, with AS; leave the rest out.',
  },
  MAPPING_FILE: {
    status: 422,
    title: 'A file that the mapping names is missing or lies elsewhere',
    fix: 'Give the folder that holds the files of the mapping; names are relative to it and never lead out of it.',
  },
  TABLES_FILE: {
    status: 422,
    title: 'A file cannot be read as a table',
    fix: 'Check that the file exists and is of the kind that the mapping says.',
  },
  TABLES_QUERY: {
    status: 422,
    title: 'A SELECT cannot be run',
    fix: 'Write one SELECT over the tables of the mapping; nothing else may be read, written or set.',
  },
  // hazards
  FEED_PAYLOAD: {
    status: 422,
    title: 'A payload is not what its feed publishes',
    fix: 'See that the file or address is the one of this feed; what was known before stays, marked stale.',
  },
  FEED_RECORD: {
    status: 422,
    title: 'A record of a feed cannot be read',
    fix: 'The others stand. If every record of a feed fails, its publisher changed the form: update, or report it.',
  },
  FEED_UNKNOWN: {
    status: 404,
    title: 'No feed has this id',
    fix: '`fairfloor feeds list` names them.',
  },
  // flow
  FLOW_SNAPSHOT_BROKEN: {
    status: 500,
    title: 'A snapshot of the live state cannot be used',
    fix: 'Nothing is lost: the state is folded again from the ledger, which takes longer.',
  },
  // policy
  DENIED_D1: {
    status: 422,
    title: 'Names union or protected activity, a special category or private life: never held here',
    fix: 'Leave it out. No setting and no agreement lifts this. If a thing is meant, name the thing, or report the refusal.',
  },
  DENIED_D2: {
    status: 422,
    title: 'Names something that stands in for organising or for who people are',
    fix: 'Leave it out. If a thing is meant, name the thing, or report the refusal.',
  },
  DENIED_D3: {
    status: 422,
    title: 'Names a figure that singles out a worker',
    fix: 'Ask about goods, places and steps instead. If a thing is meant, name the thing, or report the refusal.',
  },
  CANARY_ENDED: {
    status: 409,
    title: 'This canary is no longer watched',
    fix: 'Plant a new one: a text is kept in memory for a week at most, and never written down.',
  },
  PERSON_SHAPED: {
    status: 422,
    title: 'The values of this field behave like people',
    fix: 'Declare the field in `personFields` of the site file: it is then removed before anything is kept. The Policy page shows the evidence.',
  },
  NOT_REFUSED: {
    status: 409,
    title: 'There is no refusal to report',
    fix: 'The name may be used as it is; report the name that was refused, as the same kind of thing.',
  },
  // people
  ACCOUNT_NAME: {
    status: 422,
    title: 'That name cannot be taken',
    fix: 'Choose another name; it need not be your own, only one that colleagues know you by.',
  },
  INVITATION_GONE: {
    status: 404,
    title: 'This invitation was used already, was taken back, or is too old',
    fix: 'Ask an administrator for a new one: fairfloor account invite.',
  },
  KEY_KIND: {
    status: 403,
    title: 'A test site takes test keys only, every other site live keys only',
    fix: 'Make a key of the other kind: fairfloor key create --kind live or --kind test.',
  },
  LAST_ADMIN: {
    status: 409,
    title: 'This is the last account that may make accounts',
    fix: 'Give another account the role admin first.',
  },
  LAST_WAY_IN: {
    status: 409,
    title: 'Without this nobody could sign in to the account again',
    fix: 'Add another passkey or a password first.',
  },
  LISTEN_UNSAFE: {
    status: 403,
    title: 'Beyond loopback Fairfloor listens only over TLS or behind a declared proxy',
    fix: 'Give --tls-cert and --tls-key, or --proxy, and with either the --origin that browsers see.',
  },
  ORIGIN_FOREIGN: {
    status: 403,
    title: 'A page of another origin may not change anything here',
    fix: 'Use the address that the server prints at its start, or the one that --origin declares.',
  },
  OPENID_FAILED: {
    status: 502,
    title: 'The company sign-in did not answer as it must',
    fix: 'Begin again in this browser; where it stays so, an administrator checks people.json and the provider.',
  },
  OPENID_NO_ROLE: {
    status: 403,
    title: 'None of your groups has a role here',
    fix: 'Ask an administrator to name one of your groups in people.json.',
  },
  PASSKEY_REFUSED: {
    status: 422,
    title: 'The passkey did not answer as it must',
    fix: 'Try again, on the address that the server prints; browsers make no passkey for an address of numbers.',
  },
  PASSWORD_WEAK: {
    status: 422,
    title: 'That password is too easy to guess',
    fix: 'Take four or more words that are not usual together; any characters will do.',
  },
  PROXY_ONLY: {
    status: 403,
    title: 'This server is reached through its proxy only',
    fix: 'Use the address that --origin declares.',
  },
  SIGN_IN_LATER: {
    status: 429,
    title: 'Too many wrong tries',
    fix: 'Wait and try again. A passkey is not slowed by what others tried with your name.',
  },
  SIGN_IN_REFUSED: {
    status: 401,
    title: 'That did not match',
    fix: 'Try again, use a recovery code, or ask an administrator for a reset link.',
  },
  STEP_UP_NEEDED: {
    status: 403,
    title: 'This needs a fresh proof of who you are',
    fix: 'Prove it with your passkey or password, then try again.',
  },
  TLS_FILES: {
    status: 422,
    title: 'The certificate or its key cannot be used',
    fix: 'Give both, as PEM files that belong together and that this user may read.',
  },
  // policy
  ACTIVATION_NEEDS: {
    status: 409,
    title: 'The site cannot be activated yet',
    fix: 'Record what is missing: `fairfloor policy explain` lists it, each with its rule and the command that records it.',
  },
  POLICY_DAMAGED: {
    status: 503,
    title: 'The stored records of the policy are damaged',
    fix: 'A line that was durable no longer has its checksum: restore the folder policy from a backup; nothing is guessed from what is left.',
  },
  POLICY_OFF: {
    status: 403,
    title: 'This is off at this site',
    fix: 'The Policy page says which line leaves it out; only what every line names is on.',
  },
  WIDENS: {
    status: 409,
    title: 'This would widen what is kept, computed or shown',
    fix: 'Write a value that is at least as strict. Widening needs the approval of two people, which this release does not have.',
  },
} as const satisfies Record<string, FaultKind>

export type FaultCode = keyof typeof faults
