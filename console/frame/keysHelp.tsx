import { Button } from 'react-aria-components/Button'
import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import type { MessageKey } from '../../src/text/index.ts'
import { useText } from '../i18n.tsx'

const keys: readonly { readonly keys: readonly string[]; readonly does: MessageKey }[] = [
  { keys: ['/'], does: 'keys.scan' },
  { keys: ['Ctrl K', '⌘ K'], does: 'keys.palette' },
  { keys: ['j', 'k', '↓', '↑'], does: 'keys.rows' },
  { keys: ['Enter'], does: 'keys.open.row' },
  { keys: ['Esc'], does: 'keys.escape' },
  { keys: ['g d', 'g f', 'g t', 'g c', 'g p', 'g n'], does: 'keys.pages' },
  { keys: ['?'], does: 'keys.help' },
]

/** Every key of the console. */
export function KeysHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useText()
  return (
    <ModalOverlay className="veil" isOpen={isOpen} onOpenChange={(open) => !open && onClose()} isDismissable>
      <Modal className="modal">
        <Dialog className="keys">
          <Heading slot="title">{t('keys.title')}</Heading>
          <dl>
            {keys.map((row) => (
              <div key={row.does}>
                <dt>
                  {row.keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{t(row.does)}</dd>
              </div>
            ))}
          </dl>
          <Button className="button" slot="close" autoFocus>
            {t('keys.close')}
          </Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
