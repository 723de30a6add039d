import { useState } from 'react'
import type { Me, Problem } from '../../src/wire/index.ts'
import { noAnswer, postJson } from '../api.ts'
import { useText } from '../i18n.tsx'
import { loadSession, setDemonstrationSpeed, signedOut } from '../store.ts'

/** Says that the data is simulated, and sets how fast its clock goes. */
export function Ribbon({ me }: { me: Me }) {
  const t = useText()
  const [problem, setProblem] = useState<Problem | null>(null)
  const demonstration = me.demonstration

  const change = async (speed: number): Promise<void> => {
    const before = demonstration?.speed ?? 1
    setDemonstrationSpeed(speed)
    const answer = await postJson<unknown>('/demonstration/speed', { speed }, me.csrfToken)
    setProblem(answer.ok ? null : answer.problem)
    if (answer.ok) return
    setDemonstrationSpeed(before)
    if (answer.problem.status === 401) signedOut()
    if (answer.problem.status === 403) await loadSession() // the token may be of an older session
  }

  return (
    <div className="ribbon ribbon-simulated">
      <p>{t('sim.ribbon')}</p>
      {demonstration === null ? null : (
        <fieldset className="speeds">
          <legend className="unseen">{t('sim.speed')}</legend>
          <span className="speeds-name" aria-hidden="true">
            {t('sim.speed')}
          </span>
          {demonstration.speeds.map((speed) => (
            <label key={speed} className="speed">
              <input
                type="radio"
                name="speed"
                className="unseen"
                checked={speed === demonstration.speed}
                onChange={() => void change(speed)}
              />
              <span>{speed === 0 ? t('sim.paused') : t('sim.times', { speed })}</span>
            </label>
          ))}
        </fieldset>
      )}
      {problem === null ? null : (
        <p role="alert">
          {t('sim.failed', { title: problem.code === noAnswer ? t('state.failed.network') : problem.title })}
        </p>
      )}
    </div>
  )
}
