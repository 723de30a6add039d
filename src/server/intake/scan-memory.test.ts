import { expect, test } from 'vitest'
import { newSharedState, ownerSide, threadSide } from './scan-memory.ts'

test('a slot is used again once it was given back, the lowest one first', () => {
  const shared = newSharedState()
  const [owner, thread] = [ownerSide(shared), threadSide(shared)]
  const first = thread.open()
  const second = thread.open()
  expect([first.slot, second.slot]).toEqual([0, 1])
  const { buffer } = first.memoryOf(10)
  owner.free(0)
  const again = thread.open()
  expect(again.slot).toBe(0)
  expect(again.memoryOf(10).buffer).toBe(buffer)
  expect(thread.open().slot).toBe(2)
})

test('pieces of a slot stand apart, at multiples of 8, and what does not fit has memory of its own', () => {
  const { memoryOf } = threadSide(newSharedState()).open()
  const pieces = [3, 8, 1, 0, 5].map(memoryOf)
  for (const piece of pieces) expect(piece.byteOffset % 8).toBe(0)
  for (const [i, piece] of pieces.entries()) piece.fill(i + 1)
  expect(pieces.map((piece) => [...piece])).toEqual([[1, 1, 1], Array(8).fill(2), [3], [], Array(5).fill(5)])
  const large = memoryOf(64 << 20)
  expect(large).toHaveLength(64 << 20)
  expect(large.buffer).not.toBe(pieces[0]!.buffer)
  expect(memoryOf(8).buffer).toBe(pieces[0]!.buffer)
})

test('where no slot is free, a batch has memory of its own and nothing to give back', () => {
  const shared = newSharedState()
  const [owner, thread] = [ownerSide(shared), threadSide(shared)]
  let count = 0
  while (thread.open().slot >= 0) count += 1
  expect(count).toBeGreaterThan(30)
  const { slot, memoryOf } = thread.open()
  expect(memoryOf(4).buffer).not.toBe(memoryOf(4).buffer)
  owner.free(slot)
  owner.free(count - 1)
  expect(thread.open().slot).toBe(count - 1)
})

test('a thread may post so many batches, and one more for each that was taken', () => {
  const shared = newSharedState()
  const [owner, thread] = [ownerSide(shared), threadSide(shared)]
  const left = (): number => new Int32Array(shared)[0]!
  const ahead = left()
  while (left() > 0) thread.waitForCredit()
  owner.taken()
  thread.waitForCredit()
  expect([ahead > 1, left()]).toEqual([true, 0])
})
