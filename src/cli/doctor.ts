import { execFileSync } from 'node:child_process'
import {
  accessSync,
  constants,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { connect } from 'node:net'
import { release } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { siteWarnings } from './doctor-sites.ts'
import type { CliIo } from './io.ts'

/** What one look found. `fix` says what to do, and is empty where nothing is. */
export interface Check {
  readonly name: string
  readonly verdict: 'ok' | 'warn' | 'fail'
  readonly found: string
  readonly fix: string
}

/** What doctor looks at, handed in so that a test can break it. */
export interface Machine {
  readonly nodeVersion: string
  readonly platform: string
  readonly arch: string
  /** Kernel release; WSL names itself there. */
  readonly release: string
  readonly nowMs: number
  readonly userId: number | null
}

const neededNodeMajor = 26
/** Below this a server may run full within a shift: log, blocks and snapshot of a busy day. */
const freeBytesMin = 2 * 2 ** 30
/** Nothing was built before this: a clock that says so is wrong. */
const earliestMs = Date.UTC(2026, 0, 1)
/** A new file's time comes from the file system; more than this away from the clock, one of the two is wrong. */
const clockSkewMaxMs = 5_000

export async function run(args: readonly string[], io: CliIo): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { data: { type: 'string', default: 'data' }, json: { type: 'boolean', default: false } },
  })
  const checks = await examine(resolve(values.data), thisMachine())
  if (values.json) io.out(JSON.stringify({ checks }))
  else for (const line of checks.flatMap(lines)) io.out(line)
  return checks.some(({ verdict }) => verdict === 'fail') ? 1 : 0
}

/** Every look, in the order in which they would stop a start. */
export async function examine(folder: string, machine: Machine): Promise<Check[]> {
  return [
    nodeCheck(machine),
    platformCheck(machine),
    clockCheck(machine),
    writableCheck(folder, machine),
    spaceCheck(folder),
    await ownerCheck(folder),
    ...siteWarnings(folder).map(
      ({ siteId, found, fix }): Check => ({ name: `site ${siteId}`, verdict: 'warn', found, fix }),
    ),
    chromiumCheck(),
  ]
}

function lines({ name, verdict, found, fix }: Check): string[] {
  const line = `${verdict.padEnd(4)}  ${name}: ${found}`
  return fix === '' ? [line] : [line, `      ${fix}`]
}

function thisMachine(): Machine {
  return {
    nodeVersion: process.versions.node,
    platform: process.platform,
    arch: process.arch,
    release: release(),
    nowMs: Date.now(),
    userId: process.getuid?.() ?? null,
  }
}

export function nodeCheck({ nodeVersion }: Machine): Check {
  const good = Number(nodeVersion.split('.')[0]) >= neededNodeMajor
  return {
    name: 'node',
    verdict: good ? 'ok' : 'fail',
    found: nodeVersion,
    fix: good ? '' : `Start through npx fairfloor serve or npm start, which bring Node ${neededNodeMajor} along.`,
  }
}

export function platformCheck({ platform, arch, release: kernel }: Machine): Check {
  const found = `${platform}-${arch}${/microsoft/i.test(kernel) ? ' (WSL)' : ''}`
  const check = (verdict: Check['verdict'], fix: string): Check => ({ name: 'platform', verdict, found, fix })
  if (platform === 'linux' && (arch === 'x64' || arch === 'arm64')) return check('ok', '')
  if (platform === 'darwin') return check('warn', 'macOS is for development; run a site on Linux x64 or arm64.')
  if (platform === 'win32') return check('fail', 'Use the Windows Subsystem for Linux (WSL 2) and start again there.')
  return check('fail', 'Supported are Linux on x64 and arm64.')
}

export function clockCheck({ nowMs }: Machine): Check {
  const good = nowMs >= earliestMs
  return {
    name: 'clock',
    verdict: good ? 'ok' : 'fail',
    found: new Date(nowMs).toISOString(),
    fix: good ? '' : 'Set the clock, better by NTP (timedatectl set-ntp true): deadlines and retention depend on it.',
  }
}

/** The folder, or the nearest one above it that exists. */
function nearest(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearest(dirname(folder))
}

export function writableCheck(folder: string, { userId, nowMs }: Machine): Check {
  const check = (verdict: Check['verdict'], found: string, fix: string): Check => ({
    name: 'data folder',
    verdict,
    found,
    fix,
  })
  const place = nearest(folder)
  const told = place === folder ? folder : `${folder} (will be made)`
  const status = statSync(place)
  if (!status.isDirectory()) return check('fail', `${place} is no folder`, 'Name another folder with --data.')
  const probe = join(place, `.fairfloor-doctor-${process.pid}`)
  try {
    accessSync(place, constants.R_OK | constants.W_OK | constants.X_OK)
    // A full disk or a read-only mount shows only at a write.
    writeFileSync(probe, 'x')
    const skewMs = Math.abs(statSync(probe).mtimeMs - nowMs)
    rmSync(probe)
    if (skewMs > clockSkewMaxMs) {
      const seconds = Math.round(skewMs / 1000)
      return check('warn', `${told}; its file system is ${seconds} s off`, 'Set the clocks of both machines by NTP.')
    }
  } catch {
    return check(
      'fail',
      `${told} cannot be written`,
      'Give this user the right to write there, or choose another --data.',
    )
  }
  if (userId !== null && place === folder && status.uid !== userId) {
    return check(
      'warn',
      `${told} belongs to another user`,
      'Run as the user that the folder belongs to, so that both can read new files.',
    )
  }
  return check('ok', told, '')
}

function spaceCheck(folder: string): Check {
  const { bavail, bsize } = statfsSync(nearest(folder))
  const free = bavail * bsize
  const good = free >= freeBytesMin
  return {
    name: 'free space',
    verdict: good ? 'ok' : 'warn',
    found: `${(free / 2 ** 30).toFixed(1)} GiB`,
    fix: good
      ? ''
      : `Free at least ${freeBytesMin / 2 ** 30} GiB: a full disk stops acknowledgements, and keeps what was acknowledged.`,
  }
}

/** A data folder has one owner process, which answers on a socket in the folder or on the one that `owner.json` names. */
async function ownerCheck(folder: string): Promise<Check> {
  const check = (found: string, fix = ''): Check => ({ name: 'owner', verdict: fix === '' ? 'ok' : 'warn', found, fix })
  const sockets = ownerSockets(folder)
  if (sockets.length === 0) return check('no process holds the folder')
  for (const path of sockets) {
    if (await answers(path)) return check('a running process holds the folder; commands talk to it')
  }
  const fix = 'Start again: the next owner takes the folder over, and nothing acknowledged is lost.'
  return check('a process held the folder and ended without closing it', fix)
}

/** Where an owner of the folder may answer. A path that is too long for a socket lies elsewhere and is written down. */
function ownerSockets(folder: string): string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return []
  const inside = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isSocket())
  const out = inside.map(({ name }) => join(folder, name))
  try {
    const { socket } = JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8')) as { socket?: unknown }
    if (typeof socket === 'string' && !out.includes(socket)) out.push(socket)
  } catch {
    // No such file, or half of one: no owner wrote it whole.
  }
  return out
}

/** How long a running owner may take to accept a connection. */
const ownerAnswerMs = 1_000

function answers(path: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(path)
    const end = (answer: boolean) => () => {
      socket.destroy()
      done(answer)
    }
    socket.setTimeout(ownerAnswerMs, end(false))
    socket.once('connect', end(true))
    socket.once('error', end(false))
  })
}

function chromiumCheck(): Check {
  const found = ['chromium', 'chromium-browser', 'google-chrome'].map(versionOf).find((version) => version !== null)
  return {
    name: 'chromium',
    verdict: 'ok',
    found: found ?? 'not installed; only npm test needs it',
    fix: '',
  }
}

function versionOf(program: string): string | null {
  try {
    return execFileSync(program, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return null
  }
}
