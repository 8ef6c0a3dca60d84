// SPDX-License-Identifier: Apache-2.0

/** Time for TCP, TLS and the WebSocket upgrade: a slow name server and a lost packet or two. */
export const CONNECT_MS = 10_000
/** Time from the upgrade to Ready: what the gateway allows, too. */
export const HANDSHAKE_MS = 5_000
/** Frames that may wait unread while the link opens; the gateway sends three and then waits for Resume. */
export const MAX_UNREAD_FRAMES = 64
/** Difference of the two clocks that is worth a word: tokens live for minutes. */
export const CLOCK_SKEW_MS = 30_000

/** Pushes taken before any of them is acknowledged, unless the caller says otherwise. */
export const DEFAULT_PUSH_WINDOW = 256
/** And bytes of them: what a server can spare for a gateway that sends faster than its store takes. */
export const DEFAULT_PUSH_WINDOW_BYTES = 2_097_152
/** The most pushes a gateway has under way, by contract. */
export const MAX_PUSH_WINDOW = 1_024
/** Acknowledgements are gathered for this long: unnoticed by people, and a busy link sends a hundredth of the frames. */
export const ACK_DELAY_MS = 2
/** Share of the window that users without a subscriber may hold; the rest keeps the others served. */
export const MAX_HELD_SHARE = 0.5
/** Pause before a failed push is given back, doubled with each attempt. */
export const RETRY_PAUSE_MS = 250
/** Longest such pause: below the gateway's patience, so that the Nack still says why. */
export const MAX_RETRY_PAUSE_MS = 10_000

/** Requests that may wait for a link or for credit, unless the caller says otherwise; each costs what its caller made, a few KB. */
export const DEFAULT_WAITING_REQUESTS = 4_096
/** How long a request waits to be sent, unless the caller says otherwise: a restart of the gateway fits in. */
export const DEFAULT_WAIT_MS = 30_000
/** How long an answer may take, unless the caller says otherwise; a gateway that needs longer is not well. */
export const DEFAULT_ANSWER_MS = 60_000
/** Highest request id: uint32 on the wire. */
export const MAX_REQUEST_ID = 0xff_ff_ff_ff

/** First pause before a new link; with jitter, so that all servers of a party do not come at once. */
export const RECONNECT_INITIAL_MS = 250
/** Longest pause before a new link: an operator who restarts a gateway sees its parties within half a minute. */
export const RECONNECT_MAX_MS = 30_000
/** A link that lived this long starts the pauses anew. */
export const STABLE_MS = 10_000
/** The longest wait that a gateway may ask for. */
export const MAX_RECONNECT_AFTER_SECONDS = 600

/** What is under way gets this long when the gateway drains: as long as a gateway takes to stop. */
export const DRAIN_MS = 10_000
/** What is under way gets this long when the caller closes. */
export const CLOSE_MS = 5_000
/** Time for the closing handshake, then the connection is destroyed. */
export const CLOSE_TIMEOUT_MS = 1_000

/** Silence, in seconds, that this side says it takes; under the idle limits that proxies and NATs usually have. */
export const IDLE_SECONDS = 60
/** The gateway's idle limit is believed between these: too short would be a storm of pings, too long no watch at all. */
export const MIN_IDLE_SECONDS = 5
/** See {@link MIN_IDLE_SECONDS}. */
export const MAX_IDLE_SECONDS = 300
