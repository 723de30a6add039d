import { useContext } from 'react'
import { Button } from 'react-aria-components/Button'
import { Dialog, DialogTrigger, OverlayTriggerStateContext } from 'react-aria-components/Dialog'
import { Label } from 'react-aria-components/Label'
import { Popover } from 'react-aria-components/Popover'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import { languageNames } from '../../src/text/index.ts'
import type { Me } from '../../src/wire/index.ts'
import { postJson } from '../api.ts'
import { useText } from '../i18n.tsx'
import { Link } from '../parts/link.tsx'
import { hrefOf, mayOpen, peoplePages } from '../routes.ts'
import { changeSettings, type Theme, themes, useSettings } from '../settings.ts'
import { signedOut } from '../store.ts'

const spoken = ['en', 'de', 'fr'] as const

/** Pages about people, theme and language (kept in this browser), and the way out. */
export function SettingsButton({ me }: { me: Me }) {
  const t = useText()
  const { theme, language } = useSettings()
  return (
    <DialogTrigger>
      <Button className="button button-quiet button-icon" aria-label={t('settings.open')}>
        <svg className="icon" viewBox="0 0 21 21" width="20" height="20" aria-hidden="true">
          <path d="M10.5 3a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM10.5 3v15M10.5 6.5h5.6M10.5 10.5h7M10.5 14.500h5.6" />
        </svg>
      </Button>
      <Popover className="popover" placement="bottom end">
        <Dialog className="settings" aria-label={t('settings.open')}>
          <Who me={me} />
          <RadioGroup className="choice" value={theme} onChange={(value) => changeSettings({ theme: value as Theme })}>
            <Label>{t('settings.theme')}</Label>
            {themes.map((each) => (
              <Radio key={each} value={each} className="choice-one">
                {t(`settings.theme.${each}`)}
              </Radio>
            ))}
          </RadioGroup>
          <RadioGroup
            className="choice"
            value={language}
            onChange={(value) => changeSettings({ language: spoken.find((each) => each === value) ?? 'en' })}
          >
            <Label>{t('settings.language')}</Label>
            {spoken.map((each) => (
              <Radio key={each} value={each} className="choice-one">
                <span lang={each}>{languageNames[each]}</span>
              </Radio>
            ))}
          </RadioGroup>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

/** Who is signed in, the pages about people, and the way out. */
function Who({ me }: { me: Me }) {
  const t = useText()
  const popover = useContext(OverlayTriggerStateContext)
  return (
    <div className="who">
      {me.account === null ? null : <strong>{me.account}</strong>}
      {peoplePages
        .filter((page) => mayOpen(page, me.roles))
        .map((page) => (
          <Link key={page} href={hrefOf(page)} onFollow={() => popover?.close()}>
            {t(`nav.${page}`)}
          </Link>
        ))}
      <Button className="button" onPress={() => void signOut(me.csrfToken)}>
        {t('account.signOut')}
      </Button>
    </div>
  )
}

async function signOut(csrfToken: string): Promise<void> {
  await postJson<void>('/logout', {}, csrfToken)
  signedOut()
}
