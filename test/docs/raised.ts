import { type Node, type Source, walk } from '../tidy/source.ts'

/** A code as a file raises it. */
export interface Raised {
  readonly code: string
  readonly path: string
}

/**
 * Fault codes that a file raises: every string in capitals that stands where a fault is made, either as the member
 * `code` of an object, or anywhere as a literal that the table of faults knows (codes also travel through tables
 * and helpers such as `reject('CODE', at)`).
 */
export function raisedCodes(source: Source, known: ReadonlySet<string>): Raised[] {
  const out = new Set<string>()
  walk(source.program, (node, parent) => {
    if (node.type !== 'Literal' || typeof node['value'] !== 'string') return
    const text = node['value']
    // A comparison, a case or a type looks a code up; it does not raise it.
    if (parent !== null && looksUp(node, parent)) return
    if (known.has(text) || (isCodeMember(node, parent) && /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(text))) out.add(text)
  })
  return [...out].map((code) => ({ code, path: source.path }))
}

function looksUp(node: Node, parent: Node): boolean {
  if (parent.type === 'BinaryExpression' || parent.type.startsWith('TSLiteral')) return true
  if (parent.type === 'SwitchCase') return parent['test'] === node
  return parent.type === 'Property' && parent['key'] === node
}

function isCodeMember(node: Node, parent: Node | null): boolean {
  if (parent?.type !== 'Property' || parent['value'] !== node) return false
  return (parent['key'] as Node)['name'] === 'code'
}
