import { expect, test } from 'vitest'
import { type FaultKind, faults } from '../../src/base/index.ts'
import { isTest, parseSource } from '../tidy/source.ts'
import { trackedFiles } from '../tidy/tree.ts'
import { committedPage, errorsPage } from './errors.ts'
import { raisedCodes } from './raised.ts'

const table: Readonly<Record<string, FaultKind>> = faults
const known = new Set(Object.keys(table))
const raised = trackedFiles()
  .filter(({ path }) => /^src\/.*\.ts$/.test(path) && !isTest(path) && !path.startsWith('src/base/faults'))
  .flatMap(({ path, text }) => raisedCodes(parseSource(path, text), known))

test('docs/errors.md is what the table of faults says (npm run docs)', () => {
  expect(committedPage()).toBe(errorsPage(table))
})

test('every code in the table is raised somewhere in src (else take it out of src/base/faults/)', () => {
  const seen = new Set(raised.map(({ code }) => code))
  expect([...known].filter((code) => !seen.has(code))).toEqual([])
})

test('no code is raised that the table does not hold (else add it to src/base/faults/)', () => {
  expect(raised.filter(({ code }) => !known.has(code))).toEqual([])
})

test('every fault says what happened, how to mend it, and a status that HTTP knows as an error', () => {
  for (const [code, { status, title, fix }] of Object.entries(table)) {
    expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/)
    expect(status, code).toBeGreaterThanOrEqual(400)
    expect(status, code).toBeLessThan(600)
    expect(title, code).toMatch(/^\p{Lu}[^\n]*[^.]$/u)
    expect(fix, code).toMatch(/^\p{Lu}[^\n]*\.$/u)
  }
})

test('the scan finds a code that is raised and passes over one that is only looked up', () => {
  const codes = (text: string) => raisedCodes(parseSource('src/a/a.ts', text), known).map(({ code }) => code)
  expect(codes("err({ code: 'NOT_THERE', at: '/x' })")).toEqual(['NOT_THERE'])
  expect(codes("reject('DISK_FAILED', at)")).toEqual(['DISK_FAILED'])
  expect(codes("if (fault.code === 'DISK_FAILED') stop(); switch (c) { case 'LIMIT_REACHED': }")).toEqual([])
  expect(codes("let x: 'DISK_FAILED'; const t = { DISK_FAILED: 1, 'LIMIT_REACHED': 2 }")).toEqual([])
})
