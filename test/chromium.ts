import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Path of a program on the PATH, or null. */
export function programPath(name: string): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, name)
    if (folder !== '' && existsSync(path)) return path
  }
  return null
}

/** The Chromium of the system; CHROMIUM names another. Journeys and the pack test drive it through playwright-core. */
export function chromiumPath(): string | null {
  const named = process.env['CHROMIUM']
  if (named !== undefined) return existsSync(named) ? named : null
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    const path = programPath(name)
    if (path !== null) return path
  }
  return null
}

/** What playwright-core's `chromium.launch` needs here. Chromium refuses its sandbox to root. */
export function launchOptions(): { executablePath: string; args: string[] } {
  const executablePath = chromiumPath()
  if (executablePath === null) throw new Error('no Chromium: apt-get install chromium, or set CHROMIUM to its path')
  return { executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] }
}
