import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { axeFindings, openPage, type Screen, screens, startBrowser } from '../../test/journeys/browser.ts'
import { startFixtureServer } from './server.ts'

/**
 * Pictures of pages to look at: `shots.ts FOLDER PATH[@STATE]… [--dark] [--phone] [--lang=de]`. Without `--dark` and
 * `--phone` each page is taken in both themes and at both widths. Prints what axe finds.
 */
const args = process.argv.slice(2)
const [folder = 'shots', ...paths] = args.filter((arg) => !arg.startsWith('--'))
const lang = args.find((arg) => arg.startsWith('--lang='))?.slice('--lang='.length)
const themes = args.includes('--dark')
  ? (['dark'] as const)
  : args.includes('--light')
    ? (['light'] as const)
    : (['light', 'dark'] as const)
const sizes: readonly Screen[] = args.includes('--phone')
  ? ['phone']
  : args.includes('--desk')
    ? ['desk']
    : ['desk', 'phone']

mkdirSync(folder, { recursive: true })
const server = await startFixtureServer()
const browser = await startBrowser()
for (const named of paths) {
  const [path = '', state = 'busy'] = named.split('@')
  for (const theme of themes) {
    for (const screen of sizes) {
      const { context, page, errors } = await openPage(browser, {
        theme,
        screen,
        cookies: [{ name: 'fixture', value: state, url: server.origin }],
      })
      const query = lang === undefined ? '' : `${path.includes('?') ? '&' : '?'}lang=${lang}`
      await page.goto(`${server.origin}/app${path}${query}`)
      await page.waitForTimeout(state === 'lost' ? 1500 : state === 'silent' ? 17_000 : 500)
      const name = `${path.replace(/[^a-z0-9]+/gi, '_')}.${state}.${theme}.${screen}.png`
      await page.screenshot({ path: join(folder, name), fullPage: args.includes('--full') })
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      if (wide > screens[screen].width) console.log(`${name}: scrolls sideways, ${wide} px`)
      for (const line of [...errors, ...(await axeFindings(page))]) console.log(`${name}: ${line}`)
      await context.close()
    }
  }
}
await browser.close()
await server.close()
