import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Fault, FaultError, faultText, parseJsonText } from '../base/index.ts'
import { machineClock } from '../server/index.ts'
import type { PolicyView } from '../wire/index.ts'
import { type CliIo, exitCodes } from './io.ts'
import { askFolder } from './owner.ts'
import { siteChangeLines } from './site-changes.ts'

const kinds = ['declaration', 'notice', 'assessment', 'consultation', 'agreement'] as const
const documents = ['register', 'assessment', 'notice'] as const
/** A saved page finds its style beside it. */
const styleName = 'fairfloor-document.css'

/** Explains, records and prints the policy of a site. Exit code 1 where something is missing or refused. */
export async function run(args: readonly string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      data: { type: 'string', default: 'data' },
      site: { type: 'string' },
      json: { type: 'boolean', default: false },
      language: { type: 'string', default: 'en' },
      format: { type: 'string', default: 'html' },
      out: { type: 'string' },
      file: { type: 'string' },
      document: { type: 'string' },
      category: { type: 'string' },
      version: { type: 'string' },
      date: { type: 'string' },
      parts: { type: 'string' },
      'officer-advice': { type: 'string' },
      'representatives-view': { type: 'string' },
      opinion: { type: 'string' },
    },
  })
  const [word, what] = positionals
  const ask = <T>(command: string, asked: object): Promise<T> =>
    askFolder(values.data, command, { siteId: values.site ?? null, ...asked })
  switch (word) {
    case 'explain': {
      const view = await ask<PolicyView>('policy', { language: values.language })
      io.out(values.json ? JSON.stringify(view) : explained(view).join('\n'))
      return exitCodes.done
    }
    case 'changes': {
      const view = await ask<PolicyView>('policy', { language: values.language })
      if (values.json) io.out(JSON.stringify(view.changes))
      else if (view.changes.length === 0) io.out('Nothing changes for the people at work with this release.')
      else for (const { says } of view.changes) io.out(says)
      return exitCodes.done
    }
    case 'record': {
      const kind = oneWord(what, '/kind', kinds)
      const answer = await ask<{ faults?: Fault[] }>('policyRecord', { record: recordOf(kind, values) })
      return told(answer.faults ?? [], `Recorded: ${kind}.`, io, values.json)
    }
    case 'activate': {
      const answer = await ask<{ faults?: Fault[] }>('policyActivate', {})
      return told(answer.faults ?? [], 'The site is active.', io, values.json)
    }
    case 'document': {
      const kind = oneWord(what, '/document', documents)
      const format = oneWord(values.format, '/format', ['html', 'pdf'])
      const out = resolve(values.out ?? `${kind}-${values.language}.${format}`)
      const printed = await ask<{ base64: string; style: string }>('policyDocument', {
        kind,
        format,
        language: values.language,
        category: values.category ?? '',
        styleName,
      })
      writeFileSync(out, Buffer.from(printed.base64, 'base64'))
      if (format === 'html') writeFileSync(join(dirname(out), styleName), printed.style)
      io.out(values.json ? JSON.stringify({ out }) : out)
      return exitCodes.done
    }
    default:
      throw new FaultError({
        code: 'OPTION_VALUE',
        at: '/command',
        got: word === undefined ? 'nothing' : 'another word',
        allowed: 'explain, changes, record, activate, document',
      })
  }
}

function told(faults: readonly Fault[], done: string, io: CliIo, json: boolean): number {
  if (json) io.out(JSON.stringify(faults))
  else if (faults.length === 0) io.out(done)
  else for (const fault of faults) io.err(faultText(fault))
  return faults.length === 0 ? exitCodes.done : exitCodes.failed
}

type Values = Readonly<Record<string, string | boolean | undefined>>

/** A record from flags, or from a file where it has more to say than flags can. */
function recordOf(kind: (typeof kinds)[number], values: Values): unknown {
  const text = (name: string): string | undefined => {
    const value = values[name]
    return typeof value === 'string' ? value : undefined
  }
  const date = text('date') ?? new Date(machineClock.nowMs()).toISOString().slice(0, 10)
  switch (kind) {
    case 'declaration':
      return { kind, date, ...(jsonOf(text('file')) as object) }
    case 'agreement': {
      const agreement = jsonOf(text('file'))
      return { kind, date: text('date') ?? (agreement as { signed?: string }).signed ?? date, agreement }
    }
    case 'notice':
      return { kind, date, version: text('version'), category: text('category'), language: text('language') }
    case 'assessment': {
      const path = text('document')
      if (path === undefined)
        throw new FaultError({
          code: 'OPTION_VALUE',
          at: '/document',
          got: 'nothing',
          allowed: 'the approved document',
        })
      return {
        kind,
        date,
        // Only the hash is kept: the document stays with its owner.
        hash: createHash('sha256').update(readFileSync(path)).digest('hex'),
        parts: (text('parts') ?? '').split(',').filter((part) => part !== ''),
        officerAdvice: text('officer-advice'),
        representativesView: text('representatives-view'),
      }
    }
    case 'consultation':
      return { kind, date, opinion: text('opinion') }
  }
}

function jsonOf(path: string | undefined): unknown {
  if (path === undefined)
    throw new FaultError({ code: 'OPTION_VALUE', at: '/file', got: 'nothing', allowed: 'a JSON file' })
  const read = parseJsonText(readFileSync(path, 'utf8'))
  if (!read.ok) throw new FaultError(read.fault)
  return read.value
}

function oneWord<T extends string>(asked: string | undefined, at: string, words: readonly T[]): T {
  const found = words.find((word) => word === asked)
  if (found === undefined)
    throw new FaultError({ code: 'OPTION_VALUE', at, got: 'another word', allowed: words.join(', ') })
  return found
}

/** The whole policy, a line a fact. */
function explained(view: PolicyView): string[] {
  const { site, packs, numbers, sets, missing, changes, pending, agreement, records } = view
  const lines = [`${site.name} (${site.siteId}), ${site.state}${site.simulated ? ', simulated' : ''}`]
  lines.push(`Rules: ${packs.map(({ name, draft }) => (draft ? `${name} (draft)` : name)).join(', ')}`)
  for (const { unverified } of packs) if (unverified !== null) lines.push(`  ${unverified}`)
  lines.push('')
  for (const { name, value, source, others, change, conflict } of numbers) {
    lines.push(`${name}: ${value}${conflict ? '  CONFLICT' : ''}`)
    lines.push(
      `  ${source.says} (${[...new Set([source.standing, source.confidence])].join('; ')}${source.date === null ? '' : `; ${source.date}`})`,
    )
    for (const other of others) lines.push(`  ${other.duty ? '>=' : 'also'} ${other.value}: ${other.source.says}`)
    lines.push(`  ${change}`)
  }
  lines.push('')
  for (const { name, on, off } of sets) {
    lines.push(`${name}: ${on.map((each) => each.name).join(', ') || '–'}`)
    for (const each of off) lines.push(`  off: ${each.name} (${each.why})`)
  }
  if (records.length > 0) lines.push('', ...records.map(({ date, kind, what }) => `${date}  ${kind}  ${what}`))
  if (agreement !== null) {
    lines.push('', `Agreement ${agreement.id} ${agreement.version}, signed ${agreement.signed}. No software can hold:`)
    for (const { name, says } of agreement.unenforceable) lines.push(`  ${name}: ${says}`)
  }
  if (missing.length > 0) lines.push('', 'Missing:')
  for (const { says, rule, blocks, command } of missing) {
    lines.push(`  ${blocks ? '✗' : '·'} ${says}${rule === null ? '' : ` [${rule}]`}`)
    if (command !== null) lines.push(`    ${command}`)
  }
  if (changes.length > 0) lines.push('', ...changes.map(({ says }) => says))
  if (pending !== null) {
    const from = new Date(pending.fromMs).toISOString()
    lines.push('', `Waits for its week: version ${pending.version} of the site file holds from ${from}.`)
    lines.push(...siteChangeLines(pending.changes).map((line) => `  ${line}`))
  }
  lines.push('', `What no software can promise: ${view.limits}`)
  return lines
}
