// SPDX-License-Identifier: AGPL-3.0-only

/** What a frame from the server under load means. */
export type Heard =
  /** The answer to the request under `id`: stored durably. */
  | { readonly kind: 'accepted'; readonly id: number }
  /** The answer to the request under `id`: not stored; `why` says what the server said. */
  | { readonly kind: 'refused'; readonly id: number; readonly why: string }
  /** One message, to be acknowledged by its `sequence` on this link; `place` is its place in its lane. */
  | { readonly kind: 'pushed'; readonly sequence: number; readonly submission: Uint8Array; readonly place: number }
  /** Something of this sequence that is no message; to be acknowledged too. */
  | { readonly kind: 'told'; readonly sequence: number }
  /** Nothing that a load takes note of. */
  | { readonly kind: 'other' }

/** How one server speaks: one frame in for a message, one answer out, one push out, acknowledgements in. */
export interface Codec {
  /** A message of a lane under its 16 bytes of submission id; the same arguments give the same bytes but for `id`. */
  submit(id: number, lane: number, submission: Uint8Array): Uint8Array
  /** Everything up to this sequence is stored. */
  acknowledge(upTo: number): Uint8Array
  /** Throws what the codec of the server throws for a frame that it cannot read. */
  read(frame: Uint8Array): Heard
}

/** Bytes of a message's ciphertext: a short text, padded and sealed. */
export const CIPHERTEXT_BYTES = 1_024
/** Request ids that every codec can carry in a frame of fixed length: two-byte numbers of protobuf. */
export const REQUEST_IDS = { first: 128, last: 16_383 } as const
