import type { Random } from '../../src/base/index.ts'
import { Lexeme } from './event-maker.ts'
import { chance, isTree } from './target.ts'

/**
 * JSON text of a tree in one of the spellings that RFC 8259 allows: white space anywhere, members in any order (not where a
 * list is kept), characters as escapes. `plain` prints as JSON.stringify would.
 */
export function spell(random: Random, value: unknown, style: 'plain' | 'wild'): string {
  if (value instanceof Lexeme) return value.text
  if (typeof value === 'string') return spellText(random, value, style)
  const space = (): string =>
    style === 'wild' && chance(random, 0.1) ? [' ', '\n', '\r\n', '\t', '   '][random.below(5)]! : ''
  if (Array.isArray(value)) {
    return `[${space()}${value.map((item) => space() + spell(random, item, style) + space()).join(',')}]`
  }
  if (isTree(value)) {
    const members = Object.entries(value)
    if (style === 'wild' && chance(random, 0.3)) shuffle(random, members)
    const printed = members.map(
      ([name, member]) =>
        `${space()}${spellText(random, name, style)}${space()}:${space()}${spell(random, member, style)}${space()}`,
    )
    return `{${printed.join(',')}${members.length === 0 ? space() : ''}}`
  }
  return JSON.stringify(value)
}

function spellText(random: Random, text: string, style: 'plain' | 'wild'): string {
  if (style === 'plain' || !chance(random, 0.08)) return JSON.stringify(text)
  let out = ''
  for (let i = 0; i < text.length; i++) {
    const unit = text[i]!
    if (chance(random, 0.3)) out += `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
    else if (unit === '/' && chance(random, 0.5)) out += '\\/'
    else out += JSON.stringify(unit).slice(1, -1)
  }
  return `"${out}"`
}

function shuffle<T>(random: Random, list: T[]): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const kept = list[i]!
    list[i] = list[j]!
    list[j] = kept
  }
}
