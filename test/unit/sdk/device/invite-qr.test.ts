// SPDX-License-Identifier: AGPL-3.0-only
import { decodeQR } from 'qr/decode.js'
import t from 'tap'
import { partyId } from '../../../../src/model/ids.ts'
import { encodeInviteToken, INVITE_SECRET_BYTES, inviteLink } from '../../../../src/model/invites.ts'
import { inviteQr } from '../../../../src/sdk/device/index.ts'
import { randomFrom } from '../../../support/seeded.ts'
import { range } from '../../../support/subscribers.ts'

/** Pixels of one module: what a camera makes of it. */
const SCALE = 4

/** The picture of an SVG whose path is squares of one module, each placed from the one before. */
const pictureOf = (svg: string): { readonly width: number, readonly height: number, readonly data: Uint8Array } => {
  const size = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1])
  const side = size * SCALE
  const data = new Uint8Array(side * side * 4).fill(255)
  let [x, y] = [0, 0]
  for (const [, kind, across = '', down = ''] of svg.matchAll(/([Mm])(-?\d+)[ ,]?(-?\d+)/g)) {
    ;[x, y] = kind === 'M' ? [Number(across), Number(down)] : [x + Number(across), y + Number(down)]
    for (let row = y * SCALE; row < (y + 1) * SCALE; row += 1) {
      for (let column = x * SCALE; column < (x + 1) * SCALE; column += 1) data.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3)
    }
  }
  return { width: side, height: side, data }
}

t.test('what a camera reads from the picture of an invite is its link', async (t) => {
  // Of pictures of chance this decoder leaves one in sixty unread that others read, so the invites are always the same ones.
  const random = randomFrom(27, 'invite-qr')
  const bytes = (count: number): Uint8Array<ArrayBuffer> => Uint8Array.from({ length: count }, () => Math.floor(random() * 256))
  for (const number of range(1, 10)) {
    const link = inviteLink(encodeInviteToken({ secret: bytes(INVITE_SECRET_BYTES), party: partyId('wren.example'), expiresAtMs: 1_800_000_000_000 }, () => bytes(64)))
    const svg = inviteQr(link)
    t.match(svg, /^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]*><path d="[MmhHvVzZ\d -]+"\/><\/svg>$/, 'an image of squares and nothing else')
    t.equal(decodeQR(pictureOf(svg)), link, `invite ${String(number)}`)
  }
})

t.test('what is no link of an invite is not drawn', async (t) => {
  for (const other of ['', 'https://wren.example/', 'drawbridge:invite#', 'drawbridge:invite#AAAA']) t.throws(() => inviteQr(other), { code: 'MALFORMED' }, other)
})
