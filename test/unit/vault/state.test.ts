// SPDX-License-Identifier: AGPL-3.0-only
// Promise: state is the same after a round trip, and nothing that is not exactly one state decodes.
import fc from 'fast-check'
import t from 'tap'
import { deviceId, partyId, registrationId } from '../../../src/model/ids.ts'
import { MAX_SESSION_BYTES } from '../../../src/signal/private/index.ts'
import { VaultRefused } from '../../../src/vault/refusal.ts'
import { reveal, Secret } from '../../../src/vault/sealing/secret.ts'
import { decodeAccount, encodeAccount } from '../../../src/vault/state/account.ts'
import type { AccountState } from '../../../src/vault/state/account.ts'
import { decodeConversation, encodeConversation, withSessions } from '../../../src/vault/state/conversation.ts'
import type { ConversationState, DeviceSession } from '../../../src/vault/state/conversation.ts'

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map((value) => new Uint8Array(value))
const secret = (max: number) => fc.uint8Array({ maxLength: max }).map((value) => new Secret(new Uint8Array(value)))
const id = fc.integer({ min: 1, max: 2 ** 24 - 1 })
const whole = fc.maxSafeNat()
const lasting = { id, mintedAtMs: whole, record: secret(60) }

const conversations: fc.Arbitrary<ConversationState> = fc.record({
  peer: fc.option(fc.record({ identityKey: bytes(33), custody: fc.constantFrom('DEVICE' as const, 'VAULT' as const), statementDigest: bytes(32) }), { nil: undefined }),
  opened: whole, fromCore: whole,
  sessions: fc.uniqueArray(fc.record({ device: fc.integer({ min: 1, max: 127 }).map(deviceId), session: secret(90) }), { maxLength: 10, selector: ({ device }) => device }),
})
const accounts: fc.Arbitrary<AccountState> = fc.record({
  provider: fc.constantFrom(partyId('heron.example'), partyId('a.b')), device: fc.integer({ min: 1, max: 127 }).map(deviceId),
  registrationId: fc.integer({ min: 1, max: 16_380 }).map(registrationId), identityKey: bytes(33), privateKey: bytes(32).map((value) => new Secret(value)),
  listVersion: id, signed: fc.array(fc.record(lasting), { maxLength: 16 }),
  lastResort: fc.array(fc.record({ ...lasting, usedBaseKeys: fc.array(bytes(16), { maxLength: 5 }) }), { maxLength: 16 }),
  next: fc.record({ signed: id, ec: id, kyber: id }),
})

const forms = [['conversation', conversations, encodeConversation, decodeConversation], ['account', accounts, encodeAccount, decodeAccount]] as const

const refused = (work: () => unknown): boolean => {
  try {
    work()
    return false
  } catch (error) {
    return error instanceof VaultRefused && error.refused === 'broken-seal'
  }
}

for (const [name, states, encode, decode] of forms) {
  t.test(`an encoded ${name} decodes to what encodes to the same bytes`, async (t) => {
    fc.assert(fc.property(states as fc.Arbitrary<never>, (state) => {
      const once = reveal(encode(state))
      const twice = reveal(encode(decode(new Secret(new Uint8Array(once))) as never))
      return Buffer.compare(once, twice) === 0
    }))
    t.pass()
  })

  t.test(`a ${name} that was cut, or has something behind it, is refused`, async (t) => {
    fc.assert(fc.property(states as fc.Arbitrary<never>, fc.nat(), (state, at) => {
      const whole = reveal(encode(state))
      const cut = new Secret(whole.slice(0, at % whole.length))
      const more = new Secret(new Uint8Array([...whole, 0]))
      return refused(() => decode(cut)) && refused(() => decode(more))
    }))
    t.pass()
  })
}

const session = (device: number, length = 5): DeviceSession => ({ device: deviceId(device), session: new Secret(new Uint8Array(length)) })

t.test('a conversation keeps one session a device and ten devices: the ones used last', async (t) => {
  const ten = Array.from({ length: 10 }, (_, at) => session(at + 1))
  const devices = (sessions: readonly DeviceSession[]): readonly number[] => sessions.map(({ device }) => device)
  t.same(devices(withSessions(ten, [session(3)])), [1, 2, 4, 5, 6, 7, 8, 9, 10, 3])
  t.same(devices(withSessions(ten, [session(11), session(12)])), [3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
})

t.test('a session that has outgrown its cap is dropped, so that the conversation stays readable and a new one begins', async (t) => {
  const grown = withSessions([session(1)], [session(2, MAX_SESSION_BYTES + 1), session(3, MAX_SESSION_BYTES)])
  t.same(grown.map(({ device }) => device), [1, 3])
  t.doesNotThrow(() => decodeConversation(encodeConversation({ peer: undefined, opened: 1, fromCore: 1, sessions: grown })))
})
