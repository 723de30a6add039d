import { en } from './en.ts'
import type { Language, Messages } from './translate.ts'

export type { MessageKey } from './en.ts'
export type { Language, Messages, Translate, Values } from './translate.ts'
export { chooseLanguage, formatLocale, isMessageKey, languageNames, languages, translator } from './translate.ts'
export { en }

/** The messages of a language, loaded on demand so that a browser fetches only what it speaks. */
export async function loadMessages(language: Language): Promise<Messages> {
  switch (language) {
    case 'de':
      return (await import('./de.ts')).de
    case 'fr':
      return (await import('./fr.ts')).fr
    default:
      return en
  }
}
