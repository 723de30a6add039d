import { readFileSync } from 'node:fs'
import { packageFile } from '../base/index.ts'
import type { CliIo } from './io.ts'

/** The version of the package that runs. */
export function packageVersion(): string {
  const manifest = JSON.parse(readFileSync(packageFile(import.meta.url, 'package.json'), 'utf8')) as { version: string }
  return manifest.version
}

export async function run(_args: readonly string[], io: CliIo): Promise<number> {
  io.out(packageVersion())
  return 0
}
