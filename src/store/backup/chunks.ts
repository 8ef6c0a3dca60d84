// SPDX-License-Identifier: AGPL-3.0-only
// The chunks of a sealed backup. The construction is STREAM: Hoang, Reyhanitabar, Rogaway, Vizár, "Online Authenticated-Encryption and
// its Nonce-Reuse Misuse-Resistance", 2015, section 7 (a counter and a mark for the last chunk in the nonce), over AES-256-GCM (NIST SP 800-38D).
import { createCipheriv, createDecipheriv } from 'node:crypto'
import { GatewayError } from '../../model/errors.ts'

/** Bytes of a chunk before it is sealed: little memory, and a tag costs nothing beside it. Part of the format. */
const CHUNK_BYTES = 65_536
const TAG_BYTES = 16
const NONCE_BYTES = 12
/** The counter takes six of the bytes before the mark, which is more than a disk holds. */
const INDEX_OFFSET = 5
const INDEX_BYTES = 6
const LAST_OFFSET = 11
const CIPHER = 'aes-256-gcm'

/** Seals bytes under a key that seals nothing else, in constant memory. */
export async function* sealChunks(key: Uint8Array, plain: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const { bytes, index, isLast } of inPieces(plain, CHUNK_BYTES)) {
    const cipher = createCipheriv(CIPHER, key, nonceOf(index, isLast), { authTagLength: TAG_BYTES })
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
  }
}

/** Opens what `sealChunks` made; no byte comes out unproven. Whoever reads to the end knows that nothing is missing. Throws `CONFIG_INVALID`. */
export async function* openChunks(key: Uint8Array, sealed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const { bytes, index, isLast } of inPieces(sealed, CHUNK_BYTES + TAG_BYTES)) yield openChunk(key, bytes, nonceOf(index, isLast))
}

const openChunk = (key: Uint8Array, sealed: Buffer, nonce: Uint8Array): Buffer => {
  if (sealed.length < TAG_BYTES) throw unproven()
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  const plain = decipher.update(sealed.subarray(0, -TAG_BYTES))
  try {
    decipher.final()
    return plain
  } catch {
    plain.fill(0)
    throw unproven()
  }
}

const unproven = (): GatewayError => new GatewayError('CONFIG_INVALID', 'the sealed backup was changed, or is not whole; take another one')

interface Piece { readonly bytes: Buffer; readonly index: number; readonly isLast: boolean }

/** The same bytes in pieces of one size; the last one, which may be shorter, is known as such. */
async function* inPieces(source: AsyncIterable<Buffer>, size: number): AsyncGenerator<Piece> {
  let held: Buffer = Buffer.alloc(0)
  let index = 0
  for await (const part of source) {
    held = Buffer.concat([held, part])
    let at = 0
    // A piece that ends where the bytes do may be the last: it waits for more.
    for (; held.length - at > size; at += size, index++) yield { bytes: held.subarray(at, at + size), index, isLast: false }
    held = held.subarray(at)
  }
  yield { bytes: held, index, isLast: true }
}

const nonceOf = (index: number, isLast: boolean): Uint8Array => {
  const nonce = Buffer.alloc(NONCE_BYTES)
  nonce.writeUIntBE(index, INDEX_OFFSET, INDEX_BYTES)
  nonce[LAST_OFFSET] = isLast ? 1 : 0
  return nonce
}
