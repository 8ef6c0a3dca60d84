// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes } from 'node:crypto'
import { CIPHERTEXT_BYTES } from '../load/codec.ts'
import type { Codec, Heard } from '../load/codec.ts'
import { decodeFrame, encodeFrame } from './frames.ts'

/** Token, commitment, frank and tags, which a gateway's frame has and a baseline's has no use for: the bytes are the same. */
const PADDING_BYTES = 96

/** The baseline's side of a load between two users. */
export const createBaselineCodec = (users: readonly [Uint8Array, Uint8Array]): Codec => {
  const envelope = randomBytes(CIPHERTEXT_BYTES + PADDING_BYTES)
  return {
    submit: (id, lane, submission) => {
      const [sender, recipient] = lane % 2 === 0 ? users : [users[1], users[0]]
      return encodeFrame({ submit: { id, submission, sender, recipient, envelope } })
    },
    acknowledge: (upTo) => encodeFrame({ ack: { upTo } }),
    read,
  }
}

const read = (bytes: Uint8Array): Heard => {
  const { accepted, deliver } = decodeFrame(bytes)
  if (accepted) return { kind: 'accepted', id: accepted.id }
  return deliver ? { kind: 'pushed', sequence: deliver.sequence, submission: deliver.submission, place: deliver.place } : { kind: 'other' }
}
