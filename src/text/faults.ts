import type { FaultCode } from '../base/index.ts'

/** What a fault says: what happened, and how to mend it. */
export type FaultText = readonly [title: string, fix: string]
/** Every code there is: one that is new in `src/base/faults/` does not compile before it is said in each language. */
export type FaultTexts = Readonly<Record<FaultCode, FaultText>>

/** A fault as the reader reads it: by its code where the language has it, else as the server said it. */
export function faultText(
  texts: FaultTexts | undefined,
  said: { readonly code: string; readonly title: string; readonly fix: string },
): FaultText {
  if (texts !== undefined && Object.hasOwn(texts, said.code)) return texts[said.code as FaultCode]
  return [said.title, said.fix]
}
