// SPDX-License-Identifier: AGPL-3.0-only
// Promise: messages through a real vault process: sealed state out of a real store, over the pipe, and back with a flushed commit.
import { randomBytes, randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { launchVault } from '../src/gateway/vault-launch.ts'
import { deviceId, partyId, registrationId, submissionId } from '../src/model/ids.ts'
import type { PartyId, UserId } from '../src/model/ids.ts'
import { defaultLimits } from '../src/model/values.ts'
import { mintAdmitted } from '../src/model/proofs/mint-admitted.ts'
import type { Store } from '../src/store/port.ts'
import type { Append, Write } from '../src/store/transactors.ts'
import type { PartyRow, UserRow, VaultConversationRow } from '../src/store/rows.ts'
import { openSqliteStore } from '../src/store/sqlite/index.ts'
import { createVaultClient } from '../src/vault/protocol/client.ts'
import type { VaultClient } from '../src/vault/protocol/client.ts'
import type { OpenCall, SealCall, Sealed } from '../src/vault/protocol/calls.ts'
import { encodeEnvelope } from '../src/wire/gateway/index.ts'
import type { Ground } from './parts/servers.ts'
import type { VaultHome } from './parts/vault-end.ts'

/** One conversation as it was recorded: the calls in their order, each with the state that it was made with. */
export type Recorded = readonly (OpenCall | SealCall)[]

/** Conversations of one home, none of them in both. */
interface PipedConversations { readonly warmUp: readonly Recorded[]; readonly measured: readonly Recorded[] }

/** A way to put conversations through vault processes of one home. */
export interface PipedVaults {
  /** Wall-clock microseconds in which so many of them did all that is measured, several conversations at a time, each in its order. */
  slice(vaults: number): Promise<number>
}

const PARTY = partyId('core.example')
const PROVIDER = partyId('provider.example')
const DEVICE = deviceId(1)
const DAY_MS = 86_400_000
/** No conversation may meet a full queue here. */
const LIMITS = { maxQueued: 10_000, maxQueuedBytes: 1024 * 1024 * 1024 }

/**
 * Vaults as a daemon starts embedded ones, anew for each slice: those that did one remember what they made, and would refuse the same calls. `warmUp` goes
 * through them first, so that the compiler has seen everything.
 */
export const preparePipedVaults = async ({ execPath, folder }: Pick<Ground, 'execPath' | 'folder'>, home: VaultHome, { warmUp, measured }: PipedConversations): Promise<PipedVaults> => {
  const secretFile = join(folder.path, 'vault.secret')
  await writeFile(secretFile, JSON.stringify(home.secret), { mode: 0o400 })
  let slices = 0
  return {
    slice: async (vaults) => {
      slices += 1
      const store = await openSqliteStore({ path: await folder.folder(`slice-${String(slices)}`), onUnhealthy: (error) => { throw error } })
      await commit(store, { put: 'party', row: partyRow(PARTY, 'core') }, { put: 'party', row: partyRow(PROVIDER, 'provider') })
      const [first, counted] = [await prepareAll(store, warmUp), await prepareAll(store, measured)]
      const launched = await Promise.all(Array.from({ length: vaults }, () => launchVault({ execPath, shape: 'embedded', secretFile })))
      const clients = launched.map(({ pipe }) => {
        if (pipe === undefined) throw new Error('the vault has no pipe')
        return createVaultClient(pipe)
      })
      try {
        await runAll(store, clients, first)
        const start = performance.now()
        await runAll(store, clients, counted)
        return 1_000 * (performance.now() - start)
      } finally {
        for (const client of clients) client.close()
        await Promise.all(launched.map(({ ended }) => ended))
        await store.close()
      }
    },
  }
}

const prepareAll = (store: Store, conversations: readonly Recorded[]): Promise<readonly Prepared[]> =>
  Promise.all(conversations.map((conversation) => prepare(store, conversation)))

const runAll = async (store: Store, clients: readonly VaultClient[], rows: readonly Prepared[]): Promise<void> => {
  await Promise.all(rows.map((one, at) => run(store, clientOf(clients, at % clients.length), one)))
}

const clientOf = (clients: readonly VaultClient[], at: number): VaultClient => {
  const client = clients[at]
  if (client === undefined) throw new RangeError('no such vault')
  return client
}

const userOf = (call: Recorded[number] | undefined): UserId => {
  if (call === undefined) throw new RangeError('an empty conversation')
  return call.account.user
}

interface Prepared {
  readonly calls: Recorded
  readonly user: UserId
  readonly peer: UserId
  /** Mailbox rows of what is opened, in order. */
  readonly mailbox: readonly number[]
}

const OPEN_ROWS = 10_000
/** As the relay keeps them. */
const MAX_KEPT = 256

/** Puts in what a daemon's store holds by then: the people, the account, and the messages that wait. */
const prepare = async (store: Store, calls: Recorded): Promise<Prepared> => {
  const user = userOf(calls[0])
  const opens = calls.filter((call) => call.call === 'open')
  const [first] = opens
  if (first === undefined) throw new RangeError('nothing to open')
  const { account: { wrappedKey, state }, facts: { peer } } = first
  await commit(store, { put: 'user', row: userRow(user, PARTY) }, { put: 'user', row: userRow(peer, PROVIDER) })
  for (let version = 1; version <= state.version; version += 1) await commit(store, { put: 'vaultAccount', row: { user, version, wrappedKey, state: state.bytes, lastingAt: 0 } })
  for (const { ciphertext, type } of opens) {
    requireDone('accepted', await store.write.append(message(peer, user, PARTY, encodeEnvelope({ deviceId: DEVICE, registrationId: registrationId(1), type, ciphertext }))))
  }
  const waiting = await store.read.mailboxPage(PARTY, 0, OPEN_ROWS)
  return { calls, user, peer, mailbox: waiting.filter(({ senderUser }) => senderUser === peer).map(({ id }) => id) }
}

const commit = async (store: Store, ...writes: readonly Write[]): Promise<void> => {
  requireDone('committed', await store.write.commit({ expect: [], writes }))
}

/** A conversation, a call after another. The state is read of the store, as a daemon reads it, and the recorded one goes to the vault: with another its peer's messages would not open. */
const run = async (store: Store, client: VaultClient, { calls, user, peer, mailbox }: Prepared): Promise<void> => {
  const waiting = [...mailbox]
  for (const [at, call] of calls.entries()) {
    await Promise.all([store.read.vaultAccount(user), store.read.vaultConversation(user, peer), store.read.user(peer), store.read.issuerList()])
    // The store counts from where it was when the recording began.
    const conversationOf = ({ bytes }: Sealed): VaultConversationRow => ({ user, peer, version: at + 1, state: bytes })
    if (call.call === 'open') await store.read.vaultAwaited(user, call.facts.submissionId)
    if (call.call === 'seal') {
      const { conversation, envelopes, commitment } = await client.call(call)
      const bytes = Buffer.concat(envelopes.map(({ device, ...fields }) => encodeEnvelope({ deviceId: device, ...fields })))
      const item = { ...message(user, peer, PROVIDER, bytes), commitment }
      const kept = { spoken: item.submissionId, resends: 0, content: call.content, epochKey: call.epochKey, maxKept: MAX_KEPT }
      requireDone('accepted', await store.write.appendSealed(item, conversationOf(conversation), kept))
    } else {
      const answer = await client.call(call)
      if (!('conversation' in answer)) throw new Error('not opened')
      requireDone('handedOver', await store.write.handOver({
        expect: [], party: PARTY, mailbox: waiting.shift() ?? 0, used: answer.used, awaited: undefined, atMs: Date.now(), account: undefined, conversation: conversationOf(answer.conversation),
        event: { add: 'event', party: PARTY, user, about: peer, timeMs: Date.now(), bodySealed: Buffer.from(answer.content) },
      }))
    }
  }
}

const requireDone = (what: string, outcome: object): void => {
  if (!(what in outcome)) throw new Error(`not ${what}: ${Object.keys(outcome).join()}`)
}

const message = (sender: UserId, recipient: UserId, recipientParty: PartyId, bytes: Uint8Array): Append => {
  const now = Date.now()
  return {
    proof: mintAdmitted({ action: 'submit', sender, recipient, versions: [] }), recipientParty, senderDevice: DEVICE, submissionId: submissionId(randomUUID()),
    digest: randomBytes(32), gatewayTimeMs: now, expiresAt: now + DAY_MS, rememberUntil: now + DAY_MS, commitment: randomBytes(32), frank: randomBytes(96), frankEpoch: 1,
    urgent: false, envelopes: [{ deviceId: DEVICE, bytes }], attachments: [], attachmentsAt: 0, attachmentsUntil: 0, ...LIMITS,
  }
}

const partyRow = (party: PartyId, role: PartyRow['role']): Omit<PartyRow, 'version'> => ({
  party, role, displayName: party, state: 'live', stateReason: '', suspendedBy: undefined, bindingMode: 'exporter', limits: defaultLimits, policyVersion: 1, wakeUrl: '', mediaHosts: [], addedAt: 0, linkKeys: [], issuerKeys: [],
})

const userRow = (user: UserId, party: PartyId): Omit<UserRow, 'version' | 'suspended'> => ({
  user, party, forProvider: party === PARTY ? PROVIDER : undefined, person: undefined, referenceIndex: randomBytes(32), referenceSealed: randomBytes(40), addressIndex: undefined,
  addressSealed: undefined, displayNameSealed: randomBytes(30), actor: 'PERSON', custody: party === PARTY ? 'VAULT' : 'DEVICE', identityKey: randomBytes(33),
  identityStatement: 'statement', deviceList: randomBytes(64), deviceListSignature: randomBytes(64), deviceListVersion: 1, enlistedAt: 0,
})
