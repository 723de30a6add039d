import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { useText } from '../i18n.tsx'

/** A button for what cannot be taken back: the first press asks, the second one does it. */
export function SureButton({ children, onSure }: { children: string; onSure: () => void }) {
  const t = useText()
  const [asked, setAsked] = useState(false)
  if (!asked) {
    return (
      <Button className="button" onPress={() => setAsked(true)}>
        {children}
      </Button>
    )
  }
  return (
    <>
      <Button
        className="button button-sure"
        autoFocus
        onPress={() => {
          setAsked(false)
          onSure()
        }}
      >
        {t('sure.yes', { what: children })}
      </Button>
      <Button className="button button-quiet" onPress={() => setAsked(false)}>
        {t('proof.cancel')}
      </Button>
    </>
  )
}
