// SPDX-License-Identifier: AGPL-3.0-only
// Promise: seals a file as the contract says, over WebCrypto and in one piece, and shares no line with the code under test.
import { webcrypto } from 'node:crypto'

/** Padded length by the mask form of PADMÉ, in big integers. */
export const referencePaddedLength = (sizeBytes: number): number => {
  if (sizeBytes <= 1024) return 1024
  const exponent = sizeBytes.toString(2).length - 1
  const mask = (1n << BigInt(exponent - exponent.toString(2).length)) - 1n
  return Number((BigInt(sizeBytes) + mask) & ~mask)
}

/** The sealed segments of a file, in their order. */
export const referenceSeal = async (key: Uint8Array, file: Uint8Array): Promise<Uint8Array[]> => {
  const padded = new Uint8Array(referencePaddedLength(file.length))
  padded.set(file)
  const cryptoKey = await webcrypto.subtle.importKey('raw', Uint8Array.from(key), 'AES-GCM', false, ['encrypt'])
  const count = Math.ceil(padded.length / 65536)
  return Promise.all(Array.from({ length: count }, async (_, index) => {
    const iv = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, index >>> 24, index >>> 16, index >>> 8, index, Number(index + 1 === count))
    return new Uint8Array(await webcrypto.subtle.encrypt({ name: 'AES-GCM', iv }, cryptoKey, padded.slice(index * 65536, (index + 1) * 65536)))
  }))
}

/** The file of the vectors: byte `i` is `(31 * i + 7 * floor(i / 256)) mod 256`. */
export const vectorFile = (sizeBytes: number): Uint8Array => {
  const file = new Uint8Array(sizeBytes)
  for (let index = 0; index < sizeBytes; index += 1) file[index] = 31 * index + 7 * (index >> 8)
  return file
}

/** What came out of chunks before they ended, and the error they ended with. */
export const drain = async (chunks: AsyncIterable<Uint8Array>): Promise<{ readonly bytes: Buffer; readonly error: unknown }> => {
  const pieces: Uint8Array[] = []
  try {
    for await (const chunk of chunks) pieces.push(Uint8Array.from(chunk))
    return { bytes: Buffer.concat(pieces), error: undefined }
  } catch (error) {
    return { bytes: Buffer.concat(pieces), error }
  }
}
