import { Component, type ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { useText } from '../i18n.tsx'
import { Mark } from './status.tsx'

/**
 * Catches what breaks while a page is drawn, or a part of the console that could not be fetched (the server is away, or has
 * been updated since): the frame stays, and the page says what to do. Give it a `key` so that another page starts anew.
 */
export class Boundary extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true }
  }

  override render(): ReactNode {
    return this.state.broken ? <Broken /> : this.props.children
  }
}

function Broken() {
  const t = useText()
  return (
    <section className="notice notice-failed" role="alert">
      <h1>
        <Mark shape="warning" /> {t('state.broken')}
      </h1>
      <p>{t('state.broken.fix')}</p>
      <Button className="button" onPress={() => window.location.reload()}>
        {t('state.reload')}
      </Button>
    </section>
  )
}
