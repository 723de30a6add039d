/** How a code shows itself: the HTTP status it answers with, what happened, and how to mend it. */
export interface FaultKind {
  readonly status: number
  readonly title: string
  readonly fix: string
}
