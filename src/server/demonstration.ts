import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { FaultError } from '../base/index.ts'
import { type SiteFile, type SourceKind, sourceKinds } from '../model/index.ts'
import { createWorld, demonstrationSites, type World } from '../sim/index.ts'
import { readIfWhole, writeDurably } from './disk/durable-file.ts'
import type { Engine } from './engine.ts'
import { captureText } from './intake/capture-text.ts'
import { simulatedRecords, simulatedStand } from './simulated-records.ts'

/** How many times faster than real time the simulated clock may go. */
export const speeds = [1, 10, 60, 300] as const
const speedDefault = 10
export const tickMs = 2_000
const seed = 'fairfloor'

/** Where the demonstration stands; kept in the data folder so that a restart goes on instead of starting over. */
interface Progress {
  readonly demonstration: 1
  readonly seed: string
  readonly speed: number
  /** Simulated time up to which everything was sent, per site. */
  readonly sentMs: Readonly<Record<string, number>>
}

export interface Demonstration {
  readonly siteIds: readonly string[]
  speed(): number
  setSpeed(speed: number): void
  /** Sends what happened in `elapsedMs` of real time. */
  advance(elapsedMs: number): Promise<void>
}

const fileName = 'demonstration.json'

/** Does this folder hold a demonstration? */
export function isDemonstration(dataFolder: string): boolean {
  return existsSync(join(dataFolder, fileName))
}

/**
 * Three simulated sites that feed capture like any other client. The world is made again from its seed at a restart and
 * brought to where it was; what was sent twice is a duplicate, as with any feed.
 */
export async function openDemonstration(engine: Engine): Promise<Demonstration> {
  const path = join(engine.dataFolder, fileName)
  const before = readIfWhole(path) as Progress | undefined
  const options = demonstrationSites(before?.seed ?? seed)
  const worlds = options.map(createWorld)
  let speed = before?.speed ?? speedDefault
  const sentMs: Record<string, number> = {}

  for (const [index, world] of worlds.entries()) {
    const startMs = options[index]?.startMs ?? 0
    const there = engine.sites.get(world.siteId)
    if (there === undefined) await put(engine, world)
    else if (there.file.country !== undefined) simulate(engine, there.file)
    const resumeMs = before?.sentMs[world.siteId]
    if (resumeMs !== undefined) {
      world.advanceTo(resumeMs, () => {})
      world.planUntil(resumeMs)
      sentMs[world.siteId] = resumeMs
    } else await send(engine, world, startMs)
    sentMs[world.siteId] = Math.max(sentMs[world.siteId] ?? 0, startMs)
  }
  save()

  function save(): void {
    const progress: Progress = { demonstration: 1, seed: before?.seed ?? seed, speed, sentMs }
    writeDurably(path, JSON.stringify(progress))
  }

  return {
    siteIds: worlds.map((world) => world.siteId),
    speed: () => speed,
    setSpeed(asked) {
      if (!speeds.some((each) => each === asked)) {
        throw new FaultError({ code: 'SPEED', at: '/speed', got: 'another number', allowed: speeds.join(', ') })
      }
      speed = asked
      save()
    },
    async advance(elapsedMs) {
      for (const world of worlds) {
        const untilMs = (sentMs[world.siteId] ?? world.nowMs) + elapsedMs * speed
        await send(engine, world, untilMs)
        sentMs[world.siteId] = untilMs
      }
      save()
    },
  }
}

/** A month before now, so that everything was told before the site was active. */
function simulate(engine: Engine, file: SiteFile): void {
  const day = new Date(engine.clock.nowMs() - 30 * 86_400_000).toISOString().slice(0, 10)
  engine.policies.simulate(file, simulatedRecords(file, day))
}

async function put(engine: Engine, world: World): Promise<void> {
  const file = { ...world.siteFile, ...simulatedStand(world.siteId) }
  simulate(engine, file)
  const faults = await engine.putSite(JSON.stringify(file, null, 2))
  const [first] = faults
  if (first !== undefined) throw new FaultError(first)
}

async function send(engine: Engine, world: World, untilMs: number): Promise<void> {
  // Each kind of source is a feed of its own, as in a warehouse: sorters and doors, partners, handhelds.
  const lines = new Map<SourceKind, string[]>(sourceKinds.map((kind) => [kind, []]))
  world.advanceTo(untilMs, (text, kind) => lines.get(kind)?.push(text))
  const plan = world.planUntil(untilMs)
  if (plan.loads.length + plan.orders.length + plan.heads.length > 0) {
    const answer = await engine.submitPlan(world.siteId, plan)
    if (!answer.ok) throw new FaultError(answer.fault[0] ?? { code: 'INTERNAL' })
  }
  for (const [kind, texts] of lines) {
    if (texts.length === 0) continue
    const document = { siteId: world.siteId, feed: `simulated-${kind}`, behaviour: 'proceed', shape: 'ndjson' } as const
    await captureText(engine, { ...document, text: `${texts.join('\n')}\n` })
  }
}
