import { type FormEvent, useRef } from 'react'
import { useText } from '../i18n.tsx'
import { go } from '../location.ts'
import { hrefOf } from '../routes.ts'

/** Name of the field that `/` goes to. */
export const scanFieldId = 'scan'

/** Takes anything a scanner or a hand types; Enter (which scanners send) traces it. */
export function ScanField({ siteId }: { siteId: string }) {
  const t = useText()
  const field = useRef<HTMLInputElement>(null)
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    const text = field.current?.value.trim() ?? ''
    if (text === '') return
    go(hrefOf('trace', siteId, { id: text }))
    if (field.current !== null) field.current.value = ''
    field.current?.blur()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: the search element is not known to every browser we support
    <form className="scan" role="search" aria-label={t('scan.label')} onSubmit={onSubmit}>
      <input
        ref={field}
        id={scanFieldId}
        type="search"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        aria-label={t('scan.label')}
        placeholder={t('scan.placeholder')}
      />
      <span className="only-wide key-hint" aria-hidden="true">
        /
      </span>
    </form>
  )
}
