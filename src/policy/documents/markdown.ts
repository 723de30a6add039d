import type { Block, PolicyDocument } from './document.ts'

/** A document as Markdown, for the register that is committed with the manifest. */
export function markdownOf(document: PolicyDocument): string {
  const lines = [`# ${document.title}: ${document.site}`, '', ...document.notes.flatMap((note) => [note, ''])]
  for (const { heading, blocks } of document.sections) {
    lines.push(`## ${heading}`, '')
    for (const block of blocks) lines.push(...blockLines(block), '')
  }
  return `${lines.join('\n').trimEnd()}\n`
}

function blockLines(block: Block): string[] {
  switch (block.kind) {
    case 'text':
      return [block.text]
    case 'list':
      return block.items.map((item) => `- ${item}`)
    case 'table': {
      const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
      return [row(block.head), row(block.head.map(() => '---')), ...block.rows.map(row)]
    }
  }
}
