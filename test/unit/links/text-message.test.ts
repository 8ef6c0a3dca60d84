// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a text message is no frame, whatever its bytes say.
import t from 'tap'
import { decodePartyFrame } from '../../../src/wire/gateway/index.ts'
import { bench } from './support.ts'

/** A Resume under id 1 with the token "a": all of it is ASCII, so a text message can carry it. */
const RESUME = '\u0008\u0001j\u0003\n\u0001a'

t.test('a text message ends the link even if its bytes are a frame', async (t) => {
  t.match(decodePartyFrame(Buffer.from(RESUME)), { id: 1, body: { kind: 'resume' } })
  const b = await bench(t)
  const link = await b.open()
  link.sendText(RESUME)
  t.match(await link.next(), { id: 0, body: { kind: 'error', code: 'UNDECODABLE' } })
  t.match(await link.closed, { code: 1007, reason: 'UNDECODABLE' })
})
