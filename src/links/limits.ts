// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyRequest } from '../model/requests.ts'
import { MAX_ENVELOPE_BYTES } from '../model/values.ts'

/** Time from upgrade to Ready: two round trips on a bad network, too short to park connections. */
export const HANDSHAKE_MS = 5_000
/** Bytes received before Ready, WebSocket headers included: two small frames, so a stranger costs no memory. */
export const HANDSHAKE_MAX_BYTES = 16_384
/** Frames of a handshake that wait for their turn: there are no more of it. */
export const HANDSHAKE_FRAMES = 2
/** Connections that are not yet authenticated. With what each may send this is at most 64 MiB; above it the oldest goes. */
export const MAX_UNAUTHENTICATED = 4_096
/** How often a party may open each of the links that its agreement allows in {@link OPENED_MS}: a deployment that goes wrong is still let in. */
export const OPENINGS_PER_LINK = 4
/** But at least so many: one server that starts again and again for a minute, once a second. */
export const LEAST_OPENINGS = 60
/** What {@link OPENINGS_PER_LINK} is counted over, in ms. */
export const OPENED_MS = 60_000
/** Pings and requests refused unread of one link in {@link NUISANCE_MS}: an honest one pings every few seconds, and one that is newer than the gateway learns by a few answers what that does not know. */
export const MAX_NUISANCES = 256
/** What {@link MAX_NUISANCES} is counted over, in ms. */
export const NUISANCE_MS = 5_000
/** Time for a message to become whole, in ms: the largest at 26 KB/s, slower than any line between servers. */
export const FRAME_MS = 10_000
/** Requests a link may have unanswered; fills a group commit and bounds the work one link can queue. */
export const INITIAL_CREDIT = 64
/**
 * Requests that a party may have unanswered over all its links at a node; those beyond wait on their links. Two group commits: more would only make
 * other parties' messages wait behind them, and four links with all their credit have enough.
 */
export const MAX_UNDER_WAY_PER_PARTY = 256
/**
 * What is taken of all links in a turn of the event loop, in common frames: some ms of work, of which a message meets about five on its way, and a group commit. With half as
 * much a saturated gateway spends a tenth more CPU on a message, since what is asked in one turn shares its reads.
 */
export const MAX_COST_A_TURN = 128
/** What a party may take before the next one has its turn, in common frames: less than a ms of work. */
export const SHARE_COST = 8
/** What a frame of a handshake costs, in common frames: a signature is verified and one is made. */
export const HANDSHAKE_COST = 4
/** Bytes of unanswered requests above which a link is not read: four of the largest frames, forty of the largest common ones. */
export const INITIAL_CREDIT_BYTES = 1_048_576
/**
 * Credit that requests of these kinds use up besides their bytes, for their answers: what many of them asked for at once would make before the first one could wait for its
 * reader. Of issuer lists, 128 KiB each and asked for rarely, two at a time are enough; bundles of ten devices have some thirty kilobytes.
 */
export const LARGE_ANSWERS: Readonly<Partial<Record<PartyRequest['kind'], number>>> = { getIssuerList: INITIAL_CREDIT_BYTES / 2, getBundles: 32_768 }
/** Bytes of credit of a large answer that cost as much work as a common frame. */
export const BYTES_A_COST = 16_384
/** Bytes that wait for a reader before the link is given up: what it did not acknowledge comes again on the next one. */
export const MAX_BUFFERED_BYTES = 4_194_304
/** Bytes that wait for a reader before nothing more is read from it or pushed to it: a few answers of the largest kind. */
export const BEHIND_BYTES = 262_144
/** Memory that a waiting frame takes besides its bytes: two buffer objects, a callback and places in queues. An estimate on the safe side. */
export const FRAME_COST_BYTES = 512
/** Bytes that wait for all readers together, with those of frames that did not come whole; above it the one that moved nothing for longest goes. Two thousand that stop cost no more. */
export const MAX_OUTBOUND_BYTES = 33_554_432
/** Bytes that wait for a reader above which ephemeral messages are dropped: by the time it has read them they are old. */
export const MAX_EPHEMERAL_BACKLOG = 262_144
/** Room in the outbound buffer for an answer to every open request; most are far smaller. */
const ANSWERS_BYTES = INITIAL_CREDIT * (MAX_ENVELOPE_BYTES + 2_048)
/** Most pushes that a link has unacknowledged: enough for any round trip, and their names cost 200 KB at most. */
export const MAX_WINDOW = 1_024
/** And most bytes of them: with the answers they fit the outbound buffer, so an honest reader never overflows it. */
export const MAX_WINDOW_BYTES = MAX_BUFFERED_BYTES - ANSWERS_BYTES
/** Window of a party that names none: as the contract says of `max_unacknowledged`. */
export const DEFAULT_WINDOW = 64
/** The same of `max_unacknowledged_bytes`. */
export const DEFAULT_WINDOW_BYTES = 1_048_576
/** What part of a link's window one lane may have: seven users who stand still leave room for all others. */
export const LANE_SHARE = 8
/** But at least so many pushes, so that one busy conversation fills a round trip. */
export const MIN_LANE_WINDOW = 16
/** Wait for Resume before pushing starts by itself: one intercontinental round trip. */
export const RESUME_GRACE_MS = 300
/** Silence after which a link is closed; under the idle limits that proxies and NATs usually have. */
export const IDLE_SECONDS = 60
/** Shortest time between pings, whatever the party's own idle limit: a ping costs both sides a wake-up. */
export const MIN_PING_SECONDS = 5
/** Time for the closing handshake, then the connection is destroyed; a suspended party is off within a second. */
export const CLOSE_TIMEOUT_MS = 800
/** The same for a party that closes first and then keeps the connection. */
export const LINGER_MS = 1_000
/** Bytes that are read after a link was ended, in search of the other side's close frame: of whoever pours on nothing more is read. */
export const MAX_BYTES_AFTER_END = 65_536
/** Time for requests under way at a planned stop: with the closing handshake it is over within ten seconds. */
export const DRAIN_MS = 9_000
/** After GoAway a party has this long to send what crossed with it and to close by itself; then the gateway takes no more. */
export const DRAIN_SETTLE_MS = 1_000
/** Told to parties at a planned stop; the replacement is usually up by then. */
export const RECONNECT_AFTER_SECONDS = 2
/** Told to parties whose request met a gateway that cannot serve now. */
export const RETRY_AFTER_SECONDS = 5
/** Fragments of one WebSocket message: 256 KiB in pieces of 1 KiB, so tiny ones cannot amplify. */
export const MAX_FRAGMENTS = 256
/** Pieces in which a frame may arrive from the network: 256 bytes each for the largest frame, far below any packet. */
export const MAX_BUFFERED_CHUNKS = 1_024
