// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import { inviteId } from '../../../src/model/invites.ts'
import type { InviteRow } from '../../../src/store/invites.ts'
import type { Store } from '../../../src/store/port.ts'
import type { StoreCases } from '../store-conformance.ts'
import { DAY, hashOf, HERON, newUser, NOW, range, requestRow } from './rows.ts'

/** An invite that holds for a day, for one use. */
export const inviteOf = (changes: Partial<InviteRow> = {}): InviteRow =>
  ({ secretHash: hashOf(randomUUID()), invite: inviteId(randomUUID()), owner: newUser(), purposes: ['chat'], usesLeft: 1, expiresAt: NOW + DAY, ...changes })

const add = (store: Store, row: InviteRow, most = 20) => store.write.commit({ expect: [], writes: [{ add: 'invite', row, most, now: NOW }] })

/** Uses an invite; the request that it makes, as it was stored. */
const use = async (store: Store, hash: Uint8Array, at = NOW) => {
  const row = requestRow(newUser(), { targetIndex: hash, createdAt: at, expiresAt: at + 30 * DAY })
  await store.write.commit({ expect: [], writes: [{ add: 'request', row, use: hash, perDay: 10, dayStart: 0, targets: { party: HERON, perDay: 10_000, dayStart: 0 } }] })
  return store.read.request(row.request)
}

/** What becomes of invites. */
export const inviteCases: StoreCases = {
  'of a thousand requests by one invite at once as many get its owner as it has uses, and all are recorded': async (t, store) => {
    const invite = inviteOf({ usesLeft: 7 })
    t.match(await add(store, invite), { committed: true })
    const made = await Promise.all(range(1, 1_000).map(() => use(store, invite.secretHash)))
    t.equal(made.filter((row) => row?.inviter === invite.owner && row.invite === invite.invite).length, 7)
    t.equal(made.filter((row) => row !== undefined && row.inviter === undefined && row.invite === undefined).length, 993)
    t.match(await store.read.invite(invite.secretHash), { usesLeft: 0, purposes: ['chat'] })
  },

  'an invite holds until its end and until its owner revokes it; what is not there is no error': async (t, store) => {
    const [over, revoked] = [inviteOf({ usesLeft: 3 }), inviteOf({ usesLeft: 3 })]
    await add(store, over)
    await add(store, revoked)
    t.equal((await use(store, over.secretHash, NOW + DAY - 1))?.inviter, over.owner)
    t.equal((await use(store, over.secretHash, NOW + DAY))?.inviter, undefined)
    const end = (owner: InviteRow['owner']) => store.write.commit({ expect: [], writes: [{ end: 'invite', invite: revoked.invite, owner }] })
    t.match(await end(newUser()), { committed: true })
    t.equal((await use(store, revoked.secretHash))?.inviter, revoked.owner, 'somebody else revokes nothing')
    t.match(await end(revoked.owner), { committed: true })
    t.equal((await use(store, revoked.secretHash))?.inviter, undefined)
    t.match(await end(revoked.owner), { committed: true })
  },

  'a user has so many invites that hold, and another one once one is used up': async (t, store) => {
    const owner = newUser()
    const first = inviteOf({ owner })
    for (const row of [first, inviteOf({ owner })]) t.match(await add(store, row, 2), { committed: true })
    t.same(await add(store, inviteOf({ owner }), 2), { refused: 'invites' })
    t.match(await add(store, inviteOf(), 2), { committed: true }, 'each user has their own')
    await use(store, first.secretHash)
    t.match(await add(store, inviteOf({ owner }), 2), { committed: true })
  },

  'an invite is swept at its end, and goes with its owner together with what waits for it': async (t, store) => {
    const [over, gone] = [inviteOf(), inviteOf({ expiresAt: NOW + 2 * DAY })]
    await add(store, over)
    await add(store, gone)
    const waiting = await use(store, gone.secretHash)
    t.ok(await store.write.sweep(NOW + DAY, 100) > 0)
    t.equal(await store.read.invite(over.secretHash), undefined)
    t.match(await store.read.invite(gone.secretHash), { usesLeft: 0 })
    await store.write.commit({ expect: [], writes: [{ erase: 'user', user: gone.owner }] })
    t.equal(await store.read.invite(gone.secretHash), undefined)
    t.match(waiting && await store.read.request(waiting.request), { state: 'dropped', inviter: undefined, invite: undefined })
  },
}
