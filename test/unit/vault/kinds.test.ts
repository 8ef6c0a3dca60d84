// SPDX-License-Identifier: AGPL-3.0-only
// Promise: whatever kind a peer or a core says passes through the vault as the published vectors have it.
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { decodeContent, decodeSaid } from '../../../src/wire/content/index.ts'
import vectors from '../../vectors/wire/content-json.json' with { type: 'json' }
import { plain } from '../wire/support.ts'
import { createVaultWorld } from '../../support/vault-world.ts'

t.test('each kind that a peer says reaches the core', async (t) => {
  const world = await createVaultWorld()
  const [anna, bruno] = [await world.user(), await world.outsider()]
  await bruno.begin(anna, 0)
  for (const { note, contentHex, json } of vectors.toCore) {
    const { body } = decodeContent(Buffer.from(contentHex, 'hex'))
    if (body.kind === 'unsupported' || body.kind === 'retry') continue
    const { id: _id, sentAtMs: _sent, gatewayTimeMs: _at, device: _device, ...said } = json
    const { replyTo: _reply, expiresInSeconds: _expires, resendOf: _resend, ...members } = { replyTo: '', expiresInSeconds: 0, resendOf: '', ...said }
    t.match(world.core.read(await anna.open(bruno, await bruno.seal(anna, body))).json, members, note)
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
