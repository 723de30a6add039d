import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commands } from '../../src/cli/help.ts'
import {
  type DocumentInput,
  type DocumentLanguage,
  type Manifest,
  manifestOf,
  markdownOf,
  packsFor,
  registerOf,
  resolve,
} from '../../src/policy/index.ts'
import { serve } from '../../src/server/index.ts'
import { repositoryRoot } from '../tidy/tree.ts'

const manifestPath = join(repositoryRoot, 'docs/manifest.json')
const registerPath = join(repositoryRoot, 'docs/register.md')

/** What the declarations of this release say: those of a server that runs, and of the commands. */
export async function runningManifest(): Promise<Manifest> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'fairfloor-manifest-'))
  const quiet = {
    host: '127.0.0.1',
    port: 0,
    empty: true,
    log: false,
    tls: undefined,
    proxy: undefined,
    origin: undefined,
  }
  const server = await serve({ dataFolder, ...quiet, say: () => {} })
  try {
    const { routes, streams } = server.engine.policies.manifest
    return manifestOf({ routes, streams, commands: Object.keys(commands) })
  } finally {
    await server.close()
    rmSync(dataFolder, { recursive: true })
  }
}

/** A site for the committed register: in Germany, all declared, as this release runs it. */
export function sampleInput(manifest: Manifest, country = 'DE'): DocumentInput {
  const packs = packsFor({ country })
  return {
    siteId: 'sample',
    siteName: 'Sample site',
    position: { country },
    version: 'of this release',
    day: '2026-01-01',
    manifestHash: createHash('sha256').update(JSON.stringify(manifest)).digest('hex'),
    policy: resolve({ packs }),
    packs,
    declaration: {
      kind: 'declaration',
      date: '2026-01-01',
      controller: 'The employer of the sample site',
      contact: 'privacy@example.com',
      officer: 'officer@example.com',
      staff: '50plus',
      categories: ['permanent', 'temporary', 'agency'],
      languages: ['en'],
      quotas: 'none',
      authority: 'The authority of the country',
    },
    agreement: undefined,
    simulated: true,
  }
}

export const manifestText = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 2)}\n`

export function registerText(manifest: Manifest, language: DocumentLanguage = 'en'): string {
  return markdownOf(registerOf(sampleInput(manifest), language))
}

export const committedManifest = (): string => readFileSync(manifestPath, 'utf8')
export const committedRegister = (): string => readFileSync(registerPath, 'utf8')

export async function writeManifest(): Promise<void> {
  const manifest = await runningManifest()
  writeFileSync(manifestPath, manifestText(manifest))
  writeFileSync(registerPath, registerText(manifest))
}
