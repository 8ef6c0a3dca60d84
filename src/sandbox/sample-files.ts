// SPDX-License-Identifier: AGPL-3.0-only
// Promise: small real files to send, made without anything from outside: each opens in programs that know its kind, and is the same for the same seed and size.
import { crc32, deflateSync } from 'node:zlib'
import { createSampleVideo } from './sample-video.ts'

/** A file and what a pointer shows of it. */
export interface SampleFile {
  readonly name: string
  /** IANA media type. */
  readonly mediaType: string
  readonly bytes: Buffer
  /** In pixels; 0 where there is no picture. */
  readonly width: number
  readonly height: number
  /** 0 where nothing plays. */
  readonly durationMs: number
}

/** What a sample is to be. */
export interface SampleOptions {
  /** Another number, another file. */
  readonly seed: number
  /** The file has at least so many bytes, and not many more; default: a few thousand. */
  readonly atLeastBytes?: number
}

/** Enough for a picture that can be seen and a tone that can be heard. */
const DEFAULT_BYTES = 4_096

/** A picture: PNG, true colour, square. */
export const samplePicture = ({ seed, atLeastBytes = DEFAULT_BYTES }: SampleOptions): SampleFile => {
  const side = Math.ceil(Math.sqrt(atLeastBytes / 3))
  return { name: `picture-${seed}.png`, mediaType: 'image/png', bytes: png(side, seed), width: side, height: side, durationMs: 0 }
}

/** A tone: WAV, 16 bits, one channel, 8,000 times a second. */
export const sampleSound = ({ seed, atLeastBytes = DEFAULT_BYTES }: SampleOptions): SampleFile => {
  const samples = Math.ceil(atLeastBytes / 2)
  return { name: `sound-${seed}.wav`, mediaType: 'audio/wav', bytes: wav(samples, seed), width: 0, height: 0, durationMs: Math.round(samples / SAMPLES_PER_MS) }
}

/** A film: MP4 of pictures of PNG, 25 a second. */
export const sampleVideo = ({ seed, atLeastBytes = DEFAULT_BYTES }: SampleOptions): SampleFile => {
  const pictures = Array.from({ length: SHADES }, (_, index) => png(VIDEO_SIDE, seed + index * SHADE_STEP))
  const { bytes, durationMs } = createSampleVideo({ pictures, side: VIDEO_SIDE, atLeastBytes })
  return { name: `video-${seed}.mp4`, mediaType: 'video/mp4', bytes, width: VIDEO_SIDE, height: VIDEO_SIDE, durationMs }
}

/** A page with a line of text: PDF 1.4. */
export const sampleDocument = ({ seed, atLeastBytes = DEFAULT_BYTES }: SampleOptions): SampleFile => {
  const bytes = pdf(`Sample document ${seed}`, atLeastBytes)
  return { name: `document-${seed}.pdf`, mediaType: 'application/pdf', bytes, width: 0, height: 0, durationMs: 0 }
}

const SAMPLES_PER_MS = 8
const VIDEO_SIDE = 64
/** Pictures of a film, shown over and over. */
const SHADES = 5
const SHADE_STEP = 40

// PNG, W3C Recommendation: signature, header, one data chunk, end. Stored and not compressed, so that the length follows from the size.
const png = (side: number, seed: number): Buffer => {
  const rows = Buffer.alloc(side * (1 + 3 * side))
  for (let y = 0, at = 0; y < side; y += 1) {
    // The filter byte of a row is 0: none.
    at += 1
    for (let x = 0; x < side; x += 1, at += 3) {
      rows[at] = Math.floor(x * 255 / side)
      rows[at + 1] = Math.floor(y * 255 / side)
      rows[at + 2] = seed & 255
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  // 8 bits, true colour.
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, pngChunk('IHDR', header), pngChunk('IDAT', deflateSync(rows, { level: 0 })), pngChunk('IEND', Buffer.alloc(0))])
}

const pngChunk = (type: string, content: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content])
  return Buffer.concat([uint32(content.length), named, uint32(crc32(named))])
}

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

// RIFF WAVE with linear PCM.
const wav = (samples: number, seed: number): Buffer => {
  const [headerBytes, sampleBytes, perSecond] = [44, 2, SAMPLES_PER_MS * 1_000]
  const bytes = Buffer.alloc(headerBytes + samples * sampleBytes)
  bytes.write('RIFF', 0, 'latin1')
  bytes.writeUInt32LE(bytes.length - 8, 4)
  bytes.write('WAVEfmt ', 8, 'latin1')
  bytes.writeUInt32LE(16, 16)
  for (const [index, value] of [1, 1].entries()) bytes.writeUInt16LE(value, 20 + 2 * index)
  bytes.writeUInt32LE(perSecond, 24)
  bytes.writeUInt32LE(perSecond * sampleBytes, 28)
  bytes.writeUInt16LE(sampleBytes, 32)
  bytes.writeUInt16LE(8 * sampleBytes, 34)
  bytes.write('data', 36, 'latin1')
  bytes.writeUInt32LE(samples * sampleBytes, 40)
  const hertz = 220 + seed % 440
  for (let index = 0; index < samples; index += 1) {
    bytes.writeInt16LE(Math.round(8_000 * Math.sin(2 * Math.PI * hertz * index / perSecond)), headerBytes + index * sampleBytes)
  }
  return bytes
}

// ISO 32000-1: header, objects, cross-reference table, trailer. The length is made up by a stream that no page shows.
const pdf = (text: string, atLeastBytes: number): Buffer => {
  const shown = `BT /F1 24 Tf 72 720 Td (${text}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${shown.length} >>\nstream\n${shown}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< /Length ${atLeastBytes} >>\nstream\n${'.'.repeat(atLeastBytes)}\nendstream`,
  ]
  let body = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = body.length
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const lines = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const count = objects.length + 1
  return Buffer.from(`${body}xref\n0 ${count}\n0000000000 65535 f \n${lines}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`, 'latin1')
}
