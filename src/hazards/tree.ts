/** What every syntax is read into: the values of JSON. */
export type Tree = null | boolean | number | string | readonly Tree[] | { readonly [name: string]: Tree }

export function isMap(tree: Tree | undefined): tree is { readonly [name: string]: Tree } {
  return typeof tree === 'object' && tree !== null && !Array.isArray(tree)
}

export function isList(tree: Tree | undefined): tree is readonly Tree[] {
  return Array.isArray(tree)
}

/** A list as it is, one thing as a list of one, nothing as an empty one: XML does not tell one child from many. */
export function listOf(tree: Tree | undefined): readonly Tree[] {
  if (tree === undefined || tree === null) return []
  return isList(tree) ? tree : [tree]
}

/** Kind of a value for a fault: never the value. */
export function kindOf(tree: Tree | undefined): string {
  if (tree === undefined) return 'nothing'
  if (tree === null) return 'null'
  if (isList(tree)) return 'a list'
  return typeof tree === 'object' ? 'an object' : `a ${typeof tree}`
}
