// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes } from 'node:crypto'
import type { UserId } from '../../../src/model/ids.ts'
import type { Action, Admitted } from '../../../src/model/proofs/admitted.ts'
import { mintAdmitted } from '../../../src/model/proofs/mint-admitted.ts'
import { mintGrantedConsent } from '../../../src/model/proofs/mint-granted-consent.ts'
import type { Standing, UserFacts, VersionStamp } from '../../../src/model/standing.ts'
import type { Store } from '../../../src/store/port.ts'
import type { Append, ChangeOutcome, Write } from '../../../src/store/transactors.ts'
import { CORE, DAY, device, deviceRow, HERON, hashOf, newSubmission, newUser, NOW, partyRow, personRow, userRow } from './rows.ts'

/** Two people who agreed to talk: `alice` of the provider, one device, and `bob` of the core, two devices. */
export interface Pair {
  readonly alice: UserId
  readonly bob: UserId
  /** Bob's person number. */
  readonly person: number
}

/** Commits writes that must succeed. */
export const put = async (store: Store, ...writes: readonly Write[]): Promise<Extract<ChangeOutcome, { committed: true }>> => {
  const outcome = await store.write.commit({ expect: [], writes })
  if (!('committed' in outcome)) throw new Error(`not committed: ${JSON.stringify(outcome)}`)
  return outcome
}

/** Makes the core and one provider. */
export const makeParties = (store: Store) => put(store, { put: 'party', row: partyRow(CORE) }, { put: 'party', row: partyRow(HERON) })

/** Makes parties, two users and consent both ways. */
export const makePair = async (store: Store): Promise<Pair> => {
  await makeParties(store)
  return makePeople(store)
}

/** Makes two more users with consent both ways. */
export const makePeople = async (store: Store): Promise<Pair> => {
  const [alice, bob] = [newUser(), newUser()]
  await put(store, { put: 'person', row: personRow(bob) })
  const person = (await store.read.personByReference(CORE, hashOf(bob)))?.person ?? 0
  await put(
    store, { put: 'choice', row: { person, provider: HERON, allowed: true, inbox: 'combined', labelSealed: randomBytes(20) } },
    { put: 'user', row: userRow(alice) }, { put: 'devices', user: alice, devices: [deviceRow(1)] },
    { put: 'user', row: userRow(bob, { party: CORE, forProvider: HERON, person }) }, { put: 'devices', user: bob, devices: [deviceRow(1), deviceRow(2)] },
    {
      put: 'grant', proof: mintGrantedConsent({ asker: alice, granter: bob, versions: [] }), askerTokenHash: hashOf('token of alice'),
      granterTokenHash: hashOf('token of bob'), purposes: ['chat'], changedAt: NOW,
    },
  )
  return { alice, bob, person }
}

/** The stamps of everything that a decision about the pair rests on. */
export const stampsOf = ({ sender, recipient, senderConsent, recipientConsent }: Standing): VersionStamp[] => {
  if (!sender || !recipient) throw new Error('nobody there')
  const both: VersionStamp[] = [
    { of: 'consent', owner: sender.user, peer: recipient.user, version: senderConsent?.version ?? 0 },
    { of: 'consent', owner: recipient.user, peer: sender.user, version: recipientConsent?.version ?? 0 },
  ]
  return [...userStamps(sender), ...userStamps(recipient), ...both]
}

const userStamps = ({ user, version, home, participation }: UserFacts): VersionStamp[] => [
  { of: 'user', user, version }, { of: 'party', party: home.party, version: home.version },
  ...(participation ? [{ of: 'person', person: participation.person, version: participation.version } as const] : []),
]

/** A proof on the facts of this moment. */
export const admitted = async (store: Store, action: Action, sender: UserId, recipient: UserId): Promise<Admitted> =>
  mintAdmitted({ action, sender, recipient, versions: stampsOf(await store.read.standing(sender, recipient)) })

/** A message of alice to bob, ready to be stored; `text` is what its envelopes say. */
export const message = (proof: Admitted, changes: Partial<Append> & { readonly text?: string } = {}): Append => {
  const { text = 'sealed', ...rest } = changes
  return {
    proof, recipientParty: CORE, senderDevice: device(1), submissionId: newSubmission(), digest: hashOf(text), gatewayTimeMs: NOW,
    expiresAt: NOW + 30 * DAY, rememberUntil: NOW + 37 * DAY, commitment: hashOf('commitment'), frank: randomBytes(96), frankEpoch: 3, urgent: false,
    envelopes: [{ deviceId: device(1), bytes: Buffer.from(text) }], attachments: [], attachmentsAt: NOW, attachmentsUntil: NOW + 30 * DAY, maxQueued: 10_000, maxQueuedBytes: 64 * 1024 * 1024, ...rest,
  }
}

/** Stores messages of alice to bob. */
export const send = async (store: Store, { alice, bob }: Pair, ...texts: readonly string[]) => {
  const proof = await admitted(store, 'submit', alice, bob)
  return Promise.all(texts.map((text) => store.write.append(message(proof, { text }))))
}

/** What waits for a party, as text. */
export const waitingTexts = async (store: Store, party = CORE): Promise<string[]> =>
  (await store.read.mailboxPage(party, 0, 100_000)).map(({ envelope }) => Buffer.from(envelope).toString())
