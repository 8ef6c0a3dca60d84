// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the samples are what they say they are, in the eyes of programs that are not ours.
import t from 'tap'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, inflateSync } from 'node:zlib'
import { markedSample } from '../../../src/sandbox/marked-sample.ts'
import { sampleDocument, samplePicture, sampleSound, sampleVideo } from '../../../src/sandbox/sample-files.ts'
import type { SampleFile } from '../../../src/sandbox/sample-files.ts'

const makers = { picture: samplePicture, sound: sampleSound, video: sampleVideo, document: sampleDocument }
const sizes = [undefined, 300_000] as const
const make = (maker: (typeof makers)[keyof typeof makers], atLeastBytes: number | undefined, seed = 7): SampleFile => maker({ seed, ...(atLeastBytes === undefined ? {} : { atLeastBytes }) })

/** What a program says about a file; undefined where there is no such program. */
const asked = (program: string, args: readonly string[]): string | undefined => {
  try {
    return execFileSync(program, args, { encoding: 'utf8', timeout: 30_000 })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
/** The samples as they are sent, with random bytes at their end. */
const marked = [undefined, 300_000].flatMap((atLeastBytes = 4_096) => (['image', 'voiceNote', 'video', 'file'] as const).map((kind) => markedSample({ kind, seed: 7, atLeastBytes })))

const missing = (program: string): string | false => (asked(program, [program === 'file' ? '--version' : '-version']) === undefined ? `there is no ${program}` : false)

t.test('a sample has the size that was asked for, and the same bytes for the same seed only', async (t) => {
  for (const maker of Object.values(makers)) {
    for (const atLeastBytes of [undefined, 300_000, 3_000_000]) {
      const { bytes, name } = make(maker, atLeastBytes)
      const wanted = atLeastBytes ?? 4_096
      t.ok(bytes.length >= wanted && bytes.length <= wanted * 1.05 + 80_000, `${name}: ${bytes.length} for ${wanted}`)
      t.ok(bytes.equals(make(maker, atLeastBytes).bytes))
      t.notOk(bytes.equals(make(maker, atLeastBytes, 8).bytes))
    }
  }
})

t.test('`file` knows each sample for what it is, marked or not', { skip: missing('file') }, async (t) => {
  const folder = t.testdir()
  const unmarked = Object.values(makers).flatMap((maker) => sizes.map((atLeastBytes) => make(maker, atLeastBytes)))
  for (const { bytes, name, mediaType, width, height } of [...unmarked, ...marked]) {
    const path = join(folder, name)
    writeFileSync(path, bytes)
    t.equal(asked('file', ['--brief', '--mime-type', path])?.trim().replace('audio/x-wav', 'audio/wav'), mediaType)
    if (mediaType === 'image/png') t.match(asked('file', ['--brief', path]), `${width} x ${height}, 8-bit/color RGB`)
  }
})

t.test('`ffprobe` finds the pictures and the tone, and how long they play, marked or not', { skip: missing('ffprobe') }, async (t) => {
  const codecs = { 'image/png': 'png', 'audio/wav': 'pcm_s16le', 'video/mp4': 'png' } as const
  const unmarked = [samplePicture, sampleSound, sampleVideo].map((maker) => make(maker, 300_000))
  for (const { bytes, name, mediaType, durationMs } of [...unmarked, ...marked]) {
    if (!(mediaType in codecs)) continue
    const codec = codecs[mediaType as keyof typeof codecs]
    const path = join(t.testdir(), name)
    writeFileSync(path, bytes)
    const said = asked('ffprobe', ['-v', 'error', '-count_frames', '-show_streams', '-show_format', '-of', 'json', path])
    const { streams, format } = JSON.parse(said ?? '') as { streams: { codec_name: string }[]; format: { duration?: string } }
    t.equal(streams[0]?.codec_name, codec)
    if (durationMs > 0) t.ok(Math.abs(Number(format.duration) * 1_000 - durationMs) < 50, `${String(format.duration)} s`)
  }
})

t.test('a mark stands at the end of its sample, in a box of its own where there are boxes, and is another one each time', async (t) => {
  for (const kind of ['image', 'voiceNote', 'audio', 'video', 'file', 'longText'] as const) {
    const [one, other] = [markedSample({ kind, seed: 7, atLeastBytes: 4_096 }), markedSample({ kind, seed: 7, atLeastBytes: 4_096 })]
    t.ok(one.bytes.subarray(-one.mark.length).equals(one.mark) && !one.mark.equals(other.mark), kind)
    t.ok(one.bytes.subarray(0, -one.mark.length).equals(other.bytes.subarray(0, -other.mark.length)), 'all else is the same')
    if (kind === 'video') t.same([one.bytes.readUInt32BE(one.bytes.length - 32), one.bytes.toString('latin1', one.bytes.length - 28, one.bytes.length - 24)], [32, 'free'])
    if (kind === 'longText') t.ok(one.bytes.toString('utf8').isWellFormed())
  }
})

t.test('every part of a picture has its checksum, and its rows are all there', async (t) => {
  const { bytes, width, height } = make(samplePicture, 300_000)
  let rows = 0
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at)
    t.equal(crc32(bytes.subarray(at + 4, at + 8 + length)), bytes.readUInt32BE(at + 8 + length))
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') rows = inflateSync(bytes.subarray(at + 8, at + 8 + length)).length
    at += 12 + length
  }
  t.equal(rows, height * (1 + 3 * width))
})

t.test('the table of a document names where each object begins', async (t) => {
  const text = make(sampleDocument, 300_000).bytes.toString('latin1')
  const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1])
  t.ok(text.startsWith('xref\n0 7\n', table))
  const offsets = [...text.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset))
  t.equal(offsets.length, 6)
  for (const [index, offset] of offsets.entries()) t.ok(text.startsWith(`${index + 1} 0 obj\n`, offset))
})

t.test('a film\'s frames are whole pictures and lie where its table says', async (t) => {
  const { bytes, durationMs } = make(sampleVideo, 300_000)
  const [sizesAt, offsetAt] = ['stsz', 'stco'].map((type) => bytes.indexOf(type, 0, 'latin1') + 8)
  const count = bytes.readUInt32BE(sizesAt! + 4)
  let at = bytes.readUInt32BE(offsetAt! + 4)
  for (let index = 0; index < count; index += 1) {
    t.equal(bytes.toString('latin1', at + 1, at + 4), 'PNG')
    at += bytes.readUInt32BE(sizesAt! + 8 + 4 * index)
    t.equal(bytes.toString('latin1', at - 8, at - 4), 'IEND')
  }
  t.equal(at, bytes.length)
  t.equal(durationMs, count * 40)
})
