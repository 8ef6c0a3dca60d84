// SPDX-License-Identifier: AGPL-3.0-only
import type { LookupAddress } from 'node:dns'

/**
 * Why a call brought no answer; the set is closed, so it can be logged and counted. The first eight are decided before
 * anything is connected.
 */
export type OutgoingDenial =
  /** Not a URL, too long, or with characters that readers of URLs disagree about. */
  | 'malformed'
  | 'scheme'
  | 'userinfo'
  | 'fragment'
  /** Not among the hosts of the call. */
  | 'host'
  /** One of the host's addresses is not public. */
  | 'address'
  | 'port'
  | 'unresolvable'
  /** As many calls wait as may. */
  | 'busy'
  /** The caller's signal, or a stop. */
  | 'aborted'
  | 'unreachable'
  /** The certificate does not hold, or the other side speaks no TLS. */
  | 'tls'
  | 'timeout'
  /** Redirects are not followed. */
  | 'redirect'
  /** More headers or more body than is taken. */
  | 'too-large'
  /** The body is compressed, though that was not asked for. */
  | 'encoded'
  /** The connection broke, or what came is no HTTP. */
  | 'broken'

/** One call to an address that somebody else chose. */
export interface OutgoingCall {
  readonly url: string
  /** The only hosts that it may go to, as in a URL: an agreement's, or those of the operator's configuration. */
  readonly hosts: readonly string[]
  /** Makes it a POST. */
  readonly content?: { readonly type: string; readonly bytes: Uint8Array }
  /** Sent besides those of the content. */
  readonly headers?: Readonly<Record<string, string>>
  readonly signal: AbortSignal
}

/** What came back, whole; `status` is never a redirect. */
export interface OutgoingAnswer {
  readonly status: number
  /** As it was sent: never decompressed. */
  readonly body: Uint8Array
  /** The header of that name, where there is one. */
  readonly retryAfter?: string
}

/** One file at an address that somebody else chose. */
export interface OutgoingDownload extends Pick<OutgoingCall, 'url' | 'hosts' | 'signal'> {
  /** More than this is refused before it is taken. */
  readonly maxBytes: number
}

/** How a download ended: the status, and how many bytes of body were taken; none unless the status is 200. */
export interface OutgoingDownloaded {
  readonly status: number
  readonly bytes: number
}

/** The one way out of the gateway. */
export interface Outgoing {
  /** Resolves whatever the network does, and tells nothing of a failure but its kind. */
  call(call: OutgoingCall): Promise<OutgoingAnswer | { readonly denied: OutgoingDenial }>
  /** Hands the body piece by piece to `take`, which is waited for. Resolves whatever the network does; rejects with what `take` throws. */
  download(download: OutgoingDownload, take: (piece: Uint8Array) => Promise<void>): Promise<OutgoingDownloaded | { readonly denied: OutgoingDenial }>
}

/** How long and how much. */
export interface OutgoingLimits {
  /** Resolving, connecting and TLS. */
  readonly connectMs: number
  /** From the connection to the last header. */
  readonly headersMs: number
  /** From the headers to the last byte. */
  readonly bodyMs: number
  readonly maxBodyBytes: number
  readonly maxHeaderBytes: number
  readonly callsPerHost: number
  readonly calls: number
  /** Calls that wait for their turn. */
  readonly waiting: number
  /** Downloads have turns of their own: they take long, and nobody else may wait behind them. */
  readonly downloads: number
  readonly downloadsPerHost: number
  /** From one piece of a download to the next. */
  readonly idleMs: number
  /** A download that goes slower on the whole ends. */
  readonly minBytesPerSecond: number
}

/** What the connector stands on; all but the timers are the machine's unless a test brings its own. */
export interface OutgoingDeps {
  readonly timers: { after(ms: number, task: () => void): () => void }
  /** All addresses of a name, asked once a call. */
  readonly resolve?: (hostname: string) => Promise<readonly LookupAddress[]>
  /** PEM of the authorities that certificates must come from, instead of the usual ones. */
  readonly ca?: string
}

/** Ends a call with its kind. */
export class OutgoingRefusal extends Error {
  readonly denied: OutgoingDenial

  constructor(denied: OutgoingDenial) {
    super(denied)
    this.name = 'OutgoingRefusal'
    this.denied = denied
  }
}
