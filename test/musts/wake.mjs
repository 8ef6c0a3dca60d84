// SPDX-License-Identifier: AGPL-3.0-only
// docs/protocol.md section 9: what a wake-up says, when it is made, and where it goes.
const call = 'src/ops/outgoing/wake-call.ts'
const sentence = { test: 'test/unit/ops/outgoing/wake-call.test.ts', title: 'a party receives one signed sentence that names no user and no number' }
const nothingElse = { test: 'test/unit/relay/wake.test.ts', title: 'nothing else wakes anybody' }
const ssrf = 'test/unit/ops/outgoing/ssrf.test.ts'
const literals = { test: ssrf, title: 'no spelling of an address that is not public is connected to, though its host is allowed' }
const names = { test: ssrf, title: 'a name is not connected to when one of its addresses is not public' }
const tricks = { test: ssrf, title: 'no other trick with a URL gets past the one host that is allowed' }
const target = 'src/ops/outgoing/target.ts'

/** @type {import('../../scripts/lib/musts.mjs').Entry[]} */
export const entries = [
  {
    must: 'DIP-90', check: 'the claims are these five', ...sentence,
    mutation: { file: call, find: 'aud: party, iat,', replace: 'aud: party, count: 1, iat,' },
  },
  {
    must: 'DIP-91', check: 'the link key signs', ...sentence,
    mutation: { file: call, find: 'Buffer.from(key.sign(Buffer.from(input)))', replace: 'Buffer.from(randomBytes(64))' },
  },
  {
    must: 'DIP-91', check: 'the audience is the party', ...sentence,
    mutation: { file: call, find: 'aud: party, iat,', replace: "aud: 'anybody', iat," },
  },
  {
    must: 'DIP-91', check: 'it lives for a minute', ...sentence,
    mutation: { file: call, find: 'const WAKE_SECONDS = 60', replace: 'const WAKE_SECONDS = 86_400' },
  },
  {
    must: 'DIP-92', check: 'the message is urgent', ...nothingElse, sample: true,
    mutation: { file: 'src/relay/accept.ts', find: "if (submission.urgent && recipient.custody === 'DEVICE' && 'accepted' in outcome", replace: "if (recipient.custody === 'DEVICE' && 'accepted' in outcome" },
  },
  {
    must: 'DIP-92', check: 'the party has no link', test: 'test/unit/relay/wake.test.ts', title: 'a party with any link is not woken, and each link that opens says so',
    mutation: { file: 'src/relay/index.ts', find: 'if (!delivering.linked(party)) deps.wake.due(party)', replace: 'deps.wake.due(party)' },
  },
  {
    must: 'DIP-92', check: 'no other node has a link', test: 'test/unit/ops/outgoing/wake.test.ts', title: 'no node calls a party while another has the duty to deliver to it, nor when nothing urgent is left after that',
    mutation: { file: 'src/ops/outgoing/wake-turn.ts', find: 'this.#held.has(this.#wake) && (this.#held.has(this.#deliver) || this.#isFree)', replace: 'this.#held.has(this.#wake)' },
  },
  {
    must: 'DIP-93', check: 'one node calls', test: 'test/unit/ops/outgoing/wake.test.ts', title: 'of two nodes that are to call a party one does, and the other not before it has rested',
    mutation: { file: 'src/ops/outgoing/wake-turn.ts', find: 'this.#held.has(this.#wake) && (this.#held.has(this.#deliver) || this.#isFree)', replace: 'true' },
  },
  {
    must: 'DIP-92', check: 'a party that connects is not called any more', test: 'test/unit/ops/outgoing/wake.test.ts', title: 'a party that connects is not called',
    mutation: { file: 'src/ops/outgoing/wake.ts', find: 'entry.due = false\n    entry.failures = 0\n', replace: 'entry.failures = 0\n' },
  },
  {
    must: 'DIP-92', check: 'the agreement is live', test: 'test/unit/ops/outgoing/wake-url.test.ts', title: 'a party is called where its agreement says now, and nowhere while it is suspended',
    mutation: { file: 'src/ops/outgoing/wake-url.ts', find: "row?.state === 'live' && row.wakeUrl", replace: 'row !== undefined && row.wakeUrl' },
  },
  {
    must: 'DIP-93', check: 'a pause follows each call', test: 'test/unit/ops/outgoing/wake.test.ts', title: 'a party is called at once, and then once in thirty seconds however much comes',
    mutation: { file: 'src/ops/outgoing/wake.ts', find: 'export const WAKE_INTERVAL_MS = 30_000', replace: 'export const WAKE_INTERVAL_MS = 1_000' },
  },
  {
    must: 'DIP-94', check: 'an address in the URL is public', ...literals,
    mutation: { file: target, find: ' && !isPublicAddress(hostname)', replace: " && hostname === '0.0.0.0'" },
  },
  {
    must: 'DIP-94', check: 'every address of a name is public', ...names, sample: true,
    mutation: { file: 'src/ops/outgoing/connect.ts', find: '!addresses.every(', replace: '!addresses.some(' },
  },
  {
    must: 'DIP-94', check: 'the scheme is https', ...tricks,
    mutation: { file: target, find: "if (url.protocol !== 'https:' && !vouched) return { denied: 'scheme' }", replace: '' },
  },
  {
    must: 'DIP-94', check: 'the port is 443', ...tricks,
    mutation: { file: target, find: "if (url.port !== '' && !vouched) return { denied: 'port' }", replace: '' },
  },
  {
    must: 'DIP-94', check: 'what was checked is what is connected to', test: ssrf, title: 'a name that changes its mind is asked once, and its first answer is what is connected to',
    mutation: { file: 'src/ops/outgoing/connect.ts', find: 'const socket = begin(target, addresses, ca)', replace: 'const socket = begin(target, await resolve(target.hostname), ca)' },
  },
  {
    must: 'DIP-94', check: 'redirects are not followed', test: 'test/unit/ops/outgoing/answers.test.ts', title: 'a redirect is not followed',
    mutation: { file: 'src/ops/outgoing/exchange.ts', find: "if (status >= 300 && status < 400) throw new OutgoingRefusal('redirect')", replace: '' },
  },
]
