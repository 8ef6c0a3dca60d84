// SPDX-License-Identifier: AGPL-3.0-only
// What two devices have between them: the ratchet that is used now, and older ones for messages that come late. Kept as JSON with bytes in base64.
import type { Bytes } from '../../src/model/signal-crypto.ts'
import { utf8 } from './bytes.ts'
import type { FirstMessage } from './messages.ts'
import type { Ratchet } from './ratchet.ts'

/** A ratchet with one identity of the other side. */
export interface State {
  readonly identityKey: Bytes
  /** The key that the one who began it made for it: it names the session. */
  readonly baseKey: Bytes
  readonly ratchet: Ratchet
  /** What goes with each message until the other side has answered; `since` in milliseconds. */
  readonly unanswered: (Omit<FirstMessage, 'message' | 'registrationId' | 'identityKey'> & { readonly since: number }) | undefined
}

/** All ratchets with one device, the newest first; none of them is used to send while `current` is undefined. */
export interface Session {
  readonly current: State | undefined
  readonly archived: readonly State[]
}

/** Largest record that is used: a peer that makes it grow beyond loses it. As libsignal's adapter has it. */
const MAX_SESSION_BYTES = 512 * 1024
/** Older ratchets that are kept. */
const MAX_ARCHIVED = 10
/** Milliseconds after which a session that nobody answered is begun anew. */
const MAX_UNANSWERED_MS = 30 * 86_400_000
const MARK = 'base64:'

const NOTHING: Session = { current: undefined, archived: [] }

/** Reads a record; an empty, too large or unreadable one has nothing in it. */
export const readSession = (record: Bytes | undefined): Session => {
  if (record === undefined || record.length === 0 || record.length > MAX_SESSION_BYTES) return NOTHING
  try {
    return JSON.parse(Buffer.from(record).toString(), revive) as Session
  } catch {
    return NOTHING
  }
}

/** The record of a session. */
export const writeSession = (session: Session): Bytes => utf8(JSON.stringify(session, replace))

/** With this ratchet in use, and what was in use before put away. */
export const withCurrent = (session: Session, state: State): Session => ({ current: state, archived: archivedSession(session).archived.filter((one) => one !== state) })

/** With nothing in use. */
export const archivedSession = ({ current, archived }: Session): Session =>
  ({ current: undefined, archived: current === undefined ? archived : [current, ...archived].slice(0, MAX_ARCHIVED) })

/** All ratchets, the one in use first. */
export const statesOf = ({ current, archived }: Session): readonly State[] => (current === undefined ? archived : [current, ...archived])

/** What can be sent with now, if there is anything. */
export const usableState = ({ current }: Session, now: number): State | undefined => {
  if (current?.ratchet.sending === undefined) return undefined
  return current.unanswered !== undefined && now - current.unanswered.since > MAX_UNANSWERED_MS ? undefined : current
}

const replace = (_: string, value: unknown): unknown => (value instanceof Uint8Array ? `${MARK}${Buffer.from(value).toString('base64')}` : value)
const revive = (_: string, value: unknown): unknown => (typeof value === 'string' && value.startsWith(MARK) ? new Uint8Array(Buffer.from(value.slice(MARK.length), 'base64')) : value)
