// SPDX-License-Identifier: AGPL-3.0-only
// ISO base media file format (ISO/IEC 14496-12 and -14), as little of it as a film needs: one track of pictures, all in one chunk. The pictures
// are PNG files, object type 0x6D of the registration authority, since a frame of any other codec cannot be made in a page.

/** A film to make. */
export interface VideoFrames {
  /** PNG files of one size, shown over and over. */
  readonly pictures: readonly Buffer[]
  /** Width and height in pixels. */
  readonly side: number
  readonly atLeastBytes: number
}

/** An MP4 file that shows the pictures, and how long it plays. */
export const createSampleVideo = ({ pictures, side, atLeastBytes }: VideoFrames): { readonly bytes: Buffer; readonly durationMs: number } => {
  const frames: Buffer[] = []
  for (let length = 0; length < atLeastBytes || frames.length < pictures.length;) {
    const picture = pictures[frames.length % pictures.length]
    if (picture === undefined) throw new TypeError('a film has pictures')
    frames.push(picture)
    length += picture.length
  }
  const durationMs = frames.length * FRAME_MS
  const track: Track = { sizes: frames.map((frame) => frame.length), side, durationMs }
  const kind = box('ftyp', 'isom', 0x200, 'isom', 'mp41')
  const before = kind.length + movie(track, 0).length + BOX_HEADER_BYTES
  return { bytes: Buffer.concat([kind, movie(track, before), box('mdat', ...frames)]), durationMs }
}

const FRAME_MS = 40
const BOX_HEADER_BYTES = 8
/** Units of time in a second. */
const TIMESCALE = 1_000
/** The picture as it is: a matrix of fixed-point numbers. */
const MATRIX = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000]

interface Track { readonly sizes: readonly number[]; readonly side: number; readonly durationMs: number }

/** What a box holds: bytes, text of four characters each, or numbers of 32 bits. */
type Part = Buffer | string | number

const box = (type: string, ...parts: readonly Part[]): Buffer => {
  const content = Buffer.concat(parts.map((part) => (typeof part === 'number' ? uint(4, part) : typeof part === 'string' ? Buffer.from(part, 'latin1') : part)))
  return Buffer.concat([uint(4, BOX_HEADER_BYTES + content.length), Buffer.from(type, 'latin1'), content])
}

const uint = (bytes: number, value: number): Buffer => {
  const written = Buffer.alloc(bytes)
  written.writeUIntBE(value, 0, bytes)
  return written
}

const movie = (track: Track, framesOffset: number): Buffer => box('moov',
  // Version and flags, made, changed, timescale, duration, speed 1, volume 1, reserved; after the matrix six reserved, next track.
  box('mvhd', 0, 0, 0, TIMESCALE, track.durationMs, 0x10000, 0x1000000, 0, 0, ...MATRIX, 0, 0, 0, 0, 0, 0, 2),
  box('trak',
    // Flags: enabled, in the movie. Made, changed, track 1, reserved, duration, reserved twice, layer, volume.
    box('tkhd', 3, 0, 0, 1, 0, track.durationMs, 0, 0, 0, 0, ...MATRIX, track.side * 0x10000, track.side * 0x10000),
    box('mdia',
      // Language "und", as three letters of five bits.
      box('mdhd', 0, 0, 0, TIMESCALE, track.durationMs, 0x55c40000),
      box('hdlr', 0, 0, 'vide', 0, 0, 0, uint(1, 0)),
      box('minf',
        box('vmhd', 1, 0, 0),
        // The frames are in this file.
        box('dinf', box('dref', 0, 1, box('url ', 1))),
        samples(track, framesOffset)))))

const samples = ({ sizes, side }: Track, framesOffset: number): Buffer => box('stbl',
  box('stsd', 0, 1, pictureEntry(side)),
  box('stts', 0, 1, sizes.length, FRAME_MS),
  box('stsc', 0, 1, 1, sizes.length, 1),
  box('stsz', 0, 0, sizes.length, ...sizes),
  box('stco', 0, 1, framesOffset))

const pictureEntry = (side: number): Buffer => box('mp4v',
  // Reserved, and data reference 1; reserved; width and height; 72 dots an inch; reserved; one frame a sample; no compressor's name; depth 24.
  0, 1, 0, 0, 0, 0, uint(2, side), uint(2, side), 0x480000, 0x480000, 0, uint(2, 1), Buffer.alloc(32), uint(2, 24), uint(2, 0xffff),
  box('esds', 0, descriptor(3, uint(3, 0x100), descriptor(4, uint(1, OBJECT_TYPE_PNG), uint(1, STREAM_TYPE_VISUAL), uint(3, 0), uint(4, 0), uint(4, 0)), descriptor(6, uint(1, 2)))))

const OBJECT_TYPE_PNG = 0x6d
/** Stream type 4 in the upper six bits, and the reserved bit. */
const STREAM_TYPE_VISUAL = 0x11

const descriptor = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts)
  return Buffer.concat([uint(1, tag), uint(1, content.length), content])
}
