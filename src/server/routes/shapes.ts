import { whoSeesShapes } from '../../model/index.ts'
import { ShapeList } from '../../wire/index.ts'
import type { Engine } from '../engine.ts'
import type { RouteTable } from '../http/routes.ts'

/** Fields that were found to hold people, with the evidence. */
export function addShapeRoutes(routes: RouteTable, { personShapes, sites, clock }: Engine): void {
  routes.add({
    method: 'GET',
    path: '/api/v1/sites/:site/shapes',
    roles: whoSeesShapes,
    purpose: 'Lists fields whose values behave like people, with the evidence, so that they can be declared personal.',
    site: 'path',
    dataClass: 'admin',
    answer: ShapeList,
    handle: ({ siteId }): ShapeList => {
      const personFields = sites.get(siteId)?.at(clock.nowMs())?.personFields ?? []
      return {
        shapes: personShapes.list(siteId).map(({ feed, evidence }) => ({
          feed,
          ...evidence,
          declared: personFields.includes(evidence.path),
        })),
      }
    },
  })
}
