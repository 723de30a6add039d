import type { PolicyView } from '../../src/wire/index.ts'
import { useText } from '../i18n.tsx'
import { Status } from '../parts/status.tsx'

type NumberRow = PolicyView['numbers'][number]
type Source = NumberRow['source']

/** Each value, and behind it every line that speaks of it. */
export function Numbers({ numbers }: { numbers: PolicyView['numbers'] }) {
  const t = useText()
  return (
    <section className="section" aria-labelledby="policy-values">
      <h2 id="policy-values">{t('policy.values')}</h2>
      <p className="quiet">{t('policy.values.note')}</p>
      <div className="policy-values">
        {numbers.map((number) => (
          <details key={number.id} className="policy-value">
            <summary>
              <span className="policy-name">{number.name}</span>
              <strong className="number">{number.value}</strong>
              <span className="quiet policy-source">
                {number.conflict ? (
                  <Status shape="warning" word={t('policy.value.conflict')} />
                ) : (
                  number.source.standing
                )}
              </span>
            </summary>
            <Lines number={number} />
          </details>
        ))}
      </div>
    </section>
  )
}

function Lines({ number }: { number: NumberRow }) {
  const t = useText()
  return (
    <dl className="policy-lines">
      <div>
        <dt>{t('policy.value.decided')}</dt>
        <dd>
          <SourceWords source={number.source} />
        </dd>
      </div>
      {number.others.length === 0 ? null : (
        <div>
          <dt>{t('policy.value.others')}</dt>
          {number.others.map(({ value, duty, source }) => (
            <dd key={`${value} ${duty} ${source.says}`}>
              {duty ? t('policy.value.duty', { value }) : value}: <SourceWords source={source} />
            </dd>
          ))}
        </div>
      )}
      <div>
        <dt>{t('policy.value.change')}</dt>
        <dd>{number.change}</dd>
      </div>
    </dl>
  )
}

function SourceWords({ source }: { source: Source }) {
  const words = [...new Set([source.standing, source.confidence, source.date ?? ''])].filter((word) => word !== '')
  return (
    <>
      {source.says} <span className="quiet">({words.join('; ')})</span>
    </>
  )
}

/** What is on and what is off, with who leaves it out. */
export function Sets({ sets }: { sets: PolicyView['sets'] }) {
  const t = useText()
  const off = sets.flatMap((set) => set.off)
  return (
    <section className="section" aria-labelledby="policy-sets">
      <h2 id="policy-sets">{t('policy.sets')}</h2>
      <dl className="policy-promises">
        {sets.map(({ id, name, on }) => (
          <div key={id}>
            <dt>{name}</dt>
            <dd>{on.map((each) => each.name).join(' · ') || '–'}</dd>
          </div>
        ))}
      </dl>
      <h3>{t('policy.sets.off')}</h3>
      {off.length === 0 ? (
        <p className="quiet">{t('policy.sets.off.none')}</p>
      ) : (
        <ul className="policy-list">
          {off.map(({ id, name, why }) => (
            <li key={id}>
              {name} <span className="quiet">({why})</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** Every rule of the packs that hold here, with what it is and how far it was read. */
export function Rules({ rules }: { rules: PolicyView['rules'] }) {
  const t = useText()
  return (
    <section className="section" aria-labelledby="policy-rules">
      <h2 id="policy-rules">{t('policy.rules')}</h2>
      <details>
        <summary>{t('policy.rules.count', { count: rules.length })}</summary>
        <table className="small-table policy-rules">
          <caption className="unseen">{t('policy.rules')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('policy.rules.rule')}</th>
              <th scope="col">{t('policy.rules.says')}</th>
              <th scope="col">{t('policy.rules.standing')}</th>
              <th scope="col">{t('policy.rules.source')}</th>
            </tr>
          </thead>
          <tbody>
            {rules.map(({ id, says, standing, confidence, source, date }) => (
              <tr key={id}>
                <th scope="row" className="mono">
                  {id}
                </th>
                <td>{says}</td>
                <td>{[...new Set([standing, confidence])].join('; ')}</td>
                <td>
                  {source}
                  {date === null ? '' : ` (${date})`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  )
}
