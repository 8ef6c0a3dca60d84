// SPDX-License-Identifier: AGPL-3.0-only
// Promise: any call that may be put to a vault and anything that it may answer, for property tests.
import fc from 'fast-check'
import type { Arbitrary } from 'fast-check'
import { deviceId, partyId, registrationId, submissionId, userId } from '../../src/model/ids.ts'
import type { VaultAnswers, VaultCall } from '../../src/vault/protocol/calls.ts'
import { REFUSALS } from '../../src/vault/protocol/forms.ts'
import type { Outcome } from '../../src/vault/protocol/messages.ts'

/** How each call, or each answer, is made up. */
type Of<T> = { readonly [Key in keyof T]: Arbitrary<T[Key]> }

const bytes = fc.uint8Array({ maxLength: 200 })
const text = fc.string({ unit: 'grapheme', maxLength: 60 })
const whole = fc.maxSafeNat()
const user = fc.uuid({ version: 4 }).map(userId)
const submission = fc.uuid({ version: 4 }).map(submissionId)
const party = fc.constantFrom('heron.example', 'core.example', 'a.b.c.d').map(partyId)
const device = fc.integer({ min: 1, max: 127 }).map(deviceId)
const registration = fc.integer({ min: 1, max: 16380 }).map(registrationId)
const custody = fc.constantFrom('DEVICE', 'VAULT')
const kind = fc.constantFrom('ec', 'kyber')

const sealed = fc.record({ version: whole, bytes })
const account = fc.record({ user, provider: party, device, wrappedKey: bytes, state: sealed })
const prekeys = fc.array(fc.record({ kind, id: whole, bytes }), { maxLength: 5 })
const published = fc.record({ id: whole, publicKey: bytes, signature: bytes })
const proof = fc.record({ home: party, statement: text, issuerList: text })
const facts = fc.record({ submissionId: submission, peer: user, peerDevice: device, peerCustody: custody, gatewayTimeMs: whole, commitment: bytes })
const maybe = <T>(value: Arbitrary<T>): Arbitrary<T | undefined> => fc.option(value, { nil: undefined })
const bundle = fc.record({ signedPrekey: published, kyberPrekey: published, oneTimePrekey: maybe(fc.record({ id: whole, publicKey: bytes })) })
const asked = fc.record({ submissionId: submission, renew: fc.boolean(), givenUp: fc.boolean() })
const devices = fc.array(fc.record({ device, registrationId: registration, bundle: maybe(bundle) }), { maxLength: 10 })

const calls: { readonly [Name in VaultCall['call']]: Arbitrary<Extract<VaultCall, { readonly call: Name }>> } = {
  mint: fc.record({ call: fc.constant('mint'), account, lasting: fc.boolean(), ec: whole, kyber: whole, now: whole }),
  open: fc.record({
    call: fc.constant('open'), account, conversation: sealed, facts, type: fc.constantFrom(2, 3, 8), ciphertext: bytes, prekeys, proof, now: whole,
  }),
  seal: fc.record({
    call: fc.constant('seal'), account, conversation: sealed, peer: user, devices, proof, content: text, epochKey: text,
    resend: maybe(fc.record({ failed: submission })), now: whole,
  }),
  accept: fc.record({ call: fc.constant('accept'), account, conversation: sealed, peer: user, proof, content: text, epochKey: text, now: whole }),
  rotate: fc.record({ call: fc.constant('rotate'), account }),
  erase: fc.record({ call: fc.constant('erase'), user }),
  discard: fc.record({ call: fc.constant('discard'), user, peer: maybe(user), version: whole }),
  attest: fc.record({ call: fc.constant('attest'), nonce: fc.uint8Array({ minLength: 32, maxLength: 32 }) }),
  epoch: fc.record({ call: fc.constant('epoch'), now: whole }),
}

const answers: Of<VaultAnswers> = {
  mint: fc.record({
    wrappedKey: bytes, state: sealed, prekeys, identityKey: bytes, registrationId: registration,
    lasting: fc.oneof(fc.constant([] as const), fc.tuple(published, published)),
    ec: fc.array(published, { maxLength: 4 }), kyber: fc.array(published, { maxLength: 4 }), deviceList: bytes, deviceListSignature: bytes, statement: text,
  }),
  open: fc.oneof(fc.record({ asked }), fc.record({
    conversation: sealed, state: maybe(sealed), used: fc.array(fc.record({ kind, id: whole }), { maxLength: 5 }), content: text, proof: text, epoch: text, number: whole,
    asked: maybe(asked),
  })),
  seal: fc.record({
    conversation: sealed, commitment: bytes, submissionId: submission,
    envelopes: fc.array(fc.record({ device, registrationId: registration, type: fc.constantFrom(2, 3), ciphertext: bytes }), { maxLength: 10 }),
  }),
  accept: fc.record({ conversation: sealed }),
  rotate: fc.record({ wrappedKey: bytes }),
  erase: fc.constant({}),
  discard: fc.constant({}),
  attest: fc.record({ statement: text }),
  epoch: fc.record({ epoch: text, keyMessage: text }),
}

/** Any call. Records are made anew, since those of fast-check may have no prototype. */
export const anyCall: Arbitrary<VaultCall> = fc.oneof(...Object.values(calls)).map((call) => structuredClone(call))

/** Any answer or refusal. */
export const anyOutcome: Arbitrary<Outcome> = fc.oneof(
  ...Object.entries(answers).map(([call, answer]) => answer.map((value) => ({ call, answer: value }) as Outcome)),
  fc.record({ refused: fc.constantFrom(...REFUSALS), retry: maybe(bytes) }),
).map((outcome) => structuredClone(outcome))
