import { whoDeclaresHeads, whoPlans, whoReadsSiteFile, whoSetsUpSite } from '../../model/index.ts'
import { PlanAnswer, PlanDocument, SiteFileAnswer } from '../../wire/index.ts'
import { readJson } from '../http/json-body.ts'
import type { Call, RouteTable } from '../http/routes.ts'
import { actorOf, asRole } from '../people/access.ts'
import type { ApiContext } from './api.ts'

/** Bytes of a plan or a site file. */
const documentBytesMax = 16 << 20

/** What is sent to a site and read back: its plan, its file. */
export function addSiteRoutes(routes: RouteTable, context: ApiContext): void {
  const { engine } = context
  routes.add({
    method: 'POST',
    path: '/api/v1/sites/:site/plan',
    roles: [...whoPlans, ...whoDeclaresHeads],
    purpose: 'Takes loads, orders, deadlines and heads; a change becomes a version.',
    site: 'path',
    dataClass: 'goods',
    body: PlanDocument,
    answer: PlanAnswer,
    handle: async (call) => submitPlan(context, call),
  })
  routes.add({
    method: 'POST',
    path: '/api/v1/plan',
    roles: [...whoPlans, ...whoDeclaresHeads],
    purpose: "Takes the plan of a key's own site.",
    site: 'caller',
    dataClass: 'goods',
    body: PlanDocument,
    answer: PlanAnswer,
    handle: async (call) => submitPlan(context, call),
  })
  routes.add({
    method: 'GET',
    path: '/api/v1/sites/:site/file',
    roles: whoReadsSiteFile,
    purpose: 'Gives the site file in force.',
    site: 'path',
    dataClass: 'admin',
    handle: ({ siteId }) => engine.sites.get(siteId)?.file,
  })
  routes.add({
    method: 'POST',
    path: '/api/v1/sites/:site/file',
    roles: whoSetsUpSite,
    stepUp: true,
    purpose:
      'Takes a site file, whole or not at all: in force at once, or with the next operational week where it changes places or process.',
    site: 'path',
    dataClass: 'admin',
    answer: SiteFileAnswer,
    handle: async (call) => {
      const text = JSON.stringify(await readJson(call.request.raw, documentBytesMax), null, 2)
      const { faults, fromMs, version, changes } = await engine.door.change(text, { expectedId: call.siteId })
      if (faults.length > 0) return context.sendFaults(call, faults)
      engine.access.people.log.add('site.file', actorOf(call.caller), call.siteId)
      if (fromMs === null) return call.reply.code(204).send()
      return call.reply.code(202).send({ fromMs, version, changes: [...changes] } satisfies SiteFileAnswer)
    },
  })
}

async function submitPlan(context: ApiContext, call: Call): Promise<unknown> {
  const document = await readJson(call.request.raw, documentBytesMax)
  const headsOnly = typeof document === 'object' && Object.keys(document ?? {}).every((member) => member === 'heads')
  // Who declares heads changes no load by it.
  if (!headsOnly) asRole(call.caller, whoPlans, call.siteId)
  const file = context.engine.sites.get(call.siteId)?.file
  const fields = ['loads', 'orders', 'heads']
    .filter((member) => typeof document === 'object' && document !== null && Object.hasOwn(document, member))
    .map((member) => `plan.${member}`)
  if (file !== undefined) context.engine.policies.check(file, { role: call.caller.role, needs: { fields } })
  const answer = await context.engine.submitPlan(call.siteId, document)
  return answer.ok ? answer.value : context.sendFaults(call, answer.fault)
}
