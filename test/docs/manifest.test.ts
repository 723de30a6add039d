import { beforeAll, describe, expect, test } from 'vitest'
import {
  type Activation,
  changesSince,
  isNamedWay,
  type Manifest,
  narrowingOfActivation,
  packsFor,
  resolve,
  setIds,
} from '../../src/policy/index.ts'
import { committedManifest, committedRegister, manifestText, registerText, runningManifest } from './manifest.ts'

let running: Manifest

beforeAll(async () => {
  running = await runningManifest()
})

test('docs/manifest.json is what the declarations say', () => {
  expect(committedManifest(), 'a way in or out changed: npm run docs, and read what changes').toBe(
    manifestText(running),
  )
})

test('a changed manifest with an unchanged register is found', () => {
  expect(committedRegister(), 'npm run docs').toBe(registerText(running))
  const more = { ...running, sets: { ...running.sets, fields: [...running.sets.fields, 'newMember'] } }
  expect(registerText(more)).not.toBe(committedRegister())
})

test('the manifest names ways, streams, commands, and every set of a policy', () => {
  expect(running.routes.map(({ way }) => way)).toContain('GET /api/v1/sites/:site/floor')
  expect(running.streams).toContain('floor')
  expect(running.commands).toContain('policy')
  for (const id of setIds) expect(running.sets[id].length, id).toBeGreaterThan(2)
})

describe('an update', () => {
  /** What a site had that was activated with a release that could do less. */
  function olderRelease(): Activation {
    return {
      kind: 'activation',
      date: '2026-01-05',
      sets: {
        ...running.sets,
        indicators: running.sets.indicators.filter((id) => id !== 'trace'),
        fields: [...running.sets.fields, 'oldMember'],
      },
      numbers: { ...running.numbers, eventsDays: 90, k: 8, fineHours: 48 },
      routes: running.routes
        .filter(({ way }) => way !== 'GET /api/v1/sites/:site/trace')
        .map((route) => (route.way === 'GET /api/v1/sites/:site/floor' ? { ...route, roles: ['lead'] } : route)),
    }
  }

  test('what a release adds and nobody named arrives off', () => {
    const activation = olderRelease()
    const policy = resolve({ packs: packsFor({}), narrowings: [narrowingOfActivation(activation)] })
    expect(policy.sets.indicators).not.toContain('trace')
    expect(policy.numbers).toMatchObject({ eventsDays: 90, k: 10, fineHours: 24 })
    const trace = running.routes.find(({ way }) => way === 'GET /api/v1/sites/:site/trace')!
    const floor = running.routes.find(({ way }) => way === 'GET /api/v1/sites/:site/floor')!
    expect(isNamedWay(activation, trace, 'lead')).toBe(false)
    expect([isNamedWay(activation, floor, 'lead'), isNamedWay(activation, floor, 'manager')]).toEqual([true, false])
  })

  test('is told in plain words: what is off, held, stricter or gone', () => {
    const changes = changesSince(olderRelease(), running)
    const told = changes.map(({ kind, id, effect }) => `${effect} ${kind} ${id}`)
    expect(told).toContain('off indicators trace')
    expect(told).toContain('off way GET /api/v1/sites/:site/trace')
    expect(told).toContain('off way GET /api/v1/sites/:site/floor (manager)')
    expect(told).toContain('gone fields oldMember')
    expect(told).toContain('held number eventsDays')
    expect(told).toContain('narrower number k')
    expect(told).toContain('narrower number fineHours')
    for (const { says } of changes) expect(new Set([says.en, says.de, says.fr]).size).toBe(3)
    expect(changes.find(({ id }) => id === 'trace')?.says.de).toBe(
      'Neu: die Kennzahl „Wo ein Objekt ist und wie es dorthin kam“. Hier ausgeschaltet, bis sie genannt und vereinbart ist.',
    )
  })

  test('of the same release changes nothing', () => {
    const { sets, numbers, routes } = running
    expect(changesSince({ kind: 'activation', date: '2026-01-05', sets, numbers, routes }, running)).toEqual([])
  })
})
