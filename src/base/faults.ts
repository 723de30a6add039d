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
} as const satisfies Record<string, FaultKind>

export type FaultCode = keyof typeof faults
