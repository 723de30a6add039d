import { lazy } from 'react'

/** Parts that the first page does not need: fetched when the browser has nothing else to do, or when they are asked for. */
const fetches = {
  accessLog: () => import('./pages/accessLog.tsx'),
  account: () => import('./pages/account.tsx'),
  accounts: () => import('./pages/accounts.tsx'),
  capture: () => import('./pages/capture.tsx'),
  checks: () => import('./pages/checks.tsx'),
  policy: () => import('./pages/policy.tsx'),
  trace: () => import('./pages/trace.tsx'),
  keysHelp: () => import('./frame/keysHelp.tsx'),
  palette: () => import('./frame/palette.tsx'),
  settings: () => import('./frame/settingsMenu.tsx'),
}

export const AccessLog = lazy(async () => ({ default: (await fetches.accessLog()).AccessLog }))
export const AccountPage = lazy(async () => ({ default: (await fetches.account()).AccountPage }))
export const Accounts = lazy(async () => ({ default: (await fetches.accounts()).Accounts }))
export const Capture = lazy(async () => ({ default: (await fetches.capture()).Capture }))
export const Checks = lazy(async () => ({ default: (await fetches.checks()).Checks }))
export const Policy = lazy(async () => ({ default: (await fetches.policy()).Policy }))
export const Trace = lazy(async () => ({ default: (await fetches.trace()).Trace }))
export const KeysHelp = lazy(async () => ({ default: (await fetches.keysHelp()).KeysHelp }))
export const Palette = lazy(async () => ({ default: (await fetches.palette()).Palette }))
export const SettingsMenu = lazy(async () => ({ default: (await fetches.settings()).SettingsMenu }))

// These two are for who is not in yet: nobody else ever fetches them.
export const Invitation = lazy(async () => ({ default: (await import('./pages/invitation.tsx')).Invitation }))
export const SignIn = lazy(async () => ({ default: (await import('./frame/signIn.tsx')).SignIn }))

/** Fetches the rest once the page stands, so that the next press has it at hand, also where the server has gone by then. */
export function fetchTheRest(): void {
  // A part that does not come now is fetched again when it is asked for; only then is there somebody to tell.
  const all = (): void => void Promise.allSettled(Object.values(fetches).map((each) => each()))
  if ('requestIdleCallback' in window) window.requestIdleCallback(all, { timeout: 5000 })
  else setTimeout(all, 1000)
}
