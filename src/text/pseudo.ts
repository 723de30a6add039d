import { IntlMessageFormat } from 'intl-messageformat'

type Ast = ReturnType<IntlMessageFormat['getAst']>
type Element = Ast[number]

const accented: Readonly<Record<string, string>> = {
  a: 'á', b: 'ƀ', c: 'ç', d: 'ð', e: 'é', f: 'ƒ', g: 'ĝ', h: 'ĥ', i: 'í', j: 'ĵ', k: 'ķ', l: 'ļ', m: 'ɱ',
  n: 'ñ', o: 'ö', p: 'þ', q: 'ǫ', r: 'ŕ', s: 'š', t: 'ţ', u: 'ú', v: 'ṽ', w: 'ŵ', x: 'ẋ', y: 'ý', z: 'ž',
  A: 'Á', B: 'Ɓ', C: 'Ç', D: 'Ð', E: 'É', F: 'Ƒ', G: 'Ĝ', H: 'Ĥ', I: 'Í', J: 'Ĵ', K: 'Ķ', L: 'Ļ', M: 'Ḿ',
  N: 'Ñ', O: 'Ö', P: 'Þ', Q: 'Ǫ', R: 'Ŕ', S: 'Š', T: 'Ţ', U: 'Û', V: 'Ṽ', W: 'Ŵ', X: 'Ẋ', Y: 'Ý', Z: 'Ž',
} // biome-ignore format: one letter a cell reads better than one a line

/**
 * A message in the pseudo-language: accented, a third longer, in brackets. Whoever sees unaccented text sees
 * a sentence that went round the catalogue; whoever sees a missing bracket sees text that is cut off.
 * `parse` turns an ICU message into its syntax tree, so arguments and plural branches stay untouched.
 */
export function pseudoMessage(message: string): Ast {
  const ast = new IntlMessageFormat(message, 'en').getAst()
  const length = message.replace(/\{[^{}]*\}/g, '').length
  const padding = '~'.repeat(Math.max(1, Math.round(length * 0.3))).replace(/~{6}(?=~)/g, '~~~~~ ')
  return [literal('['), ...ast.map(accentElement), literal(`${padding}]`)]
}

function literal(value: string): Element {
  return { type: 0, value } as Element
}

function accentElement(element: Element): Element {
  if (element.type === 0) return { ...element, value: accent(element.value) }
  if ('options' in element) {
    const options = Object.entries(element.options).map(
      ([name, option]) => [name, { ...option, value: option.value.map(accentElement) }] as const,
    )
    return { ...element, options: Object.fromEntries(options) } as Element
  }
  return element
}

function accent(text: string): string {
  return [...text].map((letter) => accented[letter] ?? letter).join('')
}
