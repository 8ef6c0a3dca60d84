// SPDX-License-Identifier: AGPL-3.0-only
// Promise: whatever the size and however the bytes are cut, a sealed file opens to itself, by parts too, in bounded memory; whatever is done to it, no wrong byte comes out.
import t from 'tap'
import fc from 'fast-check'
import { randomBytes } from 'node:crypto'
import {
  MAX_ATTACHMENT_BYTES, openSegments, paddedLength, SEALED_SEGMENT_BYTES, sealedLength, SealedFileError, sealSegments, SEGMENT_BYTES, segmentCount, segmentSpan, spanOf,
} from '../../../src/wire/content/attachments.ts'
import { drain, referencePaddedLength, vectorFile } from './attachment-reference.ts'

t.setTimeout(100_000)

const key = randomBytes(32)
const sealed = async (file: Uint8Array): Promise<Buffer> => Buffer.concat(await Array.fromAsync(sealSegments({ key, sizeBytes: file.length, chunks: [file] })))
const reasonOf = (error: unknown): string => (error instanceof SealedFileError ? error.reason : `none, but ${String(error)}`)

/** Sizes near every border, and others. */
const sizes = fc.oneof(
  fc.constantFrom(0, 1, 1023, 1024, 1025, 65535, 65536, 65537, 131071, 131072, 131073), fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 400_000 }),
)
const cuts = fc.array(fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 200_000 })), { maxLength: 6 })

/** Chunks of one piece of memory that is used again for each, as a reader of files may do. */
const chunked = function* (bytes: Uint8Array, lengths: readonly number[]): Generator<Uint8Array> {
  const memory = new Uint8Array(bytes.length)
  let at = 0
  for (const length of [...lengths, bytes.length]) {
    const piece = bytes.subarray(at, at + length)
    memory.fill(0xee)
    memory.set(piece)
    at += piece.length
    yield memory.subarray(0, piece.length)
  }
  memory.fill(0xee)
}

t.test('a file of any size, however its bytes and its ciphertext are cut, opens to itself', async () => {
  await fc.assert(fc.asyncProperty(sizes, cuts, cuts, async (size, fileCuts, sealedCuts) => {
    const file = vectorFile(size)
    const segments = await Array.fromAsync(sealSegments({ key, sizeBytes: size, chunks: chunked(file, fileCuts) }))
    const ciphertext = Buffer.concat(segments)
    const { bytes, error } = await drain(openSegments({ key, sizeBytes: size, chunks: chunked(ciphertext, sealedCuts) }))
    return error === undefined && bytes.equals(file) && ciphertext.length === sealedLength(size) && segments.length === segmentCount(size)
      && ciphertext.equals(await sealed(file))
  }), { numRuns: 60 })
})

t.test('the same key and bytes give the same ciphertext from any segment on, so that an upload goes on', async () => {
  await fc.assert(fc.asyncProperty(sizes, fc.nat(), async (size, choice) => {
    const file = vectorFile(size)
    const fromSegment = choice % segmentCount(size)
    const rest = Buffer.concat(await Array.fromAsync(sealSegments({ key, sizeBytes: size, chunks: [file.subarray(fromSegment * SEGMENT_BYTES)], fromSegment })))
    return rest.equals((await sealed(file)).subarray(fromSegment * SEALED_SEGMENT_BYTES))
  }), { numRuns: 40 })
})

t.test('any range of bytes can be opened from its own segments', async () => {
  await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 400_000 }), fc.nat(), fc.nat(), async (size, one, other) => {
    const from = one % size
    const end = from + 1 + other % (size - from)
    const file = vectorFile(size)
    const span = spanOf(size, from, end)
    const { bytes, error } = await drain(openSegments({ key, sizeBytes: size, span, chunks: [(await sealed(file)).subarray(span.sealedFrom, span.sealedEnd)] }))
    const offset = span.first * SEGMENT_BYTES
    return error === undefined && bytes.subarray(from - offset, end - offset).equals(file.subarray(from, end)) && bytes.length < end - from + 2 * SEGMENT_BYTES
  }), { numRuns: 40 })
})

t.test('a range that ends early, goes on or lies elsewhere is refused', async (t) => {
  const file = vectorFile(200_000)
  const ciphertext = await sealed(file)
  const span = segmentSpan(file.length, 1, 3)
  const opened = async (from: number, end: number): Promise<string> =>
    reasonOf((await drain(openSegments({ key, sizeBytes: file.length, span, chunks: [ciphertext.subarray(from, end)] }))).error)
  t.equal(await opened(span.sealedFrom, span.sealedEnd - 1), 'TRUNCATED')
  t.equal(await opened(span.sealedFrom, span.sealedEnd + 1), 'LENGTHENED')
  t.equal(await opened(0, span.sealedEnd - span.sealedFrom), 'FORGED')
  for (const [first, end] of [[0, 0], [2, 1], [-1, 1], [0, 5], [0.5, 1]] as const) t.throws(() => segmentSpan(file.length, first, end), RangeError)
  for (const [from, end] of [[0, 0], [5, 4], [-1, 1], [0, 200_001], [0, Number.NaN]] as const) t.throws(() => spanOf(file.length, from, end), RangeError)
})

t.test('whatever bits, lengths and orders are changed, only true bytes come out and the end is an error', async () => {
  const file = vectorFile(330_000)
  const ciphertext = await sealed(file)
  const slice = (from: number, end: number): Buffer => ciphertext.subarray(from, end)
  const place = fc.integer({ min: 0, max: ciphertext.length - 1 })
  const tampered = fc.oneof(
    fc.tuple(place, fc.integer({ min: 1, max: 255 })).map(([at, mask]) => ({ first: at, bytes: Buffer.from(ciphertext.map((byte, index) => (index === at ? byte ^ mask : byte))) })),
    place.map((at) => ({ first: at, bytes: slice(0, at) })),
    fc.uint8Array({ minLength: 1, maxLength: 70_000 }).map((more) => ({ first: ciphertext.length - 1, bytes: Buffer.concat([ciphertext, more]) })),
    fc.tuple(place, place).filter(([one, other]) => one < other).map(([from, end]) => ({ first: from, bytes: Buffer.concat([slice(0, from), slice(end, ciphertext.length)]) })),
    fc.tuple(place, place).filter(([one, other]) => one < other).map(([from, end]) => ({ first: from, bytes: Buffer.concat([slice(0, end), slice(from, ciphertext.length)]) })),
  ).filter(({ bytes }) => !bytes.equals(ciphertext))
  await fc.assert(fc.asyncProperty(tampered, cuts, async ({ bytes }, lengths) => {
    const opened = await drain(openSegments({ key, sizeBytes: file.length, chunks: chunked(bytes, lengths) }))
    return opened.error instanceof SealedFileError && opened.bytes.length < file.length && opened.bytes.equals(file.subarray(0, opened.bytes.length))
      && opened.bytes.length % SEGMENT_BYTES === 0
  }), { numRuns: 60 })
})

t.test('another key opens nothing, and a key of another length is a mistake of the caller', async (t) => {
  const ciphertext = await sealed(vectorFile(10))
  t.equal(reasonOf((await drain(openSegments({ key: randomBytes(32), sizeBytes: 10, chunks: [ciphertext] }))).error), 'FORGED')
  t.ok((await drain(openSegments({ key: randomBytes(16), sizeBytes: 10, chunks: [ciphertext] }))).error instanceof TypeError)
  t.ok((await drain(sealSegments({ key: randomBytes(31), sizeBytes: 10, chunks: [vectorFile(10)] }))).error instanceof TypeError)
})

t.test('a file that has fewer or more bytes than was said is not sealed to its end', async (t) => {
  for (const size of [1, 1024, 65_536, 65_537, 131_072]) {
    const attempt = async (length: number): Promise<string> => reasonOf((await drain(sealSegments({ key, sizeBytes: size, chunks: [vectorFile(length)] }))).error)
    t.equal(await attempt(size - 1), 'TRUNCATED', `${size} - 1`)
    t.equal(await attempt(size + 1), 'LENGTHENED', `${size} + 1`)
  }
})

t.test('a file is padded by at most a sixteenth, or to 1,024 bytes, and longer files never get shorter ciphertext', async () => {
  const lengths = fc.integer({ min: 0, max: MAX_ATTACHMENT_BYTES })
  fc.assert(fc.property(lengths, lengths, (one, other) => {
    const padded = paddedLength(one)
    return padded >= 1024 && padded >= one && (one <= 1024 || padded <= one * (1 + 1 / 16)) && padded === referencePaddedLength(one)
      && paddedLength(padded) === padded && (one > other || padded <= paddedLength(other))
  }), { numRuns: 2_000 })
})

t.test('no length beyond the largest file is taken', async (t) => {
  for (const length of [-1, 0.5, Number.NaN, Infinity, MAX_ATTACHMENT_BYTES + 1]) t.throws(() => paddedLength(length), RangeError)
  t.ok(sealedLength(MAX_ATTACHMENT_BYTES) < 2 ** 32)
})

t.test('a reader that stops early closes what it read from, and a failing source is told as it is', async (t) => {
  let closed = 0
  const source = function* (bytes: Uint8Array): Generator<Uint8Array> { try { yield bytes; yield bytes; yield bytes } finally { closed += 1 } }
  for await (const _segment of sealSegments({ key, sizeBytes: 200_000, chunks: source(vectorFile(70_000)) })) break
  for await (const _piece of openSegments({ key, sizeBytes: 200_000, chunks: source(await sealed(vectorFile(200_000))) })) break
  t.equal(closed, 2)
  const broken = function* (): Generator<Uint8Array> { yield vectorFile(3); throw new Error('disk') }
  t.match((await drain(sealSegments({ key, sizeBytes: 9, chunks: broken() }))).error, { message: 'disk' })
  t.match((await drain(openSegments({ key, sizeBytes: 9, chunks: broken() }))).error, { message: 'disk' })
})
