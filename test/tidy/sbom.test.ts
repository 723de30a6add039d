import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { repositoryRoot } from './tree.ts'

interface Sbom {
  readonly bomFormat: string
  readonly specVersion: string
  readonly metadata: { readonly component: { readonly purl: string; readonly type: string } }
  readonly components: readonly { readonly purl: string; readonly hashes?: readonly { readonly alg: string }[] }[]
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly integrity?: string }>>
}

test('npm run sbom lists exactly what the lockfile lists, as CycloneDX, with the digests that it has', () => {
  const { stdout, status } = spawnSync('npm', ['run', '--silent', 'sbom'], { cwd: repositoryRoot, encoding: 'utf8' })
  expect(status).toBe(0)
  const sbom = JSON.parse(stdout) as Sbom
  const manifest = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')) as { version: string }
  expect([sbom.bomFormat, sbom.specVersion, sbom.metadata.component.purl, sbom.metadata.component.type]).toEqual([
    'CycloneDX',
    '1.5',
    `pkg:npm/fairfloor@${manifest.version}`,
    'application',
  ])
  const lock = JSON.parse(readFileSync(join(repositoryRoot, 'package-lock.json'), 'utf8')) as Lock
  const locked = Object.entries(lock.packages).filter(([path]) => path !== '')
  const purl = (path: string, version: string | undefined): string =>
    `pkg:npm/${(path.split('node_modules/').at(-1) ?? '').replace('@', '%40')}@${version}`
  const listed = new Map(sbom.components.map((component) => [component.purl, component]))
  expect([...listed.keys()].sort()).toEqual(
    [...new Set(locked.map(([path, { version }]) => purl(path, version)))].sort(),
  )
  const without = locked.filter(
    ([path, { version, integrity }]) => integrity !== undefined && !listed.get(purl(path, version))?.hashes?.length,
  )
  expect(without).toEqual([])
})
