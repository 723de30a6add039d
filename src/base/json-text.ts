import type { Fault } from './fault.ts'
import { err, ok, type Result } from './result.ts'

/** Deepest nesting that a document written by hand may have. */
const depthMax = 64

/**
 * Parses the JSON text of a document that people write (site file, plan, mapping).
 *
 * Unlike `JSON.parse` it says line and column without quoting the text, and refuses a member that stands
 * twice in one object, because the first of the two would vanish silently. Not for events: those have their
 * own scanner. Source: RFC 8259.
 */
export function parseJsonText(text: string): Result<unknown, Fault> {
  const state: Scan = { text: text.charCodeAt(0) === 0xfeff ? text.slice(1) : text, at: 0, fault: undefined }
  const value = scanValue(state, '', 0)
  if (state.fault === undefined) {
    skipSpace(state)
    if (state.at < state.text.length) fail(state, 'more text after the end of the document', 'one JSON value')
  }
  return state.fault === undefined ? ok(value) : err(state.fault)
}

/** One reference token of a JSON Pointer (RFC 6901). */
export function pointerToken(name: string | number): string {
  return String(name).replaceAll('~', '~0').replaceAll('/', '~1')
}

interface Scan {
  readonly text: string
  at: number
  fault: Fault | undefined
}

function fail(state: Scan, got: string, allowed: string): undefined {
  if (state.fault !== undefined) return undefined
  const before = state.text.slice(0, state.at)
  const line = before.split('\n').length
  const column = state.at - before.lastIndexOf('\n')
  state.fault = { code: 'DOCUMENT_NOT_JSON', at: '', got: `line ${line}, column ${column}: ${got}`, allowed }
  return undefined
}

function skipSpace(state: Scan): void {
  for (;;) {
    const c = state.text.charCodeAt(state.at)
    if (c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09) return
    state.at++
  }
}

const literal = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const quoted = /"[^"\\]*(?:\\.[^"\\]*)*"/sy

function scanValue(state: Scan, at: string, depth: number): unknown {
  skipSpace(state)
  const c = state.text[state.at]
  if (c === undefined) return fail(state, 'the end of the text', 'a value')
  if (depth > depthMax) return fail(state, `nesting deeper than ${depthMax}`, 'a flatter document')
  if (c === '{') return scanObject(state, at, depth)
  if (c === '[') return scanArray(state, at, depth)
  if (c === '"') return scanText(state)
  literal.lastIndex = state.at
  const word = literal.exec(state.text)?.[0]
  if (word === undefined)
    return fail(state, 'a character that begins no value', 'an object, list, text, number, true, false or null')
  state.at += word.length
  return JSON.parse(word)
}

function scanText(state: Scan): string | undefined {
  quoted.lastIndex = state.at
  const word = quoted.exec(state.text)?.[0]
  if (word === undefined) return fail(state, 'a text without an end', 'a text in double quotes')
  try {
    const value = JSON.parse(word) as string
    state.at += word.length
    return value
  } catch {
    return fail(state, 'a text with a control character or a bad escape', 'a text in double quotes')
  }
}

/** Steps over one character of punctuation if it stands there. */
function take(state: Scan, character: string): boolean {
  skipSpace(state)
  if (state.text[state.at] !== character) return false
  state.at++
  return true
}

function scanArray(state: Scan, at: string, depth: number): unknown {
  const out: unknown[] = []
  state.at++
  if (take(state, ']')) return out
  for (;;) {
    out.push(scanValue(state, `${at}/${out.length}`, depth + 1))
    if (state.fault !== undefined) return undefined
    if (take(state, ']')) return out
    if (!take(state, ',')) return fail(state, 'no comma between two values', '"," or "]"')
  }
}

function scanObject(state: Scan, at: string, depth: number): unknown {
  const out = new Map<string, unknown>()
  state.at++
  if (take(state, '}')) return {}
  for (;;) {
    skipSpace(state)
    if (state.text[state.at] !== '"') return fail(state, 'no member name', 'a name in double quotes')
    const name = scanText(state)
    if (name === undefined) return undefined
    const here = `${at}/${pointerToken(name)}`
    if (out.has(name)) {
      state.fault = { code: 'DOCUMENT_MEMBER_TWICE', at: here, got: 'the same member twice', allowed: 'once' }
      return undefined
    }
    if (!take(state, ':')) return fail(state, 'no colon after a member name', '":"')
    out.set(name, scanValue(state, here, depth + 1))
    if (state.fault !== undefined) return undefined
    // fromEntries defines own properties, so a member called __proto__ stays data.
    if (take(state, '}')) return Object.fromEntries(out)
    if (!take(state, ',')) return fail(state, 'no comma between two members', '"," or "}"')
  }
}
