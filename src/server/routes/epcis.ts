import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Fault, FaultError } from '../../base/index.ts'
import {
  type CaptureBehaviour,
  type CaptureJob,
  captureBehaviours,
  type JobReader,
  jobTold,
} from '../../capture/index.ts'
import { printEvent, printQueryDocument, type ScanOutput } from '../../epcis/index.ts'
import type { EventRow, Hash, Reader } from '../../ledger/index.ts'
import { whoReadsEvents, whoSends } from '../../model/index.ts'
import { eventFieldIds, grainDefault } from '../../policy/index.ts'
import type { Engine } from '../engine.ts'
import { oneOf } from '../http/addresses.ts'
import { bodyOf } from '../http/body.ts'
import { type PageTokens, pageTokens } from '../http/page-token.ts'
import { problemOf } from '../http/problem.ts'
import type { Call, RouteDeclaration, RouteTable } from '../http/routes.ts'
import { runJob } from '../intake/capture-text.ts'
import { sha256 } from '../intake/scan-options.ts'
import type { Caller } from '../people/access.ts'
import { eventHash, perPageDefault, perPageMax, readEventQuery } from '../query/event-query.ts'
import { handsToldBeforeMs, narrowQuery, objectsMayBeTraced } from '../query/hand-door.ts'
import type { SiteRuntime } from '../sites/site-runtime.ts'
import { isSettingUp } from '../views/told.ts'

/** Bytes of one event of `POST /events`; `/capture` takes any size, as a stream. */
export const eventBodyBytesMax = 1 << 20
/** Captures under way at once; one more is answered with 503. */
export const capturesMax = 64
/** Jobs of a page when the client does not say. */
const jobsPerPage = 30

const mediaTypes = ['application/json', 'application/ld+json', 'application/x-ndjson', 'application/jsonlines']
const versionHeaders = {
  'gs1-epcis-version': '2.0',
  'gs1-epcis-min': '2.0',
  'gs1-epcis-max': '2.0',
  'gs1-cbv-version': '2.0',
  'gs1-cbv-min': '2.0',
  'gs1-cbv-max': '2.0',
}

/** The standard's resources (EPCIS 2.0 REST binding), at the root for a key's own site and under `/sites/{id}`. */
export function addEpcisRoutes(table: RouteTable, engine: Engine, refusal: () => Fault | undefined): void {
  const routes = {
    add: (declaration: RouteDeclaration): void =>
      table.add({
        ...declaration,
        handle(call) {
          if (declaration.method !== 'OPTIONS') checkAcceptable(call.request)
          const fault = declaration.method === 'POST' ? refusal() : undefined
          if (fault !== undefined) throw new FaultError(fault)
          return declaration.handle(call)
        },
      }),
  }
  const tokens = pageTokens(engine.ledger.hashKey)
  let capturesOpen = 0
  for (const prefix of ['', '/sites/:site']) {
    const site = prefix === '' ? 'caller' : 'path'

    routes.add({
      method: 'POST',
      path: `${prefix}/capture`,
      roles: whoSends,
      needs: { fields: eventFieldIds },
      purpose: 'Takes EPCIS documents of any size and answers with a capture job.',
      site,
      dataClass: 'event',
      handle: async (call) => {
        if (capturesOpen >= capturesMax)
          throw new FaultError({ code: 'LIMIT_REACHED', got: `${capturesMax} captures under way` })
        capturesOpen += 1
        try {
          return await capture(engine, call, prefix, refusal)
        } finally {
          capturesOpen -= 1
        }
      },
    })
    routes.add({
      method: 'GET',
      path: `${prefix}/capture`,
      roles: whoReadsEvents,
      purpose: 'Lists capture jobs, newest first; of hand scans the open and the failed ones, by the quarter hour.',
      site,
      dataClass: 'admin',
      handle: (call) => listJobs(engine, tokens, call),
    })
    routes.add({
      method: 'GET',
      path: `${prefix}/capture/:captureID`,
      roles: whoReadsEvents,
      purpose: 'Says how a capture went: counts, and each refused row with its pointer and fix.',
      site,
      dataClass: 'admin',
      handle: ({ request, reply, siteId, caller }) => {
        const found = engine.jobs.get(siteId, (request.params as { captureID: string }).captureID)
        const job = found === undefined ? undefined : jobTold(found, readerOfJobs(engine, siteId, caller))
        if (job === undefined) throw new FaultError({ code: 'NOT_FOUND', at: '/captureID' })
        return reply.headers(versionHeaders).send(jobDocument(job))
      },
    })
    routes.add({
      method: 'POST',
      path: `${prefix}/events`,
      roles: whoSends,
      needs: { fields: eventFieldIds },
      purpose: 'Takes one event and answers when it is durable.',
      site,
      dataClass: 'event',
      handle: (call) => captureOne(engine, call, prefix),
    })
    routes.add({
      method: 'GET',
      path: `${prefix}/events`,
      roles: whoReadsEvents,
      needs: { exports: ['events'] },
      purpose:
        'Answers event queries by object or event: machine and partner events exactly, hand scans with zone and quarter hour. By time alone partner events, and machine events where no hand scans.',
      site,
      dataClass: 'event',
      handle: (call) => queryEvents(engine, tokens, call),
    })
    routes.add({
      method: 'GET',
      path: `${prefix}/events/:eventID`,
      roles: whoReadsEvents,
      needs: { exports: ['events'] },
      purpose: 'Gives one event by its id.',
      site,
      dataClass: 'event',
      handle: async ({ request, reply, siteId, caller }) => {
        const { eventID } = request.params as { eventID: string }
        const runtime = engine.runtime(siteId)
        if (runtime === undefined) throw new FaultError({ code: 'NOT_FOUND', at: '/site' })
        const hash = eventHash(engine.ledger.hashKey, eventID)
        objectsMayBeTraced(engine, runtime, caller.role, 'event').spend({ hash })
        const row = await engine.ledger.get(siteId, hash, readerOf(engine, caller, runtime, { events: [hash] }))
        if (row === undefined) throw new FaultError({ code: 'NOT_FOUND', at: '/eventID' })
        return sendDocument(engine, reply, [row])
      },
    })
    for (const [path, allow] of [
      ['/capture', 'OPTIONS, POST, GET'],
      ['/capture/:captureID', 'OPTIONS, GET'],
      ['/events', 'OPTIONS, POST, GET'],
      ['/events/:eventID', 'OPTIONS, GET'],
    ] as const) {
      routes.add({
        method: 'OPTIONS',
        path: `${prefix}${path}`,
        roles: 'public',
        purpose: 'Says which versions, formats and methods a resource understands.',
        site: 'none',
        dataClass: 'none',
        handle: ({ reply }) =>
          reply
            .headers({
              ...versionHeaders,
              allow,
              'gs1-epc-format': 'Never_Translates',
              'gs1-capture-error-behaviour': captureBehaviours.join(', '),
            })
            .code(204)
            .send(),
      })
    }
  }
}

async function capture(
  engine: Engine,
  call: Call,
  prefix: string,
  refusal: () => Fault | undefined,
): Promise<FastifyReply> {
  const { request, reply, caller, siteId } = call
  const behaviour = behaviourOf(request)
  const shape = shapeOf(request)
  const { session, scanner } = engine.openCapture({
    siteId,
    feed: caller.feed,
    behaviour,
    ...(shape === undefined ? {} : { shape }),
  })
  const { job } = await runJob(engine, { siteId, feed: caller.feed, behaviour, session }, async () => {
    for await (const chunk of bodyOf(request.raw)) {
      // A document may be larger than what is left of the disk.
      if (refusal()?.code === 'DISK_FULL') throw new FaultError({ code: 'DISK_FULL' })
      scanner.push(chunk)
    }
    return scanner.end()
  })
  const location = `${prefix === '' ? '' : `/sites/${siteId}`}/capture/${job.captureID}`
  return reply
    .code(202)
    .headers({ ...versionHeaders, location })
    .send(jobDocument(job))
}

async function captureOne(engine: Engine, call: Call, prefix: string): Promise<FastifyReply> {
  const { request, reply, caller, siteId } = call
  shapeOf(request)
  let id = ''
  const { session, scanner } = engine.openCapture({
    siteId,
    feed: caller.feed,
    behaviour: 'rollback',
    onOutput: (output) => {
      id = idOfFirst(output) ?? id
    },
  })
  try {
    let bytes = 0
    for await (const chunk of bodyOf(request.raw)) {
      bytes += chunk.length
      if (bytes > eventBodyBytesMax)
        throw new FaultError({ code: 'BODY_TOO_LARGE', allowed: `${eventBodyBytesMax} bytes` })
      scanner.push(chunk)
    }
    const summary = scanner.end()
    if (summary.ok && summary.value.events !== 1) {
      throw new FaultError({ code: 'ONE_EVENT_NEEDED', at: '', got: `${summary.value.events} events` })
    }
    const outcome = await session.finish(summary)
    if (!outcome.ok) throw new FaultError(outcome.fault)
    const [reject] = outcome.value.rejects
    if (reject !== undefined) throw new FaultError(reject.fault)
    const location = `${prefix === '' ? '' : `/sites/${siteId}`}/events/${encodeURIComponent(id)}`
    if (outcome.value.duplicate > 0) {
      reply.header('location', location)
      throw new FaultError({ code: 'EVENT_DUPLICATE', at: '/eventID' })
    }
    return await reply
      .code(201)
      .headers({ ...versionHeaders, location })
      .send()
  } catch (error) {
    session.abandon()
    throw error
  }
}

/** The id under which the first event of a batch is stored: its own, or the CBV hash that stands in for it. */
function idOfFirst({ batch }: ScanOutput): string | undefined {
  if (batch.count === 0) return undefined
  const raw = batch.raw.slice(batch.rawStart[0]!, batch.rawStart[1]!)
  const text = printEvent(
    { raw, context: batch.contexts[batch.context[0]!] ?? '', recordTimeMs: Number.NaN },
    { sha256 },
  )
  return (JSON.parse(text) as { eventID?: string }).eventID
}

async function queryEvents(
  engine: Engine,
  tokens: PageTokens,
  { request, reply, caller, siteId }: Call,
): Promise<FastifyReply> {
  const query = readEventQuery(request.query as Record<string, string>, siteId, engine.ledger.hashKey)
  if (!query.ok) throw new FaultError(query.fault)
  const { token: sealed, ...wanted } = query.value
  const runtime = engine.runtime(siteId)
  if (runtime === undefined) throw new FaultError({ code: 'NOT_FOUND', at: '/site' })
  const { plan, told, leftOut } = await narrowQuery(engine, runtime, caller.role, wanted)
  if (leftOut.length > 0) reply.header('fairfloor-left-out', leftOut.join(', '))
  const token = sealed === undefined ? undefined : tokens.open(sealed)
  if (sealed !== undefined && token === undefined) throw new FaultError({ code: 'LEDGER_TOKEN', at: '/nextPageToken' })
  const reader = { ...told, ...readerOf(engine, caller, runtime, plan) }
  const page = await engine.ledger.query(token === undefined ? plan : { ...plan, token }, reader)
  if (page.nextToken !== undefined) {
    const next = new URL(request.url, 'http://local')
    next.searchParams.set('nextPageToken', tokens.seal(page.nextToken))
    next.searchParams.set('perPage', String(query.value.limit))
    // Tokens hold no state of the server, so they live as long as the events do.
    reply.header('link', `<${next.pathname}${next.search}>; rel="next"`)
    reply.header('gs1-next-page-token-expires', '9999-12-31T23:59:59Z')
  }
  return sendDocument(engine, reply, page.rows)
}

/**
 * Who reads: the feed of a key, where it names the events by the ids that it gave them. By object it sees no more than others: whoever
 * stole the key knows objects, but no ids. Hand scans of the quarter hour under way are not told yet. A site that is being set up tells its feeds all that they sent. Browsers have no feed, and
 * so never see hand scans as they came.
 */
function readerOf(
  engine: Engine,
  caller: Caller,
  runtime: SiteRuntime,
  { events = [] }: { readonly events?: readonly Hash[] },
): Reader {
  if (runtime.grain.exact) return { isTest: true }
  const beforeMs = handsToldBeforeMs(engine, runtime)
  const told = beforeMs === undefined ? {} : { handsBeforeMs: beforeMs }
  const namesItsOwn = events.length > 0 || isSettingUp(runtime, engine.clock)
  return caller.feed === '' || !namesItsOwn ? told : { ...told, feed: caller.feed }
}

function sendDocument(engine: Engine, reply: FastifyReply, rows: readonly EventRow[]): FastifyReply {
  const creationDate = new Date(engine.clock.nowMs()).toISOString()
  return reply
    .headers(versionHeaders)
    .type('application/json; charset=utf-8')
    .send(printQueryDocument(rows, creationDate, { sha256 }))
}

function readerOfJobs(engine: Engine, siteId: string, { feed }: Caller): JobReader {
  return { feed, k: engine.runtime(siteId)?.grain.k ?? grainDefault.k, nowMs: engine.clock.nowMs() }
}

function listJobs(engine: Engine, tokens: PageTokens, { request, reply, siteId, caller }: Call): FastifyReply {
  const asked = oneOf(request.query, 'perPage')
  const limit = Math.min(perPageMax, Math.max(1, Number(asked === '' ? jobsPerPage : asked) || perPageDefault))
  const sealed = oneOf(request.query, 'nextPageToken')
  const before = sealed === '' ? undefined : Number(tokens.open(sealed))
  if (Number.isNaN(before)) throw new FaultError({ code: 'LEDGER_TOKEN', at: '/nextPageToken' })
  const { jobs, next } = engine.jobs.list(siteId, {
    limit,
    ...readerOfJobs(engine, siteId, caller),
    ...(before === undefined ? {} : { before }),
  })
  if (next !== undefined) {
    const address = new URL(request.url, 'http://local')
    address.searchParams.set('nextPageToken', tokens.seal(String(next)))
    reply.header('link', `<${address.pathname}${address.search}>; rel="next"`)
    reply.header('gs1-next-page-token-expires', '9999-12-31T23:59:59Z')
  }
  return reply.headers(versionHeaders).send(jobs.map(jobDocument))
}

/** A job as the standard's CaptureJob, with our counts and the ids that were replaced. */
function jobDocument(job: CaptureJob) {
  return {
    captureID: job.captureID,
    createdAt: new Date(job.createdMs).toISOString(),
    ...(job.finishedMs === null ? {} : { finishedAt: new Date(job.finishedMs).toISOString() }),
    running: job.finishedMs === null,
    success: job.success,
    captureErrorBehaviour: job.behaviour,
    errors: job.errors.map((fault: Fault) => problemOf(fault)),
    'fairfloor:counts': {
      ...(job.held === true ? {} : { accepted: job.accepted, duplicate: job.duplicate }),
      conflict: job.conflict,
      rejected: job.rejected,
    },
    'fairfloor:notices': (job.notices ?? []).map(noticeOf),
    'fairfloor:replacedEventIDs': job.replacedIds,
  }
}

/** What stands in a problem document but for its status: nothing failed. */
function noticeOf(fault: Fault) {
  const { type: _type, status: _status, ...told } = problemOf(fault)
  return told
}

/** Refuses what the client says it cannot read: another form than JSON, another version than 2.0. */
function checkAcceptable(request: FastifyRequest): void {
  const accept = request.headers.accept ?? '*/*'
  const readable = accept
    .split(',')
    .some((range) => /^\s*(\*\/\*|application\/(\*|json|ld\+json|problem\+json))\s*(;|$)/.test(range))
  if (!readable)
    throw new FaultError({ code: 'NOT_ACCEPTABLE', at: '/Accept', allowed: 'application/json, application/ld+json' })
  for (const name of [
    'gs1-epcis-version',
    'gs1-epcis-min',
    'gs1-epcis-max',
    'gs1-cbv-version',
    'gs1-cbv-min',
    'gs1-cbv-max',
  ]) {
    const asked = request.headers[name]
    if (asked === undefined) continue
    const version = Number.parseFloat(String(asked))
    const fits = name.endsWith('min') ? version <= 2 : name.endsWith('max') ? version >= 2 : version === 2
    if (!fits) throw new FaultError({ code: 'NOT_ACCEPTABLE', at: `/${name}`, got: 'another version', allowed: '2.0' })
  }
}

function behaviourOf(request: FastifyRequest): CaptureBehaviour {
  const asked = request.headers['gs1-capture-error-behaviour'] ?? 'rollback'
  const found = captureBehaviours.find((each) => each === asked)
  if (found === undefined) {
    throw new FaultError({
      code: 'HEADER_VALUE',
      at: '/GS1-Capture-Error-Behaviour',
      got: 'another word',
      allowed: captureBehaviours.join(', '),
    })
  }
  return found
}

function shapeOf(request: FastifyRequest): 'ndjson' | undefined {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (!mediaTypes.includes(type))
    throw new FaultError({
      code: 'MEDIA_TYPE',
      got: type === '' ? 'no Content-Type' : 'another type',
      allowed: mediaTypes.join(', '),
    })
  return type.endsWith('ndjson') || type.endsWith('jsonlines') ? 'ndjson' : undefined
}
