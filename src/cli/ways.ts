import type { WayOut } from '../server/index.ts'
import type { commands } from './help.ts'

const owner = { roles: 'owner', site: 'path' } as const

/** What each command lets out: whoever runs one may open the data folder. A command without an entry breaks the build. */
export const commandWays = {
  serve: { ...owner, purpose: 'Runs the server; its ways are the routes and streams.', site: 'all', dataClass: 'none' },
  account: { ...owner, purpose: 'Lists accounts and their roles.', site: 'none', dataClass: 'admin' },
  key: { ...owner, purpose: 'Lists keys; a secret once.', site: 'none', dataClass: 'admin' },
  import: { ...owner, purpose: 'Counts what was taken and refused.', dataClass: 'admin' },
  site: { ...owner, purpose: 'Shows a site file.', dataClass: 'admin' },
  simulate: { ...owner, purpose: 'Writes events of an invented warehouse.', site: 'none', dataClass: 'none' },
  epcis: { ...owner, purpose: 'Tells faults and spellings of a given document.', site: 'none', dataClass: 'none' },
  trace: {
    ...owner,
    purpose: 'Tells where an object is, hand scans with zone and quarter hour, counted as the manager’s.',
    dataClass: 'event',
  },
  export: { ...owner, purpose: 'Writes machine and partner events to a file; logged and listed.', dataClass: 'event' },
  deny: { ...owner, purpose: 'Says whether a name is on a deny-list.', site: 'none', dataClass: 'none' },
  feeds: { ...owner, purpose: 'Lists public feeds and reads files of theirs.', site: 'none', dataClass: 'none' },
  policy: { ...owner, purpose: 'Says which rules hold at a site.', dataClass: 'admin' },
  doctor: { ...owner, purpose: 'Tells the health of the machine and folder.', site: 'none', dataClass: 'none' },
  help: { ...owner, purpose: 'Says what commands there are.', site: 'none', dataClass: 'none' },
  version: { ...owner, purpose: 'Says the version.', site: 'none', dataClass: 'none' },
} as const satisfies Readonly<Record<keyof typeof commands, Omit<WayOut, 'kind' | 'name'>>>
