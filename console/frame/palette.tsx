import { useState } from 'react'
import { Autocomplete, useFilter } from 'react-aria-components/Autocomplete'
import { Dialog } from 'react-aria-components/Dialog'
import { Input } from 'react-aria-components/Input'
import { Menu, MenuItem } from 'react-aria-components/Menu'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { TextField } from 'react-aria-components/TextField'
import { languageNames } from '../../src/text/index.ts'
import type { Me, SiteRef } from '../../src/wire/index.ts'
import { useText } from '../i18n.tsx'
import { go } from '../location.ts'
import { hrefOf, mayOpen, peoplePages, sitePages } from '../routes.ts'
import { changeSettings, themes, useSettings } from '../settings.ts'

interface Props {
  readonly me: Me
  readonly site: SiteRef | null
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onKeys: () => void
}

interface Item {
  readonly id: string
  readonly name: string
  readonly run: () => void
}

/** Every page, site and setting behind one field; whatever is none of them can be traced. */
export function Palette({ me, site, isOpen, onClose, onKeys }: Props) {
  const t = useText()
  return (
    <ModalOverlay className="veil" isOpen={isOpen} onOpenChange={(open) => !open && onClose()} isDismissable>
      <Modal className="modal modal-palette">
        <Dialog className="palette" aria-label={t('palette.title')}>
          <Commands me={me} site={site} onClose={onClose} onKeys={onKeys} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function Commands({ me, site, onClose, onKeys }: Omit<Props, 'isOpen'>) {
  const t = useText()
  const { contains } = useFilter({ sensitivity: 'base' })
  const [text, setText] = useState('')
  const items = useItems({ me, site, onKeys })
  const traceSite = site ?? me.sites[0] ?? null
  const trace = (): void => {
    if (traceSite === null || text.trim() === '') return
    go(hrefOf('trace', traceSite.siteId, { id: text.trim() }))
    onClose()
  }
  return (
    <Autocomplete filter={contains} inputValue={text} onInputChange={setText}>
      <TextField aria-label={t('palette.field')} autoFocus>
        <Input
          className="palette-field"
          placeholder={t('palette.field')}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !items.some((item) => contains(item.name, text))) trace()
          }}
        />
      </TextField>
      <Menu
        className="palette-list"
        aria-label={t('palette.title')}
        items={items}
        renderEmptyState={() => <p className="quiet palette-none">{t('palette.none')}</p>}
      >
        {(item) => (
          <MenuItem
            id={item.id}
            textValue={item.name}
            className="palette-item"
            onAction={() => {
              onClose()
              item.run()
            }}
          >
            {item.name}
          </MenuItem>
        )}
      </Menu>
    </Autocomplete>
  )
}

function useItems({ me, site, onKeys }: Pick<Props, 'me' | 'site' | 'onKeys'>): Item[] {
  const t = useText()
  const { utc } = useSettings()
  const sites = site === null ? me.sites : [site, ...me.sites.filter((each) => each.siteId !== site.siteId)]
  return [
    ...sites.slice(0, 1).flatMap((each) => pageItems(each)),
    ...(['network', ...peoplePages] as const)
      .filter((page) => mayOpen(page, me.roles))
      .map((page) => ({ id: page, name: t(`nav.${page}`), run: () => go(hrefOf(page)) })),
    ...sites.slice(1).flatMap((each) => pageItems(each)),
    ...themes.map((theme) => ({
      id: `theme-${theme}`,
      name: t('palette.theme', { theme: t(`settings.theme.${theme}`) }),
      run: () => changeSettings({ theme }),
    })),
    ...(['en', 'de', 'fr'] as const).map((language) => ({
      id: `language-${language}`,
      name: t('palette.language', { language: languageNames[language] }),
      run: () => changeSettings({ language }),
    })),
    { id: 'utc', name: utc ? t('clock.toSite') : t('clock.toUtc'), run: () => changeSettings({ utc: !utc }) },
    { id: 'keys', name: t('keys.help'), run: onKeys },
  ]

  function pageItems(each: SiteRef): Item[] {
    return sitePages
      .filter((page) => mayOpen(page, me.roles))
      .map((page) => ({
        id: `${each.siteId}/${page}`,
        name: t('palette.page', { page: t(`nav.${page}`), site: each.name }),
        run: () => go(hrefOf(page, each.siteId)),
      }))
  }
}
