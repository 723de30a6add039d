import { compareText } from '../../base/index.ts'
import { oversight, type Role, whoSees } from '../../model/index.ts'
import { type StreamTopic, streamTopics } from '../../wire/index.ts'
import { type DataClass, dataClasses, type RouteDeclaration } from './routes.ts'

/** One way on which something leaves the process or the data folder. */
export interface WayOut {
  readonly kind: 'route' | 'stream' | 'command' | 'log' | 'file'
  readonly name: string
  /** `owner`: whoever may open the data folder; software cannot hold them back. */
  readonly roles: readonly Role[] | 'public' | 'owner'
  readonly purpose: string
  readonly site: 'caller' | 'path' | 'all' | 'none'
  readonly dataClass: DataClass
}

type Undeclared = Omit<WayOut, 'kind' | 'name'>

/** What each topic of the stream shows: the same view as its page. */
const streamWays: Readonly<Record<StreamTopic, Undeclared>> = {
  network: { roles: whoSees.network, purpose: 'Sites by who needs somebody first.', site: 'all', dataClass: 'state' },
  departures: { roles: whoSees.departures, purpose: 'Loads and their verdicts.', site: 'path', dataClass: 'state' },
  floor: { roles: whoSees.floor, purpose: 'Zones, steps and released rates.', site: 'path', dataClass: 'rate' },
  capture: { roles: whoSees.capture, purpose: 'What came in and what was refused.', site: 'path', dataClass: 'admin' },
}

/** What is written where others read it. There are no metrics and no webhooks. */
const writtenWays: readonly WayOut[] = [
  {
    kind: 'log',
    name: 'request log (--log)',
    roles: 'owner',
    purpose:
      'Method, pattern of the address, status and time of a request; none for captures that were taken or refused.',
    site: 'none',
    dataClass: 'admin',
  },
  {
    kind: 'log',
    name: 'error log (--log)',
    roles: 'owner',
    purpose: 'Where in the code something broke, never what was in it.',
    site: 'none',
    dataClass: 'admin',
  },
  {
    kind: 'log',
    name: 'access log',
    roles: oversight,
    purpose: 'Acts on accounts and keys.',
    site: 'none',
    dataClass: 'admin',
  },
  {
    kind: 'file',
    name: 'exports.ndjson',
    roles: 'owner',
    purpose: 'Which exports were made.',
    site: 'all',
    dataClass: 'admin',
  },
  {
    kind: 'file',
    name: 'traced.json',
    roles: 'owner',
    purpose: 'How many objects each role traced on each day.',
    site: 'all',
    dataClass: 'admin',
  },
  {
    kind: 'file',
    name: 'rates-{site}.json',
    roles: 'owner',
    purpose: 'Rates that were released, and sums of what was not.',
    site: 'all',
    dataClass: 'rate',
  },
  {
    kind: 'file',
    name: 'data folder',
    roles: 'owner',
    purpose:
      'The ledger: hand scans of a day under a key, of longer ago with zone and quarter hour; see docs/limits.md.',
    site: 'all',
    dataClass: 'event',
  },
]

/** Every way out there is. `commands` are those of the command line, which knows them. Throws where one has no class or purpose. */
export function waysOut(routes: readonly RouteDeclaration[], commands: Readonly<Record<string, Undeclared>>): WayOut[] {
  const ways: WayOut[] = [
    ...routes.map(({ method, path, roles, purpose, site, dataClass }) => ({
      kind: 'route' as const,
      name: `${method} ${path}`,
      roles,
      purpose,
      site,
      dataClass,
    })),
    ...streamTopics.map((topic) => ({ kind: 'stream' as const, name: topic, ...streamWays[topic] })),
    ...Object.entries(commands).map(([name, way]) => ({ kind: 'command' as const, name, ...way })),
    ...writtenWays,
  ]
  for (const { name, dataClass, purpose, roles } of ways) {
    if (!dataClasses.includes(dataClass) || purpose === '' || roles.length === 0)
      throw new Error(`a way out without class, purpose or roles: ${name}`)
  }
  return ways.sort((a, b) => compareText(a.kind, b.kind) || compareText(a.name, b.name))
}
