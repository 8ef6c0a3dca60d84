// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { isInviteFor } from '../../../src/policy/invite.ts'
import type { InviteUse, Side } from '../../../src/policy/invite.ts'
import { CORE, EGRET, HERON } from '../../support/standings.ts'

const ofCore: Side = { party: CORE, forProvider: HERON }
const ofHeron: Side = { party: HERON, forProvider: undefined }
const use = (changes: Partial<InviteUse> = {}): InviteUse => ({ owner: ofCore, asker: ofHeron, purposes: ['chat', 'service'], wanted: ['chat'], ...changes })

t.test('an invite is for the other side of the bridge, whichever of the two made it', async (t) => {
  t.equal(isInviteFor(use()), true)
  t.equal(isInviteFor(use({ owner: ofHeron, asker: ofCore })), true)
})

const NOT_FOR: Readonly<Record<string, Partial<InviteUse>>> = {
  'another provider’s user': { asker: { party: EGRET, forProvider: undefined } },
  'a core user who is there for another provider': { owner: ofHeron, asker: { party: CORE, forProvider: EGRET } },
  'a user of the same provider': { owner: ofHeron, asker: ofHeron },
  'another core user': { owner: ofCore, asker: { party: CORE, forProvider: HERON } },
  // No such users are made; a party is on one side only, whatever its rows say.
  'a side that names itself': { owner: { party: HERON, forProvider: HERON }, asker: { party: HERON, forProvider: HERON } },
  'two providers’ users': { owner: ofHeron, asker: { party: EGRET, forProvider: undefined } },
}

for (const [who, sides] of Object.entries(NOT_FOR)) {
  t.test(`it is not for ${who}`, async (t) => {
    t.equal(isInviteFor(use(sides)), false)
  })
}

t.test('it is for its purposes alone: all that is wanted must be among them', async (t) => {
  t.equal(isInviteFor(use({ wanted: ['chat', 'service'] })), true)
  t.equal(isInviteFor(use({ wanted: ['service'] })), true)
  t.equal(isInviteFor(use({ wanted: ['marketing'] })), false)
  t.equal(isInviteFor(use({ wanted: ['chat', 'marketing'] })), false)
  t.equal(isInviteFor(use({ purposes: [] })), false)
})
