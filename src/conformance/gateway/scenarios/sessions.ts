// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes, randomUUID } from 'node:crypto'
import type { DeviceBundle } from '../../../model/answers.ts'
import { deviceId, submissionId, userId } from '../../../model/ids.ts'
import type { PartyRequest } from '../../../model/requests.ts'
import type { Bundle, Bytes, LocalEnd, RemoteEnd } from '../../../model/signal-crypto.ts'
import { encodeEnvelope, decodeEnvelope } from '../../../wire/gateway/index.ts'
import { endorsementTranscript, identityTranscript } from '../../../wire/transcript.ts'
import { inWords } from '../../exchange.ts'
import { acknowledge, couple, nextDelivery, nextEvent, say } from '../acquaintance.ts'
import type { Friend } from '../acquaintance.ts'
import { signal } from '../person.ts'
import type { Person } from '../person.ts'
import { pushing } from '../scenario.ts'
import type { Scenario } from '../scenario.ts'
import type { Trial } from '../trial.ts'

type GetBundles = Extract<PartyRequest, { kind: 'getBundles' }>

/** One more than a device has in these scenarios, at most so often until a pair's quota must end it. */
const QUOTA_TRIES = 200

const keysOf = (from: Friend, to: Person, changes: Partial<GetBundles> = {}): GetBundles =>
  ({ kind: 'getBundles', senderUser: from.person.user, recipientUser: to.user, consentToken: from.token, demandedCustody: undefined, deviceIds: [], ...changes })

/** Publishes a person's one-time keys. */
const stock = async (trial: Trial, { link, person }: Friend): Promise<void> => {
  const { oneTime, oneTimeKyber } = person.device()
  trial.answered('DIP-33', await link.ask({
    kind: 'putPrekeys', userId: person.user, deviceId: deviceId(1), oneTimePrekeys: oneTime.map(({ published }) => published), oneTimeKyberPrekeys: oneTimeKyber.map(({ published }) => published),
    signedPrekey: undefined, lastResortKyberPrekey: undefined,
  }), 'prekeyStock', 'they are new')
}

const own = (bytes: Uint8Array): Bytes => new Uint8Array(bytes)

/** A bundle as libsignal takes it. */
const bundleOf = ({ signedPrekey, kyberPrekey, oneTimePrekey }: DeviceBundle, to: Person, identityKey: Uint8Array): Bundle => {
  const signed = ({ id, publicKey, signature }: DeviceBundle['signedPrekey']) => ({ id, publicKey: own(publicKey), signature: own(signature) })
  return {
    registrationId: to.device().registrationId, identityKey: own(identityKey), signedPrekey: signed(signedPrekey), kyberPrekey: signed(kyberPrekey),
    oneTimePrekey: oneTimePrekey && { id: oneTimePrekey.id, publicKey: own(oneTimePrekey.publicKey) },
  }
}

const local = (person: Person): LocalEnd => ({ address: { user: person.user, device: deviceId(1) }, identity: person.identity, registrationId: person.device().registrationId })
const remote = (person: Person): RemoteEnd => ({ address: { user: person.user, device: deviceId(1) }, identityKey: person.identity.publicKey })

/** A change of the core user's identity as its home sends it. */
const changeOf = async (person: Person, endorse: boolean): Promise<PartyRequest> => {
  const old = person.identity
  person.reinstall()
  person.version += 1
  const endorsement = endorse ? signal.sign(old, endorsementTranscript(person.user, person.identity.publicKey)) : new Uint8Array(0)
  return { ...await person.enlistment(), kind: 'changeIdentity', endorsement }
}

/** Keys that people get of each other, sessions, and changes of identity: docs/protocol.md sections 3 and 4. */
export const sessions: readonly Scenario[] = [
  pushing('sessions/sealed', ['DIP-6', 'DIP-34'], 'What one end seals from a bundle, the other end opens: PQXDH over this gateway.', ['core'], async (trial) => {
    const { ana, ben } = await couple(trial)
    await stock(trial, ben)
    const { identityKey, bundles } = trial.answered('DIP-35', await ana.link.ask(keysOf(ana, ben.person)), 'bundles', 'the two granted each other')
    const [bundle] = bundles
    trial.judge('DIP-35', 'a bundle of the only device, under its identity key', bundle !== undefined && Buffer.from(identityKey).equals(ben.person.identity.publicKey), bundles)
    if (bundle === undefined) return
    const plaintext = randomBytes(500)
    const session = await signal.startSession(local(ana.person), remote(ben.person), bundleOf(bundle, ben.person, identityKey), undefined, Date.now())
    const { message } = await signal.seal(local(ana.person), remote(ben.person), session, plaintext, Date.now())
    const { registrationId, oneTime, signed, kyber, oneTimeKyber } = ben.person.device()
    const envelope = { deviceId: deviceId(1), registrationId, ...message }
    await say(trial, ana, ben.person, { envelopes: [{ ...envelope, bytes: encodeEnvelope(envelope) }] })
    const delivery = await nextDelivery(ben.link, ben.person)
    acknowledge(ben.link, delivery)
    const { type, ciphertext } = decodeEnvelope(delivery.envelope)
    const opened = await signal.open(local(ben.person), remote(ana.person), undefined, { type: type as 3, ciphertext: own(ciphertext) }, {
      oneTime: (id) => oneTime.find(({ published }) => published.id === id)?.record, signed: () => signed.record,
      kyber: (id) => [...oneTimeKyber, kyber].find(({ published }) => published.id === id)?.record,
    })
    trial.judge('DIP-6', 'the plaintext as it was', Buffer.from(opened.plaintext).equals(plaintext), opened.plaintext)
  }),
  pushing('sessions/one-time-keys', ['DIP-34'], 'No one-time prekey is handed out twice; when there are none left, bundles come without, and the lasting Kyber key.', ['core'], async (trial) => {
    const { ana, ben } = await couple(trial)
    await stock(trial, ben)
    const given = { ec: [] as number[], kyber: [] as number[] }
    const { oneTime, kyber } = ben.person.device()
    for (let count = 0; count <= oneTime.length; count += 1) {
      const { bundles } = trial.answered('DIP-34', await ana.link.ask(keysOf(ana, ben.person)), 'bundles', 'the quota of a pair is larger than that')
      for (const { oneTimePrekey, kyberPrekey } of bundles) {
        if (oneTimePrekey !== undefined) given.ec.push(oneTimePrekey.id)
        if (kyberPrekey.id !== kyber.published.id) given.kyber.push(kyberPrekey.id)
      }
    }
    for (const ids of Object.values(given)) trial.judge('DIP-34', `${String(oneTime.length)} different one-time keys, and then none`, ids.length === oneTime.length && new Set(ids).size === ids.length, given)
  }),
  pushing('sessions/keys-need-consent', ['DIP-35', 'DIP-46'], 'Keys of nobody, of somebody unacquainted, and with a wrong token are refused alike.', ['core'], async (trial) => {
    const { ana, ben } = await couple(trial)
    const stranger = await trial.person('provider')
    const answers = [
      await ana.link.ask(keysOf(ana, ben.person, { consentToken: randomBytes(32) })), await ana.link.ask(keysOf(ana, ben.person, { recipientUser: userId(randomUUID()) })),
      await ana.link.ask(keysOf(ana, ben.person, { senderUser: stranger.user })),
    ]
    for (const answer of answers) {
      trial.refused('DIP-35', answer, 'NOT_PERMITTED', 'the token is checked before anything is told')
      trial.judge('DIP-35', `the same bytes: ${inWords(answers[0])}`, inWords(answer) === inWords(answers[0]), answer)
    }
  }),
  pushing('sessions/key-quota', ['DIP-35'], 'Bundles use up the pair\'s quota the same whether or not there is such a user.', ['core'], async (trial) => {
    const { ana, ben } = await couple(trial)
    const until = async (request: GetBundles): Promise<number> => {
      for (let count = 0; count < QUOTA_TRIES; count += 1) {
        const answer = await ana.link.ask(request)
        if (answer.kind !== 'throttled') continue
        trial.judge('DIP-35', 'Throttled for the scope of the pair', answer.scope === 'pair', answer)
        return count
      }
      return QUOTA_TRIES
    }
    const counts = { known: await until(keysOf(ana, ben.person)), absent: await until(keysOf(ana, ben.person, { recipientUser: userId(randomUUID()) })) }
    trial.judge('DIP-35', 'the same number for both, and an end', counts.known === counts.absent && counts.known < QUOTA_TRIES, counts)
  }),
  pushing('sessions/demanded-custody', ['DIP-36'], 'With a demanded custody that the recipient does not have there is no key.', ['core'], async (trial) => {
    const { ana, ben } = await couple(trial)
    trial.refused('DIP-36', await ana.link.ask(keysOf(ana, ben.person, { demandedCustody: 'VAULT' })), 'CUSTODY_REFUSED', 'the recipient has custody DEVICE')
    trial.answered('DIP-36', await ana.link.ask(keysOf(ana, ben.person, { demandedCustody: 'DEVICE' })), 'bundles', 'it has custody DEVICE')
  }),
  pushing('sessions/device-list', ['DIP-38', 'DIP-37'], 'Bundles carry the signed device list and the identity statement as they were enlisted.', ['core'], async (trial) => {
    const { ana, ben } = await couple(trial, [1, 2])
    const { devices, identityKey, bundles } = trial.answered('DIP-37', await ana.link.ask(keysOf(ana, ben.person)), 'bundles', 'the two granted each other')
    trial.judge('DIP-38', 'a signature that holds under the identity key', signal.verify(identityKey, identityTranscript('drawbridge.v1 devices', devices.list), devices.signature), devices)
    trial.judge('DIP-37', 'a bundle for each device', inWords(bundles.map((bundle) => bundle.deviceId)) === '[1,2]', bundles.map((bundle) => bundle.deviceId))
  }),
  ...[true, false].map((endorse) => pushing(`sessions/identity-${endorse ? 'endorsed' : 'changed'}`, ['DIP-41'], `A peer is told of a new identity key${endorse ? ' and of the old key\'s word for it' : ''}, and what was sealed for the old one does not fit.`, ['core'], async (trial) => {
    const { ana, ben } = await couple(trial)
    const [before, old] = [{ ...ben.person.device() }, ben.person.identity]
    trial.answered('DIP-41', await ben.link.ask(await changeOf(ben.person, endorse)), 'enlisted', 'the home says so')
    const told = await nextEvent(ana.link, 'identityChanged', ana.person)
    trial.judge('DIP-41', 'the new key', told.peerUser === ben.person.user && Buffer.from(told.newIdentityKey).equals(ben.person.identity.publicKey), told)
    const vouched = signal.verify(old.publicKey, endorsementTranscript(ben.person.user, ben.person.identity.publicKey), told.endorsement)
    trial.judge('DIP-41', endorse ? 'an endorsement that holds under the old key' : 'no endorsement', endorse ? vouched : told.endorsement.length === 0, told)
    const stale = { deviceId: deviceId(1), registrationId: before.registrationId, type: 2, ciphertext: new Uint8Array(randomBytes(300)) } as const
    const answer = await ana.link.ask({ kind: 'submit', submission: {
      submissionId: submissionId(randomUUID()), senderUser: ana.person.user, senderDevice: deviceId(1), recipientUser: ben.person.user, consentToken: ana.token, envelopes: [{ ...stale, bytes: encodeEnvelope(stale) }],
      commitment: randomBytes(32), messageClass: 'normal', urgent: false, ttlSeconds: 0, partial: false, attachments: [],
    } })
    trial.answered('DIP-45', answer, 'deviceMismatch', 'the registration id is the old one')
  })),
  pushing('sessions/forged-endorsement', ['DIP-41'], 'An endorsement that the old key did not sign is refused.', ['core'], async (trial) => {
    const { ben } = await couple(trial)
    const request = await changeOf(ben.person, false)
    if (request.kind !== 'changeIdentity') return
    const endorsement = signal.sign(signal.createIdentity(), endorsementTranscript(ben.person.user, ben.person.identity.publicKey))
    trial.refused('DIP-41', await ben.link.ask({ ...request, endorsement }), 'BAD_SIGNATURE', 'another key signed it')
  }),
]
