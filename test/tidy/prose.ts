import { type Finding, lineAt } from './source.ts'

/** A tracked text file of any kind. */
export interface TextFile {
  readonly path: string
  readonly text: string
}

/** What the machine that runs the test would recognise as its own; nothing of it may be committed. */
export interface Machine {
  readonly root: string
  readonly hostname: string
  readonly registry: string | undefined
}

interface Wording {
  readonly find: RegExp
  /** The finding is taken back where the same file says this too. */
  readonly unless?: RegExp
  readonly instead: string
}

/** Words that promise more than software can, or tell half of a ruling. */
const wordings: readonly Wording[] = [
  { find: /\bcompliant\b/i, instead: 'Say what the code does ("refuses by design") and name the rule.' },
  { find: /\bcertified\b/i, instead: 'Nobody has audited it: say what was measured, and how.' },
  { find: /\b(CNIL|GDPR)[- ]approved\b/i, instead: 'No authority approves software: say what the code does.' },
  {
    find: /\banonym(ous|ously|ised|ized)\b/i,
    instead: 'Say "pseudonymous" or "aggregated", whichever is true.',
  },
  {
    find: /idle[- ]time tracking is illegal/i,
    instead: 'It is declined here by choice: say that it is refused by design.',
  },
  {
    find: /SAN-2023-021/,
    unless: /492830/,
    instead: 'Name the ruling on appeal (Conseil d’Etat 492830) beside the fine.',
  },
  { find: /\bGC 23-02\b/, unless: /rescinded/i, instead: 'Say that the memorandum is rescinded.' },
  {
    find: /OSHA[^.\n]{0,40}heat|heat[^.\n]{0,40}OSHA/i,
    unless: /proposed/i,
    instead: 'Say that the rule is proposed.',
  },
  { find: /Illinois[^.\n]{0,80}quota|quota[^.\n]{0,80}Illinois/i, instead: 'Illinois has no quota law: leave it out.' },
  {
    find: /(±|\+-|\+\/-) ?0[.,]\d+ ?°?C\b/,
    unless: /claimed|measured/i,
    instead: 'Say whether the figure is claimed or measured with a reference source.',
  },
]

// The rules themselves must name the words; the licence is not ours to word.
const unread = /^(test\/tidy\/|src\/tidy\.test\.ts$|LICENSE$|package-lock\.json$)/

export function wordingFindings(file: TextFile): Finding[] {
  if (unread.test(file.path)) return []
  const out: Finding[] = []
  for (const { find, unless, instead } of wordings) {
    const hit = find.exec(file.text)
    if (hit === null || unless?.test(file.text) === true) continue
    out.push({
      rule: 'wording',
      path: file.path,
      line: lineAt(file.text, hit.index),
      message: `"${hit[0]}": ${instead}`,
    })
  }
  return out
}

/** Bare notes in prose; comments of code are read by the parser. */
export function unfinishedFindings(file: TextFile): Finding[] {
  if (!file.path.endsWith('.md')) return []
  const hit = /\b(TODO|FIXME|TBD)\b/.exec(file.text)
  if (hit === null) return []
  const message = 'Finish the text, or name the gap in docs/limits.md.'
  return [{ rule: 'unfinished', path: file.path, line: lineAt(file.text, hit.index), message }]
}

/** Addresses that mean something on one machine or in one workplace only. */
export function machineFindings(file: TextFile, machine: Machine): Finding[] {
  const out: Finding[] = []
  const add = (offset: number, message: string): void => {
    out.push({ rule: 'machine', path: file.path, line: lineAt(file.text, offset), message })
  }
  for (const own of [machine.root, machine.hostname, machine.registry]) {
    if (own === undefined || own.length < 5 || own === 'localhost') continue
    const at = file.text.indexOf(own)
    if (at !== -1) add(at, 'This names the machine it was written on: use a path from the root of the repository.')
  }
  const home = /(?:^|[\s'"`(=:])(\/(?:home|root|Users|work|workspace|mnt)\/[\w.-]+)/m.exec(file.text)
  if (home !== null)
    add(home.index, 'An absolute path of somebody’s machine: use a path from the root of the repository.')
  const registry = /https?:\/\/[\w.-]*(?:registry|artifactory|nexus|verdaccio|goproxy)[\w.-]*/i.exec(file.text)
  if (registry !== null) {
    add(registry.index, 'An address of a registry: installs go through the reader’s own npm settings, so leave it out.')
  }
  return out
}
