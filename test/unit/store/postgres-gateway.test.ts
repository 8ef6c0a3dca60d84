// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 120
import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import t from 'tap'
import { loadConfig } from '../../../src/config/index.ts'
import { createGateway } from '../../../src/gateway.ts'
import { createPostgresCluster, postgresMissing } from '../../support/postgres-cluster.ts'
import { eventually, repeatedly } from '../../support/waiting.ts'
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
  t.notMatch(log.join(''), /node.fenced/)
  await cluster.query('DELETE FROM nodes')
  await eventually(() => log.filter((line) => line.includes('node.fenced')).length === 2, 'both say that they lost their places')
  await repeatedly(async () => { if (await cluster.query('SELECT count(*) FROM nodes') !== '2\n') throw new Error('not yet') }, 'both take new ones')
  await first.stop('TEST')
  await second.stop('TEST')
  t.equal(await cluster.query('SELECT count(*) FROM nodes'), '0\n', 'both said goodbye')
  t.notMatch(log.join(''), new URL(cluster.url()).password)
})

t.test('the password may lie in a file of its own, and nobody else hears it', missing === undefined ? {} : { skip: missing }, async (t) => {
  const cluster = await createPostgresCluster(t)
  const home = shortFolder(t)
  const [bare, file] = [new URL(cluster.url()), join(home, 'password')]
  const { password } = bare
  bare.password = ''
  const log: string[] = []
  const { config } = loadConfig({
    file: undefined, workingFolder: home, environment: {
      HOME: home, DRAWBRIDGE_STORE_URL: bare.href, DRAWBRIDGE_STORE_PASSWORD_FILE: 'password', DRAWBRIDGE_LINKS_LISTEN: '127.0.0.1:0', DRAWBRIDGE_LOG_LEVEL: 'trace',
    },
  })
  const start = async () => {
    const gateway = await createGateway(config, { sink: { write: (line: string) => { log.push(line) } } })
    await gateway.start()
    return gateway
  }
  const refused = async (content: string, mode: number, detail: RegExp) => {
    writeFileSync(file, content)
    chmodSync(file, mode)
    const error: unknown = await start().then(() => undefined, (thrown: unknown) => thrown)
    t.match(error, { detail })
    t.notMatch(inspect(error, { depth: 9 }), content, 'the error does not quote it')
  }
  await t.rejects(start(), { code: 'CONFIG_INVALID', detail: `store.passwordFile: there is no file ${file}` })
  await refused(password, 0o640, /^others may read .*password; run: chmod 600 .*password$/)
  await refused('two\nlines', 0o600, /must hold one line, the password$/)
  await refused(`not ${password}`, 0o600, /the database does not answer/)

  writeFileSync(file, `${password}\n`)
  chmodSync(file, 0o400)
  const gateway = await start()
  t.equal(await cluster.query('SELECT count(*) FROM nodes'), '1\n')
  await gateway.stop('TEST')
  t.notMatch(log.join(''), password)
})
