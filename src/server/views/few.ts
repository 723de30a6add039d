import type { ExceptionState } from '../../flow/index.ts'
import { fewMax, type Grain } from '../../policy/index.ts'

/** Exceptions that the Floor page lists; all are counted. */
const exceptionsShownMax = 200

/**
 * A few of each place and kind, oldest first: a list of all that wait somewhere, with the quarter hour that they came in, would be the
 * count that its zone does not tell.
 */
export function fewOfEach(exceptions: readonly ExceptionState[], grain: Grain): readonly ExceptionState[] {
  if (grain.exact) return exceptions.slice(0, exceptionsShownMax)
  const listed = new Map<string, number>()
  const few = exceptions.filter(({ place, kind }) => {
    const before = listed.get(`${place} ${kind}`) ?? 0
    listed.set(`${place} ${kind}`, before + 1)
    return before < fewMax
  })
  return few.slice(0, exceptionsShownMax)
}
