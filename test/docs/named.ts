import { commands, helpOf, isCommand } from '../../src/cli/help.ts'

/** What a page may name: paths of the repository, scripts of package.json, benches. */
export interface Known {
  readonly paths: readonly string[]
  readonly scripts: readonly string[]
  readonly benches: readonly string[]
}

/** Names in code of a page (spans, blocks, links) that nothing answers to any more, each once. */
export function goneNames(markdown: string, known: Known): string[] {
  const code = codeOf(markdown)
  const gone = [
    ...code.flatMap(pathsIn).filter((path) => !isPath(path, known.paths)),
    ...code
      .flatMap((text) => [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name))
      .flatMap((name) => (known.scripts.includes(name) ? [] : [`npm run ${name}`])),
    ...code
      .flatMap((text) => [...text.matchAll(/npm run bench -- ([\w-]+)/g)].map(([, name = '']) => name))
      .flatMap((name) => (known.benches.includes(name) ? [] : [`npm run bench -- ${name}`])),
    ...code
      .flatMap((text) => [...text.matchAll(/\bfairfloor ([a-z][^#`\n|;]*)/g)].map(([, line = '']) => line))
      .flatMap((line) => (isCommandLine(line) ? [] : [`fairfloor ${line.trim()}`])),
  ]
  return [...new Set(gone)]
}

/** Links of a page that lead to no file; `folder` is where the page stands, such as `docs/formats`. */
export function goneLinks(markdown: string, exists: (path: string) => boolean): string[] {
  const links = [...markdown.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => link)
  return links.filter((link) => !/^[a-z]+:/.test(link) && !exists(link))
}

/** The texts of code spans, and the lines of shell blocks. Blocks of other languages hold examples of a user's own files. */
function codeOf(markdown: string): string[] {
  const shell = [...markdown.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block = '']) => block.replace(/\\\n/g, ' '))
  const prose = markdown.replace(/^```.*?^```/gms, '')
  return [
    ...shell.flatMap((block) => block.split('\n')),
    ...[...prose.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span),
  ]
}

/** Words that look like source, a page or a folder of the repository. */
function pathsIn(text: string): string[] {
  const words = text.split(/[\s,;:(){}]+/).filter((word) => !word.startsWith('/') && !word.includes('…'))
  return words.filter(
    (word) => /^[\w.*-]+(\/[\w.*-]+)*\.tsx?$/.test(word) || /^(src|test|bench|docs|console)\/[\w./*-]+$/.test(word),
  )
}

/** Whole, or the end of one, as pages name `policy/deny.ts` and, where the room is known, `deny.ts`. A `*` stands for some letters. */
function isPath(word: string, paths: readonly string[]): boolean {
  const letters = word.replace(/\/$/, '').replace(/[.]/g, '\\.').replaceAll('*', '[^/]*')
  const whole = /^(src|test|bench|docs|console)\//.test(word)
  const fits = new RegExp(`${whole ? '^' : '(^|/)'}${letters}(/|$)`)
  return paths.some((path) => fits.test(path))
}

/** Whether the words before the first value are a command, and every option is one that its help tells. */
function isCommandLine(line: string): boolean {
  const [name = '', ...words] = line.trim().split(/\s+/)
  if (!isCommand(name)) return false
  const help = helpOf(name).join('\n')
  if (words.some((word) => word.startsWith('--') && !help.includes(word.replace(/[^\w-].*$/, '')))) return false
  const acts = commands[name].usage.flatMap((usage) => /^[a-z]+ ([a-z|]+)\b/.exec(usage)?.[1]?.split('|') ?? [])
  const [act = ''] = words
  return acts.length === 0 || !/^[a-z]+$/.test(act) || acts.includes(act)
}
