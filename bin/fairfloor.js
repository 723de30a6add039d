#!/usr/bin/env node
// The launcher. In a checkout it runs the TypeScript as written; in an installed package, where Node does
// not strip types, it runs the JavaScript that `prepack` emitted.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runOnNode26 } from './node26.js'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const source = join(root, 'src', 'cli', 'main.ts')
runOnNode26(existsSync(source) ? source : join(root, 'dist', 'src', 'cli', 'main.js'), process.argv.slice(2))
