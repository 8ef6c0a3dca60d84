// SPDX-License-Identifier: AGPL-3.0-only
// Promise: this code, a plain WebCrypto implementation of the contract and the published vectors, computed without either, agree byte by byte.
import t from 'tap'
import { createHash } from 'node:crypto'
import { digestOf, openSegments, paddedLength, sealedLength, SealedFileError, sealSegments, segmentCount } from '../../../src/wire/content/attachments.ts'
import vectors from '../../vectors/attachment/attachment.json' with { type: 'json' }
import { drain, referencePaddedLength, referenceSeal, vectorFile } from './attachment-reference.ts'

t.setTimeout(60_000)

const key = Buffer.from(vectors.keyHex, 'hex')
const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const tagOf = (segment: Uint8Array): string => toHex(segment.subarray(-16))

t.test('a file is sealed to the bytes of the vector by this code and by WebCrypto', async (t) => {
  for (const vector of vectors.sealed) {
    const file = vectorFile(vector.sizeBytes)
    t.equal(sha256(file), vector.plaintextSha256Hex)
    const segments = await Array.fromAsync(sealSegments({ key, sizeBytes: file.length, chunks: [file] }))
    t.same(segments.map(toHex), (await referenceSeal(key, file)).map(toHex), `${vector.sizeBytes} bytes`)
    const ciphertext = Buffer.concat(segments)
    t.same({
      paddedBytes: paddedLength(file.length), sealedBytes: ciphertext.length, segments: segments.length, sha256Hex: toHex(await digestOf(segments)),
      firstTagHex: tagOf(segments[0]!), lastTagHex: tagOf(segments.at(-1)!),
    }, {
      paddedBytes: vector.paddedBytes, sealedBytes: vector.sealedBytes, segments: vector.segments, sha256Hex: vector.sha256Hex,
      firstTagHex: vector.firstTagHex, lastTagHex: vector.lastTagHex,
    })
    if (vector.ciphertextHex !== undefined) t.equal(toHex(ciphertext), vector.ciphertextHex)
    const opened = await drain(openSegments({ key, sizeBytes: file.length, chunks: [ciphertext] }))
    t.same(opened, { bytes: Buffer.from(file), error: undefined })
  }
})

t.test('lengths have the size classes of the vectors, up to the largest file', async (t) => {
  for (const { sizeBytes, paddedBytes, sealedBytes, segments } of vectors.sizeClasses) {
    t.same([paddedLength(sizeBytes), sealedLength(sizeBytes), segmentCount(sizeBytes)], [paddedBytes, sealedBytes, segments], String(sizeBytes))
    t.equal(referencePaddedLength(sizeBytes), paddedBytes)
  }
})

interface Edit { readonly cut?: number; readonly appendHex?: string; readonly flipAt?: number; readonly swap?: number[]; readonly repeat?: number; readonly drop?: number }

const edited = (ciphertext: Buffer, { cut, appendHex, flipAt, swap, repeat, drop }: Edit): Buffer => {
  if (cut !== undefined) return ciphertext.subarray(0, cut)
  if (appendHex !== undefined) return Buffer.concat([ciphertext, Buffer.from(appendHex, 'hex')])
  if (flipAt !== undefined) return Buffer.from(ciphertext.map((byte, index) => (index === flipAt ? byte ^ 1 : byte)))
  const segments = Array.from({ length: Math.ceil(ciphertext.length / 65552) }, (_, index) => ciphertext.subarray(index * 65552, (index + 1) * 65552))
  if (repeat !== undefined) segments.splice(repeat, 0, segments[repeat]!)
  if (drop !== undefined) segments.splice(drop, 1)
  const [one, other] = swap ?? []
  if (one !== undefined && other !== undefined) segments.splice(one, 1, ...segments.splice(other, 1, segments[one]!))
  return Buffer.concat(segments)
}

t.test('each broken vector is refused for its reason, and nothing of the broken segment is given out', async (t) => {
  for (const { note, sizeBytes, claimedSizeBytes, ciphertextHex, edits, error, releasedBytes } of vectors.refused) {
    const whole = ciphertextHex === undefined ? Buffer.concat(await referenceSeal(key, vectorFile(sizeBytes))) : Buffer.from(ciphertextHex, 'hex')
    const ciphertext = edits.reduce<Buffer>((bytes, edit) => edited(bytes, edit), whole)
    const opened = await drain(openSegments({ key, sizeBytes: claimedSizeBytes ?? sizeBytes, chunks: [ciphertext] }))
    t.ok(opened.error instanceof SealedFileError && opened.error.reason === error, note)
    t.same(opened.bytes, Buffer.from(vectorFile(sizeBytes).subarray(0, releasedBytes)), `${note}: before it`)
  }
})
