import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventFieldIds } from '../../src/policy/index.ts'
import { defaultSite } from '../../src/site/index.ts'
import { type ServerProcess, startServer } from '../torture/server-process.ts'
import { axeFindings, openPage, startBrowser } from './browser.ts'
import { patience, possible, shown } from './real.ts'

const cli = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const day = (before: number): string => new Date(Date.now() - before * 86_400_000).toISOString().slice(0, 10)

const agreement = {
  fairfloorAgreement: 1,
  id: 'accord-1',
  version: '1',
  signed: day(10),
  scope: { sites: ['lyon'], systems: 'Fairfloor and the scanners that feed it' },
  purposes: ['See which truck will be missed'],
  fields: [...eventFieldIds],
  reports: { indicators: ['departures', 'floor', 'floor.rates'], parameters: { k: 12 } },
  noIndividualControl: true,
  evidenceExclusion: 'Nothing is used in a measure against a worker.',
  retention: { eventsDays: 180 },
  roles: ['lead', 'integrator', 'representative'],
  logs: { openToRepresentatives: true },
  interfaces: { exports: ['events'] },
  change: 'In writing, by both sides.',
  information: 'Everybody is told before the start.',
  auditAndTerm: { audit: 'Yearly', from: day(10), until: day(-700) },
}

describe.skipIf(!possible)('a privacy officer, and a works council', () => {
  let folder = ''
  let papers = ''
  let server: ServerProcess
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let errors: string[]

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fairfloor-privacy-'))
    papers = mkdtempSync(join(tmpdir(), 'fairfloor-papers-'))
    mkdirSync(join(folder, 'sites'))
    const lyon = { ...defaultSite('lyon', 'Lyon', 'Europe/Paris'), country: 'FR' }
    writeFileSync(join(folder, 'sites/lyon.json'), JSON.stringify(lyon))
    ;[server, browser] = await Promise.all([startServer(folder), startBrowser()])
    ;({ context, page, errors } = await openPage(browser))
    page.setDefaultTimeout(60_000)
    await page.goto(server.link)
    await page.waitForURL('**/app/**')
  }, patience)
  afterAll(async () => {
    await browser?.close()
    await server?.kill()
    for (const each of [folder, papers]) rmSync(each, { recursive: true })
  }, patience)

  /** A command beside the running server; what it printed, and on refusal what it said. */
  async function policy(...words: string[]): Promise<string> {
    try {
      const { stdout } = await promisify(execFile)(process.execPath, [cli, 'policy', ...words, '--data', folder])
      return stdout.trim()
    } catch (error) {
      return (error as { stderr: string }).stderr
    }
  }
  function paper(name: string, content: unknown): string {
    const path = join(papers, name)
    writeFileSync(path, JSON.stringify(content))
    return path
  }
  async function openPolicy(): Promise<void> {
    await page.goto(`${server.url}/app/sites/lyon/policy`)
    await shown(page)
  }

  test('reads what holds at Lyon, why, and what is missing with its rule and its command', {
    timeout: patience,
  }, async () => {
    await openPolicy()
    await page.getByText('Everywhere, European Union, France').waitFor()
    const missing = page.getByRole('region', { name: 'What is missing' })
    await missing.getByText('No consultation of the workers’ representation is recorded.').waitFor()
    expect(await missing.getByText('FR-CSE-2').count()).toBeGreaterThan(0)
    expect(await missing.textContent()).toContain('fairfloor policy record consultation')
    await page.locator('summary').filter({ hasText: 'The log of access is kept for' }).click()
    await page.getByText('rules of France, EU-CNIL-13').first().waitFor()
    expect(await axeFindings(page)).toEqual([])
  })

  test('cannot activate the site without the date of the consultation, nor with one of today', {
    timeout: patience,
  }, async () => {
    const declaration = {
      date: day(20),
      controller: 'Lyon Logistics',
      contact: 'privacy@lyon.example',
      officer: 'officer@lyon.example',
      staff: '50plus',
      categories: ['agency'],
      languages: ['fr'],
      quotas: 'none',
      authority: 'CNIL',
    }
    const recorded = [
      await policy('record', 'declaration', '--file', paper('declaration.json', declaration)),
      await policy('record', 'notice', ...['--category', 'agency', '--language', 'fr'], '--version', '1'),
      await policy(
        ...['record', 'assessment', '--document', paper('dpia', 'approved'), '--officer-advice', 'agrees'],
        ...['--parts', 'description,necessity,risks,measures', '--representatives-view', 'objects'],
      ),
    ]
    expect(recorded).toEqual(['Recorded: declaration.', 'Recorded: notice.', 'Recorded: assessment.'])
    const refused = await policy('activate')
    expect(refused).toContain('ACTIVATION_NEEDS at /consultation/date')
    expect(refused).toContain('FR-CSE-2: npx fairfloor policy record consultation')
    expect(await policy('record', 'consultation', '--opinion', 'unfavourable')).toBe('Recorded: consultation.')
    expect(await policy('activate')).toContain('not earlier than the activation')
    await openPolicy()
    await page.getByText('The consultation is not earlier than the activation.').first().waitFor()
  })

  test('activates it once the consultation came first, whatever the opinion was', { timeout: patience }, async () => {
    const earlier = ['--opinion', 'unfavourable', '--date', day(9)]
    expect(await policy('record', 'consultation', ...earlier)).toBe('Recorded: consultation.')
    expect(await policy('activate')).toBe('The site is active.')
    await openPolicy()
    expect(await page.getByText('Needed before activation').count()).toBe(0)
    expect(await axeFindings(page)).toEqual([])
  })

  test('exports register, assessment and notice as page and as PDF in three languages', {
    timeout: patience,
  }, async () => {
    for (const kind of ['register', 'assessment', 'notice']) {
      for (const language of ['en', 'de', 'fr']) {
        const address = `${server.url}/api/v1/sites/lyon/policy/documents/${kind}?language=${language}&category=agency`
        const html = await (await context.request.get(address)).text()
        expect(html).toContain(`<html lang="${language}"`)
        expect(html).toContain('Lyon')
        const pdf = await (await context.request.get(`${address}&format=pdf`)).body()
        expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
        expect(pdf.length).toBeGreaterThan(8_000)
      }
    }
    await page.goto(`${server.url}/api/v1/sites/lyon/policy/documents/register?language=fr`)
    expect(await axeFindings(page)).toEqual([])
  })

  test('puts an agreement in force that narrows; one that widens is refused with pointer and both values', {
    timeout: patience,
  }, async () => {
    expect(await policy('record', 'agreement', '--file', paper('a.json', agreement))).toBe('Recorded: agreement.')
    const wider = { ...agreement, version: '2', reports: { ...agreement.reports, parameters: { k: 10 } } }
    const refused = await policy('record', 'agreement', '--file', paper('b.json', wider))
    expect(refused).toContain('WIDENS at /agreement/reports/parameters/k')
    expect(refused).toContain('found 10; allowed: at least 12')
    await openPolicy()
    const group = page.locator('summary').filter({ hasText: 'Smallest group of a figure' })
    await group.click()
    expect(await group.textContent()).toContain('12 people')
    await page.getByText('the works agreement accord-1 1').first().waitFor()
    await page.getByText('Nothing is used in a measure against a worker.').waitFor()
    expect(await axeFindings(page)).toEqual([])
  })

  test('reads after an update that could do more what arrived off, and why', { timeout: patience }, async () => {
    expect(await server.stop()).toBe(0)
    // What an older release would have written at the activation: it knew no page about what came in.
    const path = join(folder, 'policy/lyon.ndjson')
    const older = readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => {
        const entry = JSON.parse(line.slice(9)) as { readonly kind: string; readonly sets?: { indicators: string[] } }
        if (entry.sets === undefined) return line
        entry.sets.indicators = entry.sets.indicators.filter((id) => id !== 'capture')
        const json = JSON.stringify(entry)
        return `${crc32(json).toString(16).padStart(8, '0')} ${json}`
      })
    writeFileSync(path, `${older.join('\n')}\n`)
    server = await startServer(folder, { port: Number(new URL(server.url).port) })
    expect((await context.request.get(`${server.url}/api/v1/sites/lyon/capture`)).status()).toBe(403)
    await openPolicy()
    const changes = page.getByRole('region', { name: 'What changes for the people at work' })
    await changes.getByText('What came in, and what was refused').waitFor()
    expect(await changes.textContent()).toMatch(/off/)
    expect(await axeFindings(page)).toEqual([])
  })

  test('finds what was recorded, in order, and reads the notice of the people of an agency from the page', {
    timeout: patience,
  }, async () => {
    await openPolicy()
    const records = page.getByRole('region', { name: 'What is recorded' })
    expect((await records.getByRole('listitem').allInnerTexts()).map((text) => text.split(' · ')[1])).toEqual(
      expect.arrayContaining(['Declaration', 'Notice', 'Impact assessment', 'Consultation', 'Works agreement']),
    )
    await page.getByRole('link', { name: 'Notice: agency workers: Page' }).click()
    await page.waitForURL('**/documents/notice**')
    expect(await page.locator('h1').first().textContent()).not.toBe('')
    expect(await page.locator('main').textContent()).toContain('Lyon Logistics')
    expect(await axeFindings(page)).toEqual([])
  })

  test('sends a fake badge through the capture, and reads every place that it reached', {
    timeout: patience,
  }, async () => {
    await page.goto(`${server.url}/app/sites/lyon/checks`)
    await shown(page)
    await page.getByRole('button', { name: 'Plant a fake badge' }).click()
    await page.getByText('Planted. Scan it, print it or send it as any badge').waitFor()
    const badge = (await page.getByRole('group', { name: 'Text of the fake badge' }).textContent()) ?? ''
    await page.getByRole('button', { name: 'Send it through the capture' }).click()
    await page.getByText('Received from').waitFor()
    await page.getByRole('button', { name: 'Search everything' }).click()
    await page.getByText(/files and .* events/).waitFor()
    expect(await page.getByText('Kept in').count()).toBe(0)
    expect(await axeFindings(page)).toEqual([])
    // Each place that it reached has an hour by which it is gone; nowhere is it still there.
    const places = page.getByRole('grid', { name: 'Places where it was seen' }).getByRole('row')
    await places.nth(2).waitFor()
    const rows = (await places.allInnerTexts()).slice(1)
    expect(rows.map((text) => text.split('\n')[0])).toEqual(['Received from', 'Counted once under a random number, in'])
    for (const text of rows) expect(text).toMatch(/by \w+ \d+ \w+, \d\d:\d\d/)
    expect(await page.getByText('Still there, or out').count()).toBe(0)
    await page.getByRole('button', { name: 'End', exact: true }).click()
    await page.getByText('No longer watched.').waitFor()
    await page.reload()
    await shown(page)
    await page.getByText('No longer watched.').waitFor()
    expect(await page.locator('main').textContent()).not.toContain(badge)
  })

  test('is told which names are refused, and that a strike plate is none of them', { timeout: patience }, async () => {
    const field = page.getByRole('textbox', { name: 'Name of a field, figure, layer or place' })
    await page.getByRole('heading', { name: 'Who followed how much' }).waitFor()
    for (const [name, says] of [
      ['picks_per_worker', '“picks_per_worker” is refused (D3).'],
      ['strike plate', '“strike plate” may be used.'],
    ] as const) {
      await field.fill(name)
      await page.getByRole('button', { name: 'Check', exact: true }).click()
      await page.getByText(says).waitFor()
    }
    expect(await axeFindings(page)).toEqual([])
    expect(errors).toEqual([])
  })
})
