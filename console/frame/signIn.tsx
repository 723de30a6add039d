import { Button } from 'react-aria-components/Button'
import { useText } from '../i18n.tsx'
import { Command } from '../parts/states.tsx'
import { loadSession } from '../store.ts'

/** How to get in, for a browser without a session. */
export function SignIn() {
  const t = useText()
  return (
    <main className="bare">
      <h1>{t('signin.title')}</h1>
      <p>{t('signin.lead')}</p>
      <ol>
        <li>{t('signin.step.start')}</li>
        <li>{t('signin.step.open')}</li>
      </ol>
      <p>
        <Button className="button button-main" onPress={() => void loadSession()}>
          {t('signin.again')}
        </Button>
      </p>
      <p>{t('signin.machines')}</p>
      <Command
        label={t('signin.machines')}
        lines={['npx fairfloor key create --name my-machine --role integrator --site SITE --data data']}
      />
    </main>
  )
}
