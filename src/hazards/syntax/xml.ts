import { SaxesParser } from 'saxes'
import { FaultError } from '../../base/index.ts'
import type { Tree } from '../tree.ts'

/** Deeper, or with more elements, no feed is; a bomb is. */
const depthMax = 64
const elementsMax = 2_000_000

/** Prefixes under which fields name elements, whatever prefix a publisher chose; other namespaces go by the local name alone. */
const prefixes: Readonly<Record<string, string>> = {
  'http://www.georss.org/georss': 'georss:',
  'http://www.opengis.net/gml': 'gml:',
  'http://www.opengis.net/gml/3.2': 'gml:',
  'http://www.w3.org/2003/01/geo/wgs84_pos#': 'geo:',
  'http://www.gdacs.org': 'gdacs:',
  'http://www.w3.org/2001/XMLSchema-instance': 'xsi:',
  'http://www.w3.org/XML/1998/namespace': 'xml:',
  'http://purl.org/dc/elements/1.1/': 'dc:',
}

type Element = { [name: string]: Tree }

/**
 * XML as a tree: an element without attributes and children is its text, another an object of its children by name, attributes as
 * `@name` and text as `#text`; children of one name are a list. The root stands under its name. No document type is taken, so no
 * entity but the five of XML means anything; nothing is fetched. Throws FaultError FEED_PAYLOAD.
 */
export function readXml(text: string): Tree {
  const root: Element = {}
  const open: { element: Element; text: string }[] = [{ element: root, text: '' }]
  let elements = 0
  const parser = new SaxesParser({ xmlns: true, position: true })
  const fail = (got: string): never => {
    throw new FaultError({
      code: 'FEED_PAYLOAD',
      at: `line ${parser.line}, column ${parser.column}`,
      got,
      allowed: 'XML without a document type',
    })
  }
  parser.on('error', () => fail('text that is not well formed'))
  parser.on('doctype', () => fail('a document type'))
  parser.on('opentag', ({ uri, local, attributes }) => {
    if (++elements > elementsMax) fail(`more than ${elementsMax} elements`)
    if (open.length > depthMax) fail(`elements nested more than ${depthMax} deep`)
    const element: Element = {}
    for (const { uri: ofUri, prefix, local: name, value } of Object.values(attributes)) {
      if (prefix !== 'xmlns' && name !== 'xmlns') element[`@${prefixes[ofUri] ?? ''}${name}`] = value
    }
    add(open.at(-1)!.element, `${prefixes[uri] ?? ''}${local}`, element)
    open.push({ element, text: '' })
  })
  const onText = (piece: string): void => {
    open.at(-1)!.text += piece
  }
  parser.on('text', onText)
  parser.on('cdata', onText)
  parser.on('closetag', ({ uri, local }) => {
    const { element, text: own } = open.pop()!
    const trimmed = own.trim()
    if (Object.keys(element).length === 0) replaceLast(open.at(-1)!.element, `${prefixes[uri] ?? ''}${local}`, trimmed)
    else if (trimmed !== '') element['#text'] = trimmed
  })
  parser.write(text).close()
  return root
}

function add(parent: Element, name: string, child: Tree): void {
  const before = Object.hasOwn(parent, name) ? parent[name] : undefined
  if (before === undefined) parent[name] = child
  else if (Array.isArray(before)) before.push(child)
  else parent[name] = [before, child]
}

/** An element that turned out to be text alone. */
function replaceLast(parent: Element, name: string, text: string): void {
  const before = parent[name]
  if (Array.isArray(before)) before[before.length - 1] = text
  else parent[name] = text
}
