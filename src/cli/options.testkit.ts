import { readFileSync } from 'node:fs'
import type { ParseArgsConfig } from 'node:util'
import { type Node, parseSource, walk } from '../../test/tidy/source.ts'

export type Options = NonNullable<ParseArgsConfig['options']>

/** The options that a command hands to `parseArgs`, read from its source: what it takes, not what its help says. */
export function optionsOf(name: string): Options {
  return optionsIn(readFileSync(new URL(`./${name}.ts`, import.meta.url), 'utf8'))
}

export function optionsIn(source: string): Options {
  const out: Options = {}
  walk(parseSource('command.ts', source).program, (node) => {
    if (node.type !== 'CallExpression' || (node['callee'] as Node)['name'] !== 'parseArgs') return
    const [settings] = node['arguments'] as Node[]
    const options = members(settings!).find(([name]) => name === 'options')?.[1]
    if (options === undefined) return
    for (const [name, option] of members(options)) {
      const said = (wanted: string): unknown => members(option).find(([one]) => one === wanted)?.[1]['value']
      out[name] = { type: said('type') === 'boolean' ? 'boolean' : 'string', multiple: said('multiple') === true }
    }
  })
  return out
}

function members(object: Node): [name: string, value: Node][] {
  return (object['properties'] as Node[]).map((one) => {
    const key = one['key'] as Node
    return [String(key['name'] ?? key['value']), one['value'] as Node]
  })
}
