// SPDX-License-Identifier: AGPL-3.0-only

const KIB = 1_024
const MIB = 1_048_576

/** Largest ciphertext: its size is 32 bits on the wire. */
export const MAX_ATTACHMENT_BYTES = 4_294_967_295
/** Bytes between two flushes of an upload: more is faster and is what a power cut takes at most. */
export const FLUSH_BYTES = 8 * MIB
/** What all uploads under way hold in memory together, on their way to the disk. */
export const UPLOAD_MEMORY_BYTES = 16 * MIB
/** Least and most bytes of one write: as the socket gives them, and where larger writes gain nothing. */
export const [MIN_WRITE_BYTES, MAX_WRITE_BYTES] = [64 * KIB, MIB]
/** Bytes of one read: a slow reader holds a few of them in memory. */
export const READ_BYTES = 128 * KIB
/** Bytes that pass between two entries in a ticket's budget: each is a transaction. */
export const SPEND_STEP_BYTES = 8 * MIB
/** Time in which a transfer must come on by {@link MIN_WINDOW_BYTES}; also how soon it ends when its party is suspended and it is slow. */
export const WINDOW_MS = 30_000
/** Between two looks whether anything changed that decides who may pass: what is closed ends within a second. */
export const STANDING_MS = 250
/** 2 KiB/s: a bad mobile network is faster, and who is slower holds a place that others want. At most a read, so that each counts. */
export const MIN_WINDOW_BYTES = 64 * KIB
/** After so long without a byte an upload yields to another connection that wants to go on with it. */
export const SILENT_MS = 2_000
/** Transfers under way: of one ticket, of one party, in all. Each costs a descriptor, a socket and some {@link READ_BYTES}. */
export const [MAX_PER_TICKET, MAX_PER_PARTY, MAX_TRANSFERS] = [4, 128, 512]
/** How long a sender that is answered before its end is listened to, so that it reads the answer before the connection ends. */
export const LINGER_MS = 2_000
/** How long who asks for an upload that is judged is told to wait: a small file is judged by then, and one that is put to S3 for minutes is not asked for often. */
export const JUDGING_SECONDS = 5
/** Between two rounds of the sweep, and between two looks for files that nobody knows. */
export const [SWEEP_MS, ORPHANS_MS] = [10_000, 3_600_000]
/** Attachments of one step of the sweep, and steps of one round: the rest waits for the next. */
export const [SWEEP_BATCH, SWEEP_STEPS] = [128, 32]
/** How long one that could not be deleted is passed over, and how many are at one time: who comes after them has his turn. Each is read with every step. */
export const [SWEEP_AGAIN_MS, SWEEP_PASSED_OVER] = [600_000, 4_096]
/** How long a row without bytes is remembered: as long as a message that names it waits for a device that is away, which asks for it then and is told why there is nothing. */
export const REMEMBER_MS = 30 * 86_400_000
/** The same of one that no message named: only its sender's device may ask, and it was told at its last byte. */
export const REMEMBER_UNNAMED_MS = 86_400_000
/** What is put to S3 in one request: at least 5 MiB, and at most 10,000 of them make 4 GiB. */
export const PART_BYTES = 8 * MIB
/** How long S3 may take to begin to answer: a part over a slow line. */
export const S3_ANSWER_MS = 60_000
/** Between two looks for what is to be fetched: how long a recipient waits who asks at once. */
export const LOOK_MS = 1_000
/** Fetches of this node at once: more than the way out lets go at once, so that those that wait for a crowded host hold up no other. */
export const FETCHES = 32
/** Of these, for one provider: half of what the way out lets go at once, so that its slow hosts, however many, leave the other half to others. */
export const FETCHES_PER_PARTY = 4
/** Longest fetch, with its put to S3: hosts are servers, and 100 MiB take ten minutes at 175 KB/s. It is leased for a little longer, so that no other node begins it meanwhile. */
export const [FETCH_MS, LEASE_MARGIN_MS] = [600_000, 60_000]
/** Pause after a fetch that may come later, and tries before it is given up: over two hours, as long as a host is repaired in. */
export const [FETCH_PAUSE_MS, FETCH_TRIES] = [300_000, 24]
/** For how long a bucket that was seen to be ours is taken for ours: a gateway that it was taken from goes on deleting there no longer. */
export const MARK_FRESH_MS = 5_000
/** How long a start waits for the bucket's word: messages are not to wait for S3. */
export const MARK_START_MS = 5_000
/** Objects of a bucket that nobody knows are left for so long, from their put or from when the store took the bucket, whatever was later: a copy of the store that nobody told to be one is noticed by then, and what its original puts there meanwhile stays. */
export const ORPHAN_GRACE_MS = 86_400_000
/** Attachments that are put to S3 at one time: each holds some parts in memory, and four fill a line. */
export const MAX_PUTS = 4
