// Makes docs/console.png: Departures of the demonstration with a truck in danger opened beside the list. By hand, after a
// change of how it looks: `npm run picture`.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { DeparturesView } from '../../src/wire/index.ts'
import { goTo, startJourney } from './real.ts'

const path = join(import.meta.dirname, '../../docs/console.png')
const site = '/sites/lyon'

const journey = await startJourney({ empty: false })
try {
  const { loads } = await journey.ask<DeparturesView>(`${site}/departures`)
  const load = loads.find(({ status }) => status === 'late') ?? loads.find(({ status }) => status === 'atRisk')
  if (load === undefined) throw new Error('no truck is in danger: the demonstration begins too calmly for a picture')
  await goTo(journey, `${site}/departures?load=${load.id}`)
  await journey.page.getByRole('complementary', { name: load.id }).waitFor()
  await journey.page.getByText('Live', { exact: true }).waitFor()
  await journey.page.screenshot({ path })
} finally {
  await journey.end()
}
console.log(`docs/console.png: ${Math.round(statSync(path).size / 1000)} kB`)
