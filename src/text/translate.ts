import { IntlMessageFormat } from 'intl-messageformat'
import type { MessageKey } from './en.ts'
import { en } from './en.ts'
import { pseudoMessage } from './pseudo.ts'

/** Languages that the catalogue speaks; `x-pseudo` is made from English, for tests. */
export const languages = ['en', 'de', 'fr', 'x-pseudo'] as const
export type Language = (typeof languages)[number]

/** Each language's own name for itself. */
export const languageNames = { en: 'English', de: 'Deutsch', fr: 'Français' } as const

export type Messages = Readonly<Record<MessageKey, string>>
export type Values = Readonly<Record<string, string | number>>

/** Says a message of the catalogue in one language. */
export type Translate = (key: MessageKey, values?: Values) => string

/** Whether a text from elsewhere (such as a reason on the wire) is the name of a message. */
export function isMessageKey(text: string): text is MessageKey {
  return Object.hasOwn(en, text)
}

/** The language to speak to somebody who prefers these, best first (BCP 47); English where none fits. */
export function chooseLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const lower = tag.toLowerCase()
    const found = languages.find((language) => lower === language || lower.split('-')[0] === language)
    if (found !== undefined) return found
  }
  return 'en'
}

/**
 * The tag that `Intl` formats numbers and times with: the reader's own region where it is of the chosen
 * language (de-CH, fr-CA), else the language; British English where English names no region, because its
 * dates put the day first as the rest of the network does.
 */
export function formatLocale(language: Language, preferred: readonly string[]): string {
  const base = language === 'x-pseudo' ? 'en' : language
  const own = preferred.find((tag) => tag.toLowerCase().startsWith(`${base}-`))
  return own ?? (base === 'en' ? 'en-GB' : base)
}

/** Makes the speaker of one language. Messages are parsed when first said and kept. */
export function translator(language: Language, messages: Messages, locale: string): Translate {
  const parsed = new Map<MessageKey, IntlMessageFormat>()
  return (key, values) => {
    let message = parsed.get(key)
    if (message === undefined) {
      const text = messages[key]
      message = new IntlMessageFormat(language === 'x-pseudo' ? pseudoMessage(text) : text, locale)
      parsed.set(key, message)
    }
    return String(message.format(values === undefined ? {} : { ...values }))
  }
}
