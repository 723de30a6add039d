import { useCallback, useEffect, useState } from 'react'
import { oversight } from '../../src/model/index.ts'
import type { Me, SiteRef, TracedView } from '../../src/wire/index.ts'
import { type Answer, getJson } from '../api.ts'
import { useFormat, useText } from '../i18n.tsx'
import { type Column, Rows } from '../parts/rows.tsx'
import { Failed, Loading } from '../parts/states.tsx'

type Day = TracedView['days'][number]

/** How many objects each role followed on each day, beside what it may: how much was asked, never by whom. */
export function TracedCounts({ site, me }: { site: SiteRef; me: Me }) {
  const t = useText()
  const path = `/sites/${encodeURIComponent(site.siteId)}/traced`
  const may = oversight.some((role) => me.roles.includes(role))
  const [view, setView] = useState<Answer<TracedView> | null>(null)
  const load = useCallback(async (): Promise<void> => setView(await getJson<TracedView>(path)), [path])
  useEffect(() => {
    if (may) void load()
  }, [may, load])
  if (!may) return null
  return (
    <section className="section" aria-labelledby="checks-traced">
      <h2 id="checks-traced">{t('traced.title')}</h2>
      <p className="quiet">{t('traced.what')}</p>
      {view === null ? (
        <Loading what={t('traced.title')} rows={2} />
      ) : !view.ok ? (
        <Failed problem={view.problem} onRetry={() => void load()} />
      ) : view.value.days.length === 0 ? (
        <p>{t('traced.none')}</p>
      ) : (
        <Days view={view.value} />
      )}
    </section>
  )
}

function Days({ view }: { view: TracedView }) {
  const t = useText()
  const format = useFormat('UTC')
  const mayOf = new Map(view.limits.map(({ role, objectsADay }) => [role, objectsADay]))
  const columns: Column<Day>[] = [
    { id: 'day', header: t('traced.day'), track: 'minmax(110px, 1fr)', cell: ({ day }) => format.day(Date.parse(day)) },
    { id: 'role', header: t('traced.role'), track: 'minmax(160px, 2fr)', cell: ({ role }) => t(`role.${role}`) },
    {
      id: 'objects',
      header: t('traced.objects'),
      track: 'minmax(140px, 1fr)',
      cell: ({ role, objects }) => t('traced.of', { objects, may: mayOf.get(role) ?? 0 }),
    },
  ]
  return (
    <Rows
      name="traced"
      label={t('traced.title')}
      rows={view.days}
      columns={columns}
      keyOf={({ day, role }) => `${day} ${role}`}
      height={{ wide: 44, narrow: 90 }}
    />
  )
}
