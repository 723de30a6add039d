import type { FaultKind } from './kind.ts'

/** What the service itself says: its disk, its requests, its commands. */
export const serviceFaults = {
  // base
  DISK_FAILED: {
    status: 503,
    title: 'The disk refused a read or a write',
    fix: 'Check free space and the health of the disk, then start again.',
  },
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
  // flow
  FLOW_SNAPSHOT_BROKEN: {
    status: 500,
    title: 'A snapshot of the live state cannot be used',
    fix: 'Nothing is lost: the state is folded again from the ledger, which takes longer.',
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
  LINK_USED: {
    status: 401,
    title: 'This link was used already, or is too old',
    fix: 'Stop the server and start it again: it prints a new link. Or run: fairfloor key link.',
  },
  LISTEN_FAILED: {
    status: 503,
    title: 'The server cannot listen on that port',
    fix: 'Another program may use it: choose another with --port, or 0 for a free one.',
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
  NO_NAMED_ACCOUNTS: {
    status: 403,
    title: 'Without named accounts Fairfloor listens on loopback only',
    fix: 'Make the first one on loopback: fairfloor account invite --role admin. Until then use --host 127.0.0.1.',
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
} as const satisfies Record<string, FaultKind>
