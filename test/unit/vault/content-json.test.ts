// SPDX-License-Identifier: AGPL-3.0-only
// Promise: docs/schema/content-v1.json says exactly what the vault gives to a core and what it takes from one.
import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import t from 'tap'
import { Compile } from 'typebox/schema'
import { deviceId, submissionId, userId } from '../../../src/model/ids.ts'
import { contentForCore } from '../../../src/vault/content/for-core.ts'
import { readAccepted, readSaid } from '../../../src/vault/content/from-core.ts'
import { VaultRefused } from '../../../src/vault/refusal.ts'
import { messageId } from '../../../src/wire/content/index.ts'
import type { ContentBody } from '../../../src/wire/content/index.ts'

const schema = JSON.parse(readFileSync(new URL('../../../docs/schema/content-v1.json', import.meta.url), 'utf8')) as { readonly $defs: Readonly<Record<string, unknown>> }
const part = (name: string) => Compile({ $defs: schema.$defs, $ref: `#/$defs/${name}` })
const [toCore, fromCore] = [part('toCore'), part('fromCore')]

const uuid = fc.uuid()
const bodies: fc.Arbitrary<ContentBody> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: fc.string({ unit: 'binary' }) }),
  fc.record({ kind: fc.constant('receipt' as const), receipt: fc.constantFrom('delivered' as const, 'read' as const), messageIds: fc.array(uuid.map(messageId), { minLength: 1, maxLength: 256 }) }),
  fc.record({ kind: fc.constant('retry' as const), submissionId: uuid.map(submissionId), decryptionError: fc.uint8Array(), givenUp: fc.boolean() }),
  fc.record({ kind: fc.constant('identityNotice' as const), previousIdentityKey: fc.uint8Array({ minLength: 33, maxLength: 33 }), reason: fc.constantFrom('reinstalled' as const, 'newDevice' as const, undefined) }),
  fc.constant({ kind: 'unsupported' as const }),
)
const maybeId = fc.option(uuid, { nil: undefined })

t.test('whatever a peer says fits the schema, and no kind becomes nothing', async (t) => {
  fc.assert(fc.property(bodies, maybeId, maybeId, fc.nat(), fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), (body, replyTo, resendOf, expiresInSeconds, sentAtMs) => {
    const json: unknown = JSON.parse(Buffer.from(contentForCore({
      messageId: messageId(randomUUID()), senderUser: userId(randomUUID()), recipientUser: userId(randomUUID()), conversationId: undefined, sentAtMs, body,
      replyTo: replyTo === undefined ? undefined : messageId(replyTo), expiresInSeconds, resendOf: resendOf === undefined ? undefined : submissionId(resendOf),
    }, { peerDevice: deviceId(7), gatewayTimeMs: 5 })).toString())
    return toCore.Check(json) && (json as { kind: string }).kind === body.kind
  }), { numRuns: 500 })
  t.pass()
})

const text = { id: randomUUID(), kind: 'text', sentAtMs: 5, text: 'hello' }
const receipt = { id: randomUUID(), kind: 'receipt', sentAtMs: 5, receipt: 'read', messageIds: [randomUUID()] }
const accepted = { id: randomUUID(), kind: 'acceptIdentity', sentAtMs: 5, identityKey: randomBytes(33).toString('base64url') }

const takes = (json: unknown): boolean => {
  const bytes = new TextEncoder().encode(JSON.stringify(json))
  for (const read of [readSaid, readAccepted]) {
    try {
      read(bytes)
      return true
    } catch (error) {
      if (!(error instanceof VaultRefused) || error.refused !== 'content-refused') throw error
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
  t.throws(() => readSaid(Uint8Array.of(0xff)), VaultRefused)
})
