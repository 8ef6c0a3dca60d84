// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a receiver takes content of 16 KiB, padding included, and not a byte more, however well formed.
import t from 'tap'
import { decodeContent } from '../../../src/wire/content/index.ts'
import { padContent } from '../../../src/wire/content/padding.ts'
import { drawbridge } from '../../../src/wire/generated/content.js'
import { refusal } from './support.ts'

const { v1 } = drawbridge.content
const uuid = Buffer.from('0123456789ab4def8123456789abcdef', 'hex')
const saying = (body: string): Uint8Array => v1.Content.encode({ messageId: uuid, senderUser: uuid, recipientUser: uuid, text: { body } }).finish()

t.test('content that is larger than 16 KiB is refused by its receiver', async (t) => {
  const overhead = saying('x'.repeat(10_000)).length - 10_000
  const largest = saying('x'.repeat(16_384 - overhead))
  t.equal(largest.length, 16_384)
  t.equal(decodeContent(largest).body.kind, 'text')
  t.equal(decodeContent(padContent(saying('x'.repeat(10_300)))).body.kind, 'text')
  t.same(refusal(() => decodeContent(saying('x'.repeat(16_385 - overhead)))), { code: 'MALFORMED', detail: 'Content' })
})
