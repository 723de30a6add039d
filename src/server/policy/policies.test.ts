import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { type Fault, FaultError, manualClock } from '../../base/index.ts'
import type { SiteFile } from '../../model/index.ts'
import { accessLogKeptMs, sessionIdleMs } from '../../people/index.ts'
import {
  type Activation,
  exportIds,
  fieldIds,
  grainDefault,
  indicatorIds,
  type NumberId,
  numberParameter,
} from '../../policy/index.ts'
import { defaultSite } from '../../site/index.ts'
import { type Engine, openEngine } from '../engine.ts'
import { captureText } from '../intake/capture-text.ts'

const startMs = Date.UTC(2026, 10, 2, 12)
const clock = manualClock(startMs)
let engine: Engine | undefined
const folders: string[] = []

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'fairfloor-policy-'))
  folders.push(made)
  return made
}

async function opened(dataFolder: string): Promise<Engine> {
  await engine?.close()
  engine = await openEngine({ dataFolder, clock })
  return engine
}

afterEach(async () => {
  await engine?.close()
  engine = undefined
  clock.set(startMs)
  for (const each of folders.splice(0)) rmSync(each, { recursive: true })
})

const siteOf = (change: Partial<SiteFile> = {}): SiteFile => ({
  ...defaultSite('north', 'North', 'Europe/Berlin'),
  ...change,
})
const put = (to: Engine, change: Partial<SiteFile>) => to.putSite(JSON.stringify(siteOf(change)))
const told = (faults: readonly Fault[]): string[] => faults.map(({ code, at, allowed }) => `${code} ${at} ${allowed}`)

const declaration = {
  kind: 'declaration',
  date: '2026-10-01',
  controller: 'Nord Logistics Ltd',
  contact: 'privacy@nord.example',
  staff: '50plus',
  categories: ['permanent', 'agency'],
  languages: ['de'],
  quotas: 'none',
  authority: 'The authority',
}
const agreement = (change: object = {}) => ({
  kind: 'agreement',
  date: '2026-10-20',
  agreement: {
    fairfloorAgreement: 1,
    id: 'bv-1',
    version: '1',
    signed: '2026-10-20',
    scope: { sites: ['north'], systems: 'Fairfloor' },
    purposes: ['See which truck will be missed'],
    fields: fieldIds,
    reports: { indicators: indicatorIds, parameters: { k: 12 } },
    noIndividualControl: true,
    evidenceExclusion: 'Nothing is used against a worker.',
    retention: { eventsDays: 90 },
    roles: ['lead', 'integrator', 'admin', 'representative'],
    logs: { openToRepresentatives: true },
    interfaces: { exports: exportIds },
    change: 'Both sides agree.',
    information: 'Everybody is told.',
    auditAndTerm: { audit: 'Yearly', from: '2026-10-20' },
    ...change,
  },
})

function recordAll(to: Engine): void {
  const file = to.sites.get('north')?.file
  if (file === undefined) throw new Error('no site')
  const notices = ['permanent', 'agency'].map((category) => ({
    kind: 'notice',
    date: '2026-10-25',
    version: '1',
    category,
    language: 'de',
  }))
  const assessment = {
    kind: 'assessment',
    date: '2026-10-15',
    hash: 'ab'.repeat(32),
    parts: ['description', 'necessity', 'risks', 'measures'],
    officerAdvice: 'agrees',
    representativesView: 'agrees',
  }
  for (const record of [declaration, ...notices, assessment, agreement()]) {
    const answer = to.policies.record(file, record)
    expect(answer.ok ? [] : told(answer.fault)).toEqual([])
  }
}

describe('a site with a country', () => {
  test('stays a draft until all is recorded, and is told what, by which rule, and how', async () => {
    const on = await opened(folder())
    expect(await put(on, { country: 'DE' })).toEqual([])
    const faults = told(await put(on, { country: 'DE', state: 'active' }))
    expect(faults).toContain(
      'ACTIVATION_NEEDS /agreement DE-BV-1: npx fairfloor policy record agreement --file agreement.json --site north',
    )
    expect(faults.map((fault) => fault.split(' ')[1])).toEqual([
      '/declaration',
      '/notice/permanent/en',
      '/assessment',
      '/agreement',
    ])
    expect(on.sites.get('north')?.file.state).toBe('draft')
    recordAll(on)
    expect(await put(on, { country: 'DE', state: 'active' })).toEqual([])
    expect(on.sites.get('north')?.file.state).toBe('active')
  })

  test('that makes groups larger goes back to no draft, in which that could be left out', async () => {
    const on = await opened(folder())
    await put(on, { state: 'active', policy: { k: 12 } })
    expect(told(await put(on, { state: 'draft' }))).toEqual(['WIDENS /state active'])
  })

  test('whose file was put into the folder by hand runs as a draft', async () => {
    const dataFolder = folder()
    await opened(dataFolder)
    await engine?.close()
    engine = undefined
    writeFileSync(join(dataFolder, 'sites/north.json'), JSON.stringify(siteOf({ country: 'FR', state: 'active' })))
    expect((await opened(dataFolder)).sites.get('north')?.file.state).toBe('draft')
  })

  test('without a country it is activated as before, and the page says what nobody knows', async () => {
    const on = await opened(folder())
    expect(await put(on, { state: 'active' })).toEqual([])
    const found = on.policies.of(on.sites.get('north')!.file)
    expect(found.missing.map(({ code }) => code)).toEqual(['position'])
    expect(found.activation?.date).toBe('2026-11-02')
  })
})

describe('an active site', () => {
  test('takes what its agreement says, and outlives a start with it', async () => {
    const dataFolder = folder()
    let on = await opened(dataFolder)
    await put(on, { country: 'DE' })
    recordAll(on)
    await put(on, { country: 'DE', state: 'active' })
    on = await opened(dataFolder)
    const { policy, agreement: held } = on.policies.of(on.sites.get('north')!.file)
    expect(policy.numbers).toMatchObject({ k: 12, eventsDays: 90 })
    expect(policy.sets.roles).toEqual(['lead', 'integrator', 'representative', 'admin'])
    expect(held?.agreement.version).toBe('1')
  })

  test('never widens: not by an agreement, a site file, or another country', async () => {
    const on = await opened(folder())
    await put(on, { country: 'DE', policy: { 'traced.lead': 50 } })
    recordAll(on)
    await put(on, { country: 'DE', state: 'active', policy: { 'traced.lead': 50 } })
    const file = on.sites.get('north')!.file
    const wider = on.policies.record(
      file,
      agreement({ version: '2', reports: { indicators: indicatorIds, parameters: { k: 11 } } }),
    )
    expect(wider.ok ? [] : wider.fault).toEqual([
      { code: 'WIDENS', at: '/agreement/reports/parameters/k', got: '11', allowed: 'at least 12' },
    ])
    const silent = on.policies.record(file, agreement({ version: '2', reports: { indicators: indicatorIds } }))
    expect(silent.ok ? [] : silent.fault).toEqual([{ code: 'WIDENS', at: '/k', got: '10', allowed: '12' }])
    expect(told(await put(on, { country: 'DE', state: 'active', policy: { 'traced.lead': 51 } }))).toEqual([
      'WIDENS /policy/traced.lead 50',
    ])
    expect(told(await put(on, { state: 'active', policy: { 'traced.lead': 50 } }))).toEqual([
      'WIDENS /country packs of DE',
    ])
    expect(await put(on, { country: 'DE', state: 'active', policy: { 'traced.lead': 40 } })).toEqual([])
  })

  test('refuses a name or a value that the policy does not have', async () => {
    const on = await opened(folder())
    expect(told(await put(on, { policy: { k: 4, knows: 1 } }))).toEqual([
      'DOCUMENT_VALUE_WRONG /policy/k 5 to 1000',
      'DOCUMENT_MEMBER_UNKNOWN /policy/knows undefined',
    ])
  })

  test('keeps events as long as its policy says, and no longer', async () => {
    const on = await opened(folder())
    await put(on, { state: 'active', policy: { eventsDays: 2 } })
    const event = {
      '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
      type: 'ObjectEvent',
      eventTime: '2026-11-02T11:00:00Z',
      eventTimeZoneOffset: '+00:00',
      epcList: ['https://id.gs1.org/01/09521321000018/21/1'],
      action: 'OBSERVE',
      bizStep: 'picking',
    }
    await captureText(on, { siteId: 'north', feed: 'wms', behaviour: 'rollback', text: JSON.stringify(event) })
    const kept = async (afterDays: number): Promise<number> => {
      clock.set(startMs + afterDays * 86_400_000)
      await on.keepHouse()
      return (await on.ledger.query({ siteId: 'north', limit: 10 }, {})).rows.length
    }
    expect([await kept(0), await kept(2), await kept(3)]).toEqual([1, 1, 0])
  })
})

describe('a site file of an active site', () => {
  const zone = { id: 'pack', name: 'Pack', readPoints: ['https://north.example/rp/pack-*'] }
  const withAreas = (change: Partial<SiteFile['versions'][number]> = {}): Partial<SiteFile> => ({
    country: 'DE',
    versions: siteOf().versions.map((version) => ({
      ...version,
      areas: [{ id: 'out', name: 'Out', zones: [zone] }],
      extensions: ['https://wms.example/ns/'],
      personFields: ['{https://wms.example/ns/}packer'],
      ...change,
    })),
  })

  async function active(): Promise<Engine> {
    const on = await opened(folder())
    await put(on, withAreas())
    recordAll(on)
    expect(told(await put(on, { ...withAreas(), state: 'active' }))).toEqual([])
    return on
  }
  const sent = async (change: Partial<SiteFile['versions'][number]>): Promise<string[]> =>
    (await put(await active(), { ...withAreas(change), state: 'active' })).map(({ code, at }) => `${code} ${at}`)

  test('cannot bring a person’s field back', async () => {
    expect(await sent({ personFields: [] })).toEqual(['WIDENS /versions/0/personFields'])
  })

  test('cannot call hands a machine, by whatever spelling or wildcard', async () => {
    for (const readPoint of [
      'https://north.example/rp/pack-1',
      'https://north.example/rp/pack-*',
      'https://north.*',
      '*',
    ]) {
      const sources = [{ id: 'm', kind: 'machine', readPoints: [readPoint] }] as const
      expect(await sent({ sources }), readPoint).toEqual(['WIDENS /versions/0/sources'])
    }
    expect(await sent({ feeds: { wms: 'machine' } })).toEqual(['WIDENS /versions/0/feeds/wms'])
  })

  test('cannot make an active site a draft or a test site, which no agreement holds', async () => {
    const on = await active()
    for (const state of ['draft', 'test'] as const)
      expect(told(await put(on, { ...withAreas(), state })), state).toEqual(['WIDENS /state active'])
    expect(on.sites.get('north')?.file.state).toBe('active')
  })

  test('may add a machine with a read point of its own, and a zone of hands', async () => {
    const sources = [{ id: 'm', kind: 'machine', readPoints: ['https://north.example/door/1'] }] as const
    const dock = { id: 'dock', name: 'Dock', readPoints: ['https://north.example/door/*'] }
    expect(await sent({ sources, areas: [{ id: 'out', name: 'Out', zones: [zone, dock] }] })).toEqual([])
  })

  test('takes extensions that its agreement names, and no others', async () => {
    const on = await active()
    const event = {
      '@context': [
        'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
        { wms: 'https://wms.example/ns/' },
      ],
      type: 'ObjectEvent',
      eventTime: '2026-11-02T11:00:00Z',
      eventTimeZoneOffset: '+00:00',
      epcList: ['https://id.gs1.org/01/09521321000018/21/1'],
      action: 'OBSERVE',
      bizStep: 'picking',
      'wms:tour': 'T-1',
    }
    const sentTo = { siteId: 'north', feed: 'wms', behaviour: 'rollback', text: JSON.stringify(event) } as const
    expect((await captureText(on, sentTo)).errors.map(({ code }) => code)).toEqual(['UNDECLARED_NAMESPACE'])
  })
})

test('a site whose agreement leaves out a member that is read takes no events', async () => {
  const on = await opened(folder())
  await put(on, {})
  const few = agreement({ fields: fieldIds.filter((field) => field !== 'ilmd') })
  expect(on.policies.record(on.sites.get('north')!.file, few).ok).toBe(true)
  await put(on, { state: 'active' })
  expect(() => on.openSession({ siteId: 'north', feed: 'wms', behaviour: 'rollback' })).toThrow(
    expect.objectContaining({ fault: { code: 'POLICY_OFF', at: '/fields', got: 'ilmd' } }),
  )
})

describe('an update', () => {
  /** Rewrites the activation as a release would have written it that knew no trace, and no way to it. */
  function asOlderRelease(path: string): void {
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
    const older = lines.map((line) => {
      const entry = JSON.parse(line.slice(9)) as Activation | { kind: 'agreement' }
      if (entry.kind !== 'activation') return line
      const indicators = entry.sets.indicators.filter((id) => id !== 'trace')
      const json = JSON.stringify({ ...entry, sets: { ...entry.sets, indicators }, routes: [] })
      return `${crc32(json).toString(16).padStart(8, '0')} ${json}`
    })
    writeFileSync(path, `${older.join('\n')}\n`)
  }

  test.each([
    { named: indicatorIds, isOn: true },
    { named: indicatorIds.filter((id) => id !== 'trace'), isOn: false },
  ])(
    'turns on what the agreement named before the release had it, and nothing else: $isOn',
    async ({ named, isOn }) => {
      const dataFolder = folder()
      const on = await opened(dataFolder)
      await put(on, {})
      const signed = agreement({ reports: { indicators: named } })
      expect(on.policies.record(on.sites.get('north')!.file, signed).ok).toBe(true)
      await put(on, { state: 'active' })
      await on.close()
      engine = undefined
      asOlderRelease(join(dataFolder, 'policy/north.ndjson'))
      const { policies, sites } = await opened(dataFolder)
      const { file } = sites.get('north')!
      const route = { way: 'GET /api/v1/sites/:site/trace', roles: ['lead'], dataClass: 'event' } as const
      const ask = () => policies.check(file, { route, role: 'lead', needs: { indicators: ['trace'] } })
      if (isOn) expect(ask).not.toThrow()
      else
        expect(ask).toThrow(expect.objectContaining({ fault: { code: 'POLICY_OFF', at: '/indicators', got: 'trace' } }))
    },
  )

  test('adds nothing to a site that was activated with a release that could do less', async () => {
    const dataFolder = folder()
    const on = await opened(dataFolder)
    await put(on, { state: 'active' })
    await on.close()
    engine = undefined
    // What an older release would have written: it knew no trace, and kept events for 90 days.
    const path = join(dataFolder, 'policy/north.ndjson')
    const older = JSON.parse(readFileSync(path, 'utf8').slice(9)) as Activation
    const json = JSON.stringify({
      ...older,
      sets: { ...older.sets, indicators: older.sets.indicators.filter((id) => id !== 'trace') },
      numbers: { ...older.numbers, eventsDays: 90 },
    })
    writeFileSync(path, `${crc32(json).toString(16).padStart(8, '0')} ${json}\n`)
    const { policies, sites } = await opened(dataFolder)
    const { file } = sites.get('north')!
    expect(policies.of(file).policy.numbers.eventsDays).toBe(90)
    expect(() => policies.check(file, { role: 'lead', needs: { indicators: ['trace'] } })).toThrow(FaultError)
    expect(() => policies.check(file, { role: 'lead', needs: { indicators: ['floor'] } })).not.toThrow()
    const told = policies.of(file).changes.map(({ effect, id }) => `${effect} ${id}`)
    expect(told).toEqual(['off trace', 'held eventsDays'])
    // Sent anew, as after any change of the site file: still off.
    expect(await put(engine!, { state: 'draft' })).toEqual([])
    expect(await put(engine!, { state: 'active' })).toEqual([])
    expect(policies.isOn(engine!.sites.get('north')!.file, 'indicators', 'trace')).toBe(false)
  })

  test('adds no way to a site that was activated with fewer, however often it is activated anew', async () => {
    const { policies, sites } = await opened(folder())
    const way = (path: string) => ({ way: `GET ${path}`, roles: ['lead'] as const, dataClass: 'event' as const })
    const [old, added] = [way('/old'), way('/added')]
    policies.useRoutes([old], [], [])
    await put(engine!, { state: 'active' })
    policies.useRoutes([old, added], [], [sites.get('north')!.file])
    policies.activated(sites.get('north')!.file)
    const asked = (route: typeof old) => () => policies.check(sites.get('north')!.file, { route, role: 'lead' })
    expect(asked(old)).not.toThrow()
    expect(asked(added)).toThrow(
      expect.objectContaining({ fault: { code: 'POLICY_OFF', at: '/ways', got: 'GET /added' } }),
    )
  })
})

test('periods that other rooms hold themselves are those that the policy tells', () => {
  expect(numberParameter('accessLogDays').value * 86_400_000).toBe(accessLogKeptMs)
  expect(numberParameter('sessionHours').value * 3_600_000).toBe(sessionIdleMs)
  const { k, topShare, topTwoShare, personHours, live } = grainDefault
  const of = (id: NumberId): number => numberParameter(id).value
  expect([k, topShare, topTwoShare, personHours]).toEqual([
    of('k'),
    of('topShare'),
    of('topTwoShare'),
    of('personHours'),
  ])
  expect([live.liveGrainMin, live.liveGrainFewMin]).toEqual([of('liveGrainMin'), of('liveGrainFewMin')])
})

test('the log of access lives as long as the strictest site of the folder says', async () => {
  const on = await opened(folder())
  await put(on, { policy: { accessLogDays: 30 } })
  on.access.people.log.add('key.made', 'command line', 'wms')
  clock.set(startMs + 29 * 86_400_000)
  await on.keepHouse()
  expect(on.access.people.log.list()).toHaveLength(1)
  clock.set(startMs + 31 * 86_400_000)
  await on.keepHouse()
  expect(on.access.people.log.list()).toEqual([])
})

test('a French site that keeps its log of access too short for its duty is not activated', async () => {
  const on = await opened(folder())
  await put(on, { country: 'FR' })
  const faults = told(await put(on, { country: 'FR', state: 'active', policy: { accessLogDays: 30 } }))
  expect(faults).toContain('ACTIVATION_NEEDS /parameters/accessLogDays EU-CNIL-13')
})

describe('the records', () => {
  test('are lines with checksums: a torn end is cut, other damage is told', async () => {
    const dataFolder = folder()
    const on = await opened(dataFolder)
    await put(on, { country: 'DE' })
    recordAll(on)
    await on.close()
    engine = undefined
    const path = join(dataFolder, 'policy/north.ndjson')
    const whole = readFileSync(path, 'utf8')
    expect(whole.trim().split('\n')).toHaveLength(5)
    writeFileSync(path, whole.slice(0, -10))
    const again = await opened(dataFolder)
    expect(again.policies.of(again.sites.get('north')!.file).records).toHaveLength(4)
    await again.close()
    engine = undefined
    writeFileSync(path, whole.replace('Nord', 'Word'))
    await expect(openEngine({ dataFolder, clock })).rejects.toMatchObject({ fault: { code: 'POLICY_DAMAGED', row: 1 } })
  })
})
