// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { decodeCreateInvite } from '../../../src/wire/gateway/invite-bodies.ts'
import { decodeRequestContact, encodePurposes } from '../../../src/wire/gateway/contact-bodies.ts'

const USER = Buffer.from('9b0c1d2e3f404a5b9c6d7e8f90a1b2c3', 'hex')
const CHAT = encodePurposes(['chat'])

t.test('a request has an address or an invite, and not both', async (t) => {
  const [toAddress, invite] = ['bo@wren.example', Buffer.alloc(32, 1)]
  const decode = (target: object) => decodeRequestContact({ fromUser: USER, purposes: CHAT, ...target })
  t.match(decode({ toAddress }), { toAddress })
  t.match(decode({ invite }), { invite })
  for (const wrong of [{}, { toAddress, invite }, { invite: Buffer.alloc(31) }]) t.throws(() => decode(wrong), { code: 'MALFORMED' })
})

t.test('what an invite’s maker leaves out gets its default, and what is beyond the bounds is malformed', async (t) => {
  t.match(decodeCreateInvite({ user: USER, purposes: CHAT }), { maxUses: 1, lifetimeSeconds: 604_800 })
  for (const wrong of [{ maxUses: 101 }, { lifetimeSeconds: 2_592_001 }, { purposes: [] }]) t.throws(() => decodeCreateInvite({ user: USER, purposes: CHAT, ...wrong }), { code: 'MALFORMED' })
})
