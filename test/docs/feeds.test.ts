import { expect, test } from 'vitest'
import { feedsPage, readFeedsPage } from './feeds.ts'

test('docs/feeds.md is what the catalogue says (npm run docs)', () => {
  expect(readFeedsPage()).toBe(feedsPage())
})
