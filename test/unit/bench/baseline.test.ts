// SPDX-License-Identifier: AGPL-3.0-only
import { EventEmitter, once } from 'node:events'
import t from 'tap'
import type { Test } from 'tap'
import type { Codec, Heard } from '../../../bench/load/codec.ts'
import type { Dial } from '../../../bench/load/dial.ts'
import { Ledger } from '../../../bench/load/ledger.ts'
import { startBaseline } from '../../../bench/parts/servers.ts'
import { startChild } from '../../../src/sandbox/child.ts'
import { createTempFolder } from '../../../src/sandbox/temp-folder.ts'

/** More than one link may have under way. */
const MESSAGES = 200
const FIRST_ID = 128

/** An open link and the frames that came over it, but for the first. */
const openLink = async (t: Test, codec: Codec, dial: Dial) => {
  const { socket } = await dial(new AbortController().signal)
  t.teardown(() => { socket.close(1_000) })
  const [got, came]: [Heard[], EventEmitter] = [[], new EventEmitter()]
  socket.listen({ heard: () => undefined, frame: (bytes) => {
    got.push(codec.read(bytes))
    came.emit('frame')
  } })
  const count = (kind: Heard['kind']) => got.filter((heard) => heard.kind === kind).length
  return {
    count, send: (frame: Uint8Array) => { socket.send(frame) },
    until: async (kind: Heard['kind'], most: number): Promise<void> => { while (count(kind) < most) await once(came, 'frame') },
  }
}

t.test('the newest link of a user carries the pushes as soon as it is open, also when an older one acknowledges', async (t) => {
  const folder = await createTempFolder('drawbridge-baseline-')
  t.teardown(() => folder.remove())
  const baseline = await startBaseline({ execPath: process.execPath, environment: process.env, folder, start: startChild, cluster: undefined }, 2)
  t.teardown(() => baseline.stop())
  const { codec, dials } = baseline.targets
  const ledger = new Ledger()
  const message = (lane: number): Uint8Array => codec.submit(FIRST_ID + ledger.submitted, lane, ledger.submission(ledger.open(lane, 0)))

  const [sender, older] = [await openLink(t, codec, dials[0][0]!), await openLink(t, codec, dials[1][0]!)]
  for (let count = 0; count < MESSAGES; count += 1) sender.send(message(0))
  await sender.until('accepted', MESSAGES)
  await older.until('pushed', 1)
  const newer = await openLink(t, codec, dials[1][1]!)
  // What it sends is answered after everything that went out before: from here on the older one's pushes are those it has.
  older.send(message(1))
  await older.until('accepted', 1)
  const before = older.count('pushed')
  t.ok(before < MESSAGES)
  older.send(codec.acknowledge(before))
  older.send(message(1))
  await older.until('accepted', 2)
  t.equal(older.count('pushed'), before)
  sender.send(message(0))
  await newer.until('pushed', 1)
  t.equal(older.count('pushed'), before)
})
