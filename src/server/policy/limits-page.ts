import { readFileSync } from 'node:fs'
import { packageFile } from '../../base/index.ts'
import type { PolicyDocument } from '../../policy/index.ts'

const heading = 'What we cannot promise'

/** The first part of docs/limits.md as a page of its own: each paragraph begins with its own bold sentence. English only. */
export function limitsDocument(): PolicyDocument {
  const page = readFileSync(packageFile(import.meta.url, 'docs/limits.md'), 'utf8')
  const part = page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  const paragraphs = part
    .split(/\n{2,}/)
    .map((each) => plain(each.replace(/\n/g, ' ').trim()))
    .filter((each) => each !== '')
  return {
    kind: 'limits',
    language: 'en',
    title: heading,
    site: 'Fairfloor',
    notes: [],
    sections: paragraphs.map((each, index) => {
      const [, bold = '', rest = each] = /^\*\*(.+?)\*\*\s*(.*)$/.exec(each) ?? []
      return { id: String(index + 1), heading: bold, blocks: [{ kind: 'text', text: rest }] }
    }),
  }
}

/** Without the marks of code and links. */
function plain(text: string): string {
  return text.replace(/`([^`]*)`/g, '$1').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
}
