import type { Form } from './feed.ts'
import { isList, isMap, listOf, type Tree } from './tree.ts'

/** Records that stand in the list under a path, such as `data.items`; the payload itself for an empty path. */
export function listAt(path: string): Form['records'] {
  return (payload) => {
    const tree = at(payload, path)
    return isList(tree) ? tree : null
  }
}

/** Features of a GeoJSON FeatureCollection, or the one feature that the payload is; `has` names properties that tell forms apart. */
export function features(...has: readonly string[]): Form['records'] {
  const fits = (feature: Tree | undefined): boolean =>
    isMap(feature) &&
    isMap(feature['properties']) &&
    has.every((name) => Object.hasOwn(feature['properties'] as object, name))
  return (payload) => {
    if (!isMap(payload)) return null
    if (payload['type'] === 'Feature') return fits(payload) ? [payload] : null
    const list = payload['features']
    if (payload['type'] !== 'FeatureCollection' || !isList(list)) return null
    // A collection without features is one of any form: nothing happens there now.
    return list.length === 0 || list.some(fits) ? list : null
  }
}

/** Rows of a table that has these columns. */
export function rows(...columns: readonly string[]): Form['records'] {
  return (payload) => {
    if (!isList(payload) || payload.length === 0) return null
    const [first] = payload
    return isMap(first) && columns.every((column) => Object.hasOwn(first, column)) ? payload : null
  }
}

/** Elements of an XML document under a path from its root, one or many. */
export function elements(path: string): Form['records'] {
  return (payload) => {
    const parent = at(payload, path.split('.').slice(0, -1).join('.'))
    if (parent === undefined || parent === null) return null
    // An empty parent has been read as an empty text.
    return isMap(parent) ? listOf(parent[path.split('.').at(-1)!]) : parent === '' ? [] : null
  }
}

function at(tree: Tree, path: string): Tree | undefined {
  let here: Tree | undefined = tree
  for (const name of path === '' ? [] : path.split('.')) here = isMap(here) ? here[name] : undefined
  return here
}
