import { Button } from 'react-aria-components/Button'
import { useFormat, useText } from '../i18n.tsx'
import type { Changes } from '../seen.ts'

/** Says how many rows changed since the reader last said so, and takes "seen" for an answer. */
export function ChangedNote({ changes }: { changes: Changes }) {
  const t = useText()
  const format = useFormat()
  if (changes.byKey.size === 0) return null
  return (
    <p className="changed-note">
      <span>{t('changed.some', { count: changes.byKey.size, time: format.time(changes.sinceMs) })}</span>
      <Button className="button button-quiet" onPress={changes.markSeen}>
        {t('changed.seen')}
      </Button>
    </p>
  )
}
