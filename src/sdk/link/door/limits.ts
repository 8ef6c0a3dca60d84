// SPDX-License-Identifier: Apache-2.0

/** Requests that one device may have unanswered, and one user at the link: a burst of a person's, and a quarter of what the whole link may have. */
export const DEVICE_CREDIT = 16
/** Bytes of them from which on it sends no further one: one of the largest frame, or ten of the largest common one. */
export const DEVICE_CREDIT_BYTES = 262_144
/** Requests of one user that pass in {@link DEVICE_REQUESTS_MS}: more than a person's device asks when it was away, and too few to fill the link that all users share. */
export const DEVICE_REQUESTS = 64
/** See {@link DEVICE_REQUESTS}; who waits for it waits less than for a slow network. */
export const DEVICE_REQUESTS_MS = 2_000
/** Pings, acknowledgements of nothing new and pushes given back in {@link DEVICE_REQUESTS_MS}, which cost no credit: an honest device has a few in a minute. */
export const MAX_DEVICE_NUISANCES = 128
/** How long the mailbox may take for one call: a slow disk, and less than the minute after which the gateway counts an attempt of its own. */
export const MAILBOX_MS = 30_000
/** Pushes that one device has unacknowledged: enough for a slow line, and little to send again when it breaks. */
export const DEVICE_WINDOW = 32
/** Bytes of them: what an honest phone reads in seconds. */
export const DEVICE_WINDOW_BYTES = 262_144
/** Bytes that wait for a device that asks for more: bundles for all that it may ask at once. Above it the connection ends. */
export const MAX_DEVICE_WAITING_BYTES = 1_048_576
/** Bytes that wait for a device above which what comes once is dropped: by the time it is read it is old. */
export const MAX_ONCE_WAITING_BYTES = 65_536
/** Refusals of one connection after which it ends: an honest device provokes none, a newer one than this server a few. */
export const MAX_DEVICE_REFUSALS = 32
/** Tries of one push on one connection; afterwards the others go on and it comes again on the next connection. */
export const MAX_PUSH_TRIES = 5
