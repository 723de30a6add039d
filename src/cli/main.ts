import { keepCompiled } from './compiled.ts'

// Nothing else is imported here: what is loaded before the cache of compiled modules is open is compiled at every start.
if (import.meta.main) {
  keepCompiled()
  const { runProcess } = await import('./dispatch.ts')
  await runProcess()
}
