import pdfmake from 'pdfmake'
import type { Block, PolicyDocument } from '../../policy/index.ts'

// The fonts that every reader has: nothing is fetched, from a network or from the disk.
const faces = {
  normal: 'Helvetica',
  bold: 'Helvetica-Bold',
  italics: 'Helvetica-Oblique',
  bolditalics: 'Helvetica-BoldOblique',
} as const
pdfmake.setFonts({ Helvetica: faces })
pdfmake.setUrlAccessPolicy(() => false)
// The package asks for its built-in faces as if they were files.
const names: readonly string[] = Object.values(faces)
pdfmake.setLocalAccessPolicy((path) => names.includes(path))

/**
 * Prints a document as PDF, A4, with page numbers, in the language it is written in. Not tagged: pdfmake draws no structure tree, and its
 * `tagged` would only claim one. The page is the accessible form (docs/limits.md).
 */
export function pdfOf(written: PolicyDocument): Promise<Buffer> {
  // The text of the faces is Windows-1252; the page (HTML) has every name as it is spelled.
  const document = JSON.parse(JSON.stringify(written), (_key, value: unknown) =>
    typeof value === 'string' ? latin(value) : value,
  ) as PolicyDocument
  const { title, site, notes, sections, language } = document
  return pdfmake
    .createPdf({
      info: { title: `${title}: ${site}`, producer: 'Fairfloor', creator: 'Fairfloor' },
      language,
      pageSize: 'A4',
      pageMargins: [56, 56, 56, 64],
      defaultStyle: { font: 'Helvetica', fontSize: 10, lineHeight: 1.25 },
      footer: (page: number, pages: number) => ({
        text: `${site} · ${page}/${pages}`,
        alignment: 'center',
        fontSize: 8,
        margin: [0, 20, 0, 0],
      }),
      content: [
        { text: title, fontSize: 18, bold: true },
        { text: site, fontSize: 12, margin: [0, 2, 0, 8] },
        ...notes.map((note) => ({ text: note, italics: true, fontSize: 9, margin: [0, 0, 0, 4] })),
        ...sections.flatMap(({ heading, blocks }) => [
          { text: heading, fontSize: 13, bold: true, margin: [0, 12, 0, 4], headlineLevel: 1 },
          ...blocks.map(contentOf),
        ]),
      ],
      // A heading does not stand alone at the end of a page.
      pageBreakBefore: (
        node: { headlineLevel?: number },
        nodes: { getFollowingNodesOnPage(): readonly unknown[] } | readonly unknown[],
      ) => {
        const following = 'getFollowingNodesOnPage' in nodes ? nodes.getFollowingNodesOnPage() : nodes
        return node.headlineLevel === 1 && following.length === 0
      },
    })
    .getBuffer()
}

function contentOf(block: Block): object {
  switch (block.kind) {
    case 'text':
      return { text: block.text, margin: [0, 0, 0, 4] }
    case 'list':
      return { ul: [...block.items], margin: [0, 0, 0, 6] }
    case 'table':
      return {
        margin: [0, 2, 0, 8],
        layout: 'lightHorizontalLines',
        table: {
          headerRows: 1,
          widths: block.head.map(() => '*'),
          body: [block.head.map((text) => ({ text, bold: true })), ...block.rows.map((row) => [...row])],
        },
      }
  }
}

/** What Windows-1252 has beyond Latin-1. */
const beyondLatin1 = new Set('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ')
/** Letters with a stroke have no parts that could be left out. */
const strokes: Readonly<Record<string, string>> = {
  Ł: 'L',
  ł: 'l',
  Đ: 'D',
  đ: 'd',
  ı: 'i',
  '\u2011': '-',
  '\u2212': '-',
  '\u2009': ' ',
  '\u202f': '\u00a0',
}

/** A text in the characters that the built-in faces have: accents that they lack are left out, other scripts become question marks. */
export function latin(text: string): string {
  let out = ''
  for (const letter of text) {
    if (isLatin(letter)) out += letter
    else {
      const bare = strokes[letter] ?? letter.normalize('NFD').replace(/\p{M}/gu, '')
      out += isLatin(bare) ? bare : '?'
    }
  }
  return out
}

function isLatin(letter: string): boolean {
  return /^[\n\x20-\x7e\xa0-\xff]$/.test(letter) || beyondLatin1.has(letter)
}
