// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 120
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { loadConfig } from '../../../src/config/index.ts'
import { createGateway } from '../../../src/gateway.ts'
import { createPostgresCluster, postgresMissing } from '../../support/postgres-cluster.ts'
import { shortFolder } from '../cli/support.ts'

t.setTimeout(120_000)
const missing = postgresMissing()

t.test('store.url is all that moves a gateway to a database, also for a second one beside it', missing === undefined ? {} : { skip: missing }, async (t) => {
  const cluster = await createPostgresCluster(t)
  const home = shortFolder(t)
  const log: string[] = []
  const start = async (name: string) => {
    const { config } = loadConfig({
      file: undefined, workingFolder: home, options: new Map(), environment: {
        HOME: home, DRAWBRIDGE_STORE_URL: cluster.url(), DRAWBRIDGE_DATA_FOLDER: join(home, name), DRAWBRIDGE_LINKS_LISTEN: '127.0.0.1:0', DRAWBRIDGE_KEYS_FOLDER: join(home, 'keys'),
      },
    })
    const gateway = await createGateway(config, { sink: { write: (line: string) => { log.push(line) } } })
    await gateway.start()
    return gateway
  }
  const [first, second] = [await start('a'), await start('b')]
  t.equal(await cluster.query('SELECT count(*) FROM nodes'), '2\n')
  t.notOk(existsSync(join(home, 'a', 'drawbridge.db')), 'no SQLite beside it')
  await first.stop('TEST')
  await second.stop('TEST')
  t.equal(await cluster.query('SELECT count(*) FROM nodes'), '0\n', 'both said goodbye')
  t.notMatch(log.join(''), new URL(cluster.url()).password)
})
