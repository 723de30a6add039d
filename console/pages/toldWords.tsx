import type { Translate } from '../../src/text/index.ts'
import type { ZoneRow } from '../../src/wire/index.ts'
import type { Format } from '../format.ts'
import { useFormat, useText } from '../i18n.tsx'

/** A live count as it was told: exact, about, or as a level in words. */
export function countText(
  t: Translate,
  format: Format,
  { count, base, level }: { readonly count: number | null; readonly base: number; readonly level?: ZoneRow['level'] },
): string {
  if (count === null) return level === undefined ? t('value.none') : t(`floor.level.${level}`)
  if (base === 0) return format.number(count)
  return count === 0 ? t('live.under', { count: base }) : t('live.about', { count })
}

/** When the page's state was taken and when the next one comes: nothing on it is fresher. */
export function ToldNote({ told }: { told: { readonly atMs: number; readonly nextMs: number } }) {
  const t = useText()
  const format = useFormat()
  if (told.nextMs <= told.atMs) return null
  return (
    <p className="quiet told">
      {t('live.told', { time: format.time(told.atMs), next: format.time(told.nextMs) })} {t('live.told.why')}
    </p>
  )
}
