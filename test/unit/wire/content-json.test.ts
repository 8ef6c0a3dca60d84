// SPDX-License-Identifier: AGPL-3.0-only
// Promise: docs/schema/content-v1.json says exactly what a vault gives to a core and what it takes from one, and both ends read what the other wrote.
import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { Compile } from 'typebox/schema'
import { deviceId, submissionId, userId } from '../../../src/model/ids.ts'
import { GatewayError } from '../../../src/model/errors.ts'
import { decodeAccepted, decodeContent, decodeHeard, decodeSaid, displayName, displayText, encodeHeard, encodeSaid, messageId } from '../../../src/wire/content/index.ts'
import type { Content, ContentBody, HeardBody } from '../../../src/wire/content/index.ts'
import { sayableBodies } from './contents.ts'
import { plain } from './support.ts'
import vectors from '../../vectors/wire/content-json.json' with { type: 'json' }

const schema = JSON.parse(readFileSync(new URL('../../../docs/schema/content-v1.json', import.meta.url), 'utf8')) as { readonly $defs: Readonly<Record<string, unknown>> }
const part = (name: string) => Compile({ $defs: schema.$defs, $ref: `#/$defs/${name}` })
const [toCore, fromCore] = [part('toCore'), part('fromCore')]

const uuid = fc.uuid()
const bodies: fc.Arbitrary<ContentBody> = fc.oneof(
  sayableBodies.attachment, sayableBodies.reaction, sayableBodies.typing, sayableBodies.edit, sayableBodies.delete,
  fc.record({ kind: fc.constant('text' as const), text: fc.string({ unit: 'binary' }) }),
  fc.record({ kind: fc.constant('receipt' as const), receipt: fc.constantFrom('delivered' as const, 'read' as const), messageIds: fc.array(uuid.map(messageId), { minLength: 1, maxLength: 256 }) }),
  fc.record({ kind: fc.constant('retry' as const), submissionId: uuid.map(submissionId), decryptionError: fc.uint8Array(), givenUp: fc.boolean() }),
  fc.record({ kind: fc.constant('identityNotice' as const), previousIdentityKey: fc.uint8Array({ minLength: 33, maxLength: 33 }), reason: fc.constantFrom('reinstalled' as const, 'newDevice' as const, undefined) }),
  fc.constant({ kind: 'unsupported' as const }),
)
const maybeId = fc.option(uuid, { nil: undefined })

/** The same, but for what is not shown of a text, and what only the sender of a retry understands. */
const isHeard = (heard: HeardBody, body: ContentBody): boolean => {
  switch (body.kind) {
    case 'text': return heard.kind === 'text' && heard.text === displayText(body.text)
    case 'retry': return isDeepStrictEqual(heard, { kind: 'retry', submissionId: body.submissionId, givenUp: body.givenUp })
    case 'identityNotice': return heard.kind === 'identityNotice' && Buffer.compare(heard.previousIdentityKey, body.previousIdentityKey) === 0 && heard.reason === body.reason
    case 'edit': return isDeepStrictEqual(heard, { ...body, text: displayText(body.text) })
    case 'attachment': return heard.kind === 'attachment' && isDeepStrictEqual(plain(heard.attachment), plain({ ...body.attachment, name: displayName(body.attachment.name), caption: displayText(body.attachment.caption) }))
    case 'reaction':
    case 'typing':
    case 'delete':
    case 'receipt':
    case 'unsupported': return isDeepStrictEqual({ ...heard }, { ...body })
  }
}

const isRead = (json: unknown): boolean => {
  try {
    decodeHeard(new TextEncoder().encode(JSON.stringify(json)))
    return true
  } catch (error) {
    if (error instanceof GatewayError) return false
    throw error
  }
}

t.test('whatever a peer says fits the schema, and no kind becomes nothing', async (t) => {
  fc.assert(fc.property(bodies, maybeId, maybeId, fc.nat(), fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), (body, replyTo, resendOf, expiresInSeconds, sentAtMs) => {
    const content: Content = {
      messageId: messageId(randomUUID()), senderUser: userId(randomUUID()), recipientUser: userId(randomUUID()), conversationId: undefined, sentAtMs, body,
      replyTo: replyTo === undefined ? undefined : messageId(replyTo), expiresInSeconds, resendOf: resendOf === undefined ? undefined : submissionId(resendOf),
    }
    const bytes = encodeHeard(content, { device: deviceId(7), gatewayTimeMs: 5 })
    const json: unknown = JSON.parse(Buffer.from(bytes).toString())
    const { body: heard, ...rest } = decodeHeard(bytes)
    const { senderUser: _from, recipientUser: _to, conversationId: _conversation, body: _body, ...known } = content
    return toCore.Check(json) && isHeard(heard, body) && isDeepStrictEqual(rest, { ...known, sentAtMs: Object.is(sentAtMs, -0) ? 0 : sentAtMs, device: 7, gatewayTimeMs: 5 })
  }), { numRuns: 500 })
  t.pass()
})

const text = { id: randomUUID(), kind: 'text', sentAtMs: 5, text: 'hello' }
const receipt = { id: randomUUID(), kind: 'receipt', sentAtMs: 5, receipt: 'read', messageIds: [randomUUID()] }
const accepted = { id: randomUUID(), kind: 'acceptIdentity', sentAtMs: 5, identityKey: randomBytes(33).toString('base64url') }

const takes = (json: unknown): boolean => {
  const bytes = new TextEncoder().encode(JSON.stringify(json))
  for (const read of [decodeSaid, decodeAccepted]) {
    try {
      read(bytes)
      return true
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error
    }
  }
  return false
}

t.test('what fits the schema is taken', async (t) => {
  for (const json of [text, { ...text, replyTo: randomUUID(), expiresInSeconds: 9 }, { ...text, expiresInSeconds: 0, text: '' }, receipt, accepted]) {
    t.ok(fromCore.Check(json), JSON.stringify(json))
    t.ok(takes(json), JSON.stringify(json))
  }
})

t.test('vault and schema refuse the same', async (t) => {
  const members = [undefined, null, '', 'x', 0, -1, 1.5, true, [], {}, randomUUID(), randomUUID().toUpperCase(), 2 ** 60, [randomUUID()], ['x'], 'a'.repeat(44)]
  const names = ['id', 'kind', 'sentAtMs', 'text', 'receipt', 'messageIds', 'replyTo', 'expiresInSeconds', 'identityKey', 'other', '__proto__']
  let refused = 0
  for (const [good, name, value] of [text, receipt, accepted].flatMap((one) => names.flatMap((name) => members.map((value) => [one, name, value] as const)))) {
    const json: unknown = JSON.parse(JSON.stringify({ ...good, [name]: value }))
    const [vault, byTheSchema] = [takes(json), fromCore.Check(json)]
    if (vault !== byTheSchema) t.fail(`${name}: ${JSON.stringify(value)} in ${good.kind}: the vault ${vault ? 'takes' : 'refuses'} it`)
    refused += vault ? 0 : 1
  }
  t.ok(refused > 200)
  for (const json of [null, 5, 'text', [], {}]) t.notOk(takes(json))
  t.throws(() => decodeSaid(Uint8Array.of(0xff)), GatewayError)
})

t.test('a core refuses what the schema does not allow a vault to say', async (t) => {
  const members = [undefined, null, '', 'x', 0, -1, 1.5, true, [], {}, randomUUID(), randomUUID().toUpperCase(), 2 ** 60, [randomUUID()], ['x'], 'a'.repeat(44)]
  let refused = 0
  for (const { json: good } of vectors.toCore) {
    for (const name of [...Object.keys(good), 'other', '__proto__', 'reason', 'resendOf', 'replyTo', 'expiresInSeconds']) {
      for (const value of members) {
        const json: unknown = JSON.parse(JSON.stringify({ ...good, [name]: value }))
        const [reads, byTheSchema] = [isRead(json), toCore.Check(json)]
        // Where nothing is said of expiry, zero says the same.
        if (reads !== byTheSchema && !(name === 'expiresInSeconds' && value === 0)) t.fail(`${name}: ${JSON.stringify(value)} in ${good.kind}: the core ${reads ? 'reads' : 'refuses'} it`)
        refused += reads ? 0 : 1
      }
    }
  }
  t.ok(refused > 200)
})

t.test('the published vectors hold: what a vault says of content, and what it takes and refuses', async (t) => {
  for (const { note, contentHex, json } of vectors.toCore) {
    const bytes = encodeHeard(decodeContent(Buffer.from(contentHex, 'hex')), { device: deviceId(3), gatewayTimeMs: 1_767_225_600_500 })
    t.same(JSON.parse(Buffer.from(bytes).toString()), json, note)
    t.ok(toCore.Check(json), note)
  }
  t.same([...new Set(vectors.toCore.map(({ json }) => json.kind))].sort(), ['attachment', 'delete', 'edit', 'identityNotice', 'reaction', 'receipt', 'retry', 'text', 'typing', 'unsupported'])
  for (const { note, json } of vectors.fromCore) t.ok(takes(json) && fromCore.Check(json), note)
  for (const { note, json } of vectors.fromCoreRefused) t.notOk(takes(json) || fromCore.Check(json), note)
})

t.test('what a core of ours says is read as it was said', async (t) => {
  fc.assert(fc.property(bodies, maybeId, fc.nat(), fc.nat(), (body, replyTo, expiresInSeconds, sentAtMs) => {
    if (body.kind === 'retry' || body.kind === 'identityNotice' || body.kind === 'unsupported') return true
    const said = { messageId: messageId(randomUUID()), sentAtMs, replyTo: replyTo === undefined ? undefined : messageId(replyTo), expiresInSeconds, body }
    return isDeepStrictEqual(plain(decodeSaid(encodeSaid(said))), plain(said))
  }))
  t.pass()
})

t.test('vault and schema refuse the same in a pointer', async (t) => {
  const values = [undefined, null, '', 'x', 'xA', 0, -1, 1.5, 2 ** 32, true, [], {}, randomUUID(), 'a'.repeat(43), `${'a'.repeat(42)}A`, `${'a'.repeat(43)}A`, 'a'.repeat(172), 'image/png', 'image/svg+xml', 'Image/png', 'voiceNote']
  const good = vectors.fromCore.map(({ json }) => json).find((json) => 'attachment' in json)
  if (good === undefined) throw new Error('no vector of an attachment')
  let refused = 0
  for (const name of ['type', 'id', 'key', 'sha256', 'size', 'mediaType', 'name', 'caption', 'width', 'height', 'durationMs', 'waveform', 'thumbnail', 'thumbnailMediaType', 'url']) {
    for (const value of values) {
      const json: unknown = JSON.parse(JSON.stringify({ ...good, attachment: { ...good.attachment, [name]: value } }))
      const [vault, byTheSchema] = [takes(json), fromCore.Check(json)]
      if (vault !== byTheSchema) t.fail(`${name}: ${JSON.stringify(value)}: the vault ${vault ? 'takes' : 'refuses'} it`)
      refused += vault ? 0 : 1
    }
  }
  t.ok(refused > 150)
})
