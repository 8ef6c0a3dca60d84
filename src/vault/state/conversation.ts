// SPDX-License-Identifier: AGPL-3.0-only
// Sees: the sessions of one user with the devices of one peer, in the clear between two seals.
// Promises: a conversation as bytes and back, the same one; nothing else decodes; it never outgrows its bounds.
// Never: copies a session; what it decodes are views of the bytes, which their owner wipes.
import { deviceId, MAX_DEVICES } from '../../model/ids.ts'
import type { DeviceId } from '../../model/ids.ts'
import type { Bytes } from '../../model/signal-crypto.ts'
import type { Custody } from '../../model/values.ts'
import { MAX_SESSION_BYTES } from '../../signal/private/index.ts'
import { refusing, VaultRefused } from '../refusal.ts'
import { reveal, Secret } from '../sealing/secret.ts'
import { Reader, Writer } from './bytes.ts'

/** Whom the vault takes the peer for; pinned on first use, changed only by the core's word. */
export interface PinnedPeer {
  /** 33 bytes. */
  readonly identityKey: Bytes
  readonly custody: Custody
  /** SHA-256 of the statement that was verified last: another one is looked at before anything is sealed. */
  readonly statementDigest: Bytes
}

/** A session with one device of the peer. */
export interface DeviceSession {
  readonly device: DeviceId
  readonly session: Secret
}

/** What a conversation row holds. */
export interface ConversationState {
  readonly peer: PinnedPeer | undefined
  /** How many messages were opened for the core. */
  readonly opened: number
  /** Running number of the last message that came from the core. */
  readonly fromCore: number
  /** At most one a device; the one used last comes last. */
  readonly sessions: readonly DeviceSession[]
}

/** A conversation in which nothing was said yet. */
export const NEW_CONVERSATION: ConversationState = { peer: undefined, opened: 0, fromCore: 0, sessions: [] }

const FORMAT = 1
const IDENTITY_KEY_BYTES = 33
const DIGEST_BYTES = 32
const MAX_DEVICE_ID = 127
/** Format, whether there is a peer, two numbers, how many sessions. */
const HEAD_BYTES = 1 + 1 + 8 + 8 + 1
const PEER_BYTES = IDENTITY_KEY_BYTES + 1 + DIGEST_BYTES
/** Device, and the session's length. */
const SESSION_HEAD_BYTES = 1 + 4
const CUSTODIES: readonly Custody[] = ['DEVICE', 'VAULT']

/** The sessions with these ones in the place of those of the same devices. A device that is not heard of while ten others are is forgotten, and a session over its cap, which counts as none, is dropped. */
export const withSessions = (sessions: readonly DeviceSession[], changed: readonly DeviceSession[]): readonly DeviceSession[] => {
  const devices = new Set(changed.map(({ device }) => device))
  const kept = changed.filter(({ session }) => session.length <= MAX_SESSION_BYTES)
  return [...sessions.filter(({ device }) => !devices.has(device)), ...kept].slice(-MAX_DEVICES)
}

/** The session with a device; undefined when there is none. */
export const sessionWith = (state: ConversationState, device: DeviceId): Bytes | undefined => {
  const found = state.sessions.find((one) => one.device === device)
  return found && reveal(found.session)
}

/** Serialised state; wipe it once it is sealed. */
export const encodeConversation = (state: ConversationState): Secret => {
  const { peer, opened, fromCore, sessions } = state
  const writer = new Writer(encodedBytes(state))
  writer.byte(FORMAT)
  writer.byte(peer === undefined ? 0 : 1)
  if (peer !== undefined) writePeer(writer, peer)
  writer.long(opened)
  writer.long(fromCore)
  writer.byte(sessions.length)
  for (const { device, session } of sessions) {
    writer.byte(device)
    writer.sized(reveal(session))
  }
  return writer.done()
}

/** State whose sessions are views of `bytes`: wiping those wipes them all. Refuses as `broken-seal`. */
export const decodeConversation = (bytes: Secret): ConversationState => refusing('broken-seal', () => {
  const reader = new Reader(reveal(bytes))
  reader.byte(FORMAT)
  const state: ConversationState = {
    peer: reader.byte(1) === 0 ? undefined : readPeer(reader),
    opened: reader.long(), fromCore: reader.long(),
    sessions: reader.list(MAX_DEVICES, () => ({ device: deviceId(reader.byte(MAX_DEVICE_ID)), session: new Secret(reader.sized(MAX_SESSION_BYTES)) })),
  }
  reader.end()
  return state
})

const encodedBytes = ({ peer, sessions }: ConversationState): number =>
  sessions.reduce((sum, { session }) => sum + SESSION_HEAD_BYTES + session.length, HEAD_BYTES + (peer === undefined ? 0 : PEER_BYTES))

const writePeer = (writer: Writer, { identityKey, custody, statementDigest }: PinnedPeer): void => {
  writer.bytes(identityKey)
  writer.byte(CUSTODIES.indexOf(custody))
  writer.bytes(statementDigest)
}

const readPeer = (reader: Reader): PinnedPeer => ({
  identityKey: new Uint8Array(reader.bytes(IDENTITY_KEY_BYTES)), custody: readCustody(reader), statementDigest: new Uint8Array(reader.bytes(DIGEST_BYTES)),
})

const readCustody = (reader: Reader): Custody => {
  const custody = CUSTODIES[reader.byte(CUSTODIES.length - 1)]
  if (custody === undefined) throw new VaultRefused('broken-seal')
  return custody
}
