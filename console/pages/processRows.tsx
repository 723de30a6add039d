import type { StepRow } from '../../src/wire/index.ts'
import { useFormat, useText } from '../i18n.tsx'
import { AgeStrip } from '../parts/ageStrip.tsx'
import { type Column, Rows } from '../parts/rows.tsx'
import { ageText } from './floorWords.ts'
import { RateCell } from './rateCell.tsx'
import { countText } from './toldWords.tsx'

/** The process from receiving to loading: what waits at each step, for how long, and at what rate it leaves. */
export function ProcessRows({ steps, siteId }: { steps: readonly StepRow[]; siteId: string }) {
  const t = useText()
  const format = useFormat()
  const most = Math.max(1, ...steps.map((step) => step.queue ?? 0))
  const oldest = Math.max(1, ...steps.map((step) => step.age.oldestMin ?? 0))
  const columns: Column<StepRow>[] = [
    {
      id: 'step',
      header: t('floor.process.step'),
      track: 'minmax(150px, 1.3fr)',
      cell: (step) => (
        <>
          <strong className="cut">{step.name}</strong>
          <span className="quiet cut">{step.owner || t('role.unassigned')}</span>
        </>
      ),
    },
    {
      id: 'queue',
      header: t('floor.process.queue'),
      track: 'minmax(120px, 1.2fr)',
      cell: (step) => (
        <span className="queue">
          <svg className="queue-bar" viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
            <rect width={((step.queue ?? 0) / most) * 100} height="14" />
          </svg>
          <strong className="number">
            {countText(t, format, { count: step.queue, base: step.base, level: step.level })}
          </strong>
        </span>
      ),
    },
    {
      id: 'age',
      header: t('floor.process.age'),
      track: 'minmax(110px, 1fr)',
      from: 1060,
      cell: (step) => <AgeStrip age={step.age} mostMin={oldest} />,
    },
    {
      id: 'median',
      header: t('floor.process.median'),
      track: '84px',
      align: 'end',
      cell: (step) => (
        <span>
          <span className="narrow-word quiet">{t('floor.process.median')} </span>
          {ageText(t, format, step.age.medianMin)}
        </span>
      ),
    },
    {
      id: 'p95',
      header: t('floor.process.p95'),
      track: '92px',
      align: 'end',
      from: 940,
      cell: (step) => ageText(t, format, step.age.p95Min),
    },
    {
      id: 'oldest',
      header: t('floor.process.oldest'),
      track: '92px',
      align: 'end',
      cell: (step) => (
        <span>
          <span className="narrow-word quiet">{t('floor.process.oldest')} </span>
          {ageText(t, format, step.age.oldestMin)}
        </span>
      ),
    },
    {
      id: 'stuck',
      header: t('floor.process.stuck'),
      track: '76px',
      align: 'end',
      from: 860,
      cell: (step) =>
        step.stuck === 0 ? (
          <span className="quiet">{t('value.none')}</span>
        ) : (
          <span>
            <span className="narrow-word quiet">{t('floor.process.stuck')} </span>
            <span className="number">{format.number(step.stuck)}</span>
          </span>
        ),
    },
    {
      id: 'rate',
      header: t('floor.process.rate'),
      track: 'minmax(200px, 2fr)',
      cell: (step) => <RateCell step={step} siteId={siteId} />,
    },
  ]
  return (
    <Rows
      name="process"
      label={t('floor.process')}
      rows={steps}
      columns={columns}
      keyOf={(step) => step.step}
      height={{ wide: 92, narrow: 232 }}
    />
  )
}
