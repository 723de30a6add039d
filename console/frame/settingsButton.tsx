import { Suspense, useRef, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import type { Me } from '../../src/wire/index.ts'
import { useText } from '../i18n.tsx'
import { SettingsMenu } from '../later.tsx'

/** Opens what is about the reader: own account, people here, theme, language, and the way out. */
export function SettingsButton({ me }: { me: Me }) {
  const t = useText()
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const [wanted, setWanted] = useState(false)
  return (
    <>
      <Button
        ref={button}
        className="button button-quiet button-icon"
        aria-label={t('settings.open')}
        aria-haspopup="dialog"
        aria-expanded={open}
        onPress={() => {
          setWanted(true)
          setOpen(true)
        }}
      >
        <svg className="icon" viewBox="0 0 21 21" width="20" height="20" aria-hidden="true">
          <path d="M10.5 3.2a3.4 3.4 0 1 0 0 6.8 3.4 3.4 0 0 0 0-6.8zM3.8 17.8c.5-3.4 3.2-5.3 6.700-5.3s6.200 1.900 6.700 5.3" />
        </svg>
      </Button>
      {wanted ? (
        <Suspense fallback={null}>
          <SettingsMenu me={me} button={button} isOpen={open} onOpenChange={setOpen} />
        </Suspense>
      ) : null}
    </>
  )
}
