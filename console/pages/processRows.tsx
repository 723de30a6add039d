import type { StepRow } from '../../src/wire/index.ts'
import { useFormat, useText } from '../i18n.tsx'
import { AgeStrip } from '../parts/ageStrip.tsx'
import { type Column, Rows } from '../parts/rows.tsx'
import { Status } from '../parts/status.tsx'
import { ageText, levelShape } from './floorWords.ts'
import { RateCell } from './rateCell.tsx'
import { countText } from './toldWords.tsx'

/** Whether any step has a rate to show, or a question that has an answer; else the page says once that none has. */
export function hasRates(steps: readonly StepRow[]): boolean {
  return steps.some(({ rate }) => rate.kind === 'show' || (rate.kind === 'withheld' && rate.nearest !== null))
}

/** The process from receiving to loading: what waits at each step, for how long, and at what rate it leaves. */
export function ProcessRows({ steps, siteId }: { steps: readonly StepRow[]; siteId: string }) {
  const t = useText()
  const format = useFormat()
  const most = Math.max(1, ...steps.map((step) => step.queue ?? 0))
  const oldest = Math.max(1, ...steps.map((step) => step.age.oldestMin ?? 0))
  const rates = hasRates(steps)
  const asks = steps.some(({ rate }) => rate.kind === 'withheld' && rate.nearest !== null)
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
      track: 'minmax(150px, 1.6fr)',
      cell: (step) =>
        step.queue === null ? (
          <Status shape={levelShape[step.level]} word={t(`floor.level.${step.level}`)} />
        ) : (
          <span className="queue">
            <svg className="queue-bar" viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
              <rect width={(step.queue / most) * 100} height="14" />
            </svg>
            <strong className="number">{countText(t, format, { count: step.queue, base: step.base })}</strong>
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
      from: 720,
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
    ...(rates
      ? [
          {
            id: 'rate',
            header: t('floor.process.rate'),
            track: 'minmax(200px, 2.4fr)',
            cell: (step: StepRow) => <RateCell step={step} siteId={siteId} />,
          },
        ]
      : []),
  ]
  return (
    <Rows
      name="process"
      label={t('floor.process')}
      rows={steps}
      columns={columns}
      keyOf={(step) => step.step}
      height={{ wide: asks ? 92 : rates ? 62 : 50, narrow: asks ? 208 : rates ? 164 : 104 }}
    />
  )
}
