import { documentFaultsDe } from './faults/documents.de.ts'
import { eventFaultsDe } from './faults/events.de.ts'
import { ruleFaultsDe } from './faults/rules.de.ts'
import { serviceFaultsDe } from './faults/service.de.ts'
import type { FaultTexts } from './faults.ts'

/** What every fault says in German: what happened, and how to mend it. */
export const faultsDe: FaultTexts = { ...serviceFaultsDe, ...eventFaultsDe, ...documentFaultsDe, ...ruleFaultsDe }
