import { documentFaults } from './faults/documents.ts'
import { eventFaults } from './faults/events.ts'
import { ruleFaults } from './faults/rules.ts'
import { serviceFaults } from './faults/service.ts'

export type { FaultKind } from './faults/kind.ts'

/**
 * Every code there is. HTTP problem documents, CLI text and docs/errors.md come from this table; a code
 * never changes meaning. In each family sorted by room, then by code.
 */
export const faults = { ...serviceFaults, ...eventFaults, ...documentFaults, ...ruleFaults }

export type FaultCode = keyof typeof faults
