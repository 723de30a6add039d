import { readFileSync } from 'node:fs'
import { packageFile } from '../base/index.ts'

/** The release that runs, as package.json says it. */
export function packageVersion(): string {
  const manifest = JSON.parse(readFileSync(packageFile(import.meta.url, 'package.json'), 'utf8')) as { version: string }
  return manifest.version
}
