// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { WebSocket } from 'ws'
import { createPongs } from '../../../src/links/pongs.ts'

t.test('a party that pings without reading has one answer waiting, then gets the newest', async (t) => {
  const sent: { readonly data: string; readonly left: () => void }[] = []
  const ws = { OPEN: 1, readyState: 1, pong: (data: Uint8Array, _isMasked: boolean, left: () => void) => { sent.push({ data: Buffer.from(data).toString(), left }) } }
  const ping = createPongs(ws as unknown as WebSocket)
  for (const data of ['first', 'second', 'third', 'newest']) ping(Buffer.from(data))
  t.strictSame(sent.map(({ data }) => data), ['first'])
  sent[0]?.left()
  t.strictSame(sent.map(({ data }) => data), ['first', 'newest'])
  sent[1]?.left()
  t.equal(sent.length, 2)
  ping(Buffer.from('again'))
  t.equal(sent[2]?.data, 'again')
  ws.readyState = 2
  ping(Buffer.from('closing'))
  sent[2]?.left()
  t.equal(sent.length, 3, 'who closes is answered no more')
})
