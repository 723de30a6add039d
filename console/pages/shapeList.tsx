import { useCallback, useEffect, useState } from 'react'
import { whoSeesShapes } from '../../src/model/index.ts'
import type { Me, ShapeList, ShapeRow, SiteRef } from '../../src/wire/index.ts'
import { type Answer, getJson } from '../api.ts'
import { useFormat, useText } from '../i18n.tsx'
import { type Column, Rows } from '../parts/rows.tsx'
import { Failed, Loading } from '../parts/states.tsx'
import { Status } from '../parts/status.tsx'

/** Fields that hold people under another name, each with its evidence and what mends it. */
export function FoundShapes({ site, me }: { site: SiteRef; me: Me }) {
  const t = useText()
  const path = `/sites/${encodeURIComponent(site.siteId)}/shapes`
  const may = whoSeesShapes.some((role) => me.roles.includes(role))
  const [list, setList] = useState<Answer<ShapeList> | null>(null)
  const load = useCallback(async (): Promise<void> => setList(await getJson<ShapeList>(path)), [path])
  useEffect(() => {
    if (may) void load()
  }, [may, load])
  if (!may) return null
  return (
    <section className="section" aria-labelledby="checks-shapes">
      <h2 id="checks-shapes">{t('shapes.title')}</h2>
      <p className="quiet">{t('shapes.what')}</p>
      {list === null ? (
        <Loading what={t('shapes.title')} rows={2} />
      ) : !list.ok ? (
        <Failed problem={list.problem} onRetry={() => void load()} />
      ) : list.value.shapes.length === 0 ? (
        <p>{t('shapes.none')}</p>
      ) : (
        <ShapeRows shapes={list.value.shapes} />
      )}
    </section>
  )
}

function ShapeRows({ shapes }: { shapes: readonly ShapeRow[] }) {
  const t = useText()
  const format = useFormat()
  const columns: Column<ShapeRow>[] = [
    {
      id: 'field',
      header: t('shapes.field'),
      track: 'minmax(200px, 1.4fr)',
      cell: (row) => (
        <>
          <span className="mono two-lines">{row.path}</span>
          <span className="quiet">{t('shapes.feed', { feed: row.feed })}</span>
        </>
      ),
    },
    {
      id: 'why',
      header: t('shapes.why'),
      track: 'minmax(280px, 3fr)',
      cell: (row) => (
        <span className="three-lines">
          {t('shapes.evidence', {
            values: row.values,
            hours: row.hours.toFixed(1),
            time: format.dayTime(row.atMs),
            vanished: Math.round(row.vanished * 100),
            heads: row.heads ?? -1,
          })}
        </span>
      ),
    },
    {
      id: 'state',
      header: t('shapes.state'),
      track: 'minmax(150px, 1fr)',
      cell: (row) =>
        row.declared ? (
          <Status shape="done" word={t('shapes.declared')} />
        ) : (
          <Status shape="warning" word={t('shapes.refused')} />
        ),
    },
  ]
  return (
    <Rows
      name="shapes"
      label={t('shapes.title')}
      rows={shapes}
      columns={columns}
      keyOf={(row) => `${row.feed} ${row.path}`}
      height={{ wide: 76, narrow: 150 }}
    />
  )
}
