// `npm ci` refuses a lockfile that lacks an optional package, and `npm install` leaves those out that its registry does
// not offer (npm issue 9846): packages of other platforms, mostly. They are written here with the version that their parent
// asks for and the platform that their name tells, so that `npm ci` passes them over or fetches them where they are.
// `npm run lock` completes the file after an `npm install`.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { repositoryRoot } from './tree.ts'

interface LockEntry {
  readonly version?: string
  readonly dev?: boolean
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly [member: string]: unknown
}

export interface Lock {
  readonly packages: Readonly<Record<string, LockEntry>>
  readonly [member: string]: unknown
}

/** Optional packages that an entry asks for and the lockfile does not hold, with their parent. */
export function missingOptional({ packages }: Lock): { name: string; version: string; dev: boolean }[] {
  const out = new Map<string, { name: string; version: string; dev: boolean }>()
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      // npm nests a package only where another version stands above it.
      const held = packages[`node_modules/${name}`] ?? packages[`${path}/node_modules/${name}`]
      if (held === undefined) out.set(name, { name, version, dev: entry.dev === true })
    }
  }
  return [...out.values()]
}

/** What the name of a native package says of its platform: `@scope/linux-arm64-musl` and the like. */
export function platformOf(name: string): { os: string[]; cpu: string[]; libc?: string[] } | null {
  const found =
    /(android|darwin|freebsd|linux|openharmony|win32)-(arm64|arm|ia32|ppc64|riscv64|s390x|x64)(?:-(.+))?$/.exec(name)
  if (found === null) return null
  const [, os, cpu, abi = ''] = found
  const platform = { os: [os!], cpu: [cpu!] }
  if (os !== 'linux') return platform
  return { ...platform, libc: [abi.startsWith('musl') ? 'musl' : 'glibc'] }
}

/** The lockfile with an entry for every optional package, in npm's order. */
export function completeLock(lock: Lock): Lock {
  const packages: Record<string, LockEntry> = { ...lock.packages }
  for (const { name, version, dev } of missingOptional(lock)) {
    const platform = platformOf(name)
    if (platform === null || !/^\d/.test(version)) {
      throw new Error(`${name}@${version} tells no platform or no exact version: install it with npm.`)
    }
    packages[`node_modules/${name}`] = { version, ...platform, ...(dev ? { dev } : {}), optional: true }
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'))
  return { ...lock, packages: Object.fromEntries(sorted) }
}

export function readLock(): Lock {
  return JSON.parse(readFileSync(join(repositoryRoot, 'package-lock.json'), 'utf8')) as Lock
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv.includes('--write')) {
  const before = readLock()
  writeFileSync(join(repositoryRoot, 'package-lock.json'), `${JSON.stringify(completeLock(before), null, 2)}\n`)
  console.log(`package-lock.json: ${missingOptional(before).length} optional packages added`)
}
