// SPDX-License-Identifier: AGPL-3.0-only
// Promise: no request of the table of frames is taken from whoever has not proved who it is: whatever the request, it is answered as the handshake is, and no use case
// hears of it.
import fc from 'fast-check'
import t from 'tap'
import { encodePartyFrame, partyRequestKinds } from '../../../src/wire/gateway/index.ts'
import { partySecret } from '../../support/raw-link.ts'
import type { PartySecret, RawLink } from '../../support/raw-link.ts'
import { partyBodies } from '../wire/party-bodies.ts'
import { bench, row } from './support.ts'
import type { Bench } from './support.ts'

t.setTimeout(60_000)

/** A frame of each kind, the smallest of a few: the handshake's bytes are counted. */
const frames = partyRequestKinds.map((kind) => {
  const made = fc.sample<Parameters<typeof encodePartyFrame>[1]>(partyBodies[kind], { numRuns: 20, seed: 1 }).map((body) => encodePartyFrame(9, body))
  return { kind, bytes: made.sort((one, other) => one.length - other.length)[0]! }
})

/** Shows a key and does not wait for what it is worth: the frame comes while it is looked at. */
const showing = (secretOf: (b: Bench) => PartySecret) => async (b: Bench, link: RawLink): Promise<void> => {
  await link.hello()
  b.beforeFind = async () => { await link.closed }
  link.send(0, link.auth(b.claim(secretOf(b))))
}

/** How far somebody comes before the frame, without a link's being open, and how that ends. */
const strangers: Readonly<Record<string, { readonly code: string; readonly before: (b: Bench, link: RawLink) => Promise<void> | void }>> = {
  'nobody yet': { code: 'OUT_OF_ORDER', before: () => undefined },
  'somebody who only said hello': { code: 'OUT_OF_ORDER', before: async (_, link) => { await link.hello() } },
  'a key that was revoked': { code: 'OUT_OF_ORDER', before: showing(() => partySecret('heron.example')) },
  'the key of another party': { code: 'OUT_OF_ORDER', before: showing((b) => ({ ...b.core, party: b.heron.party })) },
  'a party that nobody knows': { code: 'OUT_OF_ORDER', before: showing(() => partySecret('nobody.example')) },
  'a suspended party': { code: 'OUT_OF_ORDER', before: async (b, link) => {
    b.parties.set(b.heron.party, row(b.heron, { state: 'suspended', stateReason: 'unpaid' }))
    await showing(() => b.heron)(b, link)
  } },
  'a party that is not let in yet': { code: 'OUT_OF_ORDER', before: showing((b) => b.heron) },
  'somebody whose time for the handshake is over': { code: 'HANDSHAKE_TIMEOUT', before: async (b, link) => {
    await link.hello()
    b.timers.advance(5_000)
  } },
}

for (const [who, { code, before }] of Object.entries(strangers)) {
  t.test(`each request from ${who} ends in ${code}, and no use case hears of it`, async (t) => {
    const b = await bench(t)
    const endings = new Set<string>()
    for (const { kind, bytes } of frames) {
      const link = await b.connect()
      await before(b, link)
      link.sendBytes(bytes)
      const { body } = await link.next()
      // What is not read any more runs into the timeout of the closing handshake.
      b.timers.advance(800)
      const closed = await link.closed
      t.match({ body, closed }, { body: { kind: 'error', code }, closed: { reason: code } }, kind)
      endings.add(JSON.stringify({ body, closed }))
    }
    t.equal(endings.size, 1, 'the same answer and close code for each')
    t.equal(b.calls.length, 0)
    t.equal(b.opened.length, 0)
  })
}
