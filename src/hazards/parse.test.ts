import { expect, test } from 'vitest'
import type { Feed } from './feed.ts'
import { hazardOf } from './make.ts'
import { parsePayload } from './parse.ts'
import { listAt } from './records.ts'

const feed: Feed = {
  id: 'a-feed',
  title: 'A feed',
  publisher: 'Nobody',
  licence: { name: 'CC0-1.0', attribution: 'Nobody', url: null },
  endpoint: 'https://example.com/{place}',
  cadenceMin: 1,
  access: 'open',
  kinds: ['storm'],
  forms: [
    {
      syntax: 'json',
      records: listAt('records'),
      fields: ['id', 'kind'],
      read(record, about) {
        if (record.text('kind') === 'people') return { refused: 'D1 about people' }
        if (record.text('kind') === 'calm') return { nothing: true }
        const text = { event: 'Storm' }
        return { hazards: [hazardOf(about, { id: record.must.text('id'), kind: 'storm', text, area: {} })] }
      },
    },
  ],
}

const parse = (payload: unknown, denies = (_name: string): string | undefined => undefined) =>
  parsePayload(feed, new TextEncoder().encode(JSON.stringify(payload)), { nowMs: 0, denies })

test('every record is counted once: hazards, nothing, refused or broken by its row', async () => {
  const records = [{ id: 'a' }, { kind: 'calm' }, {}, { kind: 'people', text: 'secret' }, { id: 'b' }]
  const parsed = await parse({ records })
  expect(parsed.records).toBe(5)
  expect(parsed.hazards.map(({ id }) => id)).toEqual(['a-feed/a', 'a-feed/b'])
  expect(parsed.bad).toMatchObject([{ row: 2, at: '/id' }])
  expect(parsed.refused).toEqual([{ row: 3, reason: 'D1 about people' }])
  expect(JSON.stringify(parsed)).not.toContain('secret')
})

test('a field that the lists refuse is named at any depth, and never read', async () => {
  const denies = (name: string) => (name === 'union_status' ? 'D1 union' : undefined)
  const parsed = await parse({ records: [{ id: 'a', more: [{ union_status: 'Y' }] }] }, denies)
  expect(parsed.deniedFields).toEqual({ union_status: 'D1 union' })
  expect(parsed.hazards).toHaveLength(1)
})

test('a payload of another form is a fault and no quiet sky', async () => {
  await expect(parse({ error: 'try later' })).rejects.toMatchObject({ fault: { code: 'FEED_PAYLOAD' } })
  const bytes = new TextEncoder().encode('<html>')
  await expect(parsePayload(feed, bytes, { nowMs: 0, denies: () => undefined })).rejects.toMatchObject({
    fault: { code: 'FEED_PAYLOAD', got: 'text that is not JSON' },
  })
})
