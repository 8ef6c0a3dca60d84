// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what comes from outside stays in its field wherever it goes: a line of the log, a webhook and its headers, an answer of `/core/v1`, a frame, an operator's reason. No
// delimiter gets out, nothing that a screen obeys gets through, and nothing is longer than its bound.
import fc from 'fast-check'
import t from 'tap'
import { createShowEvent } from '../../src/core/shown-event.ts'
import { createWebhookCall } from '../../src/core/webhook/call.ts'
import { address, partyId, requestId, userId, userReference } from '../../src/model/ids.ts'
import { mintWebhookSecret } from '../../src/model/webhook-signature.ts'
import { createLog } from '../../src/ops/logger.ts'
import type { LogFields } from '../../src/ops/log-fields.ts'
import { decodeGatewayFrame, encodeGatewayFrame } from '../../src/wire/gateway/index.ts'
import { call, startAdmin } from '../unit/admin/support.ts'

const ID = userId('6f2c1f58-2f0b-4b64-9a3c-3f1f2f6a7b10')
/** What ends a line, moves a cursor, begins an escape sequence, or turns the direction of text. */
// eslint-disable-next-line no-control-regex -- control characters are exactly what must not come through
const OBEYED = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/

/** Texts that somebody would try: with delimiters, line ends, escape sequences and bidirectional controls among any others, also half characters. */
const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.oneof(fc.constantFrom('\r\n', '\n', '\u2028', '\u001b[2J', '\u009b1m', '\u202e', '\u2066', '"', '\\', ';', ',', '=', ' ', '`', '|', '<b>', '](', '\u0000', '\ud800', 'x'), fc.string({ maxLength: 5 })), { maxLength: 30 }).map((parts) => parts.join('')),
)

const fieldNames = [
  'party', 'role', 'link', 'instance', 'key', 'code', 'kind', 'task', 'state', 'signal', 'scope', 'correlationId', 'version', 'address', 'actor', 'reason',
] as const satisfies readonly (keyof LogFields)[]

t.test('a log entry is one line, and each value stays in its field', (t) => {
  fc.assert(fc.property(fc.record(Object.fromEntries(fieldNames.map((name) => [name, nasty])) as Record<(typeof fieldNames)[number], typeof nasty>), nasty, (fields, message) => {
    for (const format of ['json', 'text'] as const) {
      const written: string[] = []
      createLog({ level: 'info', format }, { write: (line) => written.push(line) }, { now: () => 0 }).info('something', { ...fields, error: new Error(message) })
      const [line = '', ...more] = written
      if (more.length > 0 || !line.endsWith('\n') || OBEYED.test(line.slice(0, -1))) return false
      if (format === 'json') {
        if (Object.keys(JSON.parse(line) as object).some((name) => !['level', 'time', 'event', 'error', ...fieldNames].includes(name))) return false
      } else if ([...line.replace(/ error=.*$/s, '').matchAll(/(\w+)=/g)].some(([, name]) => !fieldNames.includes(name as never))) return false
    }
    return true
  }))
  t.end()
})

const shown = (displayName: string, label: string) => createShowEvent({ people: {
  labels: async () => ({ reference: userReference('bo'), provider: 'heron.example', custody: 'VAULT', inbox: 'separate', inboxLabel: label }), custodyOf: async () => 'DEVICE',
} } as never)({
  id: 1, timeMs: 0, body: { kind: 'contactRequested', user: ID, requestId: requestId(ID), fromParty: partyId('heron.example'), fromDisplayName: displayName, fromAddress: '', purposes: ['chat'], inbox: 'separate', inboxLabel: label },
})

t.test('a webhook says what it says in its body alone; its headers are the gateway’s words', async (t) => {
  const secret = mintWebhookSecret()
  await fc.assert(fc.asyncProperty(nasty, async (displayName) => {
    const event = await shown(displayName, 'Heron people')
    if (event === undefined) return false
    let sent: { readonly headers: Readonly<Record<string, string>>; readonly content: { readonly bytes: Uint8Array } } | undefined
    const webhook = createWebhookCall({
      url: 'https://core.example/hook', secrets: () => [secret], now: () => 0,
      outgoing: { call: async (wish) => {
        sent = wish as never
        return { status: 200, retryAfter: undefined } as never
      } },
    })
    await webhook(event, 0, new AbortController().signal)
    const body = Buffer.from(sent?.content.bytes ?? []).toString()
    const told = JSON.parse(body) as { readonly displayName: string }
    const isQuiet = Object.values(sent?.headers ?? {}).every((value) => /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/.test(value) && value.length < 200)
    return isQuiet && !body.includes('\n') && !OBEYED.test(told.displayName) && told.displayName.isWellFormed() && Array.from(told.displayName).length <= 64
  }))
  t.end()
})

t.test('what another party’s users are called reaches devices as one line that reads as it is written', (t) => {
  fc.assert(fc.property(nasty, nasty, (name, label) => {
    const { body } = decodeGatewayFrame(encodeGatewayFrame(0, { kind: 'event', streamSequence: 1, timeMs: 0, body: {
      kind: 'contactRequested', requestId: requestId(ID), user: ID, fromParty: partyId('heron.example'), fromDisplayName: name, fromAddress: '', purposes: ['chat'], inbox: 'separate', inboxLabel: label,
    } }))
    if (body.kind !== 'event' || body.body.kind !== 'contactRequested') return false
    return [body.body.fromDisplayName, body.body.inboxLabel].every((text) => !OBEYED.test(text) && text.isWellFormed() && Array.from(text).length <= 64)
  }))
  t.end()
})

t.test('what passes for an address holds no delimiter of any place that it goes to', (t) => {
  const tried = fc.oneof(nasty, nasty.map((text) => `${text}@heron.example`), nasty.map((text) => `a${text}@heron.example`), nasty.map((text) => `ada@${text}.example`), nasty.map((text) => `+49${text}`))
  fc.assert(fc.property(tried, (text) => {
    try {
      return /^[a-z0-9.!#$%&'*+/=?^_`{|}~@-]+$/.test(address(text)) && address(text).length <= 320 && !/[\s"<>,;:\\()]/.test(address(text))
    } catch {
      return true
    }
  }), { numRuns: 2_000 })
  t.end()
})

t.test('an operator’s reason, which its party and other operators read, is one line', async (t) => {
  const { socket } = await startAdmin(t)
  const suspend = (reason: string) => call({ socket }, 'POST', '/v1/parties/heron.example/suspend', { body: { reason } })
  for (const obeyed of ['\n', '\r', '\t', '\u001b[31m', '\u009b', '\u202e', '\u2066', '\u2028', '\u0000']) {
    t.match(await suspend(`spam${obeyed}all is well`), { status: 400, body: { code: 'MALFORMED' } }, `U+${obeyed.charCodeAt(0).toString(16)}`)
  }
  t.match(await suspend('Spam: 3 Beschwerden, „dringend“ – siehe OPS-12 (😀)'), { status: 404 }, 'and any words are taken')
})
