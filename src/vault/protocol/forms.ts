// SPDX-License-Identifier: AGPL-3.0-only
// Sees: nothing itself; says field by field how calls and answers stand in the pipe.
// Promises: every member of every call and answer has its place; one that is missing here does not compile.
// Never: leaves a list or a choice open.
import { deviceId, MAX_DEVICES, partyId, registrationId, submissionId, userId } from '../../model/ids.ts'
import type { SubmissionId, UserId } from '../../model/ids.ts'
import { MAX_EC_PREKEYS, MAX_KYBER_PREKEYS } from '../../model/values.ts'
import { Malformed } from './bytes.ts'
import type {
  AcceptCall, Account, Asked, MessageFacts, MintCall, Minted, OpenCall, Opened, PeerDevice, PeerProof, PublishedKey, RetryAsked, SealCall, Sealed,
  SealedForPeer, SealedPrekey, VaultAnswers, VaultCall, VaultRefusal,
} from './calls.ts'
import { bytes, exactly, flag, list, oneOf, optional, parsed, record, text, whole } from './fields.ts'
import type { Field } from './fields.ts'

/** As many as one account may ever hold: the full stock of both kinds. */
const MAX_PREKEYS = MAX_EC_PREKEYS + MAX_KYBER_PREKEYS
/** What may ask for an attestation brings this many bytes. */
const NONCE_BYTES = 32

const user: Field<UserId> = parsed(text, userId)
const submission: Field<SubmissionId> = parsed(text, submissionId)
const party = parsed(text, partyId)
const device = parsed(whole, deviceId)
const registration = parsed(whole, registrationId)
const custody = oneOf(['DEVICE', 'VAULT'])
const kind = oneOf(['ec', 'kyber'])

const sealed = record<Sealed>({ version: whole, bytes })
const account = record<Account>({ user, provider: party, device, wrappedKey: bytes, state: sealed })
const prekeys = list(record<SealedPrekey>({ kind, id: whole, bytes }), MAX_PREKEYS)
const published = record<PublishedKey>({ id: whole, publicKey: bytes, signature: bytes })
const proof = record<PeerProof>({ home: party, statement: text, issuerList: text })
const facts = record<MessageFacts>({
  submissionId: submission, peer: user, peerDevice: device, peerCustody: custody, gatewayTimeMs: whole, commitment: bytes,
})
const bundle = record<NonNullable<PeerDevice['bundle']>>({
  signedPrekey: published, kyberPrekey: published, oneTimePrekey: optional(record<Omit<PublishedKey, 'signature'>>({ id: whole, publicKey: bytes })),
})
const peerDevices = list(record<PeerDevice>({ device, registrationId: registration, bundle: optional(bundle) }), MAX_DEVICES)

const lasting: Field<Minted['lasting']> = {
  write: (to, keys) => { list(published, 2).write(to, keys) },
  read: (from) => {
    const [signed, lastResort] = list(published, 2).read(from)
    if (signed !== undefined && lastResort !== undefined) return [signed, lastResort]
    if (signed !== undefined) throw new Malformed('lasting keys')
    return []
  },
}

const retryAsked = record<RetryAsked>({ submissionId: submission, renew: flag, givenUp: flag })
const asked = record<Asked>({ asked: retryAsked })
const opened = record<Opened>({
  conversation: sealed, state: optional(sealed), used: list(record<Pick<SealedPrekey, 'kind' | 'id'>>({ kind, id: whole }), MAX_PREKEYS),
  content: text, proof: text, epoch: text, number: whole, asked: optional(retryAsked),
})
/** Content came out of it, or only that the peer asks. */
const openedOrAsked: Field<Opened | Asked> = {
  write: (to, answer) => {
    const isOpened = 'content' in answer
    flag.write(to, isOpened)
    if (isOpened) opened.write(to, answer)
    else asked.write(to, answer)
  },
  read: (from) => (flag.read(from) ? opened.read(from) : asked.read(from)),
}

type Calls = { readonly [Name in VaultCall['call']]: Extract<VaultCall, { readonly call: Name }> }

/** The form of each call. */
export const callForms: { readonly [Name in keyof Calls]: Field<Calls[Name]> } = {
  mint: record<MintCall>({ call: oneOf(['mint']), account, lasting: flag, ec: whole, kyber: whole, now: whole }),
  open: record<OpenCall>({
    call: oneOf(['open']), account, conversation: sealed, facts, type: oneOf([2, 3, 8]), ciphertext: bytes, prekeys, proof, now: whole,
  }),
  seal: record<SealCall>({
    call: oneOf(['seal']), account, conversation: sealed, peer: user, devices: peerDevices, proof, content: text, epochKey: text,
    resend: optional(record<NonNullable<SealCall['resend']>>({ failed: submission })), now: whole,
  }),
  accept: record<AcceptCall>({
    call: oneOf(['accept']), account, conversation: sealed, peer: user, proof, content: text, epochKey: text, now: whole,
  }),
  rotate: record({ call: oneOf(['rotate']), account }),
  erase: record({ call: oneOf(['erase']), user }),
  discard: record<Calls['discard']>({ call: oneOf(['discard']), user, peer: optional(user), version: whole }),
  attest: record({ call: oneOf(['attest']), nonce: exactly(NONCE_BYTES) }),
  epoch: record({ call: oneOf(['epoch']), now: whole }),
}

/** The form of each answer. */
export const answerForms: { readonly [Name in keyof VaultAnswers]: Field<VaultAnswers[Name]> } = {
  mint: record<Minted>({
    wrappedKey: bytes, state: sealed, prekeys, identityKey: bytes, registrationId: registration, lasting,
    ec: list(published, MAX_EC_PREKEYS), kyber: list(published, MAX_KYBER_PREKEYS), deviceList: bytes, deviceListSignature: bytes, statement: text,
  }),
  open: openedOrAsked,
  seal: record<SealedForPeer>({
    conversation: sealed,
    envelopes: list(record<SealedForPeer['envelopes'][number]>({ device, registrationId: registration, type: oneOf([2, 3]), ciphertext: bytes }), MAX_DEVICES),
    commitment: bytes, submissionId: submission,
  }),
  accept: record({ conversation: sealed }),
  rotate: record({ wrappedKey: bytes }),
  erase: record({}),
  discard: record({}),
  attest: record({ statement: text }),
  epoch: record({ epoch: text, keyMessage: text }),
}

/** The names of calls, in the order of their numbers. */
export const CALLS = Object.keys(callForms) as readonly VaultCall['call'][]

// As the members of a record, so that one that is missing does not compile.
const refusals: Readonly<Record<VaultRefusal, true>> = {
  'malformed': true, 'unknown-key': true, 'broken-seal': true, 'rolled-back': true, 'chain-broken': true, 'untrusted-identity': true,
  'statement-refused': true, 'bad-bundle': true, 'no-session': true, 'missing-prekey': true, 'duplicate': true, 'undecryptable': true,
  'mislabelled': true, 'custody-refused': true, 'commitment': true, 'content-refused': true, 'busy': true, 'unsupported': true, 'fault': true,
}

/** Every reason to refuse, in the order of their numbers. */
export const REFUSALS = Object.keys(refusals) as readonly VaultRefusal[]
