import { mayOpen } from './imports.ts'
import { middleRooms } from './rooms.ts'
import { type Finding, isTest, lineAt, type Node, roomOf, type Source, walk } from './source.ts'

/** Rules about what stands inside a file: types, comments, globals, worker addresses, visible text. */
export function codeFindings(source: Source): Finding[] {
  const out: Finding[] = []
  const add = (rule: string, offset: number, message: string): void => {
    out.push({ rule, path: source.path, line: lineAt(source.text, offset), message })
  }
  const room = roomOf(source.path)
  const pure = room !== null && middleRooms.includes(room) && !isTest(source.path)
  const visible = room === 'console' && !isTest(source.path)
  const product = room !== null && room !== 'console' && !isTest(source.path)

  for (const comment of source.comments) {
    if (/@ts-(ignore|expect-error|nocheck|check)\b/.test(comment.value)) {
      add(
        'directive',
        comment.start,
        'A @ts- directive silences the compiler: narrow the value or fix the type instead.',
      )
    }
    if (/\b(TODO|FIXME|XXX|HACK)\b/.test(comment.value)) {
      add('unfinished', comment.start, 'Finish it, or open an issue and say in the docs what is missing.')
    }
  }
  const own = pure ? declaredNames(source) : null
  walk(source.program, (node, parent) => {
    if (room !== null && !mayOpen(source.path) && (node['name'] === 'openSealed' || node['value'] === 'openSealed')) {
      add(
        'sealed',
        node.start,
        'Only src/policy/gate.ts opens cells, by whatever way the name is reached: ask the gate.',
      )
    }
    if (node.type === 'TSAnyKeyword') {
      add('any', node.start, 'Write unknown and parse it, or name the type.')
    }
    if (own !== null && !own.has(String(node['name']))) {
      const what = forbidden(node, parent)
      if (what !== null) {
        add(
          'global',
          node.start,
          `${what} is not for ${room}: take time, chance, settings and I/O as a parameter or a port.`,
        )
      }
    }
    if (product && isTypeScriptUrl(node)) {
      add(
        'worker',
        node.start,
        "A .ts address does not exist in the package: use siblingModule(import.meta.url, './name.ts') of base.",
      )
    }
    if (visible && isVisibleText(node, parent)) {
      add(
        'visible text',
        node.start,
        'Every visible word comes from the catalogue: add a key to src/text and call t(key).',
      )
    }
  })
  return out
}

const timersAndSockets = [
  'setTimeout',
  'setInterval',
  'setImmediate',
  'fetch',
  'process',
  'performance',
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
  'Worker',
  'localStorage',
  'globalThis',
  'window',
]

/** Names that a file declares itself, anywhere: such a name is not the global. */
function declaredNames(source: Source): ReadonlySet<string> {
  const out = new Set<string>()
  const take = (pattern: Node): void => {
    if (pattern.type === 'Identifier') out.add(String(pattern['name']))
    else walk(pattern, (node) => node.type === 'Identifier' && out.add(String(node['name'])))
  }
  walk(source.program, (node) => {
    if (node.type === 'VariableDeclarator') take(node['id'] as Node)
    if (/^Import(Default|Namespace)?Specifier$/.test(node.type)) take(node['local'] as Node)
    if (!/^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type)) return
    if (node.type === 'FunctionDeclaration' && node['id'] !== null) take(node['id'] as Node)
    for (const parameter of node['params'] as Node[]) take(parameter)
  })
  return out
}

/** The name of the forbidden global that a node reads, or null. */
function forbidden(node: Node, parent: Node | null): string | null {
  if (node.type !== 'Identifier' || !isReference(node, parent)) return null
  const name = String(node['name'])
  if (timersAndSockets.includes(name)) return name
  const member = parent?.type === 'MemberExpression' && parent['object'] === node ? memberName(parent) : null
  if (name === 'Math') return member === 'random' ? 'Math.random' : null
  if (name !== 'Date') return null
  if (member === 'UTC' || member === 'parse' || member === 'prototype') return null
  if (parent?.type === 'NewExpression' && (parent['arguments'] as unknown[]).length > 0) return null
  if (parent?.type === 'BinaryExpression' && parent['operator'] === 'instanceof') return null
  return member === null ? 'new Date() or Date() without arguments' : `Date.${member}`
}

// Names of members, keys and types are no reads of a global.
function isReference(node: Node, parent: Node | null): boolean {
  if (parent === null) return true
  if (parent.type === 'MemberExpression' && parent['property'] === node) return parent['computed'] === true
  if (/^(Property|PropertyDefinition|MethodDefinition)$/.test(parent.type) && parent['key'] === node) {
    return parent['computed'] === true || (parent['shorthand'] === true && parent['value'] === node)
  }
  return !parent.type.startsWith('TS') || parent.type === 'TSNonNullExpression' || parent.type === 'TSAsExpression'
}

function memberName(member: Node): string {
  const property = member['property'] as Node
  return String(property['name'] ?? property['value'])
}

function isTypeScriptUrl(node: Node): boolean {
  if (node.type !== 'NewExpression') return false
  const [first] = node['arguments'] as Node[]
  return first?.type === 'Literal' && typeof first['value'] === 'string' && /^\.{1,2}\/.*\.ts$/.test(first['value'])
}

const visibleAttributes = [
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'description',
  'errorMessage',
  'label',
  'placeholder',
  'title',
]

function isVisibleText(node: Node, parent: Node | null): boolean {
  if (node.type === 'JSXText') return hasLetter(String(node['value']))
  if (node.type === 'JSXAttribute') {
    const name = (node['name'] as Node)['name']
    const value = node['value'] as Node | null
    if (!visibleAttributes.includes(String(name)) || value === null) return false
    const inner = value.type === 'JSXExpressionContainer' ? (value['expression'] as Node) : value
    return literalText(inner)
  }
  if (node.type !== 'JSXExpressionContainer') return false
  return (parent?.type === 'JSXElement' || parent?.type === 'JSXFragment') && literalText(node['expression'] as Node)
}

/** True where an expression can come out as words that were written in place. */
function literalText(node: Node): boolean {
  if (node.type === 'Literal') return typeof node['value'] === 'string' && hasLetter(node['value'])
  if (node.type === 'ParenthesizedExpression') return literalText(node['expression'] as Node)
  if (node.type === 'LogicalExpression') return literalText(node['right'] as Node)
  if (node.type === 'ConditionalExpression') {
    return literalText(node['consequent'] as Node) || literalText(node['alternate'] as Node)
  }
  if (node.type !== 'TemplateLiteral') return false
  return (node['quasis'] as { value: { raw: string } }[]).some((part) => hasLetter(part.value.raw))
}

function hasLetter(text: string): boolean {
  return /\p{L}/u.test(text)
}
