import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import type { RateView, StepRow } from '../../src/wire/index.ts'
import { getJson } from '../api.ts'
import { useFormat, useText } from '../i18n.tsx'
import { rateWords, windowWord } from './floorWords.ts'

/** A step's newest rate; where it is held back why, and one press to the nearest question that has an answer. */
export function RateCell({ step, siteId }: { step: StepRow; siteId: string }) {
  const t = useText()
  const format = useFormat()
  const [asked, setAsked] = useState<RateView | null>(null)
  const rate = asked ?? step.rate
  const words = rateWords(t, format, rate)
  const nearest = rate.kind === 'withheld' ? rate.nearest : null

  async function ask(): Promise<void> {
    if (nearest === null) return
    const query = new URLSearchParams({
      place: nearest.placeId,
      step: nearest.step,
      windowMin: String(nearest.windowMin),
    })
    const answer = await getJson<RateView>(`/sites/${encodeURIComponent(siteId)}/rate?${query}`)
    if (answer.ok) setAsked(answer.value)
  }

  return (
    <>
      <span className={words.shown ? 'number cut' : 'cut'}>
        {words.shown ? <strong>{words.main}</strong> : words.main}
      </span>
      <span className="quiet two-lines">{words.note}</span>
      {nearest === null ? null : (
        <Button className="button-ask" onPress={() => void ask()}>
          {t('floor.rate.ask', { place: nearest.placeName, window: windowWord(t, nearest.windowMin) })}
        </Button>
      )}
      {asked === null ? null : (
        <Button className="button-ask" onPress={() => setAsked(null)}>
          {t('floor.rate.back')}
        </Button>
      )}
    </>
  )
}
