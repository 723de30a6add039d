import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { catalogue } from '../../src/hazards/index.ts'
import { repositoryRoot } from '../tidy/tree.ts'

const path = join(repositoryRoot, 'docs/feeds.md')

/** How often it is asked, as a person says it. */
function every(minutes: number | null): string {
  if (minutes === null) return 'by hand'
  if (minutes >= 1_440) return 'daily'
  return minutes >= 60 ? `${minutes / 60} h` : `${minutes} min`
}

/** The page that lists every public feed, as the catalogue says. */
export function feedsPage(): string {
  const rows = catalogue.map(({ id, title, publisher, licence, cadenceMin, access, kinds }) => {
    const name = licence.url === null ? licence.name : `[${licence.name}](${licence.url})`
    return `| \`${id}\` | ${title} | ${kinds.join(', ')} | ${publisher} | ${name}: ${licence.attribution} | ${every(cadenceMin)} | ${access} |`
  })
  return `# Public feeds

Written from \`src/hazards/feeds\` by \`npm run docs\`. Each feed is one file there: who publishes it and on what terms, where it is, and what its records mean
in the terms of the Common Alerting Protocol (CAP 1.2). Only the fields that a file names are ever read.

\`fairfloor feeds list --json\` prints this list, \`fairfloor feeds parse ID FILE… --json --now TIME\` reads recorded payloads of a feed.

| feed | holds | kinds | publisher | licence and attribution | asked every | access |
| --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

## What is not let in

- **Demonstrations, strikes, disturbances, complex emergencies**: records of these types (DATEX II, GLIDE, FEMA) are refused and counted. Of every transit alert cause and
  text are skipped unread, whatever the cause is, so that effect, place, start and end are told and no reason can be read from a gap.
- **What officers wrote down of people** (stop and search), race, age, sex, narratives: not on any list of fields, so never read. Offences stand at a hundredth of a degree.
- **Civil messages of the US alert system** keep event, area, times and what to do; what is told about why is left out.
- A field that a publisher adds and the deny-lists refuse is not read, and named beside the counts.
`
}

export function readFeedsPage(): string {
  return readFileSync(path, 'utf8')
}

export function writeFeeds(): void {
  writeFileSync(path, feedsPage())
}
