import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seededRandom } from '../../src/base/index.ts'
import { machineClock, openAccess } from '../../src/server/index.ts'
import { defaultSite } from '../../src/site/index.ts'
import { startServer } from './server-process.ts'

export interface KillsReport {
  readonly kills: number
  readonly seed: string
  readonly documentsSent: number
  readonly documentsAcknowledged: number
  readonly eventsAcknowledged: number
  /** Acknowledged events that were not there after the restart. */
  readonly missing: readonly string[]
  /** Documents of which some events were there and some not. */
  readonly half: readonly string[]
  readonly restartMsMax: number
}

interface Sent {
  readonly ids: readonly string[]
  acknowledged: boolean
}

const clientsAtOnce = 4
const eventsPerDocumentMax = 60

/**
 * Kills a server with -9 again and again under load. The client lives outside the server and keeps its own list: after every
 * restart each acknowledged event must be there, and each other document whole or not at all.
 */
export async function runKills(options: {
  kills: number
  seed: string
  say: (line: string) => void
}): Promise<KillsReport> {
  const random = seededRandom(options.seed)
  const folder = mkdtempSync(join(tmpdir(), 'fairfloor-kills-'))
  // A test site is exact: every event may be asked for again.
  mkdirSync(join(folder, 'sites'))
  writeFileSync(join(folder, 'sites', 'main.json'), JSON.stringify({ ...defaultSite('main'), state: 'test' }))
  const access = openAccess(join(folder, 'fairfloor.sqlite'), machineClock)
  const made = access.createKey({ name: 'torture', role: 'integrator', siteId: 'main', kind: 'test' })
  if (!made.ok) throw new Error('no key')
  access.close()
  const headers = { authorization: `Bearer ${made.value}`, 'content-type': 'application/json' }
  const missing: string[] = []
  const half: string[] = []
  let sentCount = 0
  let acknowledgedCount = 0
  let eventsCount = 0
  let restartMsMax = 0
  let number = 0
  let unchecked: Sent[] = []
  const kept: Sent[] = []

  try {
    for (let round = 0; round <= options.kills; round++) {
      const startedMs = performance.now()
      const server = await startServer(folder)
      if (round > 0) restartMsMax = Math.max(restartMsMax, performance.now() - startedMs)
      // What is new since the last kill is checked whole; of everything older a sample, so that nothing fades away unseen.
      const sample = kept.length === 0 ? [] : Array.from({ length: 20 }, () => kept[random.below(kept.length)]!)
      for (const sent of [...unchecked, ...sample]) await check(server.url, sent)
      kept.push(...unchecked.filter((sent) => sent.acknowledged))
      unchecked = []
      if (round === options.kills) {
        for (const sent of kept) await check(server.url, sent)
        await server.kill()
        break
      }
      let alive = true
      const clients = Array.from({ length: clientsAtOnce }, async () => {
        while (alive) {
          const count = random.below(8) === 0 ? 1 : 1 + random.below(eventsPerDocumentMax)
          const ids = Array.from(
            { length: count },
            () => `urn:uuid:${String(number++).padStart(8, '0')}-0000-4000-8000-000000000000`,
          )
          const sent: Sent = { ids, acknowledged: false }
          unchecked.push(sent)
          sentCount += 1
          try {
            const one = count === 1 && random.below(2) === 0
            const response = await fetch(`${server.url}${one ? '/events' : '/capture'}`, {
              method: 'POST',
              headers,
              body: one ? anEvent(ids[0]!) : aDocument(ids),
            })
            sent.acknowledged = response.status === (one ? 201 : 202)
            await response.text()
          } catch {
            // The server died under this request: it was never acknowledged.
            return
          }
          if (sent.acknowledged) {
            acknowledgedCount += 1
            eventsCount += count
          }
        }
      })
      await new Promise((resolve) => setTimeout(resolve, 20 + random.below(400)))
      await server.kill()
      alive = false
      await Promise.all(clients)
      if (round % 10 === 9)
        options.say(
          `${round + 1} kills, ${eventsCount} events acknowledged, ${missing.length} missing, ${half.length} half`,
        )
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return {
    kills: options.kills,
    seed: options.seed,
    documentsSent: sentCount,
    documentsAcknowledged: acknowledgedCount,
    eventsAcknowledged: eventsCount,
    missing,
    half,
    restartMsMax: Math.round(restartMsMax),
  }

  async function check(url: string, sent: Sent): Promise<void> {
    const response = await fetch(
      `${url}/events?perPage=1000&EQ_eventID=${sent.ids.map(encodeURIComponent).join('%7C')}`,
      { headers },
    )
    const text = await response.text()
    const there = sent.ids.filter((id) => text.includes(id))
    if (sent.acknowledged) missing.push(...sent.ids.filter((id) => !there.includes(id)))
    else if (there.length > 0 && there.length < sent.ids.length) half.push(sent.ids[0] ?? '')
  }
}

const context = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'

function eventObject(id: string) {
  return {
    type: 'ObjectEvent',
    eventID: id,
    eventTime: '2026-03-02T14:05:07.123Z',
    eventTimeZoneOffset: '+00:00',
    epcList: [`https://id.gs1.org/01/09521321000018/21/${id.slice(9, 17)}`],
    action: 'OBSERVE',
    bizStep: 'picking',
  }
}

/** One event, as a request body. */
export function anEvent(id: string): string {
  return JSON.stringify({ '@context': context, ...eventObject(id) })
}

/** A document of events, as a request body. */
export function aDocument(ids: readonly string[]): string {
  return JSON.stringify({
    '@context': context,
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-03-02T14:06:00Z',
    epcisBody: { eventList: ids.map(eventObject) },
  })
}
