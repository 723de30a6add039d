import { type Comment, parseSync, visitorKeys } from 'oxc-parser'

/** A node of the syntax tree, read without trusting its shape. */
export interface Node {
  readonly type: string
  readonly start: number
  readonly [member: string]: unknown
}

/** One import, re-export, dynamic import or import type. */
export interface Import {
  readonly specifier: string
  /** Names taken, as the other module calls them; `*` for all. */
  readonly names: readonly string[]
  readonly start: number
}

export interface Source {
  /** Path from the root of the repository, with `/`. */
  readonly path: string
  readonly text: string
  readonly imports: readonly Import[]
  readonly comments: readonly Comment[]
  readonly program: Node
}

/** A broken rule: where, what, and what to do instead. */
export interface Finding {
  readonly rule: string
  readonly path: string
  readonly line: number
  readonly message: string
}

/** Parses one TypeScript file. Throws where it does not parse: the compiler says more about that. */
export function parseSource(path: string, text: string): Source {
  const parsed = parseSync(path, text)
  const error = parsed.errors[0]
  if (error !== undefined) throw new Error(`${path} does not parse: ${error.message}`)
  const program = parsed.program as unknown as Node
  const imports: Import[] = []
  for (const one of parsed.module.staticImports) {
    const names = one.entries.map(
      (entry) => entry.importName.name ?? (entry.importName.kind === 'Default' ? 'default' : '*'),
    )
    imports.push({ specifier: one.moduleRequest.value, names, start: one.start })
  }
  for (const one of parsed.module.staticExports) {
    for (const entry of one.entries) {
      if (entry.moduleRequest === null) continue
      imports.push({ specifier: entry.moduleRequest.value, names: [entry.importName.name ?? '*'], start: one.start })
    }
  }
  walk(program, (node) => {
    if (node.type !== 'ImportExpression' && node.type !== 'TSImportType') return
    const source = node['source'] as Node
    if (typeof source['value'] === 'string')
      imports.push({ specifier: source['value'], names: ['*'], start: node.start })
  })
  return { path, text, imports, comments: parsed.comments, program }
}

/** Calls `visit` on every node, parents first. */
export function walk(node: Node, visit: (node: Node, parent: Node | null) => void, parent: Node | null = null): void {
  visit(node, parent)
  for (const key of visitorKeys[node.type] ?? []) {
    const child = node[key]
    if (Array.isArray(child)) {
      for (const one of child) if (isNode(one)) walk(one, visit, node)
    } else if (isNode(child)) walk(child, visit, node)
  }
}

/** Line number from 1 of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1
  for (let i = text.indexOf('\n'); i !== -1 && i < offset; i = text.indexOf('\n', i + 1)) line++
  return line
}

export function isTest(path: string): boolean {
  return /\.(test|testkit|bench)\.tsx?$/.test(path) || path.includes('/testdata/') || path.includes('/testing/')
}

/** `src/flow/windows.ts` → `flow`, `console/app/x.tsx` → `console`; null for files that belong to no room. */
export function roomOf(path: string): string | null {
  // Settings of the build and the harness that shows the console to its makers run beside the product, not in it.
  if (path === 'console/vite.config.ts' || path.startsWith('console/dev/')) return null
  const parts = path.split('/')
  if (parts[0] === 'console') return 'console'
  return parts[0] === 'src' && parts.length > 2 ? parts[1]! : null
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
}
