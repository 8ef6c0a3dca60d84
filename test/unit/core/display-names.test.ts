// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a name that a provider asserts is refused where it could deceive, and made safe once more where it is shown.
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { createShowEvent } from '../../../src/core/shown-event.ts'
import { partyId, requestId, userId, userReference } from '../../../src/model/ids.ts'
import { openCoreWorld } from '../../support/core-world.ts'
import { createSubscriber, enlistRequest } from '../../support/subscribers.ts'

const NAMES: readonly (readonly [asserted: string, shown: string])[] = [
  ['A\u202ena\u2066 B\u200f', 'Ana B'], ['Ana\nBen says yes', 'AnaBen says yes'], ['x'.repeat(80), 'x'.repeat(64)], ['😀'.repeat(70), '😀'.repeat(64)],
]

t.test('nobody enlists under a name of more than 64 characters or with any that turn or hide text', async (t) => {
  const { heron } = await openCoreWorld(t)
  for (const [displayName] of NAMES) await t.rejects(enlistRequest(createSubscriber(heron), { fields: { displayName } }), { code: 'MALFORMED', detail: 'Enlistment.display_name' })
  await t.resolves(enlistRequest(createSubscriber(heron), { fields: { displayName: 'Zoë 😀' } }))
})

t.test('contact.requested shows a name in one line of at most 64 characters, whatever was stored', async (t) => {
  const labels = { reference: userReference('ben'), provider: partyId('heron.example'), custody: 'VAULT', inbox: 'separate', inboxLabel: 'Heron' } as const
  const show = createShowEvent({ people: { labels: async () => labels, custodyOf: async () => 'DEVICE' } as never })
  for (const [fromDisplayName, shown] of NAMES) {
    const told = await show({ id: 1, timeMs: 0, body: {
      kind: 'contactRequested', requestId: requestId(randomUUID()), user: userId(randomUUID()), fromParty: partyId('heron.example'), fromDisplayName, fromAddress: '', purposes: ['chat'],
      inbox: 'separate', inboxLabel: 'Heron',
    } })
    t.match(told, { type: 'contact.requested', ref: 'ben', displayName: shown })
  }
})
