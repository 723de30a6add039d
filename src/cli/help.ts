import type { CliIo } from './io.ts'

/** What `fairfloor help` tells of a command. Every module of src/cli that runs has one entry. */
export interface CommandHelp {
  readonly usage: readonly string[]
  /** One line, starting with a verb. */
  readonly summary: string
  readonly options?: readonly (readonly [flag: string, meaning: string])[]
  readonly examples?: readonly string[]
}

const dataOption = ['--data DIR', 'Data folder (default: data)'] as const
const siteOption = ['--site ID', 'Site; may be left out where there is one'] as const
const jsonOption = ['--json', 'Print JSON instead of lines'] as const

export const commands = {
  serve: {
    usage: [
      'serve [--data DIR] [--host ADDRESS] [--port N] [--empty] [--log]',
      'serve … --host ADDRESS --origin URL (--tls-cert FILE --tls-key FILE | --proxy ADDRESS)',
    ],
    summary: 'Run the server and the console',
    options: [
      dataOption,
      ['--host ADDRESS', 'Address to listen on; without named accounts only a loopback address (default: 127.0.0.1)'],
      ['--port N', 'Port; 0 takes a free one (default: 8080)'],
      ['--empty', 'Start clean, with one draft site, instead of the demonstration'],
      ['--log', 'Write a line a request (JSON, without personal data)'],
      ['--origin URL', 'https://… as browsers see it; passkeys are bound to its name'],
      ['--tls-cert FILE', 'Certificate chain (PEM); SIGHUP reads it and the key again'],
      ['--tls-key FILE', 'Its private key (PEM)'],
      ['--proxy ADDRESS', 'Address or range of the proxy where TLS ends; only from there X-Forwarded-* is believed'],
    ],
    examples: ['fairfloor serve --data data --port 8080 --empty'],
  },
  account: {
    usage: [
      'account invite --role ROLE… [--site ID…] [--url URL] --data DIR',
      'account list --data DIR',
      'account reset --name NAME [--url URL] --data DIR',
      'account remove --name NAME --data DIR',
    ],
    summary: 'Invite a person, list accounts, give a new way in, or remove an account (a link is printed last)',
    options: [
      ['--role ROLE', 'lead, manager, operations, safety, privacy, representative, auditor or admin; may be repeated'],
      ['--site ID', 'Where the roles hold; may be repeated (default: every site)'],
      ['--name NAME', 'What the person chose to be called'],
      ['--url URL', 'Where the console is reached (default: what the server wrote down at its last start)'],
      dataOption,
    ],
    examples: ['fairfloor account invite --role admin --data data'],
  },
  key: {
    usage: [
      'key create --name NAME --role ROLE [--site ID] [--kind KIND] --data DIR',
      'key list --data DIR',
      'key remove --name NAME --data DIR',
      'key link [--url URL] --data DIR',
    ],
    summary: 'Create, list or remove access keys (a secret is printed last, and only once), or let a browser in',
    options: [
      ['--name NAME', 'What the key is for, such as the feed that uses it; never a person'],
      ['--role ROLE', 'integrator for a feed; any other role where a machine does that task'],
      ['--site ID', 'The site that the key belongs to; may be left out where there is one'],
      ['--kind KIND', 'live or test; a test site takes test keys only (default: as the site is)'],
      ['--url URL', 'Where the console is reached; the link that lets a browser in once begins with it'],
      dataOption,
    ],
    examples: ['fairfloor key create --name sorter-feed --role integrator --site north --data data'],
  },
  import: {
    usage: ['import PATH… [--data DIR] [--site ID] [--site-file FILE] [--mapping FILE] [--plan] [--json]'],
    summary: 'Read files of any size into the ledger; can be stopped and run again',
    options: [
      dataOption,
      siteOption,
      ['--site-file FILE', 'Site to set up first, where the folder has none (see docs/formats/site-file.md)'],
      [
        '--mapping FILE',
        'How another log becomes EPCIS events (an SQL SELECT), or the name of a mapping that comes along',
      ],
      ['--plan', 'The files are plans: loads, orders and heads'],
      jsonOption,
    ],
    examples: ['fairfloor import events.ndjson --data data', 'fairfloor import --plan loads.json --data data'],
  },
  site: {
    usage: [
      'site check FILE [--site ID] [--data DIR] [--json]',
      'site put FILE --site ID [--data DIR] [--json]',
      'site outlines FILE --imdf FOLDER [--out FILE]',
    ],
    summary: 'Check a site file, put it in force, or draw its zones from an OGC IMDF floor plan',
    options: [
      ['--site ID', 'The site that it is for: check then says what would change, from when, and what would widen'],
      dataOption,
      ['--imdf FOLDER', 'Folder of an unpacked IMDF archive: venue, level and unit as *.geojson'],
      ['--out FILE', 'Where the site file with outlines goes (default: the file itself)'],
      jsonOption,
    ],
    examples: [
      'fairfloor site check north.json --site north --data data',
      'fairfloor site put north.json --site north',
    ],
  },
  simulate: {
    usage: ['simulate --events N --out FILE [--seed S] [--sites N] [--layout SIZE] [--start TIME] …'],
    summary: 'Write the events of simulated fulfilment centres, with their site, plan and truth beside them',
    options: [
      ['--events N', 'How many events, over all sites'],
      ['--out FILE', 'File to write: .ndjson, or .json for one document; FILE.site.json and others stand beside it'],
      ['--seed S', 'The same seed writes the same events (default: 1)'],
      ['--sites N', 'How many sites, a file each (default: 1)'],
      ['--layout SIZE', 'small, medium or large (default: medium, small under 50,000 events a site)'],
      ['--start TIME', 'When the first shift begins, with offset'],
      ['--rejects RATE', 'Share of broken events, 0 to 0.5 (default: 0)'],
      ['--duplicates RATE', 'Share of events that come twice, 0 to 0.5 (default: 0.02)'],
    ],
    examples: ['fairfloor simulate --events 100000 --seed 7 --out events.ndjson'],
  },
  epcis: {
    usage: ['epcis validate|hash|print FILE… [--json]'],
    summary: 'Check, hash or print EPCIS 2.0 files, a line an event; - reads standard input',
    options: [jsonOption],
    examples: ['fairfloor epcis validate document.json'],
  },
  feeds: {
    usage: ['feeds list [--json]', 'feeds parse ID FILE… [--now TIME] [--marks] [--json]'],
    summary: 'List the public feeds that are known, or read recorded payloads of one',
    options: [
      ['--now TIME', 'The clock that the payload is read at, with offset (default: now)'],
      ['--marks', 'Print what is no hazard too: gauges, ports, published counts'],
      jsonOption,
    ],
    examples: ['fairfloor feeds parse usgs-quakes 2.5_week.geojson --json --now 2016-04-12T12:00:00Z'],
  },
  trace: {
    usage: ['trace ID [--data DIR] [--site ID] [--json]'],
    summary: 'Tell where an object is and how it came there',
    options: [dataOption, siteOption, jsonOption],
    examples: ['fairfloor trace "(00) 095213210000000012"'],
  },
  export: {
    usage: [
      'export --out FILE [--format parquet|ndjson] [--name NAME] [--from TIME] [--to TIME] [--site ID] …',
      'export --list [--data DIR]',
    ],
    summary: 'Write stored events to a file of an open form (machines and partners; no hand scans); logged and listed',
    options: [
      ['--out FILE', 'File to write; it must not be there yet'],
      ['--format FORM', 'parquet, with a column a field, or ndjson, an EPCIS event a line (default: parquet)'],
      ['--name NAME', 'What the export is for, as it stands in the list; never a person (default: export)'],
      ['--from TIME', 'Only events from this eventTime on, with offset'],
      ['--to TIME', 'Only events before this eventTime, with offset'],
      ['--list', 'Print what was exported from the folder, a line each time one began or ended'],
      dataOption,
      siteOption,
      jsonOption,
    ],
    examples: ['fairfloor export --out events.parquet --name "yearly archive" --data data'],
  },
  deny: {
    usage: ['deny NAME… [--thing KIND] [--json]'],
    summary: 'Say of names, before they are used, whether the deny-lists refuse them',
    options: [
      ['--thing KIND', 'column, field, namespace, layer, dataset, name, note or query (default: column)'],
      jsonOption,
    ],
    examples: ['fairfloor deny "strike plate" --thing column'],
  },
  policy: {
    usage: [
      'policy explain [--site ID] [--language en|de|fr] [--json]',
      'policy changes [--site ID]',
      'policy record declaration|agreement --file FILE',
      'policy record notice --category CATEGORY --language LANGUAGE --version VERSION [--date DAY]',
      'policy record assessment --document FILE --parts PARTS --officer-advice WORD …',
      'policy record consultation --opinion WORD [--date DAY]',
      'policy activate [--site ID]',
      'policy document register|assessment|notice [--format html|pdf] [--language en|de|fr] [--out FILE] …',
    ],
    summary: 'Tell which rules hold at a site and why, record what they ask for, print its documents',
    options: [
      dataOption,
      siteOption,
      ['--file FILE', 'Declaration or works agreement as JSON (see docs/formats/works-agreement.md)'],
      ['--document FILE', 'The approved impact assessment; only its hash is kept'],
      ['--parts PARTS', 'Parts of it, by commas: description,necessity,risks,measures'],
      ['--officer-advice WORD', 'agrees, agreesWithConditions or advisesAgainst'],
      ['--representatives-view WORD', 'agrees, agreesWithConditions or objects'],
      ['--version VERSION', 'Version of a notice, as you name it'],
      ['--language LANGUAGE', 'Language of a notice; en, de or fr of what is printed here (default: en)'],
      ['--format FORMAT', 'html (default) or pdf'],
      ['--opinion WORD', 'favourable, unfavourable or noneGiven'],
      ['--category CATEGORY', 'permanent, temporary or agency'],
      ['--date DAY', 'When it was done, such as 2026-03-02 (default: today)'],
      ['--out FILE', 'Where a document goes; a page gets its style beside it'],
      jsonOption,
    ],
    examples: ['fairfloor policy explain --site north --data data'],
  },
  doctor: {
    usage: ['doctor [--data DIR] [--json]'],
    summary: 'Check this machine and the data folder, and say what to mend',
    options: [dataOption, jsonOption],
  },
  version: { usage: ['version'], summary: 'Print the version' },
  help: { usage: ['help [COMMAND]'], summary: 'Print this text, or tell more of one command' },
} as const satisfies Record<string, CommandHelp>

export type CommandName = keyof typeof commands

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name)
}

export async function run(args: readonly string[], io: CliIo): Promise<number> {
  const [name] = args
  if (name === undefined) {
    for (const line of overview()) io.out(line)
    return 0
  }
  if (!isCommand(name)) {
    io.err(unknownCommand(name))
    return 2
  }
  for (const line of helpOf(name)) io.out(line)
  return 0
}

/** All commands, a line each. */
export function overview(): string[] {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  return [
    'Fairfloor: which truck will be missed, where the goods wait, what would free them. Goods, not people.',
    '',
    'usage: fairfloor COMMAND [OPTION…]',
    '',
    ...Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'fairfloor help COMMAND tells more. FAIRFLOOR_DEBUG=1 adds where an error comes from.',
  ]
}

/** Usage, options and examples of one command. */
export function helpOf(name: CommandName): string[] {
  const { usage, summary, options = [], examples = [] }: CommandHelp = commands[name]
  const width = Math.max(0, ...options.map(([flag]) => flag.length))
  return [
    ...usage.map((line, i) => `${i === 0 ? 'usage:' : '      '} fairfloor ${line}`),
    '',
    `${summary}.`,
    ...(options.length > 0 ? ['', ...options.map(([flag, meaning]) => `  ${flag.padEnd(width)}  ${meaning}`)] : []),
    ...(examples.length > 0 ? ['', ...examples.map((line) => `  ${line}`)] : []),
  ]
}

/** What to say to a word that is no command: the nearest one, where one is near. */
export function unknownCommand(word: string): string {
  const near = Object.keys(commands)
    .map((name) => ({ name, distance: editDistance(word.toLowerCase(), name) }))
    .sort((a, b) => a.distance - b.distance)[0]
  const hint = near !== undefined && near.distance <= 2 ? `; did you mean ${near.name}?` : '.'
  return `There is no command of that name${hint} fairfloor help lists all of them.`
}

/** Insertions, deletions, replacements and swaps of neighbours between two words (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, rows[i - 2]![j - 2]! + 1)
      }
      row.push(least)
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}
