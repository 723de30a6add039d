import { useCallback, useEffect, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { whoPlantsCanaries } from '../../src/model/index.ts'
import type {
  CanaryList,
  CanaryPlace,
  CanaryPlanted,
  CanaryReport,
  Me,
  Problem,
  SiteRef,
} from '../../src/wire/index.ts'
import { type Answer, deleteJson, getJson, postJson } from '../api.ts'
import { useFormat, useText } from '../i18n.tsx'
import { type Column, Rows } from '../parts/rows.tsx'
import { Command, Failed, Loading } from '../parts/states.tsx'

/** Plants a fake badge, sends it, searches for it, and lists every place that it reached. */
export function CanaryWatch({ site, me }: { site: SiteRef; me: Me }) {
  const t = useText()
  const root = `/sites/${encodeURIComponent(site.siteId)}/canaries`
  const may = whoPlantsCanaries.some((role) => me.roles.includes(role))
  const [list, setList] = useState<Answer<CanaryList> | null>(null)
  const [planted, setPlanted] = useState<CanaryPlanted | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)

  const load = useCallback(async (): Promise<void> => {
    setList(await getJson<CanaryList>(root))
  }, [root])
  useEffect(() => {
    if (may) void load()
  }, [may, load])

  /** Does one thing, shows what went wrong, and lists anew. */
  async function act<T>(what: () => Promise<Answer<T>>): Promise<T | undefined> {
    setBusy(true)
    const answer = await what()
    setProblem(answer.ok ? null : answer.problem)
    await load()
    setBusy(false)
    return answer.ok ? answer.value : undefined
  }
  const plant = async (): Promise<void> => {
    setPlanted((await act(() => postJson<CanaryPlanted>(root, {}, me.csrfToken))) ?? null)
  }

  return (
    <section className="section" aria-labelledby="checks-canary">
      <h2 id="checks-canary">{t('canary.title')}</h2>
      <p className="quiet">{t('canary.what')}</p>
      {!may ? (
        <p>{t('canary.roles')}</p>
      ) : (
        <>
          <p className="actions">
            <Button className="button" isDisabled={busy} onPress={() => void plant()}>
              {t('canary.plant')}
            </Button>
          </p>
          <div role="status">
            {planted === null ? null : (
              <>
                <p>{t('canary.planted')}</p>
                <Command label={t('canary.text')} lines={[planted.text]} />
              </>
            )}
          </div>
          {problem === null ? null : <Failed problem={problem} />}
          {list === null ? (
            <Loading what={t('canary.title')} rows={2} />
          ) : list.ok ? (
            <Reports
              reports={list.value.canaries}
              busy={busy}
              onSend={(id) => void act(() => postJson(`${root}/${id}/send`, {}, me.csrfToken))}
              onSearch={(id) => void act(() => postJson(`${root}/${id}/search`, {}, me.csrfToken))}
              onEnd={(id) => void act(() => deleteJson(`${root}/${id}`, me.csrfToken))}
            />
          ) : (
            <Failed problem={list.problem} onRetry={() => void load()} />
          )}
        </>
      )}
    </section>
  )
}

interface ReportsProps {
  readonly reports: readonly CanaryReport[]
  readonly busy: boolean
  readonly onSend: (id: string) => void
  readonly onSearch: (id: string) => void
  readonly onEnd: (id: string) => void
}

function Reports({ reports, busy, onSend, onSearch, onEnd }: ReportsProps) {
  const t = useText()
  const format = useFormat()
  if (reports.length === 0) return <p className="quiet">{t('canary.none')}</p>
  return (
    <>
      {[...reports]
        .sort((a, b) => b.plantedMs - a.plantedMs)
        .map((report) => (
          <div key={report.id} className="section">
            <h3>{t('canary.one', { time: format.dayTime(report.plantedMs) })}</h3>
            {report.watched ? (
              <p className="actions">
                <Button className="button" isDisabled={busy} onPress={() => onSend(report.id)}>
                  {t('canary.send')}
                </Button>
                <Button className="button" isDisabled={busy} onPress={() => onSearch(report.id)}>
                  {t('canary.search')}
                </Button>
                <Button className="button" isDisabled={busy} onPress={() => onEnd(report.id)}>
                  {t('canary.end')}
                </Button>
              </p>
            ) : (
              <p className="quiet">{t('canary.ended')}</p>
            )}
            {report.searched === null || report.searchedMs === null ? (
              <p className="quiet">{t('canary.unsearched')}</p>
            ) : (
              <p>
                {t('canary.searched', {
                  files: report.searched.files,
                  events: report.searched.events,
                  time: format.dayTime(report.searchedMs),
                })}
              </p>
            )}
            {report.places.length === 0 ? (
              <p>{t('canary.nowhere')}</p>
            ) : (
              <Places id={report.id} places={report.places} />
            )}
          </div>
        ))}
    </>
  )
}

function Places({ id, places }: { id: string; places: readonly CanaryPlace[] }) {
  const t = useText()
  const format = useFormat()
  const columns: Column<CanaryPlace>[] = [
    {
      id: 'kind',
      header: t('canary.place'),
      track: 'minmax(180px, 2fr)',
      cell: (row) => (
        <>
          <strong>{t(`canary.kind.${row.kind}`)}</strong> <span className="mono cut">{row.where}</span>
        </>
      ),
    },
    {
      id: 'first',
      header: t('canary.first'),
      track: 'minmax(120px, 1fr)',
      cell: (row) => <span className="number">{format.dayTime(row.firstMs)}</span>,
    },
    {
      id: 'gone',
      header: t('canary.gone'),
      track: 'minmax(140px, 1fr)',
      cell: (row) =>
        row.goneMs === null ? (
          <strong className="tone-warning">{t('canary.still')}</strong>
        ) : (
          <span className="number">{t('canary.goneBy', { time: format.dayTime(row.goneMs) })}</span>
        ),
    },
  ]
  return (
    <Rows
      name={`canary-${id}`}
      label={t('canary.places')}
      rows={places}
      columns={columns}
      keyOf={(row) => `${row.kind} ${row.where}`}
      height={{ wide: 56, narrow: 104 }}
    />
  )
}
