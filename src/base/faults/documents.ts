import type { FaultKind } from './kind.ts'

/** What is wrong with a file that somebody writes or a feed publishes: site, plan, mapping, hazards. */
export const documentFaults = {
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
    fix: 'Name one that `fairfloor feeds list` prints.',
  },
} as const satisfies Record<string, FaultKind>
