import { type DocumentReader, documentReader, FaultError } from '../../base/index.ts'
import { roles, whoSeesReports } from '../../model/index.ts'
import { denied, type NamedThing, namedThings } from '../../policy/index.ts'
import { NamesAnswer, NamesAsked, RefusalReport, RefusalReports } from '../../wire/index.ts'
import type { Engine } from '../engine.ts'
import { readJson } from '../http/json-body.ts'
import type { RouteTable } from '../http/routes.ts'
import { openRefusalReports } from '../keep-out/refusal-reports.ts'

/** Bytes of a question about names. */
const bodyBytesMax = 256 << 10
/** Names of one question. */
const namesMax = 1_000
/** Characters of a name. */
const nameCharactersMax = 200

/** Names before they are used, and refusals that somebody thinks wrong. */
export function addRefusalRoutes(routes: RouteTable, engine: Engine): void {
  const reports = openRefusalReports(engine.dataFolder, engine.clock)
  routes.add({
    method: 'POST',
    path: '/api/v1/names',
    roles,
    purpose: 'Tells before something is named whether the deny-lists refuse the name, and why.',
    site: 'none',
    dataClass: 'none',
    body: NamesAsked,
    answer: NamesAnswer,
    handle: async ({ request }): Promise<NamesAnswer> => {
      const { names, thing } = read(await readJson(request.raw, bodyBytesMax), (reader, body) => {
        const found = reader.object(body, '', { names: true, thing: false })
        const each = (item: unknown, at: string) => reader.text(item, at, { max: nameCharactersMax })
        return {
          names: reader.list(found?.['names'], '/names', each, { min: 1, max: namesMax }) ?? [],
          thing: reader.oneOf(found?.['thing'], '/thing', namedThings),
        }
      })
      return { names: names.map((name) => ({ refusal: refusalOf(name, thing) })) }
    },
  })
  routes.add({
    method: 'POST',
    path: '/api/v1/refusals',
    roles,
    purpose: 'Takes the report of a refusal that somebody thinks wrong.',
    site: 'none',
    dataClass: 'none',
    body: RefusalReport,
    handle: async ({ request, reply }) => {
      const { name, thing } = read(await readJson(request.raw, bodyBytesMax), (reader, body) => {
        const found = reader.object(body, '', { name: true, thing: false })
        return {
          name: reader.text(found?.['name'], '/name', { max: nameCharactersMax }) ?? '',
          thing: reader.oneOf(found?.['thing'], '/thing', namedThings),
        }
      })
      if (!reports.report(name, thing ?? 'column')) {
        throw new FaultError({ code: 'NOT_REFUSED', at: '/name', got: 'a name that may be used' })
      }
      return reply.code(204).send()
    },
  })
  routes.add({
    method: 'GET',
    path: '/api/v1/refusals',
    roles: whoSeesReports,
    purpose: 'Lists reported refusals for those who look after the lists.',
    site: 'none',
    dataClass: 'admin',
    answer: RefusalReports,
    handle: (): RefusalReports => ({ reports: [...reports.list()] }),
  })
}

function refusalOf(name: string, thing: NamedThing | undefined): NamesAnswer['names'][number]['refusal'] {
  const found = denied(name, thing ?? 'column')
  return found === undefined ? null : { list: found.list, reason: found.reason, words: [...found.words] }
}

/** A small body read whole or refused with its first fault. */
function read<T>(body: unknown, take: (reader: DocumentReader, body: unknown) => T): T {
  const reader = documentReader()
  const out = take(reader, body)
  const [fault] = reader.faults
  if (fault !== undefined) throw new FaultError(fault)
  return out
}
