// SPDX-License-Identifier: AGPL-3.0-only
import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import t from 'tap'
import { partyId } from '../../../src/model/ids.ts'
import { decodeInviteToken, encodeInviteToken, inviteId, inviteLink, inviteToken } from '../../../src/model/invites.ts'
import { parseInvite } from '../../../src/sdk/device/index.ts'
import type { PublicJwk } from '../../../src/model/credentials.ts'
import transcripts from '../../vectors/wire/transcripts.json' with { type: 'json' }

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const key = publicKey.export({ format: 'jwk' }) as PublicJwk
const invite = { secret: Buffer.alloc(32, 5), party: partyId('wren.example'), expiresAtMs: 1_800_000_000_000 }
const token = encodeInviteToken(invite, (bytes) => sign(null, bytes, privateKey))
const link = inviteLink(token)

t.test('a link says which home it leads to and until when, and that the gateway made it', async (t) => {
  t.same(parseInvite(link, key), { party: 'wren.example', expiresAtMs: 1_800_000_000_000, signed: true })
  t.match(link, /^drawbridge:invite#[A-Za-z0-9_-]+$/)
  t.same(Buffer.from(decodeInviteToken(inviteToken(link)).secret), invite.secret)
})

t.test('invites are the bytes of the published vectors, which were computed without this code', async (t) => {
  for (const { gatewaySeedHex, gatewayKeyHex, secretHex, party, expiresAtMs, signedHex, tokenHex, link } of transcripts.invite) {
    const hex = (text: string): Buffer => Buffer.from(text, 'hex')
    const gateway = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', d: hex(gatewaySeedHex).toString('base64url'), x: hex(gatewayKeyHex).toString('base64url') }, format: 'jwk' })
    const made = encodeInviteToken({ secret: hex(secretHex), party: partyId(party), expiresAtMs }, (bytes) => {
      t.equal(Buffer.from(bytes).toString('hex'), signedHex)
      return sign(null, bytes, gateway)
    })
    t.equal(Buffer.from(made).toString('hex'), tokenHex)
    t.equal(inviteLink(made), link)
  }
  t.equal(transcripts.invite.length, 2)
})

t.test('a link that was changed in any byte is not signed or none', async (t) => {
  for (const [at] of token.entries()) {
    const changed = Uint8Array.from(token)
    changed[at] = (changed[at] ?? 0) ^ 1
    let signed = false
    try {
      signed = parseInvite(inviteLink(changed), key).signed
    } catch (error) {
      t.match(error, { code: 'MALFORMED' })
    }
    if (signed) t.fail(`byte ${String(at)} is not covered`)
  }
  const other = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }) as PublicJwk
  t.equal(parseInvite(link, other).signed, false, 'another gateway')
})

t.test('what is no link is malformed', async (t) => {
  for (const wrong of ['', 'drawbridge:invite#', link.replace('#', '?'), `${link}=`, `${link}AAAA`.slice(0, 60), `drawbridge:invite#${Buffer.alloc(401, 1).toString('base64url')}`]) {
    t.throws(() => decodeInviteToken(inviteToken(wrong)), { code: 'MALFORMED' }, wrong.slice(0, 40))
  }
  t.throws(() => inviteId('x'), { code: 'MALFORMED' })
})
