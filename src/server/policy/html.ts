import type { Block, PolicyDocument } from '../../policy/index.ts'

/** Where a document that the server sends finds its style; a saved one has the file beside it. */
export const stylePath = '/api/v1/policy/document.css'

/** The document may load its style and nothing else. */
export const documentSecurityPolicy =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Prints a document as a page that reads well on a screen, on paper and aloud; no script, no style inside. */
export function htmlOf(document: PolicyDocument, style = stylePath): string {
  const { language, title, site, notes, sections } = document
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(`${title}: ${site}`)}</title>
<link rel="stylesheet" href="${escaped(style)}">
</head>
<body>
<main>
<header>
<h1>${escaped(title)}</h1>
<p class="site">${escaped(site)}</p>
${notes.map((note) => `<p class="note">${escaped(note)}</p>`).join('\n')}
</header>
${sections.map(({ id, heading, blocks }) => `<section id="${escaped(`point-${id}`)}">\n<h2>${escaped(heading)}</h2>\n${blocks.map(blockOf).join('\n')}\n</section>`).join('\n')}
</main>
</body>
</html>
`
}

function blockOf(block: Block): string {
  switch (block.kind) {
    case 'text':
      return `<p>${escaped(block.text)}</p>`
    case 'list':
      return `<ul>\n${block.items.map((item) => `<li>${escaped(item)}</li>`).join('\n')}\n</ul>`
    case 'table': {
      const head = block.head.map((cell) => `<th scope="col">${escaped(cell)}</th>`).join('')
      const rows = block.rows.map(
        ([first = '', ...rest]) =>
          `<tr><th scope="row">${escaped(first)}</th>${rest.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`,
      )
      return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`
    }
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/** The style of a printed document. */
export const documentStyle = `:root { color-scheme: light dark; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; break-after: avoid; }
.site { font-size: 1.1rem; margin: 0 0 1rem; }
.note { margin: .25rem 0; font-size: .9rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid; font-weight: normal; }
thead th { font-weight: bold; }
tr { break-inside: avoid; }
@media print {
  main { max-width: none; padding: 0; }
  body { font-size: 10.5pt; }
}
@page { margin: 18mm; }
`
