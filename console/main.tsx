import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { SpeechProvider } from './i18n.tsx'
import { applyTheme } from './settings.ts'
import { loadSession, wakeWithTheBrowser } from './store.ts'

applyTheme()
wakeWithTheBrowser()
void loadSession()

const root = document.getElementById('app')
if (root === null) throw new Error('broken invariant: index.html has no #app')
createRoot(root).render(
  <StrictMode>
    <SpeechProvider>
      <App />
    </SpeechProvider>
  </StrictMode>,
)
