// SPDX-License-Identifier: Apache-2.0
import encodeQR from 'qr'
import { decodeInviteToken, inviteToken } from '../../model/invites.ts'

/** Empty modules around the code, by ISO/IEC 18004: fewer, and cameras miss it. */
const QUIET_ZONE = 4

/** An invite's link as a QR code: an SVG image of squares, black on nothing, for any size. Throws `MALFORMED` for what is no such link. */
export const inviteQr = (link: string): string => {
  decodeInviteToken(inviteToken(link))
  return encodeQR(link, 'svg', { ecc: 'medium', border: QUIET_ZONE })
}
