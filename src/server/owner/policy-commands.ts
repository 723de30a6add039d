import type { Engine } from '../engine.ts'
import { packageVersion } from '../package-version.ts'
import { documentOf, languageOf } from '../policy/documents.ts'
import { documentStyle, htmlOf } from '../policy/html.ts'
import { policyView } from '../policy/view.ts'
import { siteRef } from '../views/views.ts'
import type { OwnerHandler } from './socket.ts'

/** What `fairfloor policy` asks of whoever owns the folder; `site` finds the site that a command means. */
export function policyHandlers(
  engine: Engine,
  siteOf: (siteId: string | null) => string,
): Readonly<Record<string, OwnerHandler>> {
  const found = (asked: unknown) => {
    const siteId = siteOf((asked as { siteId: string | null }).siteId)
    const runtime = engine.runtime(siteId)
    if (runtime === undefined) throw new Error('broken invariant: a site without a runtime')
    return { siteId, file: runtime.compiled.file, runtime }
  }
  return {
    policy: async (asked, say) => {
      const { siteId, file, runtime } = found(asked)
      const language = languageOf((asked as { language: string }).language)
      const site = siteRef(runtime, engine.isSimulated(siteId))
      say({
        answer: policyView(file, engine.policies.of(file), { site, language, pending: engine.door.pending(siteId) }),
      })
    },
    policyRecord: async (asked, say) => {
      const answer = await engine.recordPolicy(found(asked).siteId, (asked as { record: unknown }).record)
      say({ answer: answer.ok ? {} : { faults: answer.fault } })
    },
    policyActivate: async (asked, say) => {
      const { siteId, file } = found(asked)
      say({ answer: { faults: await engine.putSite(JSON.stringify({ ...file, state: 'active' }, null, 2), siteId) } })
    },
    sitePut: async (asked, say) => {
      const { siteId } = found(asked)
      const { text, dry } = asked as { text: string; dry: boolean }
      say({ answer: await engine.door.change(text, { expectedId: siteId, dry }) })
    },
    policyDocument: async (asked, say) => {
      const { siteId, file } = found(asked)
      const { format, styleName, ...which } = asked as {
        kind: string
        language: string
        category: string
        format: string
        styleName: string
      }
      const simulated = engine.isSimulated(siteId)
      const document = documentOf(engine, file, which, { version: packageVersion(), simulated })
      const { pdfOf } = await import('../policy/pdf.ts')
      const bytes = format === 'pdf' ? await pdfOf(document) : Buffer.from(htmlOf(document, styleName))
      say({ answer: { base64: bytes.toString('base64'), style: documentStyle } })
    },
  }
}
