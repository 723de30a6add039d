import { type ExecFileSyncOptions, execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromiumPath, programPath } from '../chromium.ts'

/** Debian packages that the whole run needs, and how to see that they are there. */
const needed: readonly { readonly name: string; readonly present: () => boolean }[] = [
  { name: 'chromium', present: () => chromiumPath() !== null },
  { name: 'git', present: () => programPath('git') !== null },
  { name: 'strace', present: () => programPath('strace') !== null },
]

/** What the machine lets us do about missing packages. */
export interface Host {
  readonly missing: readonly string[]
  readonly debian: boolean
  readonly root: boolean
}

export function thisHost(): Host {
  return {
    missing: needed.filter(({ present }) => !present()).map(({ name }) => name),
    debian: existsSync('/etc/debian_version') && programPath('apt-get') !== null,
    root: process.getuid?.() === 0,
  }
}

export type PackagePlan =
  | { readonly kind: 'ready' }
  | { readonly kind: 'install'; readonly names: readonly string[] }
  | { readonly kind: 'ask'; readonly line: string }

/** Ready, install as root on Debian, or one line that says what to install. */
export function packagePlan({ missing, debian, root }: Host): PackagePlan {
  if (missing.length === 0) return { kind: 'ready' }
  if (debian && root) return { kind: 'install', names: missing }
  const names = missing.join(' ')
  const how = debian ? `run: sudo apt-get install -y ${names}` : `install these by your system's own means`
  return { kind: 'ask', line: `The tests need ${names}; ${how} (npm run test:quick needs none of them).` }
}

/** Installs Debian packages quietly; throws where apt-get does. */
export function installPackages(names: readonly string[]): void {
  const options: ExecFileSyncOptions = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }
  execFileSync('apt-get', ['update', '-qq'], options)
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], options)
}
