import type { Role, SiteFile } from '../../src/model/index.ts'
import type { App } from '../../src/server/app.ts'
import { stretchMs } from '../../src/server/query/hand-door.ts'
import type { ToldRate } from './series.ts'
import { type Reader, type Sighting, stepsOf } from './sighting.ts'

const hourMs = 3_600_000
const objectsPerQuery = 40
const pagesMax = 40
const windowsMin = [15, 60, 240, 480] as const
/** Roles whose people trace: alone one of them, together all. */
const tracers: readonly Role[] = ['lead', 'manager', 'operations']

/** What came back from questions about events. */
export interface Doors {
  /** Event queries by time, step and read point, by whoever may ask. */
  readonly queried: Sighting[]
  /** Traces of objects, by the role that asked. */
  readonly traced: Map<Role, Sighting[]>
  /** Event queries with the key of the feed that sends the hand scans. */
  readonly stolen: Sighting[]
  /** Form of each question, and how often each status came back. */
  readonly answers: Map<string, Map<number, number>>
}

interface Options {
  readonly app: App
  readonly siteId: string
  readonly secrets: ReadonlyMap<Role, string>
  readonly reader: Reader
  readonly siteFile: SiteFile
  /** Objects that are known by name, from labels and order lists: those that machines read between two times. */
  readonly names: (fromMs: number, toMs: number) => readonly string[]
  /** Hears of every rate that was told. */
  readonly told: (rate: ToldRate) => void
}

/** Asks each hour about the hour before, in every form that the API knows. */
export function askAsManager({ app, siteId, secrets, reader, siteFile, names, told }: Options) {
  const doors: Doors = { queried: [], traced: new Map(), stolen: [], answers: new Map() }
  const tracedBefore = new Set<string>()
  const paid = { stretch: Number.NaN, objects: new Set<string>() }

  async function get(role: Role, url: string, form: string) {
    const response = await app.fastify.inject({ url, headers: { authorization: `Bearer ${secrets.get(role) ?? ''}` } })
    const counts = doors.answers.get(form) ?? new Map<number, number>()
    doors.answers.set(form, counts.set(response.statusCode, (counts.get(response.statusCode) ?? 0) + 1))
    return response
  }

  /** All pages of an event query, as far as they are given. */
  async function events(role: Role, query: string, form: string): Promise<Sighting[]> {
    const out: Sighting[] = []
    let url = `/events?perPage=1000&${query}`
    for (let page = 0; page < pagesMax; page++) {
      const response = await get(role, url, form)
      if (response.statusCode !== 200) return out
      const document = response.json() as {
        epcisBody?: { queryResults?: { resultsBody?: { eventList?: readonly unknown[] } } }
      }
      for (const event of document.epcisBody?.queryResults?.resultsBody?.eventList ?? []) {
        const sighting = reader(event)
        if (sighting !== undefined) out.push(sighting)
      }
      const next = /<([^>]+)>; rel="next"/.exec(String(response.headers['link'] ?? ''))?.[1]
      if (next === undefined) return out
      url = next
    }
    return out
  }

  const between = (fromMs: number, toMs: number): string =>
    `GE_eventTime=${new Date(fromMs).toISOString()}&LT_eventTime=${new Date(toMs).toISOString()}`

  /** By time alone; where that is refused, by step and by read point too. */
  async function query(nowMs: number): Promise<Sighting[]> {
    const range = between(nowMs - hourMs, nowMs)
    const role = (['operations', 'manager', 'lead', 'integrator'] as const).find((each) => secrets.has(each)) ?? 'lead'
    const all = await events(role, range, 'GET /events by time')
    for (const bizStep of ['picking', 'packing', 'staging_outbound', 'storing'] as const) {
      const some = await events(role, `${range}&EQ_bizStep=${bizStep}`, 'GET /events by time and step')
      if (!all.some((each) => !each.machine)) all.push(...some.filter((each) => !each.machine))
    }
    const recorded = `GE_recordTime=${new Date(nowMs - 60_000).toISOString()}`
    await events(role, recorded, 'GET /events by time of record')
    return all
  }

  /** What was paid for in these hours is asked for again, for nothing; then as many more as are answered. */
  async function byObjects(named: readonly string[], range: string, nowMs: number): Promise<Sighting[]> {
    const stretch = Math.floor((nowMs - 1) / stretchMs)
    if (paid.stretch !== stretch) paid.objects.clear()
    paid.stretch = stretch
    const out: Sighting[] = []
    const known = named.filter((each) => paid.objects.has(each))
    const others = named.filter((each) => !paid.objects.has(each))
    for (const list of [known, others]) {
      for (let i = 0; i < list.length; i += objectsPerQuery) {
        const some = list.slice(i, i + objectsPerQuery)
        const query = `MATCH_anyEPC=${some.map(encodeURIComponent).join('|')}&${range}`
        const answered = await events('integrator', query, 'stolen key: GET /events by objects')
        out.push(...answered)
        if (answered.length === 0) break
        for (const each of some) paid.objects.add(each)
      }
    }
    return out
  }

  async function trace(role: Role, objects: readonly string[]): Promise<void> {
    const out = doors.traced.get(role) ?? []
    doors.traced.set(role, out)
    for (const object of objects) {
      if (tracedBefore.has(object)) continue
      const response = await get(role, `/api/v1/sites/${siteId}/trace?id=${encodeURIComponent(object)}`, 'GET trace')
      if (response.statusCode === 429) return
      if (response.statusCode !== 200) continue
      tracedBefore.add(object)
      const { journey = [] } = response.json() as {
        journey?: readonly { eventTimeMs: number; precision: string; bizStep: string; placeId: string }[]
      }
      for (const { eventTimeMs, precision, bizStep, placeId } of journey) {
        const exact = precision === 'exact'
        out.push({ ms: eventTimeMs, exact, zone: placeId, spot: '', bizStep, machine: exact, objects: [object] })
      }
    }
  }

  /** Each step at the site, in its area and in the zones of it, in windows of every length. */
  async function rates(): Promise<void> {
    const version = siteFile.versions[0]!
    for (const area of version.areas) {
      const places = ['', area.id, ...area.zones.map(({ id }) => id).filter((id) => !/road|totes|quarantine/.test(id))]
      for (const [step, place] of (stepsOf[area.id] ?? []).flatMap((each) =>
        places.map((place) => [each, place] as const),
      )) {
        for (const windowMin of windowsMin) {
          const of = place === '' ? '' : `&place=${place}`
          const url = `/api/v1/sites/${siteId}/rate?step=${step}&windowMin=${windowMin}${of}`
          const response = await get('lead', url, 'GET rate')
          if (response.statusCode !== 200) continue
          const answer = response.json() as {
            kind: string
            placeId: string
            startMs: number
            endMs: number
            perHour: number
          }
          if (answer.kind !== 'show') continue
          const { placeId, startMs, endMs, perHour } = answer
          told({ path: `rate[${placeId}][${step}]`, startMs, endMs, values: { perHour } })
        }
      }
    }
  }

  return {
    doors,
    async look(nowMs: number): Promise<void> {
      const found = await query(nowMs)
      await rates()
      doors.queried.push(...found)
      const named = names(nowMs - hourMs, nowMs)
      const perHour = 24
      for (const [i, role] of tracers.entries()) {
        await trace(role, named.filter((_, index) => index % tracers.length === i).slice(0, perHour))
      }
      const range = between(nowMs - hourMs, nowMs)
      const stolen = await events('integrator', range, 'stolen key: GET /events by time')
      if (!stolen.some((each) => !each.machine)) stolen.push(...(await byObjects(named, range, nowMs)))
      doors.stolen.push(...stolen)
      await get('integrator', '/capture?perPage=100', 'stolen key: GET /capture')
    },
  }
}
