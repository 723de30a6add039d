import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commandWays } from '../../src/cli/ways.ts'
import { waysOut } from '../../src/server/http/ways-out.ts'
import { serve } from '../../src/server/index.ts'
import { repositoryRoot } from '../tidy/tree.ts'

export const waysOutPath = join(repositoryRoot, 'docs/ways-out.md')

/** Every way out of a server that runs, of the commands and of what is written, as a table. */
export async function waysOutText(): Promise<string> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'fairfloor-ways-'))
  const server = await serve({ dataFolder, host: '127.0.0.1', port: 0, empty: true, log: false, say: () => {} })
  try {
    const ways = waysOut(server.app.declared, commandWays)
    const rows = ways.map(({ kind, name, roles, purpose, site, dataClass }) => {
      const who = typeof roles === 'string' ? roles : [...roles].sort().join(', ')
      return `| ${kind} | \`${name}\` | ${who} | ${site} | ${dataClass} | ${purpose} |`
    })
    return `# Ways out

Every way on which something leaves a running Fairfloor or its data folder, written from the declarations (\`npm run docs\`). One without a
class of data stops the server; a test feeds marked hand scans and looks for them in every answer. Classes: \`goods\` (plan), \`state\` (told by
quarter hours, rounded), \`rate\` (released by the gate), \`event\` (hand scans by object, with zone and quarter hour), \`admin\`, \`none\`. \`owner\` is whoever may
open the data folder. There are no metrics and no webhooks.

| kind | name | roles | site | class | purpose |
| ---- | ---- | ----- | ---- | ----- | ------- |
${rows.join('\n')}
`
  } finally {
    await server.close()
    rmSync(dataFolder, { recursive: true })
  }
}

export async function writeWaysOut(): Promise<void> {
  writeFileSync(waysOutPath, await waysOutText())
}
