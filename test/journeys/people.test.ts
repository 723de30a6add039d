import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ServerProcess, startServer } from '../torture/server-process.ts'
import { axeFindings, openPage, screens, startBrowser } from './browser.ts'
import { overflows, patience, possible, shown } from './real.ts'

const cli = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const password = 'seven quiet owls on a dock'

/** A person at a browser of their own, with an authenticator in it that knows its owner. */
interface Person {
  readonly context: BrowserContext
  readonly page: Page
  readonly errors: string[]
}

describe.skipIf(!possible)('people with accounts', () => {
  let folder = ''
  let server: ServerProcess
  let browser: Browser
  let admin: Person
  let lead: Person
  let codes: string[] = []
  let origin = ''
  const people: Person[] = []

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fairfloor-people-'))
    ;[server, browser] = await Promise.all([startServer(folder), startBrowser()])
    origin = server.url.replace('127.0.0.1', 'localhost')
  }, patience)
  afterAll(async () => {
    await browser?.close()
    await server?.kill()
    rmSync(folder, { recursive: true })
  }, patience)

  async function fairfloor(...args: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(process.execPath, [cli, ...args, '--data', folder])
    return stdout.trim()
  }

  async function person(): Promise<Person> {
    const opened = await openPage(browser)
    opened.page.setDefaultTimeout(30_000)
    const devtools = await opened.context.newCDPSession(opened.page)
    await devtools.send('WebAuthn.enable')
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    people.push(opened)
    return opened
  }

  /** What axe finds and what sticks out, on a desk in light and a phone in dark, in all languages. */
  async function looked(page: Page): Promise<string[]> {
    const found: string[] = []
    for (const [screen, colorScheme] of [
      ['desk', 'light'],
      ['phone', 'dark'],
    ] as const) {
      // As tall as the page: what the rail at the foot of a phone covers comes out when somebody scrolls.
      await page.setViewportSize({ ...screens[screen], height: 2_400 })
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      for (const line of [...(await axeFindings(page)), ...(await overflows(page))])
        found.push(`${page.url()} on a ${screen}: ${line}`)
    }
    await page.setViewportSize(screens.desk)
    return found
  }

  test('the first administrator opens the link of the command, makes a passkey by keyboard, and keeps ten codes', {
    timeout: patience,
  }, async () => {
    const link = await fairfloor('account', 'invite', '--role', 'admin')
    expect(link.startsWith(`${origin}/app/invitation#`)).toBe(true)
    admin = await person()
    const { page } = admin
    await page.goto(link)
    await page.getByRole('heading', { name: 'Your account' }).waitFor()
    await page.getByText('Administrator (no data), every site').waitFor()
    expect(await looked(page)).toEqual([])
    await page.getByRole('textbox', { name: 'What shall colleagues call you?' }).focus()
    await page.keyboard.type('Root')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Recovery codes' }).waitFor()
    codes = ((await page.getByRole('group', { name: 'Recovery codes' }).textContent()) ?? '').split('\n')
    expect(codes).toHaveLength(10)
    expect(await looked(page)).toEqual([])
    await page.getByRole('button', { name: 'I have kept them' }).click()
    await page.waitForURL('**/app/accounts')
  })

  test('the administrator sees accounts, and no data', { timeout: patience }, async () => {
    const { page, context } = admin
    await shown(page)
    await page.getByText('One person has an account.').waitFor()
    const rail = page.getByRole('navigation', { name: 'Pages' })
    expect(await rail.getByRole('link', { name: /Departures|Floor|Trace|Capture|Network/ }).count()).toBe(0)
    expect((await context.request.get(`${origin}/api/v1/sites/main/floor`)).status()).toBe(403)
    expect(await looked(page)).toEqual([])
  })

  test('the link of the start opens nothing any more', { timeout: patience }, async () => {
    const { context, page } = await person()
    expect((await context.request.get(server.link)).status()).toBe(401)
    await page.goto(`${origin}/app/`)
    await page.getByRole('button', { name: 'Sign in with a passkey' }).waitFor()
    expect(await looked(page)).toEqual([])
    await page.goto(`${server.url}/app/`)
    await page.getByRole('link', { name: /^Passkeys work at http:\/\/localhost/ }).waitFor()
  })

  test('an invitation for one site makes a lead, who sees the site and nothing of accounts', {
    timeout: patience,
  }, async () => {
    const { page } = admin
    await page.getByRole('combobox', { name: 'Site' }).first().selectOption('main')
    await page.getByRole('button', { name: 'Make an invitation link' }).click()
    const link = (await page.getByRole('group', { name: 'Make an invitation link' }).textContent()) ?? ''
    lead = await person()
    await lead.page.goto(link)
    await lead.page.getByRole('textbox', { name: 'What shall colleagues call you?' }).fill('Lou')
    await lead.page.getByText('Use a password instead').click()
    await lead.page.getByLabel('Password', { exact: true }).fill('password1234')
    await lead.page.getByRole('button', { name: 'Make the account' }).click()
    await lead.page.getByText('That password is too easy to guess').waitFor()
    await lead.page.getByLabel('Password', { exact: true }).fill(password)
    await lead.page.getByRole('button', { name: 'Make the account' }).click()
    await lead.page.getByRole('button', { name: 'I have kept them' }).click()
    await lead.page.waitForURL('**/sites/main/departures')
    expect((await lead.context.request.get(`${origin}/api/v1/accounts`)).status()).toBe(403)
    await lead.page.getByRole('button', { name: 'Account and display' }).click()
    const menu = lead.page.getByRole('dialog', { name: 'Account and display' })
    await menu.getByRole('link', { name: 'My account' }).click()
    await menu.waitFor({ state: 'detached' })
    expect(await lead.page.getByRole('link', { name: 'Accounts and keys' }).count()).toBe(0)
    await shown(lead.page)
    await lead.page.getByText('Signed in as Lou.').waitFor()
  })

  test('a person adds a passkey, signs out, and comes back with it', { timeout: patience }, async () => {
    const { page } = lead
    await page.getByRole('textbox', { name: 'Name of the device' }).fill('Dock tablet')
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByText(/^Dock tablet, made on/).waitFor()
    expect(await looked(page)).toEqual([])
    await page.getByRole('button', { name: 'Account and display' }).click()
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.getByText('Signed in as Lou.').waitFor()
  })

  test('a password and a recovery code let in too, and one session ends another', { timeout: patience }, async () => {
    const other = await person()
    await other.page.goto(`${origin}/app/account`)
    await other.page.getByText('With a password').click()
    await other.page.getByRole('textbox', { name: 'Name' }).fill('lou')
    await other.page.getByLabel('Password', { exact: true }).fill('seven quiet owls')
    await other.page.keyboard.press('Enter')
    await other.page.getByText('That did not match').waitFor()
    await other.page.getByLabel('Password', { exact: true }).fill(password)
    await other.page.keyboard.press('Enter')
    await other.page.getByText('Signed in as Lou.').waitFor()
    await lead.page.reload()
    await lead.page.getByRole('button', { name: 'End all others' }).click()
    await lead.page.getByText('Done.').waitFor()
    await other.page.goto(`${origin}/app/account`)
    await other.page.getByText('With a recovery code').click()
    await other.page.getByRole('textbox', { name: 'Recovery code' }).fill(codes[3]?.toLowerCase() ?? '')
    await other.page.keyboard.press('Enter')
    await other.page.getByText('Signed in as Root.').waitFor()
    await other.page.getByText('9 codes are left.').waitFor()
    expect(await looked(other.page)).toEqual([])
  })

  test('a dangerous act long after signing in asks for a proof, and goes on with it', {
    timeout: patience,
  }, async () => {
    const { page } = admin
    const db = new DatabaseSync(join(folder, 'fairfloor.sqlite'))
    db.exec('UPDATE account_session SET proven_ms = 0')
    db.close()
    await page.goto(`${origin}/app/accounts`)
    await shown(page)
    await page.getByRole('textbox', { name: /^Name of the system/ }).fill('sorter-2')
    await page.getByRole('button', { name: 'Make a key' }).click()
    const dialogue = page.getByRole('dialog', { name: 'Prove that it is you' })
    await dialogue.waitFor()
    expect(await looked(page)).toEqual([])
    await dialogue.getByRole('button', { name: 'With a passkey' }).click()
    await page.getByText('The key is shown this once.').waitFor()
    const key = (await page.getByRole('group', { name: 'The key is shown this once.' }).textContent()) ?? ''
    const answer = await fetch(`${server.url}/events`, { headers: { authorization: `Bearer ${key}` } })
    expect(answer.status).toBe(200)
    await page.getByText(/^sorter-2: Machine that sends events/).waitFor()
  })

  test('those who watch read in their language who did what', { timeout: patience }, async () => {
    const link = await fairfloor('account', 'invite', '--role', 'representative')
    const { page } = await person()
    await page.goto(link)
    await page.getByRole('textbox', { name: 'What shall colleagues call you?' }).fill('Rosa')
    await page.getByRole('button', { name: 'Make a passkey' }).click()
    await page.getByRole('button', { name: 'I have kept them' }).click()
    await page.waitForURL('**/sites/main/departures')
    for (const [language, title, key] of [
      ['de', 'Zugriffsprotokoll', 'Schlüssel gemacht'],
      ['fr', 'Journal des accès', 'Clé créée'],
      ['en', 'Access log', 'Key made'],
    ] as const) {
      await page.goto(`${origin}/app/access-log?lang=${language}`)
      await page.getByRole('heading', { name: title }).waitFor()
      await page.getByRole('cell', { name: key }).waitFor()
      expect(await looked(page)).toEqual([])
    }
    await page.goto(`${origin}/app/accounts`)
    await shown(page)
    expect(await page.getByRole('button', { name: /^(Remove|Reset|Make)/ }).count()).toBe(0)
  })

  test('a kill -9 ends no session and loses no account', { timeout: patience }, async () => {
    await server.kill()
    server = await startServer(folder, { port: Number(new URL(origin).port) })
    expect(server.link).toBe(`${origin}/app/`)
    await lead.page.goto(`${origin}/app/account`)
    await lead.page.getByText('Signed in as Lou.').waitFor()
  })

  test('no page said anything wrong on its way', () => {
    expect(people.flatMap(({ errors }) => errors)).toEqual([])
  })
})
