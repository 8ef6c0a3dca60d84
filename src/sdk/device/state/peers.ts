// SPDX-License-Identifier: Apache-2.0
import type { Contact } from '../../../model/answers.ts'
import { partyId, userId } from '../../../model/ids.ts'
import type { DeviceId, PartyId, RegistrationId, UserId } from '../../../model/ids.ts'
import type { Bytes } from '../../../model/signal-crypto.ts'
import type { Custody, Purpose } from '../../../model/values.ts'
import { blob, blobOrNone, flag } from './columns.ts'
import type { Database } from './database.ts'

/** What the user last said about a peer. `reopening` waits for the gateway's new grant. */
export type Standing = 'granted' | 'reopening' | 'withdrawn' | 'blocked'

/** One device of a peer, as its signed list names it. */
export interface PeerDevice {
  readonly deviceId: DeviceId
  readonly registrationId: RegistrationId
  /** What its list says that it can; undefined in files from before that was kept. */
  readonly capabilities?: readonly string[]
}

/** Keys of a peer that its home vouches for. */
export interface PeerKeys {
  readonly identityKey: Uint8Array
  readonly custody: Custody
  readonly devices: readonly PeerDevice[]
  readonly listVersion: number
  /** SHA-256 of the list's bytes: one version has one content. */
  readonly listDigest: Uint8Array
}

/** A new identity key or custody that the user has not accepted. */
export interface IdentityChangeNote {
  readonly identityKey: Bytes
  readonly custody: Custody
  readonly devices: readonly PeerDevice[]
  /** The old key vouched for the new one. */
  readonly endorsed: boolean
  /** The home's statement was seen; otherwise only the gateway says so. */
  readonly verified: boolean
}

/** Somebody the user was granted, with the keys that are pinned for them. */
export interface Peer {
  readonly user: UserId
  readonly party: PartyId
  readonly name: string
  readonly address: string
  readonly purposes: readonly Purpose[]
  readonly token: Bytes
  readonly standing: Standing
  /** Undefined until the home's statement was seen for the first time. */
  readonly identityKey: Bytes | undefined
  readonly custody: Custody | undefined
  readonly devices: readonly PeerDevice[]
  readonly listVersion: number
  readonly listDigest: Bytes | undefined
  readonly changed: IdentityChangeNote | undefined
  readonly pausedUntilMs: number
  /** Pauses in a row; 0 after an answer. */
  readonly pauses: number
  readonly verifyAfterMs: number
  /** Messages in a row that could not be opened. */
  readonly failures: number
  /** Messages that were dropped unopened. */
  readonly unreadable: number
}

interface Row {
  user: string; party: string; name: string; address: string; purposes: string; token: Buffer; standing: Standing
  identity: Buffer | null; custody: Custody | null; devices: string; list_version: number; list_digest: Buffer | null
  changed_identity: Buffer | null; changed_custody: Custody | null; changed_devices: string; changed_endorsed: number; changed_verified: number
  paused_until_ms: number; pauses: number; verify_after_ms: number; failures: number; unreadable: number
}

/** Who may be talked to, and under which keys. */
export const createPeers = (db: Database) => {
  const find = db.prepare<[string], Row>('SELECT * FROM peer WHERE user = ?')
  const list = db.prepare<[], Row>('SELECT * FROM peer ORDER BY user')
  const grant = db.prepare(`INSERT INTO peer (user, party, name, address, purposes, token, standing) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (user) DO UPDATE SET name = excluded.name, address = iif(excluded.address = '', peer.address, excluded.address), purposes = excluded.purposes,
      token = excluded.token, standing = excluded.standing`)
  const stand = db.prepare('UPDATE peer SET standing = ? WHERE user = ?')
  const pin = db.prepare(`UPDATE peer SET identity = ?, custody = ?, devices = ?, list_version = ?, list_digest = ? WHERE user = ?`)
  const see = db.prepare('UPDATE peer SET list_version = ?, list_digest = ? WHERE user = ?')
  const note = db.prepare(`UPDATE peer SET changed_identity = ?, changed_custody = ?, changed_devices = ?, changed_endorsed = ?,
    changed_verified = ? WHERE user = ?`)
  const clear = db.prepare(`UPDATE peer SET changed_identity = NULL, changed_custody = NULL, changed_devices = '[]', changed_endorsed = 0,
    changed_verified = 0 WHERE user = ?`)
  const pause = db.prepare('UPDATE peer SET paused_until_ms = ?, pauses = pauses + 1 WHERE user = ?')
  const resume = db.prepare('UPDATE peer SET paused_until_ms = 0, pauses = 0 WHERE user = ? AND pauses > 0')
  const verifyAfter = db.prepare('UPDATE peer SET verify_after_ms = ? WHERE user = ?')
  const fail = db.prepare('UPDATE peer SET failures = failures + 1 WHERE user = ?')
  const drop = db.prepare('UPDATE peer SET unreadable = unreadable + 1 WHERE user = ?')
  const succeed = db.prepare('UPDATE peer SET failures = 0 WHERE user = ? AND failures > 0')
  return {
    find: (user: UserId): Peer | undefined => {
      const row = find.get(user)
      return row === undefined ? undefined : read(row)
    },
    list: (): readonly Peer[] => list.all().map(read),
    /** Takes over a grant; the home of a known user stays what it was. */
    grant: (contact: Contact, standing: Standing): void => {
      grant.run(contact.peerUser, contact.peerParty, contact.peerDisplayName, contact.peerAddress, JSON.stringify(contact.purposes),
        contact.consentToken, standing)
    },
    stand: (user: UserId, standing: Standing): void => { stand.run(standing, user) },
    pin: (user: UserId, keys: PeerKeys): void => {
      pin.run(keys.identityKey, keys.custody, JSON.stringify(keys.devices), keys.listVersion, keys.listDigest, user)
    },
    /** Notes the newest verified list; no older one is taken from now on. */
    sawList: (user: UserId, { listVersion, listDigest }: Pick<PeerKeys, 'listVersion' | 'listDigest'>): void => { see.run(listVersion, listDigest, user) },
    noteChange: (user: UserId, change: Omit<IdentityChangeNote, 'identityKey'> & { readonly identityKey: Uint8Array }): void => {
      note.run(change.identityKey, change.custody, JSON.stringify(change.devices), flag(change.endorsed), flag(change.verified), user)
    },
    clearChange: (user: UserId): void => { clear.run(user) },
    pause: (user: UserId, untilMs: number): void => { pause.run(untilMs, user) },
    resume: (user: UserId): void => { resume.run(user) },
    verifyAfter: (user: UserId, ms: number): void => { verifyAfter.run(ms, user) },
    failedToOpen: (user: UserId): void => { fail.run(user) },
    droppedUnopened: (user: UserId): void => { drop.run(user) },
    opened: (user: UserId): void => { succeed.run(user) },
  }
}

const read = (row: Row): Peer => ({
  user: userId(row.user), party: partyId(row.party), name: row.name, address: row.address,
  purposes: JSON.parse(row.purposes) as readonly Purpose[],
  token: blob(row.token), standing: row.standing,
  identityKey: blobOrNone(row.identity), custody: row.custody ?? undefined,
  devices: JSON.parse(row.devices) as readonly PeerDevice[], listVersion: row.list_version, listDigest: blobOrNone(row.list_digest),
  changed: readChange(row),
  pausedUntilMs: row.paused_until_ms, pauses: row.pauses, verifyAfterMs: row.verify_after_ms,
  failures: row.failures, unreadable: row.unreadable,
})

const readChange = (row: Row): IdentityChangeNote | undefined => row.changed_identity === null || row.changed_custody === null
  ? undefined
  : {
      identityKey: blob(row.changed_identity), custody: row.changed_custody,
      devices: JSON.parse(row.changed_devices) as readonly PeerDevice[],
      endorsed: row.changed_endorsed === 1, verified: row.changed_verified === 1,
    }
