import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'oxc-parser'
import { expect, test } from 'vitest'

/** Attributes that a person sees or hears. */
const spoken = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'alt',
  'label',
  'placeholder',
  'title',
  'header',
  'name',
])
/** Elements whose text is the same in every language: key caps. */
const wordless = new Set(['kbd'])
const letters = /\p{L}{2}/u

interface Node {
  readonly type: string
  readonly start: number
  readonly [member: string]: unknown
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
}

/** Text of a JSX file that a person would see or hear and that no catalogue knows, each with its line. */
function literalsOf(path: string, source: string): string[] {
  const found: string[] = []
  const note = (node: Node, text: string): void => {
    if (letters.test(text)) found.push(`${path}:${source.slice(0, node.start).split('\n').length}: ${text.trim()}`)
  }
  const walk = (node: Node, inside: string): void => {
    if (node.type === 'JSXText' && !wordless.has(inside)) note(node, String(node['value']))
    if (node.type === 'JSXAttribute') {
      const name = String((node['name'] as Node)['name'])
      const value = node['value']
      if (spoken.has(name) && isNode(value) && value.type === 'Literal' && !isPlainName(name, inside))
        note(value, String(value['value']))
    }
    if (node.type === 'JSXExpressionContainer' && isNode(node['expression'])) {
      const expression = node['expression']
      if (expression.type === 'Literal' && inside !== 'attribute') note(expression, String(expression['value']))
    }
    const opening = node['openingElement']
    const next =
      node.type === 'JSXElement' && isNode(opening)
        ? nameOf(opening)
        : node.type === 'JSXAttribute'
          ? 'attribute'
          : inside
    for (const member of Object.values(node)) {
      for (const child of Array.isArray(member) ? member : [member])
        if (isNode(child)) walk(child, node.type === 'JSXOpeningElement' ? nameOf(node) : next)
    }
  }
  const parsed = parseSync(path, source)
  if (parsed.errors.length > 0) throw new Error(`${path} does not parse`)
  walk(parsed.program as unknown as Node, '')
  return found
}

function nameOf(opening: Node): string {
  return String((opening['name'] as Node)['name'])
}

/** `name` is spoken nowhere on these: it names a form field or a style. */
function isPlainName(attribute: string, element: string): boolean {
  return attribute === 'name' && ['input', 'Rows', 'meta'].includes(element)
}

test('a sentence in JSX or in a spoken attribute is found', () => {
  const source = `const a = <p title="Seen twice">Some text {'more text'} <kbd>Ctrl K</kbd> <b>{t('x')}</b></p>`
  expect(literalsOf('a.tsx', source)).toEqual(['a.tsx:1: Seen twice', 'a.tsx:1: Some text', 'a.tsx:1: more text'])
})

test('no visible text of the console stands outside the catalogue', () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.tsx'),
  )
  expect(files.length).toBeGreaterThan(20)
  expect(files.flatMap((path) => literalsOf(path, readFileSync(join(import.meta.dirname, path), 'utf8')))).toEqual([])
})
