import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import type { Problem } from '../../src/wire/index.ts'
import { type Answer, postJson } from '../api.ts'
import { useText } from '../i18n.tsx'
import { askPasskey } from '../passkey.ts'
import { currentCsrf, loadSession } from '../store.ts'
import { Field, Form } from './form.tsx'
import { Failed } from './states.tsx'

/** An act of which the server may ask for a new proof of who is there. */
export type Act<T> = (csrfToken: string) => Promise<Answer<T>>

/** Runs an act and shows the page anew; null where the reader may only look. */
export type ActOrNot = (<T>(work: Act<T>) => Promise<T | undefined>) | null

/**
 * Runs dangerous acts: where the server wants a new proof, the dialogue asks for it and the act is run again. `dialogue`
 * must be shown by the page. An act whose proof is declined answers with the server's refusal.
 */
export function useProof() {
  const [asked, setAsked] = useState<{ readonly settle: (proven: boolean) => void } | null>(null)

  async function run<T>(act: Act<T>): Promise<Answer<T>> {
    const first = await act(currentCsrf())
    if (first.ok || first.problem.code !== 'STEP_UP_NEEDED') return first
    const proven = await new Promise<boolean>((settle) => setAsked({ settle }))
    setAsked(null)
    return proven ? act(currentCsrf()) : first
  }
  return { run, dialogue: asked === null ? null : <ProofDialogue onSettled={asked.settle} /> }
}

function ProofDialogue({ onSettled }: { onSettled: (proven: boolean) => void }) {
  const t = useText()
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)

  async function prove(path: string, body: unknown): Promise<void> {
    const answer = await postJson<void>(`/step-up${path}`, body, currentCsrf())
    if (!answer.ok) return setProblem(answer.problem)
    // The proof gave this browser a new session, with a new token.
    await loadSession()
    onSettled(true)
  }
  async function withPasskey(): Promise<void> {
    const options = await postJson<unknown>('/step-up/passkey/options', {}, currentCsrf())
    if (!options.ok) return setProblem(options.problem)
    const response = await askPasskey(options.value)
    if (response !== null) await prove('/passkey', { response })
  }

  return (
    <ModalOverlay className="veil" isOpen onOpenChange={(open) => !open && onSettled(false)} isDismissable>
      <Modal className="modal">
        <Dialog className="proof">
          <Heading slot="title">{t('proof.title')}</Heading>
          <p>{t('proof.why')}</p>
          <Button className="button button-main" autoFocus onPress={() => void withPasskey()}>
            {t('proof.passkey')}
          </Button>
          <Form button={t('proof.password')} onSubmit={() => prove('/password', { password })}>
            <Field
              label={t('enter.secret')}
              type="password"
              complete="current-password"
              value={password}
              onChange={setPassword}
            />
          </Form>
          {problem === null ? null : <Failed problem={problem} />}
          <Button className="button" onPress={() => onSettled(false)}>
            {t('proof.cancel')}
          </Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
