import { FaultError } from '../../base/index.ts'
import { type Role, roles } from '../../model/index.ts'
import { PolicyView, RecordAnswer } from '../../wire/index.ts'
import { oneOf } from '../http/addresses.ts'
import { readJson } from '../http/json-body.ts'
import type { RouteTable } from '../http/routes.ts'
import { actorOf } from '../people/access.ts'
import { documentFormats, documentOf, languageOf } from '../policy/documents.ts'
import { documentSecurityPolicy, documentStyle, htmlOf, stylePath } from '../policy/html.ts'
import { limitsDocument } from '../policy/limits-page.ts'
import { policyView } from '../policy/view.ts'
import { siteRef } from '../views/views.ts'
import type { ApiContext, ViewRenderer } from './api.ts'

/** Bytes of one record of a policy; the annex of an agreement is the largest. */
const recordBytesMax = 1 << 20
/** Who records what the rules ask for. */
const whoRecords: readonly Role[] = ['manager', 'privacy', 'admin']

/** The rules of a site: what holds and why, what is recorded, and the documents. Everyone may read: they are about them. */
export function addPolicyRoutes(routes: RouteTable, context: ApiContext, renderer: ViewRenderer): void {
  const { engine, version } = context
  const fileOf = (siteId: string) => {
    const file = engine.sites.get(siteId)?.file
    if (file === undefined) throw new FaultError({ code: 'NOT_FOUND', at: '/site' })
    return file
  }

  routes.add({
    method: 'GET',
    path: '/api/v1/sites/:site/policy',
    roles,
    purpose: 'Says which rules hold at a site: each value, its source, and what would change it.',
    site: 'path',
    dataClass: 'admin',
    answer: PolicyView,
    handle: ({ request, siteId }): PolicyView => {
      const language = languageOf(oneOf(request.query, 'language'))
      const site = siteRef(renderer.runtimeOf(siteId), renderer.isSimulated(siteId))
      return policyView(fileOf(siteId), engine.policies.of(fileOf(siteId)), {
        site,
        language,
        pending: engine.door.pending(siteId),
      })
    },
  })
  routes.add({
    method: 'POST',
    path: '/api/v1/sites/:site/policy/records',
    roles: whoRecords,
    stepUp: true,
    purpose: 'Records a declaration, notice, assessment, consultation or works agreement; what widens is refused.',
    site: 'path',
    dataClass: 'admin',
    answer: RecordAnswer,
    handle: async (call) => {
      const answer = await engine.recordPolicy(call.siteId, await readJson(call.request.raw, recordBytesMax))
      if (!answer.ok) return context.sendFaults(call, answer.fault)
      engine.access.people.log.add('policy.record', actorOf(call.caller), call.siteId)
      const { kind, date } = answer.value
      return call.reply.code(201).send({ kind, date } satisfies RecordAnswer)
    },
  })
  routes.add({
    method: 'GET',
    path: '/api/v1/sites/:site/policy/documents/:document',
    roles,
    purpose: 'Prints the register, the draft of an assessment, or a notice, from the configuration as it runs.',
    site: 'path',
    dataClass: 'admin',
    handle: async ({ request, reply, siteId }) => {
      const { query } = request
      const { document: kind } = request.params as { document: string }
      const format = oneOf(query, 'format') || 'html'
      if (!documentFormats.some((each) => each === format)) {
        throw new FaultError({ code: 'QUERY_PARAMETER', at: '/format', allowed: documentFormats.join(', ') })
      }
      const asked = { kind, language: oneOf(query, 'language'), category: oneOf(query, 'category') }
      const simulated = renderer.isSimulated(siteId)
      const document = documentOf(engine, fileOf(siteId), asked, { version, simulated })
      if (format === 'html') {
        return reply
          .type('text/html; charset=utf-8')
          .header('content-security-policy', documentSecurityPolicy)
          .send(htmlOf(document))
      }
      // Loaded by the first who asks: the printer is large, and most servers never print.
      const { pdfOf } = await import('../policy/pdf.ts')
      return reply
        .type('application/pdf')
        .header('content-disposition', `attachment; filename="${siteId}-${document.kind}-${document.language}.pdf"`)
        .send(await pdfOf(document))
    },
  })
  routes.add({
    method: 'GET',
    path: '/api/v1/policy/limits',
    roles: 'public',
    purpose: 'Says what no software can promise.',
    site: 'none',
    dataClass: 'none',
    handle: ({ reply }) =>
      reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', documentSecurityPolicy)
        .send(htmlOf(limitsDocument())),
  })
  routes.add({
    method: 'GET',
    path: stylePath,
    roles: 'public',
    purpose: 'Styles the documents.',
    site: 'none',
    dataClass: 'none',
    handle: ({ reply }) => reply.type('text/css; charset=utf-8').send(documentStyle),
  })
}
