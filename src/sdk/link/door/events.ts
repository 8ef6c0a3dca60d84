// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '../../../model/errors.ts'
import type { UserId } from '../../../model/ids.ts'

/** What happens at a device door, for the log of the provider whose users these are; holds no content. */
export type DoorEvent =
  | { readonly event: 'attended'; readonly user: UserId }
  /** The connection is over: the device left, or did what ends it. */
  | { readonly event: 'left'; readonly user: UserId; readonly reason: string }
  /** A device asked what it may not, or not so; `kind` is undefined where its frame could not be read. An honest one does not. */
  | { readonly event: 'refused'; readonly user: UserId; readonly kind: string | undefined; readonly code: ErrorCode; readonly detail: string }
  /** The mailbox threw; what it holds comes again. */
  | { readonly event: 'mailboxFailed'; readonly user: UserId; readonly error: unknown }
  /** A device would not take this push, so often that the others go on; or what lies in the mailbox is no push. It stays there. */
  | { readonly event: 'passedOver'; readonly user: UserId; readonly place: number }
  /** A bug: the device was answered `INTERNAL` with this correlation id. */
  | { readonly event: 'bug'; readonly correlationId: string; readonly error: unknown }
