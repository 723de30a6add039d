import { useSyncExternalStore } from 'react'
import { chooseLanguage, type Language, languages } from '../src/text/index.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** How this browser likes to see the console. Kept in this browser only. */
export interface Settings {
  readonly theme: Theme
  readonly language: Language
  readonly utc: boolean
}

const storeKey = 'fairfloor.settings'
const listeners = new Set<() => void>()
let settings: Settings = read()

function read(): Settings {
  const asked = new URLSearchParams(window.location.search).get('lang')
  let kept: Partial<Settings> = {}
  try {
    kept = JSON.parse(window.localStorage.getItem(storeKey) ?? '{}') as Partial<Settings>
  } catch {
    // Storage may be closed to us, or hold something else: the defaults do.
  }
  const language = languages.find((known) => known === asked) ?? languages.find((known) => known === kept.language)
  return {
    theme: themes.find((theme) => theme === kept.theme) ?? 'system',
    language: language ?? chooseLanguage(navigator.languages),
    utc: kept.utc === true,
  }
}

/** Changes a setting, keeps it, and shows it at once. */
export function changeSettings(change: Partial<Settings>): void {
  settings = { ...settings, ...change }
  try {
    window.localStorage.setItem(storeKey, JSON.stringify(settings))
  } catch {
    // Without storage the change lasts as long as the tab.
  }
  applyTheme()
  for (const listener of listeners) listener()
}

/** Puts the theme on the document; `system` leaves the choice to the device. */
export function applyTheme(): void {
  if (settings.theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = settings.theme
}

export function useSettings(): Settings {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => settings,
  )
}
