import type { Page } from 'playwright-core'

/** Words that stand in no catalogue on purpose: names of keys and languages, our own name, and commands to copy. */
const ours = ['Fairfloor', 'Ctrl', 'K', 'UTC', 'English', 'Deutsch', 'Français']

/**
 * What a page in the pseudo-language shows in plain letters. Messages stand in brackets and are accented there; data are what the
 * server said; numbers, times, days and zones come from the browser's own tables. Whatever is left went round the catalogue.
 */
export async function plainTexts(page: Page, data: readonly string[]): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement
      // Commands and codes to copy are the same in every language.
      if (parent === null || parent.closest('pre, code, kbd, .mono, script, style, noscript') !== null) continue
      const text = node.textContent?.trim() ?? ''
      if (text !== '' && parent.checkVisibility()) found.push(text)
    }
    return found
  })
  const known = [...data, ...ours].filter((text) => /\p{L}/u.test(text)).sort((a, b) => b.length - a.length)
  return [...new Set(texts)].filter((text) => /\p{L}{2,}/u.test(withoutData(withoutMessages(text), known)))
}

/** Takes out what stands in brackets, the inner ones first: a message may hold another. */
function withoutMessages(text: string): string {
  for (let before = ''; before !== text; ) {
    before = text
    text = text.replace(/\[[^[\]]*\]/g, ' ')
  }
  return text
}

/** Days, months and zones as `Intl` writes them in English. */
const calendar =
  /\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|GMT|BST|CES?T|E[SD]T)\b/g

function withoutData(text: string, known: readonly string[]): string {
  let rest = text
  for (const each of known) {
    if (!rest.includes(each)) continue
    rest = rest.replaceAll(new RegExp(`(?<!\\p{L})${RegExp.escape(each)}(?!\\p{L})`, 'gu'), ' ')
  }
  return rest.replace(calendar, ' ').replace(/\(\d+\) [\d ]+/g, ' ')
}
