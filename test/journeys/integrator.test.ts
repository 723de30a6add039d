import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { goTo, type Journey, patience, possible, startJourney } from './real.ts'

const root = join(import.meta.dirname, '../..')
const example = join(root, '../shared/standards/epcis/JSON/Example_9.6.1-ObjectEvent.jsonld')
if (!existsSync(example)) console.log('GS1 examples are not beside this repository: a document of our own is sent')

describe.skipIf(!possible)('an integrator', () => {
  let journey: Journey
  let folder = ''
  let key = ''
  let location = ''
  const { blocks, text: readme } = readmeCommands('Send it a document')

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fairfloor-integrator-'))
    writeFileSync(join(folder, 'document.jsonld'), existsSync(example) ? readFileSync(example) : JSON.stringify(ours))
    writeFileSync(join(folder, 'events.ndjson'), `${[1, 2, 3].map((n) => JSON.stringify(anEvent(n))).join('\n')}\n`)
    journey = await startJourney({ empty: true })
  }, patience)
  afterAll(async () => {
    await journey?.end()
    rmSync(folder, { recursive: true })
  }, patience)

  /** Runs a command of the README as it stands there, with only site, folder, file, port and key put in. */
  function run(command: string): Promise<{ code: number; out: string; err: string }> {
    const said = command
      .replace('--site SITE', '--site main')
      .replace('--data data', `--data '${journey.folder}'`)
      .replace('http://127.0.0.1:8080', journey.server.url)
    // `npx fairfloor` is what `bin` names; started from the folder of the files it would look in a registry.
    const shim = `npx() { shift; '${process.execPath}' '${join(root, 'bin/fairfloor.js')}' "$@"; }\n`
    const path = `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`
    const options = { cwd: folder, env: { ...process.env, PATH: path, KEY: key, NO_PROXY: '*' } }
    return new Promise((resolve) => {
      execFile('bash', ['-c', `${shim}${said}`], options, (error, out, err) => {
        resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, out, err })
      })
    })
  }

  test('makes a key as the README says: the last line is the key', { timeout: patience }, async () => {
    const [make = ''] = blocks[0] ?? []
    const made = await run(make)
    expect(made.err).toContain('sorter-feed')
    expect(made.code).toBe(0)
    key = made.out.trim().split('\n').at(-1) ?? ''
    expect(key).toMatch(/^ff_/)
  })

  test('posts the document as the README says: 202 and a Location', { timeout: patience }, async () => {
    const [, post = ''] = blocks[0] ?? []
    const { out } = await run(post)
    expect(out).toMatch(/^HTTP\/1\.1 202/)
    location = /^location: (\S+)/im.exec(out)?.[1] ?? ''
    expect(location).toMatch(/^\/capture\//)
  })

  test('opens the Location and reads what became of each event', { timeout: patience }, async () => {
    const job = await ask(location)
    expect(job.status).toBe(200)
    expect(job.body).toMatchObject({ running: false, success: true, errors: [] })
    expect(job.body['fairfloor:counts']).toMatchObject({ accepted: 2, duplicate: 0, conflict: 0, rejected: 0 })
  })

  test('sees it arrive on the Capture page, and its goods in Trace', { timeout: patience }, async () => {
    const { page } = journey
    await goTo(journey, '/sites/main/capture')
    const jobs = page.getByRole('grid', { name: 'Capture jobs' })
    await jobs.getByRole('row', { name: location.split('/').at(-1) ?? '' }).waitFor()
    await page.getByRole('search').getByRole('searchbox').fill('urn:epc:id:sgtin:0614141.107346.2018')
    await page.keyboard.press('Enter')
    await page.getByText('2 events').waitFor()
    // The console tells the same as the API: one identity, whatever the spelling.
    await goTo(journey, `/sites/main/trace?id=${encodeURIComponent('https://id.gs1.org/01/10614141073464/21/2018')}`)
    await page.getByText('2 events').waitFor()
  })

  test('breaks it on purpose and is told row, pointer, code and how to mend it', { timeout: patience }, async () => {
    const file = join(folder, 'document.jsonld')
    const whole = readFileSync(file, 'utf8')
    writeFileSync(file, whole.replace(/"action": *"OBSERVE"/, '"action":"LOOK"'))
    const [, post = ''] = blocks[0] ?? []
    const { out } = await run(post)
    writeFileSync(file, whole)
    const job = await ask(/^location: (\S+)/im.exec(out)?.[1] ?? '')
    expect(job.body['success']).toBe(false)
    const [first] = job.body['errors'] as Record<string, unknown>[]
    expect(first?.['at']).toMatch(/^\/epcisBody\/eventList\/0\/action$/)
    expect(first).toMatchObject({ code: expect.any(String), fix: expect.stringMatching(/\w/) })
    expect(JSON.stringify(job.body)).not.toContain('LOOK')
    expect(readFileSync(join(root, 'docs/errors.md'), 'utf8')).toContain(String(first?.['code']))
  })

  test('is shown the refused event on the Capture page, with its fix', { timeout: patience }, async () => {
    await goTo(journey, '/sites/main/capture')
    const refused = journey.page.getByRole('grid', { name: /^Refused/ })
    await refused.getByRole('row').nth(1).waitFor()
    expect(await refused.textContent()).toContain('/action')
  })

  test('runs every other command of the section as it stands', { timeout: patience }, async () => {
    const results = []
    for (const command of blocks[1] ?? []) results.push({ command, ...(await run(command)) })
    expect(results.map(({ command }) => command.split(' ').slice(1, 3).join(' '))).toEqual([
      'fairfloor import',
      'fairfloor epcis',
      'fairfloor doctor',
      'fairfloor help',
    ])
    expect(results.filter(({ code, command }) => code !== 0 && !command.includes('doctor'))).toEqual([])
    expect(results[0]?.out).toContain('3')
  })

  test('posts one event and is told 201, and 409 when it comes again', { timeout: patience }, async () => {
    const send = () => ask('/events', { method: 'POST', body: JSON.stringify(anEvent(77)) })
    const first = await send()
    expect(first.status).toBe(201)
    const again = await send()
    expect(again).toMatchObject({ status: 409, body: { code: 'EVENT_DUPLICATE' } })
    const stored = await ask(first.headers.get('location') ?? '')
    expect(stored.status).toBe(200)
  })

  test('pages through all events by the link of each answer, and meets each once', { timeout: patience }, async () => {
    // What other feeds scanned by hand has no id on its way out, so the whole event stands for itself.
    const met: string[] = []
    let next: string | undefined = '/events?perPage=2'
    for (let pages = 0; next !== undefined && pages < 20; pages++) {
      const page: Answer = await ask(next)
      expect(page.status).toBe(200)
      met.push(...eventsOf(page).map((event) => JSON.stringify(event)))
      next = /<([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1]
    }
    expect(new Set(met).size).toBe(met.length)
    expect(met.length).toBe(2 + 3 + 1)
  })

  test('finds the OpenAPI document where the README says', { timeout: patience }, async () => {
    expect(readme).toContain('/api/v1/openapi.json')
    const { status, body } = await ask('/api/v1/openapi.json')
    expect(status).toBe(200)
    expect(body['openapi']).toMatch(/^3\.1/)
    expect(Object.keys(body['paths'] as object)).toEqual(
      expect.arrayContaining(['/capture', '/events', '/api/v1/plan']),
    )
  })

  interface Answer {
    readonly status: number
    readonly headers: Headers
    readonly body: Record<string, unknown>
  }

  async function ask(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const response = await fetch(`${journey.server.url}${path}`, { ...init, headers })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) }
  }

  function eventsOf({ body }: Answer): object[] {
    const query = body['epcisBody'] as { queryResults: { resultsBody: { eventList: object[] } } }
    return query.queryResults.resultsBody.eventList
  }
})

/** Text and shell commands of a section of the README, by block; a line that ends with a backslash goes on. */
function readmeCommands(heading: string): { text: string; blocks: string[][] } {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const text = readme.split(/^## /m).find((section) => section.startsWith(heading)) ?? ''
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block = '']) =>
    block
      .replaceAll('\\\n', ' ')
      .split('\n')
      .filter((line) => line.trim() !== ''),
  )
  return { text, blocks }
}

const anEvent = (n: number) => ({
  '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
  type: 'ObjectEvent',
  eventID: `urn:uuid:00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  eventTime: `2026-03-02T14:05:${String(n % 60).padStart(2, '0')}+01:00`,
  eventTimeZoneOffset: '+01:00',
  epcList: [sscc(n)],
  action: 'OBSERVE',
  bizStep: 'shipping',
})

/** A made-up SSCC with its check digit. */
function sscc(n: number): string {
  const digits = `09521321${String(n).padStart(9, '0')}`
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 3 : 1), 0)
  return `https://id.gs1.org/00/${digits}${(10 - (sum % 10)) % 10}`
}

/** Like GS1's example 9.6.1, for where that is not at hand: two goods shipped, one received. */
const ours = {
  '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-03-02T14:05:00Z',
  epcisBody: {
    eventList: ['shipping', 'receiving'].map((bizStep, i) => ({
      type: 'ObjectEvent',
      eventID: `ni:///sha-256;${String(i).repeat(64)}?ver=CBV2.0`,
      action: 'OBSERVE',
      bizStep,
      epcList: ['urn:epc:id:sgtin:0614141.107346.2018'],
      eventTime: `2026-03-02T14:0${i}:00+01:00`,
      eventTimeZoneOffset: '+01:00',
    })),
  },
}
