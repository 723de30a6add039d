import type { RefObject } from 'react'
import { Button } from 'react-aria-components/Button'
import { Dialog } from 'react-aria-components/Dialog'
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

interface Props {
  readonly me: Me
  readonly button: RefObject<HTMLButtonElement | null>
  readonly isOpen: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Pages about people, theme and language (kept in this browser), and the way out. */
export function SettingsMenu({ me, button, isOpen, onOpenChange }: Props) {
  const t = useText()
  const { theme, language } = useSettings()
  return (
    <Popover className="popover" placement="bottom end" triggerRef={button} isOpen={isOpen} onOpenChange={onOpenChange}>
      <Dialog className="settings" aria-label={t('settings.open')}>
        <Who me={me} onFollow={() => onOpenChange(false)} />
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
  )
}

/** Who is signed in, the pages about people, and the way out. */
function Who({ me, onFollow }: { me: Me; onFollow: () => void }) {
  const t = useText()
  return (
    <div className="who">
      {me.account === null ? null : <strong>{me.account}</strong>}
      {peoplePages
        .filter((page) => mayOpen(page, me.roles))
        .map((page) => (
          <Link key={page} href={hrefOf(page)} onFollow={onFollow}>
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
