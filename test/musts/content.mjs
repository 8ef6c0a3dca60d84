// SPDX-License-Identifier: AGPL-3.0-only
// docs/protocol.md section 5: what is said inside the encryption.
const device = 'src/sdk/device'
const lies = 'test/unit/sdk/device/lies-about-messages.test.ts'
const content = 'test/unit/wire/content.test.ts'
const forms = { test: 'test/unit/wire/party-frame.test.ts', title: 'each rule beside a field is kept' }

/** @type {import('../../scripts/lib/musts.mjs').Entry[]} */
export const entries = [
  {
    must: 'DIP-57', check: 'the commitment is recomputed before a message is shown', test: lies, title: 'a message is refused and never shown when the commitment was changed', sample: true,
    mutation: { file: `${device}/opening.ts`, find: "if (!commitmentHolds(parcel.commitment, frankingKey, contentBytes)) return 'COMMITMENT_MISMATCH'", replace: '' },
  },
  {
    must: 'DIP-57', check: 'a commitment is compared whole', test: content, title: 'a commitment holds for its key and content and for no other',
    mutation: { file: 'src/wire/content/franking.ts', find: 'commitment.length === expected.length && timingSafeEqual(commitment, expected)', replace: 'commitment.length === expected.length' },
  },
  {
    must: 'DIP-58', check: "the content's sender is the frame's", test: lies, title: 'a message is refused and never shown when the content names another sender',
    mutation: { file: `${device}/opening.ts`, find: 'content.senderUser === parcel.peer && ', replace: '' },
  },
  {
    must: 'DIP-58', check: "the content's recipient is the user", test: lies, title: 'a message is refused and never shown when the content names another recipient',
    mutation: { file: `${device}/opening.ts`, find: ' && content.recipientUser === requireOwn(context).address.user', replace: '' },
  },
  {
    must: 'DIP-59', check: 'content is padded to a size class', test: content, title: 'every content has the length of a size class',
    mutation: { file: 'src/wire/content/codec.ts', find: 'return padContent(unpadded)', replace: 'return new Uint8Array(unpadded)' },
  },
  {
    must: 'DIP-59', check: 'content ends at 16 KiB for its sender', test: content, title: 'the longest text fits exactly, and one more byte does not',
    mutation: { file: 'src/wire/content/padding.ts', find: "if (size === undefined) throw new GatewayError('ENVELOPE_TOO_LARGE', 'content over 16 KiB')", replace: 'if (size === undefined) return new Uint8Array(content)' },
  },
  {
    must: 'DIP-59', check: 'content ends at 16 KiB for its receiver', test: 'test/unit/wire/content-size.test.ts', title: 'content that is larger than 16 KiB is refused by its receiver',
    mutation: { file: 'src/wire/content/shapes.ts', find: 'maxBytes: MAX_CONTENT_BYTES', replace: 'maxBytes: 2 * MAX_CONTENT_BYTES' },
  },
  {
    must: 'DIP-60', check: 'an endpoint takes PLAINTEXT as a retry request alone', test: lies, title: 'a message is refused and never shown when words are sent as if they were a retry request',
    mutation: { file: `${device}/opening.ts`, find: '=> type !== EnvelopeType.PLAINTEXT', replace: '=> type > 0' },
  },
  {
    must: 'DIP-60', check: 'a PLAINTEXT envelope has no room for content', ...forms,
    mutation: { file: 'src/wire/gateway/envelope.ts', find: "if (envelope.type === EnvelopeType.PLAINTEXT && bytes.length > MAX_RETRY_ENVELOPE_BYTES) throw new GatewayError('ENVELOPE_TOO_LARGE')", replace: '' },
  },
  {
    must: 'DIP-61', check: 'a receipt counts for what went to its sender', test: 'test/unit/sdk/device/receipts.test.ts', title: 'a receipt moves only messages that went to its sender',
    mutation: { file: `${device}/receipts.ts`, find: 'if (context.state.sent.find(messageId)?.peer !== parcel.peer) continue', replace: '' },
  },
  {
    must: 'DIP-61', check: 'a receipt goes out sealed, as a message', test: 'test/unit/sdk/device/receipts.test.ts', title: 'receipts are sealed messages, and many fit one',
    mutation: { file: `${device}/receipts.ts`, find: "queueMessage(context, { to: peer, body: { kind: 'receipt', receipt: due.kind, messageIds: due.messageIds } })", replace: '' },
  },
  {
    must: 'DIP-61', check: 'what was sealed for a contact goes with the contact', test: 'test/unit/sdk/device/receipts-and-blocks.test.ts', title: 'whoever is blocked gets no receipt, not even one that was due before',
    mutation: { file: `${device}/contacts.ts`, find: 'for (const item of state.outbox.allFor(user)) state.outbox.remove(item.submissionId)', replace: '' },
  },
  {
    must: 'DIP-61', check: 'what waits for a contact goes with the contact', test: 'test/unit/sdk/device/receipts-and-blocks.test.ts', title: 'whoever is blocked gets no receipt, not even one that was due before',
    mutation: { file: `${device}/contacts.ts`, find: "for (const messageId of state.sent.queuedFor(user)) advance(context, messageId, 'refused', 'BLOCKED')", replace: '' },
  },
  {
    must: 'DIP-61', check: 'what is not shown is not confirmed', test: 'test/unit/sdk/device/receipts.test.ts',
    title: 'what is not shown is not confirmed: saying the same message id again tells nobody whether the device is there',
    mutation: { file: `${device}/showing.ts`, find: 'if (isNew || isAwaited) dueReceipt', replace: 'dueReceipt' },
  },
]
