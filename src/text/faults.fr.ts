import { documentFaultsFr } from './faults/documents.fr.ts'
import { eventFaultsFr } from './faults/events.fr.ts'
import { ruleFaultsFr } from './faults/rules.fr.ts'
import { serviceFaultsFr } from './faults/service.fr.ts'
import type { FaultTexts } from './faults.ts'

/** What every fault says in French: what happened, and how to mend it. */
export const faultsFr: FaultTexts = { ...serviceFaultsFr, ...eventFaultsFr, ...documentFaultsFr, ...ruleFaultsFr }
