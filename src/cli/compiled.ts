import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Keeps compiled modules from one start to the next, for this process, its threads and its children: reading them costs a
 * quarter of compiling them. They stand beside the packages, which whoever could write there could change anyway; a temporary
 * folder that others write to is no place for code. Without such a folder, or where it cannot be written, nothing is kept.
 */
export function keepCompiled(): void {
  if (process.env['NODE_COMPILE_CACHE'] !== undefined || process.env['NODE_DISABLE_COMPILE_CACHE'] !== undefined) return
  const packages = fileURLToPath(new URL('../../node_modules', import.meta.url))
  if (!existsSync(packages)) return
  const { directory } = enableCompileCache(join(packages, '.cache', 'fairfloor'))
  if (directory !== undefined) process.env['NODE_COMPILE_CACHE'] = directory
}
