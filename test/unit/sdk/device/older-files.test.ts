// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a state file of an earlier version is opened and goes on where it ended.
import assert from 'node:assert/strict'
import SQLite from 'better-sqlite3'
import t from 'tap'
import { migrations } from '../../../../src/sdk/device/state/schema.ts'
import { createDeviceWorld, entriesOf, textsOf } from '../../../support/device-world.ts'
import type { Person } from '../../../support/device-world.ts'
import { samplePointer } from '../../../support/sample-pointer.ts'

const columnsOf = (db: SQLite.Database): unknown =>
  db.prepare("SELECT t.name AS place, c.name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY 1, 2").all()

/** Gives a closed file the tables of its first version, with everything in it that fits them. */
const makeOld = (person: Person): void => {
  const db = new SQLite(person.file)
  db.exec('ALTER TABLE sent DROP COLUMN attachment; ALTER TABLE request DROP COLUMN invite; DROP TABLE proof; DROP TABLE proof_share; ALTER TABLE spool DROP COLUMN epoch; ALTER TABLE spool DROP COLUMN mac; ALTER TABLE spool DROP COLUMN signature')
  db.pragma('user_version = 1')
  const [first = ''] = migrations
  const fresh = new SQLite(':memory:')
  fresh.exec(first)
  assert.deepEqual(columnsOf(db), columnsOf(fresh), 'the tables of the first version')
  fresh.close()
  db.close()
}

t.test('what was waiting in a file of the first version is sent, and files can be', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple({ inFile: true })
  await anna.device.send({ to: bruno.user, text: 'one' })
  await world.settle()
  anna.link.isUp = false
  const waiting = await anna.device.send({ to: bruno.user, text: 'two' })
  t.equal(waiting.state, 'queued')
  await anna.device.close()
  makeOld(anna)
  anna.link.isUp = true
  await world.reopen(anna)
  await world.settle()
  t.strictSame(textsOf(bruno), ['one', 'two'])
  t.equal(anna.device.status(waiting.messageId)?.state, 'delivered')
  const attachment = samplePointer()
  await anna.device.sendAttachment({ to: bruno.user, attachment })
  await world.settle()
  t.match(entriesOf(bruno.device).at(-1), { kind: 'attachment', attachment: { id: attachment.id } })
  t.strictSame(anna.link.submissions().at(-1)?.attachments, [attachment.id])
})
