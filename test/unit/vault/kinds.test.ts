// SPDX-License-Identifier: AGPL-3.0-only
// Promise: whatever kind a peer or a core says passes through the vault as the published vectors have it.
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { commitmentHolds, decodeContent, decodeSaid } from '../../../src/wire/content/index.ts'
import vectors from '../../vectors/wire/content-json.json' with { type: 'json' }
import { plain } from '../wire/support.ts'
import { createVaultWorld } from '../../support/vault-world.ts'

t.test('each kind that a peer says reaches the core, with what proves it', async (t) => {
  const world = await createVaultWorld()
  const [anna, bruno] = [await world.user(), await world.outsider()]
  await bruno.begin(anna, 0)
  for (const { note, contentHex, json } of vectors.toCore) {
    const { body } = decodeContent(Buffer.from(contentHex, 'hex'))
    if (body.kind === 'unsupported' || body.kind === 'retry') continue
    const { id: _id, sentAtMs: _sent, gatewayTimeMs: _at, device: _device, ...said } = json
    const { replyTo: _reply, expiresInSeconds: _expires, resendOf: _resend, ...members } = { replyTo: '', expiresInSeconds: 0, resendOf: '', ...said }
    const parcel = await bruno.seal(anna, body)
    const opened = await anna.open(bruno, parcel)
    const got = world.core.read(opened)
    t.match(got.json, members, note)
    // Of receipts too: by what has a proof the daemon could tell the kinds.
    const { facts, frankingKey, contentBytes } = world.core.proven(opened.proof)
    t.strictSame(facts, got.facts, `${note}: the proof says of itself what the content says`)
    t.ok(commitmentHolds(parcel.commitment, frankingKey, contentBytes), `${note}: the proof fits what was committed to`)
    t.same(plain(decodeContent(contentBytes).body), plain(body), `${note}: and holds what was said`)
  }
})

t.test('each kind that a core says and a gateway stores reaches the peer', async (t) => {
  const world = await createVaultWorld()
  const [anna, bruno] = [await world.user(), await world.outsider()]
  await bruno.open(anna, (await anna.say(bruno, 'hello')).envelopes[0]!)
  for (const { note, json } of vectors.fromCore) {
    // Typing is refused: test/unit/vault/saying.test.ts.
    if (json.kind === 'acceptIdentity' || json.kind === 'typing') continue
    const said = { ...json, id: randomUUID() }
    const { body, messageId } = decodeSaid(Buffer.from(JSON.stringify(said)))
    const heard = await bruno.open(anna, (await anna.seal(anna.sealCall(bruno, said))).envelopes[0]!)
    t.same(plain(heard.body), plain(body), note)
    t.equal(heard.messageId, messageId, note)
  }
})
