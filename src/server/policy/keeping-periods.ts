import { type RetentionClass, retentionClasses } from '../../model/index.ts'
import type { Grant } from '../../people/index.ts'
import { type NumberId, numberParameter } from '../../policy/index.ts'
import type { Sites } from '../sites/sites.ts'
import type { Policies } from './policies.ts'

/** Which period of the policy says how long a retention class is kept, counted from recordTime. */
const periodOf = { standard: 'eventsDays', test: 'testDays' } as const satisfies Record<RetentionClass, NumberId>
const dayMs = 86_400_000
const hourMs = 3_600_000

/** How long things are kept, as the policies of the folder's sites say now. */
export function keepingPeriods(sites: Sites, policies: Policies) {
  const policyOf = (siteId: string) => {
    const file = sites.get(siteId)?.file
    return file === undefined ? undefined : policies.policyOf(file)
  }
  return {
    /** Milliseconds that a site keeps a class, by its index. A site that is gone from the folder keeps what the product itself would. */
    keptMs(siteId: string, retention: number): number | undefined {
      const name = retentionClasses[retention]
      if (name === undefined) return undefined
      const period = periodOf[name]
      return (policyOf(siteId)?.numbers[period] ?? numberParameter(period).value) * dayMs
    },
    /** How long a session of somebody with these grants lives without a request: as the strictest of their sites says, or of all. */
    sessionIdleMs(grants: readonly Grant[]): number {
      const isEverywhere = grants.length === 0 || grants.some(({ siteId }) => siteId === null)
      const reached = isEverywhere ? sites.ids() : grants.flatMap(({ siteId }) => siteId ?? [])
      const hours = reached.map((siteId) => policyOf(siteId)?.numbers.sessionHours ?? Number.POSITIVE_INFINITY)
      return Math.min(numberParameter('sessionHours').value, ...hours) * hourMs
    },
    /** Days for which the one log of access is kept: the strictest site decides. */
    accessLogDays(): number {
      const days = sites.ids().map((siteId) => policyOf(siteId)?.numbers.accessLogDays ?? Number.POSITIVE_INFINITY)
      return Math.min(numberParameter('accessLogDays').value, ...days)
    },
  }
}
