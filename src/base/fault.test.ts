import { expect, test } from 'vitest'
import { unreachable } from './assert.ts'
import { manualClock } from './clock.ts'
import { FaultError, faultText } from './fault.ts'
import { documentFaults } from './faults/documents.ts'
import { eventFaults } from './faults/events.ts'
import { ruleFaults } from './faults/rules.ts'
import { serviceFaults } from './faults/service.ts'
import { faults } from './faults.ts'
import { err, ok } from './result.ts'

test('fault text says what, where and how to mend it, on one line', () => {
  expect(faultText({ code: 'DISK_FAILED' })).toBe(
    'DISK_FAILED: The disk refused a read or a write. Check free space and the health of the disk, then start again.',
  )
  expect(faultText({ code: 'LIMIT_REACHED', at: '/epcList/3', row: 7, got: 'a list', allowed: 'a string' })).toBe(
    'LIMIT_REACHED at /epcList/3 (row 7): A named limit is reached; found a list; allowed: a string. ' +
      'Wait and send again; docs/limits.md lists the limits.',
  )
})

test('the empty pointer is told as the root of the document', () => {
  expect(faultText({ code: 'INTERNAL', at: '' })).toContain('INTERNAL at (document root): ')
})

test('a code stands in one family only', () => {
  const families = [documentFaults, eventFaults, ruleFaults, serviceFaults]
  const codes = families.flatMap((family) => Object.keys(family))
  expect(codes.sort()).toEqual(Object.keys(faults).sort())
})

test('a thrown fault keeps its data, its text and its cause', () => {
  const cause = new Error('EIO')
  const error = new FaultError({ code: 'DISK_FAILED' }, { cause })
  expect(error.fault).toEqual({ code: 'DISK_FAILED' })
  expect(error.message).toBe(faultText({ code: 'DISK_FAILED' }))
  expect(error.cause).toBe(cause)
})

test('a result holds a value or a fault', () => {
  expect(ok(1)).toEqual({ ok: true, value: 1 })
  expect(err({ code: 'INTERNAL' })).toEqual({ ok: false, fault: { code: 'INTERNAL' } })
})

test('a forgotten member of a union stops the program', () => {
  expect(() => unreachable('new' as never)).toThrow('broken invariant: unexpected new')
})

test('the manual clock stands still until it is moved', () => {
  const clock = manualClock(1000)
  expect([clock.nowMs(), clock.nowMs()]).toEqual([1000, 1000])
  clock.advance(5)
  expect(clock.nowMs()).toBe(1005)
  clock.set(10)
  expect(clock.nowMs()).toBe(10)
})
