import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { type Engine, type EngineOptions, openEngine } from './engine.ts'

/** An engine on a data folder of its own, open in each test of a file. */
export interface OwnEngine {
  readonly engine: Engine
  /** Closes it and opens the same folder again; `between` runs while it is closed. */
  restart(between?: () => void): Promise<void>
  /** Closes it and opens an empty folder. */
  renew(): Promise<void>
}

/** Opens one before each test, after `before` and with `setUp`, and takes it and its folder away behind each. */
export function ownEngine(
  options: Omit<EngineOptions, 'dataFolder'>,
  {
    before = () => {},
    setUp = async () => {},
  }: { before?: () => void; setUp?: (engine: Engine) => Promise<void> } = {},
): OwnEngine {
  let dataFolder = ''
  let engine: Engine
  const open = async (): Promise<void> => {
    dataFolder = mkdtempSync(join(tmpdir(), 'fairfloor-engine-'))
    engine = await openEngine({ ...options, dataFolder })
  }
  const remove = async (): Promise<void> => {
    await engine.close()
    rmSync(dataFolder, { recursive: true })
  }
  beforeEach(async () => {
    before()
    await open()
    await setUp(engine)
  })
  afterEach(remove)
  return {
    get engine() {
      return engine
    },
    async restart(between = () => {}) {
      await engine.close()
      between()
      engine = await openEngine({ ...options, dataFolder })
    },
    async renew() {
      await remove()
      await open()
    },
  }
}

/** A legal event about one object, scanned an hour before noon; members of `more` stand in its place or beside. */
export function anEvent(serial: number, more: object = {}) {
  return {
    '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
    type: 'ObjectEvent',
    eventID: `urn:uuid:00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`,
    eventTime: '2026-03-02T11:00:00Z',
    eventTimeZoneOffset: '+00:00',
    epcList: [`https://id.gs1.org/01/09521321000018/21/${serial}`],
    action: 'OBSERVE',
    bizStep: 'picking',
    ...more,
  }
}
