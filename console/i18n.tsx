import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import {
  type FaultText,
  type FaultTexts,
  faultText,
  formatLocale,
  type Language,
  loadFaultTexts,
  loadMessages,
  type Messages,
  type Translate,
  translator,
} from '../src/text/index.ts'
import { type Format, makeFormat } from './format.ts'
import { useSettings } from './settings.ts'

interface Speech {
  readonly t: Translate
  readonly locale: string
  readonly language: Language
  readonly faults: FaultTexts | undefined
}

interface Loaded {
  readonly language: Language
  readonly messages: Messages
  readonly faults: FaultTexts | undefined
}

const SpeechContext = createContext<Speech | null>(null)
const ZoneContext = createContext('UTC')

/** Loads the chosen language and hands it to everything below; shows nothing until it is there. */
export function SpeechProvider({ children }: { children: ReactNode }) {
  const { language } = useSettings()
  const [loaded, setLoaded] = useState<Loaded | null>(null)

  useEffect(() => {
    let wanted = true
    void Promise.all([loadMessages(language), loadFaultTexts(language)]).then(([messages, faults]) => {
      if (wanted) setLoaded({ language, messages, faults })
    })
    return () => {
      wanted = false
    }
  }, [language])

  const speech = useMemo(() => {
    if (loaded === null) return null
    const locale = formatLocale(loaded.language, navigator.languages)
    const { language, messages, faults } = loaded
    return { t: translator(language, messages, locale), locale, language, faults }
  }, [loaded])

  useEffect(() => {
    if (speech !== null) document.documentElement.lang = speech.language === 'x-pseudo' ? 'en' : speech.language
  }, [speech])

  if (speech === null) return null
  return (
    <I18nProvider locale={speech.locale}>
      <SpeechContext.Provider value={speech}>{children}</SpeechContext.Provider>
    </I18nProvider>
  )
}

/** Sets the zone that times below are shown in, unless the reader asked for UTC. */
export function ZoneProvider({ zone, children }: { zone: string; children: ReactNode }) {
  return <ZoneContext.Provider value={zone}>{children}</ZoneContext.Provider>
}

/** The speaker of the chosen language. */
export function useText(): Translate {
  return useSpeech().t
}

/** Says what a fault is and how to mend it in the chosen language; a code that the catalogue lacks is said as the server said it. */
export function useFaultText(): (said: { code: string; title: string; fix: string }) => FaultText {
  const { faults } = useSpeech()
  return useCallback((said) => faultText(faults, said), [faults])
}

/** Numbers and times in the chosen locale and the zone in force; `zone` overrides it for one site of many. */
export function useFormat(zone?: string): Format {
  const { locale, t } = useSpeech()
  const { utc } = useSettings()
  const inherited = useContext(ZoneContext)
  const chosen = utc ? 'UTC' : (zone ?? inherited)
  return formatOf(t, locale, chosen)
}

/** Formats for sites of several zones at once, as on the network's page. */
export function useZonedFormat(): (zone: string) => Format {
  const { locale, t } = useSpeech()
  const { utc } = useSettings()
  return useCallback((zone) => formatOf(t, locale, utc ? 'UTC' : zone), [t, locale, utc])
}

const formats = new WeakMap<Translate, Map<string, Format>>()

/** Formatters are costly to make: one for each speaker and zone, kept as long as the speaker is. */
function formatOf(t: Translate, locale: string, zone: string): Format {
  const ofSpeaker = formats.get(t) ?? new Map<string, Format>()
  formats.set(t, ofSpeaker)
  const found = ofSpeaker.get(zone) ?? makeFormat(locale, zone, t)
  ofSpeaker.set(zone, found)
  return found
}

function useSpeech(): Speech {
  const speech = useContext(SpeechContext)
  if (speech === null) throw new Error('broken invariant: text outside SpeechProvider')
  return speech
}
