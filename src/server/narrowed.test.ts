import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { manualClock } from '../base/index.ts'
import { exportIds, fieldIds, indicatorIds } from '../policy/index.ts'
import { defaultSite } from '../site/index.ts'
import { type Engine, openEngine } from './engine.ts'

// What a works agreement says more strictly than the product is what the running server does.

const startMs = Date.UTC(2026, 10, 2, 12)
const hourMs = 3_600_000
const clock = manualClock(startMs)
let folder = ''
let engine: Engine

beforeEach(async () => {
  clock.set(startMs)
  folder = mkdtempSync(join(tmpdir(), 'fairfloor-narrowed-'))
  engine = await openEngine({ dataFolder: folder, clock })
  for (const id of ['north', 'south']) {
    expect(await engine.putSite(JSON.stringify({ ...defaultSite(id, id, 'UTC'), state: 'active' }))).toEqual([])
  }
})
afterEach(async () => {
  await engine.close()
  rmSync(folder, { recursive: true })
})

/** An agreement of the site `north` that names all that this release has, and narrows by numbers alone. */
const anAgreement = (parameters: object, retention: object) => ({
  fairfloorAgreement: 1,
  id: 'bv',
  version: '1',
  signed: '2026-10-01',
  scope: { sites: ['north'], systems: 'Fairfloor' },
  purposes: ['See which truck will be missed'],
  fields: fieldIds,
  reports: { indicators: indicatorIds, parameters },
  noIndividualControl: true,
  evidenceExclusion: 'Nothing is used against a worker.',
  retention,
  roles: ['lead', 'manager', 'integrator'],
  logs: { openToRepresentatives: true },
  interfaces: { exports: exportIds },
  change: 'With the consent of both sides.',
  information: 'Everybody is told before.',
  auditAndTerm: { audit: 'Once a year.', from: '2026-10-01' },
})

async function agree(parameters: object, retention: object = {}): Promise<void> {
  const agreement = anAgreement(parameters, retention)
  expect(await engine.recordPolicy('north', { kind: 'agreement', date: '2026-10-01', agreement })).toMatchObject({
    ok: true,
  })
}
const grain = (siteId = 'north') => engine.runtime(siteId)?.grain ?? expect.fail('the site is there')

test('windows are as long as the agreement says, from the next ones that fit', async () => {
  expect(grain().windowsMin[0]).toBe(15)
  await agree({ windowMin: 90 })
  expect(grain().windowsMin).toEqual([240, 480, 1_440])
  await agree({ windowMin: 1_440 })
  expect(grain().windowsMin).toEqual([1_440])
  expect(grain('south').windowsMin[0]).toBe(15)
})

test('rates can be asked for as long as the agreement says', async () => {
  expect(grain().ratesHours).toBe(24)
  await agree({}, { ratesHours: 4 })
  expect([grain().ratesHours, grain('south').ratesHours]).toEqual([4, 24])
})

test('a session of somebody of the site ends as soon as the agreement says without a request; of another site it lives on', async () => {
  const { people } = engine.access
  const sessionAt = (siteId: string | null): string => {
    const made = people.accounts.add({ name: `of ${siteId}`, grants: [{ role: 'lead', siteId }], passwordHash: null })
    return made.ok ? people.sessions.open(made.value, '') : expect.fail('an account')
  }
  await agree({}, { sessionHours: 2 })
  const [north, south, all] = [sessionAt('north'), sessionAt('south'), sessionAt(null)]
  const lives = (): boolean[] => [north, south, all].map((token) => people.sessions.byToken(token) !== undefined)
  clock.set(startMs + 2 * hourMs)
  expect(lives()).toEqual([true, true, true])
  clock.set(startMs + 5 * hourMs)
  expect(lives()).toEqual([false, true, false])
})

test('a session that was open when the agreement came obeys it from its next request on', async () => {
  const { people } = engine.access
  const made = people.accounts.add({ name: 'Nora', grants: [{ role: 'lead', siteId: 'north' }], passwordHash: null })
  const token = made.ok ? people.sessions.open(made.value, '') : expect.fail('an account')
  await agree({}, { sessionHours: 1 })
  expect(people.sessions.byToken(token)).toBeDefined()
  clock.set(startMs + 2 * hourMs)
  expect(people.sessions.byToken(token)).toBeUndefined()
})

test('no period is written that this release does not keep: the fine tier lives under a key of the day', async () => {
  const agreement = anAgreement({}, { fineHours: 12 })
  const answer = await engine.recordPolicy('north', { kind: 'agreement', date: '2026-10-01', agreement })
  expect(answer).toMatchObject({ ok: false, fault: [{ at: '/agreement/retention/fineHours' }] })
})
