import { isMessageKey } from '../../src/text/index.ts'
import type { PolicyView } from '../../src/wire/index.ts'
import { useFormat, useText } from '../i18n.tsx'
import { Command } from '../parts/states.tsx'
import { Status } from '../parts/status.tsx'

/** What stands between the site and its activation, each with its rule and what to type. */
export function Missing({ missing }: { missing: PolicyView['missing'] }) {
  const t = useText()
  return (
    <section className="section" aria-labelledby="policy-missing">
      <h2 id="policy-missing">{t('policy.missing')}</h2>
      <ul className="policy-missing">
        {missing.map(({ code, says, blocks, rule, command }) => (
          <li key={`${code} ${says}`}>
            <Status
              shape={blocks ? 'warning' : 'notice'}
              word={t(blocks ? 'policy.missing.blocks' : 'policy.missing.advises')}
            />
            <p>
              {says} {rule === null ? null : <span className="quiet">{t('policy.missing.rule', { rule })}</span>}
            </p>
            {command === null ? null : <Command label={`${t('policy.missing.command')}: ${says}`} lines={[command]} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What a release changes against what the site was activated with, in plain words. */
export function Changes({ changes }: { changes: PolicyView['changes'] }) {
  const t = useText()
  return (
    <section className="section" aria-labelledby="policy-changes">
      <h2 id="policy-changes">{t('policy.changes')}</h2>
      {changes.length === 0 ? (
        <p className="quiet">{t('policy.changes.none')}</p>
      ) : (
        <ul className="policy-list">
          {changes.map(({ says }) => (
            <li key={says}>{says}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** A site file that waits for its week. */
export function Pending({ pending }: { pending: NonNullable<PolicyView['pending']> }) {
  const t = useText()
  const format = useFormat()
  const { fromMs, sentMs, version, changes } = pending
  return (
    <section className="section" aria-labelledby="policy-pending">
      <h2 id="policy-pending">{t('policy.pending')}</h2>
      <p>{t('policy.pending.from', { from: format.dayTime(fromMs), sent: format.dayTime(sentMs), version })}</p>
      <ul className="policy-list">
        {changes.map(({ code, place }) => {
          const key = `siteChange.${code}`
          return <li key={`${code} ${place}`}>{isMessageKey(key) ? t(key, { place }) : code}</li>
        })}
      </ul>
    </section>
  )
}

/** What people recorded, in the order that they did. */
export function Records({ records }: { records: PolicyView['records'] }) {
  const t = useText()
  return (
    <section className="section" aria-labelledby="policy-records">
      <h2 id="policy-records">{t('policy.records')}</h2>
      {records.length === 0 ? (
        <p className="quiet">{t('policy.records.none')}</p>
      ) : (
        <ul className="policy-list">
          {records.map(({ kind, date, what }) => {
            const key = `policy.record.${kind}`
            return (
              <li key={`${kind} ${date} ${what}`}>
                {date} · {isMessageKey(key) ? t(key) : kind} · {what}
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}
