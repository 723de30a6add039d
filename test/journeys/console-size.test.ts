import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '../../dist/console')
const built = existsSync(join(folder, 'index.html'))

/** What a first visit may fetch, compressed. */
const firstLoadBytesMax = 150_000
/** The largest script as it is written: above it, a page ships what another one needs. */
const scriptBytesMax = 300_000

test.skipIf(!built)('the first load is under 150 kB compressed and asks nothing of anybody else', () => {
  const html = readFileSync(join(folder, 'index.html'), 'utf8')
  const assets = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((found) => found[1] ?? '')
  expect(assets.filter((path) => !path.startsWith('/app/'))).toEqual([])
  const bytes = assets.map((path) => gzipSync(readFileSync(join(folder, path.slice('/app/'.length)))).length)
  expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(firstLoadBytesMax)
})

test.skipIf(!built)('the built page carries no script, style or fixture inside it', () => {
  const html = readFileSync(join(folder, 'index.html'), 'utf8')
  expect(html).not.toMatch(/<style|<script(?![^>]*\bsrc=)|\bstyle=|\bon[a-z]+=/)
  const scripts = readdirSync(join(folder, 'assets')).filter((name) => name.endsWith('.js'))
  expect(
    scripts.filter((name) => readFileSync(join(folder, 'assets', name), 'utf8').includes('Elbe Fulfilment')),
  ).toEqual([])
})

test.skipIf(!built)('no script is over 300 kB, and each lies there packed for whoever takes it so', () => {
  const assets = join(folder, 'assets')
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'))
  const large = scripts.filter((name) => statSync(join(assets, name)).size > scriptBytesMax)
  expect(large).toEqual([])
  for (const name of scripts)
    expect(gunzipSync(readFileSync(join(assets, `${name}.gz`)))).toEqual(readFileSync(join(assets, name)))
})
