// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what a device keeps so that messages can be reported is bounded, and a flood takes from itself.
import { randomBytes, randomUUID } from 'node:crypto'
import t from 'tap'
import { deviceId, submissionId, userId } from '../../../../src/model/ids.ts'
import type { UserId } from '../../../../src/model/ids.ts'
import { openDatabase } from '../../../../src/sdk/device/state/database.ts'
import { createProofs } from '../../../../src/sdk/device/state/proofs.ts'
import { messageId } from '../../../../src/wire/content/index.ts'
import type { MessageId } from '../../../../src/wire/content/index.ts'

const DAY_MS = 86_400_000

t.test('a flood pushes out its own proofs only: not what others said, what the same one said on another day, nor what came before it and last', (t) => {
  const db = openDatabase(`${t.testdir()}/state.db`)
  t.teardown(() => { db.close() })
  const { keep, find, prune } = createProofs(db, 300)
  const [peer, other] = [userId(randomUUID()), userId(randomUUID())]
  const say = (from: UserId, count: number, now: number): readonly (readonly [UserId, MessageId])[] => Array.from({ length: count }, () => {
    const message = messageId(randomUUID())
    keep(from, message, {
      senderDevice: deviceId(1), submissionId: submissionId(randomUUID()), gatewayTimeMs: now, commitment: randomBytes(32),
      frank: { keyEpoch: 1, mac: randomBytes(32), signature: randomBytes(64) }, frankingKey: randomBytes(32), content: randomBytes(20),
    }, now)
    return [from, message]
  })
  const before = [...say(other, 50, 0), ...say(peer, 30, 0), ...say(peer, 1, DAY_MS)]
  const flood = db.transaction(() => say(peer, 1_000, DAY_MS))()
  t.ok([...before, flood.at(-1)!].every((one) => find(...one) !== undefined))
  t.equal(flood.filter((one) => find(...one) !== undefined).length, 300 - 81)
  prune(2 * DAY_MS)
  t.same([db.prepare('SELECT count(*) FROM proof').pluck().get(), db.prepare('SELECT count(*) FROM proof_share').pluck().get()], [0, 0])
  t.end()
})
