// SPDX-License-Identifier: Apache-2.0
import type { Delivery, Ready, TracedMessage } from '../../model/answers.ts'
import type { SubmissionId, UserId } from '../../model/ids.ts'
import type { PartyRequest } from '../../model/requests.ts'
import type { DeviceTransport, GoodAnswer } from '../transport.ts'
import type { LinkEnd } from './endings.ts'
import type { PushHandler } from './pushes.ts'

/** Where a link stands: `waiting` to connect again, `draining` because the gateway is about to stop. */
export type LinkState = 'connecting' | 'open' | 'draining' | 'waiting' | 'closed'

/** One party's link with a gateway; reconnects by itself until it is closed or refused for good. */
export interface GatewayLink {
  readonly state: LinkState
  /** What the gateway said when the link opened first; rejects when the link is over before that. */
  readonly ready: Promise<Ready>
  /** Why the link is over for good; never rejects but for a bug. */
  readonly closed: Promise<LinkEnd>
  /**
   * One request; waits for a link and for credit. Throws {@link AnswerError} for an error answer, `GatewayError` for a
   * request that cannot be sent, `LinkLost` when no answer came: then repeat the same bytes.
   */
  request(request: PartyRequest, signal?: AbortSignal): Promise<GoodAnswer>
  /**
   * What became of a message that a user of this party sent or was to receive; empty for any other, for one that never was, and
   * some time after its end. Needs a gateway with `trace/1`; rejects as {@link request} does.
   */
  trace(message: { readonly senderUser: UserId; readonly submissionId: SubmissionId }, signal?: AbortSignal): Promise<readonly TracedMessage[]>
  /** The way of this party's devices to the gateway; all of them may share one. */
  transport(): DeviceTransport
  /**
   * Takes the pushes of every user without a subscriber of its own, in order for each user; a push counts as stored when
   * the handler's promise resolves, and comes again otherwise. One handler at a time. Returns what ends it.
   */
  onPush(handler: PushHandler): () => void
  /**
   * Takes ephemeral messages, such as typing, of all users: each comes at most once, is not acknowledged, and is gone when
   * the handler does nothing with it. One handler at a time. Returns what ends it.
   */
  onEphemeral(handler: (delivery: Delivery) => void): () => void
  /** Sends no new requests, waits up to five seconds for what is under way, acknowledges what is stored, closes. */
  close(): Promise<void>
}
