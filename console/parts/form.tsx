import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import type { Problem } from '../../src/wire/index.ts'

interface FieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly type?: 'text' | 'password'
  readonly complete?: string
  readonly hint?: string
  readonly max?: number
}

/** One labelled field, with a sentence about it where one helps. */
export function Field({ label, value, onChange, type = 'text', complete = 'off', hint, max = 256 }: FieldProps) {
  const id = useId()
  return (
    <p className="field form-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type}
        value={value}
        maxLength={max}
        autoComplete={complete}
        spellCheck={false}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint === undefined ? null : (
        <span id={`${id}-hint`} className="quiet">
          {hint}
        </span>
      )}
    </p>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: readonly { readonly value: string; readonly name: string }[]
}

/** One labelled choice of several. */
export function Choice({ label, value, onChange, options }: ChoiceProps) {
  const id = useId()
  return (
    <p className="field form-field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map((each) => (
          <option key={each.value} value={each.value}>
            {each.name}
          </option>
        ))}
      </select>
    </p>
  )
}

/** A form with one button; nothing is sent twice at once. */
export function Form({
  children,
  button,
  onSubmit,
  main = false,
}: {
  children?: ReactNode
  button: string
  onSubmit: () => Promise<void>
  main?: boolean
}) {
  const [busy, setBusy] = useState(false)
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    await onSubmit()
    setBusy(false)
  }
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      {children}
      <Button type="submit" className={main ? 'button button-main' : 'button'} isDisabled={busy}>
        {button}
      </Button>
    </form>
  )
}

/** What a page has to say after an act: done, or what went wrong. */
export type Told =
  | { readonly kind: 'none' }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly problem: Problem }
