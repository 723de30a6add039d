import { FaultError } from '../../base/index.ts'
import { oversight, roles, whoSees } from '../../model/index.ts'
import { RateView, TracedView } from '../../wire/index.ts'
import type { Engine } from '../engine.ts'
import { oneOf } from '../http/addresses.ts'
import type { RouteTable } from '../http/routes.ts'
import { rateView } from '../views/rate-view.ts'
import type { ViewRenderer } from './api.ts'

/** What may be asked of the gate beside what the pages show. */
export function addGateRoutes(routes: RouteTable, engine: Engine, renderer: ViewRenderer): void {
  routes.add({
    method: 'GET',
    path: '/api/v1/sites/:site/traced',
    roles: oversight,
    purpose: 'Says how many objects each role traced on each day, against what it may; never who.',
    site: 'path',
    dataClass: 'admin',
    answer: TracedView,
    handle: ({ siteId }): TracedView => ({
      days: engine.traced.counts(siteId).map(({ role, day, objects }) => ({
        day: new Date(day * 86_400_000).toISOString().slice(0, 10),
        role,
        objects,
      })),
      limits: roles.map((role) => ({ role, objectsADay: engine.tracesADay(siteId, role) })),
    }),
  })
  routes.add({
    method: 'GET',
    path: '/api/v1/sites/:site/rate',
    roles: whoSees.floor,
    purpose:
      'Answers one question about a rate: place, step and length of window; where held back, why and what to ask instead.',
    site: 'path',
    dataClass: 'rate',
    needs: { indicators: ['floor.rates'] },
    answer: RateView,
    handle: ({ request, siteId }): RateView => {
      const runtime = renderer.runtimeOf(siteId)
      const site = runtime.compiled.versions.at(-1)
      if (site === undefined) throw new Error('broken invariant: a site file without versions')
      const placeId = oneOf(request.query, 'place')
      const stepId = oneOf(request.query, 'step')
      const asked = oneOf(request.query, 'windowMin')
      const place = site.places.findIndex(({ id, kind }) => (placeId === '' ? kind === 'site' : id === placeId))
      const step = site.steps.findIndex(({ id }) => id === stepId) + 1
      const windowMin = asked === '' ? 0 : Number(asked)
      const { windowsMin } = runtime.gate
      if (place < 0) throw wrong('place', 'an unknown place', 'a place of the site file')
      if (step === 0) throw wrong('step', 'an unknown step', site.steps.map(({ id }) => id).join(', '))
      // Any other length would be a window of the asker's own choosing, and two of those can be subtracted.
      if (windowMin !== 0 && !windowsMin.includes(windowMin))
        throw wrong('windowMin', 'another length', windowsMin.join(', '))
      return rateView(runtime, { place, step, windowMin })
    },
  })
}

function wrong(name: string, got: string, allowed: string): FaultError {
  return new FaultError({ code: 'QUERY_PARAMETER', at: `/${name}`, got, allowed })
}
