/**
 * Addresses of files that come with Fairfloor. A checkout runs the TypeScript as written; a package holds the
 * JavaScript emitted from it, one folder deeper (`dist/src/…`), and addresses inside `new URL` are not rewritten by
 * the compiler. Both functions take the caller's `import.meta.url`.
 */

/** A module beside the caller, such as a worker: `siblingModule(import.meta.url, './worker.ts')`. */
export function siblingModule(from: string, name: `${'./' | '../'}${string}.ts`): URL {
  return new URL(isEmitted(from) ? name.replace(/\.ts$/, '.js') : name, from)
}

/** A file of the package, from its root, such as `package.json` or `dist/console/`. */
export function packageFile(from: string, path: string): URL {
  const inside = from.slice(0, from.lastIndexOf('/src/') + 1)
  const root = isEmitted(from) ? inside.replace(/dist\/$/, '') : inside
  return new URL(path, root)
}

function isEmitted(from: string): boolean {
  return from.endsWith('.js')
}
