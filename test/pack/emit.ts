/** Declarations keep `.ts` in their imports; in the package the file beside them is `.d.ts`, found through `.js`. */
export function declarationWithJsPaths(text: string): string {
  return text.replace(/((?:from|import)\s*\(?\s*)(['"])(\.{1,2}\/[^'"]+)\.ts\2/g, '$1$2$3.js$2')
}

/** Files beside the code that it reads at run time, such as SQL and JSON; tests and their data stay at home. */
export function isPackedAsIs(name: string): boolean {
  return /\.(json|sql|txt)$/.test(name) && !/(^|[\\/])(testdata|testing)[\\/]/.test(name)
}
