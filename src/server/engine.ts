import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { type Clock, type Fault, FaultError, type HashKey, type Result, seededRandom } from '../base/index.ts'
import { type CaptureBehaviour, type CaptureSession, type Jobs, openJobs, openSession } from '../capture/index.ts'
import {
  canonicalIdentifier,
  coarsenEvent,
  createScanner,
  type Scanner,
  type ScanOptions,
  type ScanOutput,
  sameContent,
} from '../epcis/index.ts'
import { type Ledger, openLedger } from '../ledger/index.ts'
import { type CompiledSite, type Role, retentionClasses, type SiteFile } from '../model/index.ts'
import { openPlan, type Plan } from '../plan/index.ts'
import { eventFieldIds, type GrainChanges, grainExact, type PolicyRecord, type SetId } from '../policy/index.ts'
import { defaultSite } from '../site/index.ts'
import { makePrivate } from './disk/durable-file.ts'
import { checkFolderFormat } from './disk/folder-format.ts'
import { hasRoom } from './disk/free-space.ts'
import { openNodeDisk, ownFolder } from './disk/node-disk.ts'
import { openScanOptions } from './intake/scan-options.ts'
import { type Canaries, openCanaries } from './keep-out/canary.ts'
import { canaryFeed } from './keep-out/canary-event.ts'
import { openOverruled } from './keep-out/overruled.ts'
import { openPersonShapes, type PersonShapes } from './keep-out/person-shapes.ts'
import { type Access, openAccess } from './people/access.ts'
import { keepingPeriods } from './policy/keeping-periods.ts'
import { grainFor, openPolicies, type Policies } from './policy/policies.ts'
import { rateKeeper } from './policy/rate-memory.ts'
import { openTraceBudget, type TraceBudget } from './query/trace-budget.ts'
import { openLiveSites } from './sites/live-sites.ts'
import { openSiteDoor, type SiteDoor } from './sites/site-door.ts'
import { countOutcome, type SiteRuntime } from './sites/site-runtime.ts'
import { openSites, type Sites } from './sites/sites.ts'
import { holdsHands } from './views/told.ts'

/** Everything that owns a data folder: one process at a time, no sockets. */
export interface Engine {
  readonly dataFolder: string
  readonly clock: Clock
  readonly ledger: Ledger
  readonly plan: Plan
  readonly sites: Sites
  readonly policies: Policies
  readonly access: Access
  readonly jobs: Jobs
  /** What each role traced. */
  readonly traced: TraceBudget
  /** Objects that a role may trace at a site in a day. */
  tracesADay(siteId: string, role: Role): number
  runtime(siteId: string): SiteRuntime | undefined
  /** Scan options of a site now; `sha256` and `refuses` apart, they can be copied to a thread. */
  scanOptions(siteId: string, feed: string): ScanOptions
  /** Fields that hold people under another name, as they are found. */
  readonly personShapes: PersonShapes
  /** Opens one document on its way in. */
  openCapture(options: {
    siteId: string
    feed: string
    behaviour: CaptureBehaviour
    shape?: 'ndjson'
    /** Sees each output before it is taken. */
    onOutput?: (output: ScanOutput) => void
  }): {
    session: CaptureSession
    scanner: Scanner
  }
  /** Fake badges that somebody planted, and where they were seen. */
  readonly canaries: Canaries
  /** A session alone, for events scanned elsewhere. */
  openSession(options: {
    siteId: string
    feed: string
    behaviour: CaptureBehaviour
    onReject?: Parameters<typeof openSession>[0]['onReject']
  }): CaptureSession
  /** Days for which the one log of access is kept: as the strictest of the folder's sites says. */
  accessLogDays(): number
  /** True where what is recorded of a site's policy is simulated, as in the demonstration. */
  isSimulated(siteId: string): boolean
  /** Whether every line of a site's policy names this. */
  isOn(siteId: string, set: SetId, member: string): boolean
  /** Takes a record of a site's policy; what follows from it holds at once. */
  recordPolicy(siteId: string, value: unknown): Promise<Result<PolicyRecord, readonly Fault[]>>
  /** Where site files come in; live state is folded again from the ledger. */
  readonly door: SiteDoor
  /** Sends a site file through the door. */
  putSite(text: string, expectedId?: string): Promise<readonly Fault[]>
  /** Sends a plan; the flow follows. */
  submitPlan(siteId: string, document: unknown): ReturnType<Plan['submit']>
  /** Writes snapshots of every flow that changed since its last one. */
  saveSnapshots(): Promise<void>
  /** The regular work of minutes: windows decided, fine scans coarsened, what is too old erased. */
  keepHouse(): Promise<void>
  close(): Promise<void>
}

export interface EngineOptions {
  readonly dataFolder: string
  readonly clock: Clock
  /**
   * False where the engine lives for one import only: what corrections and late events owe to the live state is kept in the
   * snapshot, and paid by whoever opens the folder next.
   */
  readonly settles?: boolean
  /** How coarse people's work leaves a site; sites in state `test` are exact whatever stands here. */
  readonly grain?: GrainChanges
}

export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { dataFolder, clock } = options
  checkFolderFormat(dataFolder)
  const owned = ownFolder(dataFolder)
  const disk = openNodeDisk(dataFolder)
  const policies = openPolicies(dataFolder, clock)
  const traced = openTraceBudget(dataFolder, clock)
  const rates = rateKeeper(dataFolder)
  const overruled = openOverruled(dataFolder)
  const sites = openSites(dataFolder, policies.stateOf)
  const periods = keepingPeriods(sites, policies)
  const ledger = await openLedger({
    disk,
    clock,
    crc32,
    randomBytes: (count) => randomBytes(count),
    hasRoomFor: (bytes) => hasRoom(dataFolder, bytes),
    zoneIdOf: sites.zoneIdOf,
    sameContent,
    coarsenEvent,
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
  })
  const plan = await openPlan({
    disk,
    clock,
    canonicalDocument: canonicalIdentifier,
    hasArea: (siteId, areaId) =>
      sites
        .get(siteId)
        ?.versions.some((version) => version.places.some((each) => each.kind === 'area' && each.id === areaId)) ??
      false,
  })
  const access = openAccess(join(dataFolder, 'fairfloor.sqlite'), clock, periods.sessionIdleMs)
  makePrivate(join(dataFolder, 'jobs.sqlite'))
  const jobs = openJobs(join(dataFolder, 'jobs.sqlite'))
  let rewrittenDay = 0
  const live = openLiveSites({
    dataFolder,
    clock,
    sites,
    ledger,
    plan,
    rates,
    overruled,
    grainOf: ({ file }) => (file.state === 'test' ? grainExact : grainFor(policies.policyOf(file), options.grain)),
    settles: options.settles !== false,
  })
  await live.load(sites.ids())

  const personShapes = openPersonShapes({
    dataFolder,
    random: () => seededRandom(randomBytes(16).toString('hex')),
    headsAt: (siteId, ms) => headsDeclared(sites.get(siteId)?.at(ms), plan, ms),
  })
  const scanning = openScanOptions({
    clock,
    sites,
    policies,
    personShapes,
    key: ledger.hashKey,
    // In memory only and new at every start: with it a removed person field could be recognised again.
    contributorKey: randomKey(),
  })
  const canaries = openCanaries({
    dataFolder,
    clock,
    randomText: () => randomBytes(6).toString('hex'),
    storedTexts: (siteId, sinceMs) =>
      storedTexts(ledger, siteId, sinceMs, ['', canaryFeed, 'import', ...access.listKeys().map(({ name }) => name)]),
  })

  function fileOf(siteId: string): SiteFile {
    const file = sites.get(siteId)?.file
    if (file === undefined) throw new FaultError({ code: 'NOT_FOUND', at: '/site' })
    return file
  }

  const door = openSiteDoor({
    dataFolder,
    clock,
    sites,
    policies,
    plan,
    runtime: live.of,
    async enforce({ file }, was, changedMs) {
      if (was !== 'active' && file.state === 'active') policies.activated(file)
      if ((was === 'draft' || was === 'test') && file.state === 'active') {
        await ledger.eraseClass(file.id, retentionClasses.indexOf('test'))
      }
      scanning.forget(file.id)
      await live.load([file.id], changedMs)
    },
  })

  const engine: Engine = {
    dataFolder,
    clock,
    ledger,
    plan,
    sites,
    policies,
    access,
    jobs,
    canaries,
    traced,
    tracesADay(siteId, role) {
      const file = sites.get(siteId)?.file
      const named = options.grain?.tracesPerRoleDay
      return named ?? (file === undefined ? 0 : policies.policyOf(file).numbers[`traced.${role}`])
    },
    runtime: live.of,
    personShapes,
    scanOptions: (siteId, feed) => scanning.of(siteId, feed).plain,
    openCapture({ siteId, feed, behaviour, shape, onOutput }) {
      const session = engine.openSession({ siteId, feed, behaviour })
      const { plain, ndjson, version } = scanning.of(siteId, feed)
      const scanner = createScanner(shape === undefined ? plain : ndjson, (output) => {
        onOutput?.(output)
        personShapes.sample(version, feed, output.batch)
        session.take(output)
      })
      return { session, scanner: canaries.watching(siteId, feed, scanner) }
    },
    openSession({ siteId, feed, behaviour, onReject }) {
      const runtime = live.of(siteId)
      if (runtime === undefined) throw new FaultError({ code: 'NOT_FOUND', at: '/site' })
      // What is read of an event cannot be left out of it: a site that does not name it takes no events.
      policies.check(runtime.compiled.file, { needs: { fields: eventFieldIds } })
      return openSession({
        store: ledger,
        versions: runtime.compiled,
        siteId,
        feed,
        behaviour,
        clock,
        ...(onReject === undefined ? {} : { onReject }),
        onOutcome: (outcome) =>
          countOutcome(runtime, outcome, { nowMs: clock.nowMs(), isHeld: holdsHands(runtime, clock) }),
      })
    },
    accessLogDays: periods.accessLogDays,
    isSimulated: (siteId) => policies.isSimulated(fileOf(siteId)),
    isOn: (siteId, set, member) => policies.isOn(fileOf(siteId), set, member),
    async recordPolicy(siteId, value) {
      const answer = policies.record(fileOf(siteId), value)
      scanning.forget(siteId)
      if (answer.ok) await live.load([siteId])
      return answer
    },
    door,
    putSite: async (text, expectedId) =>
      (await door.change(text, expectedId === undefined ? {} : { expectedId })).faults,
    async submitPlan(siteId, document) {
      const answer = await plan.submit(siteId, document)
      const runtime = live.of(siteId)
      if (answer.ok && runtime !== undefined) {
        runtime.flow.usePlan(plan.view(siteId))
        runtime.version += 1
      }
      return answer
    },
    saveSnapshots: () => live.saveSnapshots(),
    async keepHouse() {
      await door.enforceDue()
      live.decideRates()
      traced.save()
      // Once a day the fine tier of the day before is coarsened and its key dies; snapshots under that key die with it.
      const day = Math.floor(clock.nowMs() / 86_400_000)
      if (day !== rewrittenDay) {
        await live.saveSnapshots({ anew: true })
        await ledger.rewriteFine(clock.nowMs())
        rewrittenDay = day
      }
      access.people.log.expire(engine.accessLogDays() * 86_400_000)
      await ledger.expire(clock.nowMs(), periods.keptMs)
    },
    async close() {
      live.saveRates()
      traced.save()
      await engine.saveSnapshots()
      await ledger.close()
      await plan.close()
      access.close()
      jobs.close()
      owned.release()
    },
  }
  await door.enforceDue()
  return engine
}

/** Makes the draft site of an empty folder, so that a first document has somewhere to go. */
export async function ensureSite(engine: Engine, siteId: string): Promise<void> {
  if (engine.sites.ids().length > 0) return
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
  await engine.putSite(JSON.stringify(defaultSite(siteId, 'My site', timeZone), null, 2))
}

export const firstSiteId = 'main'

function randomKey(): HashKey {
  const words = new Uint32Array(new Uint8Array(randomBytes(16)).buffer)
  return [words[0]!, words[1]!, words[2]!, words[3]!]
}

/** The text of every event since then, as each of the feeds may read it: nobody reads anything finer. */
async function* storedTexts(
  ledger: Ledger,
  siteId: string,
  sinceMs: number,
  feeds: readonly string[],
): AsyncGenerator<Uint8Array> {
  for (const feed of new Set(feeds)) {
    const question = { siteId, recordTime: { startMs: sinceMs }, limit: 1_000 }
    const reader = feed === '' ? {} : { feed }
    let page = await ledger.query(question, reader)
    for (;;) {
      for (const row of page.rows) yield row.raw
      if (page.nextToken === undefined) break
      page = await ledger.query({ ...question, token: page.nextToken }, reader)
    }
  }
}

/** Heads declared for all areas of a site together, undefined where nobody said anything. */
function headsDeclared(site: CompiledSite | undefined, plan: Plan, ms: number): number | undefined {
  const areas = (site?.places ?? []).filter((place) => place.kind === 'area')
  const declared = areas.map((area) => plan.heads(site?.siteId ?? '', area.id, ms)).filter((each) => each !== undefined)
  return declared.length === 0 ? undefined : declared.reduce((sum, each) => sum + each, 0)
}
