import { en } from './en.ts'
import type { FaultTexts } from './faults.ts'
import type { Language, Messages } from './translate.ts'

export type { MessageKey } from './en.ts'
export { type FaultText, type FaultTexts, faultText } from './faults.ts'
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

/** What the faults say in a language, loaded on demand; undefined where it is the English of the server's own answers. */
export async function loadFaultTexts(language: Language): Promise<FaultTexts | undefined> {
  switch (language) {
    case 'de':
      return (await import('./faults.de.ts')).faultsDe
    case 'fr':
      return (await import('./faults.fr.ts')).faultsFr
    default:
      return undefined
  }
}
