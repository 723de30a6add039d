import { en, isMessageKey, translator } from '../text/index.ts'

const say = translator('en', en, 'en')

/** What a site file changes, a line each. */
export function siteChangeLines(changes: readonly { code: string; place: string; waits: boolean }[]): string[] {
  return changes.map(({ code, place, waits }) => {
    const key = `siteChange.${code}`
    const line = isMessageKey(key) ? say(key, { place }) : code
    return waits ? `${line} (begins with an operational week)` : line
  })
}
