// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 300
// Promise: each of several nodes notices a log that was set back while none ran, also the one that had signed nothing of it, and each is told of a restore by itself.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { decodeEntry } from '../../src/model/audit/entry.ts'
import { frontierOf } from '../../src/model/audit/merkle.ts'
import { packFrontier } from '../../src/store/audit.ts'
import { createDaemon } from '../support/daemon.ts'
import type { KillableDaemon } from '../support/daemon.ts'
import { createPostgresCluster, postgresMissing } from '../support/postgres-cluster.ts'
import { eventually } from '../support/waiting.ts'
import { terminal } from '../unit/cli/support.ts'

t.setTimeout(290_000)
const missing = postgresMissing()

t.test('a log that was set back while no node ran is refused by each of them until its operator says there that it was restored', { skip: missing ?? false, timeout: 280_000 }, async (t) => {
  const cluster = await createPostgresCluster(t)
  const url = await cluster.createDatabase()
  const database = new URL(url).pathname.slice(1)
  const { home, command } = terminal(t)
  const noteOf = (name: string): string => join(home, `${name}.note`)
  const startNode = async (name: string, keysFolder?: string): Promise<KillableDaemon> => {
    const daemon = await createDaemon(t, { DRAWBRIDGE_STORE_URL: url, DRAWBRIDGE_AUDIT_LAST_CHECKPOINT: noteOf(name) }, keysFolder === undefined ? {} : { keysFolder })
    await daemon.start()
    writeFileSync(join(home, `${name}.yaml`), `store: {url: "${url}"}\ndata: {folder: ${daemon.dataFolder}}\nkeys: {folder: ${daemon.keysFolder}}\naudit: {lastCheckpoint: ${noteOf(name)}}\n`)
    return daemon
  }
  const first = await startNode('first')
  const second = await startNode('second', first.keysFolder)
  await second.admin('POST', '/v1/core/credentials', { name: 'server-1', reason: 'OPS-12' })
  await eventually(() => existsSync(noteOf('second')) && readFileSync(noteOf('second'), 'utf8').split('\n')[1] === '3' && readFileSync(noteOf('first'), 'utf8') === readFileSync(noteOf('second'), 'utf8'), 'both nodes keep the checkpoint that one of them signed')
  await second.stop()
  await first.stop()

  await cluster.query('DROP TRIGGER "auditEntries_stay" ON "auditEntries"; DELETE FROM "auditEntries" WHERE "entry" >= 2; DELETE FROM "auditCheckpoints"', database)
  const hashes = (await cluster.query('SELECT encode("hash", \'hex\') FROM "auditEntries" ORDER BY "entry"', database)).trim().split('\n').map((hash) => Buffer.from(hash, 'hex'))
  await cluster.query(`UPDATE "auditHead" SET "size" = 2, "frontier" = decode('${Buffer.from(packFrontier(frontierOf(hashes))).toString('hex')}', 'hex')`, database)

  for (const [name, node] of [['first', first], ['second', second]] as const) {
    t.match(await command('doctor', '--config', `${name}.yaml`), { code: 1, out: /^problem {2}audit +the audit log has 2 entries and a checkpoint is of [3-6]$/m }, name)
    await t.rejects(node.start(), /did not come up/)
    t.match(readFileSync(node.logFile, 'utf8'), /AUDIT_LOG_UNFIT/, name)
  }
  t.match(await command('backup', 'mark-restored', '--config', 'first.yaml'), { code: 0 })
  await first.start()
  await t.rejects(second.start(), /did not come up/, 'the other node is told of it by itself')
  t.match(await command('backup', 'mark-restored', '--only-here', '--config', 'second.yaml'), { code: 0, out: /goes on with the audit log that it finds/ })
  await second.start()
  const { entries } = await second.admin<{ readonly entries: readonly { readonly leaf: string }[] }>('GET', '/v1/audit/entries?from=2&limit=50')
  const acts = entries.map(({ leaf }) => decodeEntry(Buffer.from(leaf))?.act)
  t.same(acts.filter((act) => act === 'store.restored' || act === 'audit.set-back' || act === 'daemon.started'), ['store.restored', 'audit.set-back', 'daemon.started', 'audit.set-back', 'daemon.started'])
  t.match(await command('doctor', '--config', 'second.yaml'), { out: /^ok +audit +the log has \d+ entries and is what was signed$/m })
})
