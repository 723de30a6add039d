import { documentReader, FaultError } from '../../base/index.ts'
import { whoPlantsCanaries } from '../../model/index.ts'
import { CanaryAsked, CanaryList, CanaryPlanted, CanaryReport } from '../../wire/index.ts'
import type { Engine } from '../engine.ts'
import { readJson } from '../http/json-body.ts'
import type { Call, RouteTable } from '../http/routes.ts'
import { captureText } from '../intake/capture-text.ts'
import { canaryEvent, canaryFeed } from '../keep-out/canary-event.ts'
import { siteNowMs } from '../sites/site-runtime.ts'

/** Bytes of what plants a canary. */
const bodyBytesMax = 4 << 10

/** Fake badges: planted, sent, looked for, ended. */
export function addCanaryRoutes(routes: RouteTable, engine: Engine): void {
  const { canaries } = engine
  const idOf = ({ request, siteId }: Call): string => {
    const { id } = request.params as { id: string }
    if (!canaries.list(siteId).some((each) => each.id === id)) throw new FaultError({ code: 'NOT_FOUND', at: '/id' })
    return id
  }
  routes.add({
    method: 'GET',
    path: '/api/v1/sites/:site/canaries',
    roles: whoPlantsCanaries,
    purpose: 'Lists the fake badges that were planted and every place where they were seen.',
    site: 'path',
    dataClass: 'admin',
    answer: CanaryList,
    handle: ({ siteId }): CanaryList => ({ canaries: [...canaries.list(siteId)] }),
  })
  routes.add({
    method: 'POST',
    path: '/api/v1/sites/:site/canaries',
    roles: whoPlantsCanaries,
    purpose: 'Plants a fake badge: from now on everything that comes in, goes out or is kept is searched for it.',
    site: 'path',
    dataClass: 'admin',
    body: CanaryAsked,
    answer: CanaryPlanted,
    handle: async ({ request, reply, siteId }): Promise<unknown> => {
      const reader = documentReader()
      const body = reader.object(await readJson(request.raw, bodyBytesMax), '', { text: false })
      const text = reader.text(body?.['text'], '/text', { max: 64 })
      const planted = canaries.plant(siteId, text)
      const fault = reader.faults[0] ?? (planted.ok ? undefined : planted.fault)
      if (fault !== undefined || !planted.ok) throw new FaultError(fault ?? { code: 'INTERNAL' })
      return reply.code(201).send({ canary: planted.value.report, text: planted.value.text } satisfies CanaryPlanted)
    },
  })
  routes.add({
    method: 'POST',
    path: '/api/v1/sites/:site/canaries/:id/send',
    roles: whoPlantsCanaries,
    purpose: 'Sends one labelled event that carries the fake badge the way a scanner would, into every person field.',
    site: 'path',
    dataClass: 'admin',
    handle: async (call) => {
      await send(engine, call.siteId, canaries.textOf(idOf(call)))
      return call.reply.code(204).send()
    },
  })
  routes.add({
    method: 'POST',
    path: '/api/v1/sites/:site/canaries/:id/search',
    roles: whoPlantsCanaries,
    purpose: 'Searches every file and every stored event for the fake badge, and gives the report.',
    site: 'path',
    dataClass: 'admin',
    answer: CanaryReport,
    handle: (call) => canaries.search(idOf(call)),
  })
  routes.add({
    method: 'DELETE',
    path: '/api/v1/sites/:site/canaries/:id',
    roles: whoPlantsCanaries,
    purpose: 'Ends the watch for a fake badge; its report stays.',
    site: 'path',
    dataClass: 'admin',
    handle: (call) => {
      canaries.end(idOf(call))
      return call.reply.code(204).send()
    },
  })
}

/** The labelled event goes the way of every other: scanned, cut, kept. */
async function send(engine: Engine, siteId: string, text: string): Promise<void> {
  const runtime = engine.runtime(siteId)
  const site = engine.sites.get(siteId)?.at(engine.clock.nowMs())
  if (runtime === undefined || site === undefined) throw new FaultError({ code: 'NOT_FOUND', at: '/site' })
  const event = canaryEvent(site, text, siteNowMs(runtime, engine.clock))
  const job = await captureText(engine, { siteId, feed: canaryFeed, behaviour: 'rollback', text: event })
  const [fault] = job.errors
  if (fault !== undefined) throw new FaultError(fault)
}
