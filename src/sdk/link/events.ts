// SPDX-License-Identifier: Apache-2.0
import type { ToldEnforcement } from '../../model/answers.ts'
import type { LinkId } from '../../model/ids.ts'
import type { AgreementLimits } from '../../model/values.ts'
import type { LinkEnd } from './endings.ts'

/** What happens on a link, for the log of its server; names no user and holds no content. */
export type LinkEvent =
  | { readonly event: 'opened'; readonly linkId: LinkId }
  /** Whether the gateway still knew what was stored before; otherwise it comes again. */
  | { readonly event: 'resumed'; readonly resumed: boolean }
  | { readonly event: 'lost'; readonly reason: string; readonly reconnectInMs: number }
  | { readonly event: 'ended'; readonly end: LinkEnd }
  /** A handler failed; the push comes again. */
  | { readonly event: 'pushFailed'; readonly kind: 'deliver' | 'event'; readonly error: unknown }
  /** Too many pushes waited for users that nobody subscribed; so many of one user went back to the gateway. */
  | { readonly event: 'pushesReturned'; readonly count: number }
  /** A listener of `onOpen` failed. */
  | { readonly event: 'listenerFailed'; readonly error: unknown }
  /** Everything that waited when the link opened has come once. */
  | { readonly event: 'queueEmpty' }
  | { readonly event: 'enforcementChanged'; readonly enforcement: ToldEnforcement }
  | { readonly event: 'limitsChanged'; readonly policyVersion: number; readonly limits: AgreementLimits }
  | { readonly event: 'deprecation'; readonly feature: string; readonly sunset: string }
  /** The two clocks differ so much that tokens may be refused; positive when the gateway's is ahead. */
  | { readonly event: 'clockSkew'; readonly gatewayAheadMs: number }
  /** The gateway said something that is newer than this software. An unknown event was acknowledged. */
  | { readonly event: 'unknown'; readonly what: 'push' | 'event' }
