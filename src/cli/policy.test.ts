import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { defaultSite } from '../site/index.ts'
import type { PolicyView } from '../wire/index.ts'
import { run } from './policy.ts'

let folder = ''

async function policy(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = []
  const err: string[] = []
  const code = await run([...words, '--data', folder], {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

const file = (name: string, content: unknown): string => {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fairfloor-policy-cli-'))
  const { openEngine } = await import('../server/index.ts')
  const engine = await openEngine({ dataFolder: folder, clock: { nowMs: () => Date.now() }, settles: false })
  const site = { ...defaultSite('north', 'North', 'Europe/Paris'), country: 'FR' }
  expect(await engine.putSite(JSON.stringify(site))).toEqual([])
  await engine.close()
})
afterAll(() => rmSync(folder, { recursive: true }))

test('a French site is brought from draft to active by the commands that its own explanation names', async () => {
  const refused = await policy('activate')
  expect(refused.code).toBe(1)
  expect(refused.err).toContain('FR-CSE-2: npx fairfloor policy record consultation')
  const { out } = await policy('explain')
  expect(out).toContain('Smallest group of a figure: 10 people')
  expect(out).toContain('✗ No consultation of the workers’ representation is recorded. [FR-CSE-2]')

  const declaration = {
    controller: 'Nord',
    contact: 'privacy@nord.example',
    staff: '50plus',
    categories: ['agency'],
    languages: ['fr'],
    quotas: 'none',
    authority: 'CNIL',
  }
  const day = ['--date', '2026-01-10']
  const told = [
    await policy('record', 'declaration', '--file', file('declaration.json', declaration)),
    await policy('record', 'notice', '--category', 'agency', '--language', 'fr', '--version', '1', ...day),
    await policy(
      ...['record', 'assessment', '--document', file('dpia.txt', 'the approved document')],
      ...['--parts', 'description,necessity,risks,measures', '--officer-advice', 'agrees'],
      ...['--representatives-view', 'objects', ...day],
    ),
    await policy('record', 'consultation', '--opinion', 'unfavourable', ...day),
  ]
  expect(told.map(({ code, err }) => [code, err])).toEqual(told.map(() => [0, '']))
  expect(await policy('activate')).toEqual({ code: 0, out: 'The site is active.', err: '' })

  const view = JSON.parse((await policy('explain', '--json', '--language', 'fr')).out) as PolicyView
  expect(view.site.state).toBe('active')
  expect(view.missing).toEqual([])
  expect(view.packs.map(({ name }) => name)).toEqual(['Partout', 'Union européenne', 'France'])
  expect((await policy('changes')).out).toBe('Nothing changes for the people at work with this release.')
})

test('a wrong record is refused with every fault, and nothing of it is kept', async () => {
  const before = readFileSync(join(folder, 'policy/north.ndjson'), 'utf8')
  const wrong = await policy('record', 'notice', '--category', 'robots', '--date', 'yesterday')
  expect(wrong.code).toBe(1)
  for (const at of ['/date', '/version', '/category']) expect(wrong.err).toContain(at)
  await expect(policy('record', 'assessment')).rejects.toMatchObject({
    fault: { code: 'OPTION_VALUE', at: '/document' },
  })
  await expect(policy('sing')).rejects.toMatchObject({ fault: { code: 'OPTION_VALUE', at: '/command' } })
  expect(readFileSync(join(folder, 'policy/north.ndjson'), 'utf8')).toBe(before)
})

test('documents are printed as a page with its style beside it, and as PDF', async () => {
  const html = join(folder, 'register.html')
  expect((await policy('document', 'register', '--language', 'fr', '--out', html)).out).toBe(html)
  expect(readFileSync(html, 'utf8')).toContain('<link rel="stylesheet" href="fairfloor-document.css">')
  expect(existsSync(join(folder, 'fairfloor-document.css'))).toBe(true)
  const pdf = join(folder, 'notice.pdf')
  await policy('document', 'notice', '--format', 'pdf', '--category', 'agency', '--language', 'fr', '--out', pdf)
  expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-')
})
