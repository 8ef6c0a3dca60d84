// SPDX-License-Identifier: AGPL-3.0-only
// Promise: one measurement, named by its arguments, as one JSON object on standard output; progress on standard error.
// `drawbridge bench` starts it and shows it to people.
import process from 'node:process'
import { parseArgs } from 'node:util'
import { createFamily } from '../src/sandbox/child.ts'
import { createTempFolder } from '../src/sandbox/temp-folder.ts'
import { attackOf } from './attacks/kinds.ts'
import { measureHostile } from './hostile.ts'
import { measureIdle } from './idle.ts'
import { benchMedia } from './media.ts'
import { startCluster } from './parts/postgres/cluster.ts'
import type { Ground } from './parts/servers.ts'
import { benchRelay } from './relay.ts'
import { benchStore } from './store.ts'
import { benchVault } from './vault.ts'

const { positionals: [what = ''], values } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '30' }, links: { type: 'string', default: '1000' }, rows: { type: 'string', default: '1000000' },
    store: { type: 'string', default: 'sqlite' }, nodes: { type: 'string', default: '1' }, slices: { type: 'string', default: '20' }, mib: { type: 'string', default: '1024' },
    attack: { type: 'string' },
  },
})

/** What PostgreSQL has unless somebody sets it: the cluster of the tests has less. */
const CLUSTER_SETTINGS = ['shared_buffers = 128MB']

const progress = (text: string): void => { process.stderr.write(`${text}\n`) }

const measure = (ground: Ground): Promise<unknown> => {
  switch (what) {
    case 'relay': return benchRelay(ground, { seconds: Number(values.seconds), idleLinks: Number(values.links), nodes: Number(values.nodes), progress })
    case 'hostile': return measureHostile(ground, { seconds: Number(values.seconds), links: Number(values.links), attack: attackOf(values.attack), progress })
    case 'idle': return measureIdle(ground, Number(values.links))
    case 'store': return benchStore(ground, { seconds: Number(values.seconds), rows: Number(values.rows), progress })
    case 'media': return benchMedia(ground, { mib: Number(values.mib), progress })
    case 'vault': return benchVault(ground, { slices: Number(values.slices), progress })
    default: throw new Error(`no measurement ${what}`)
  }
}

const folder = await createTempFolder('drawbridge-bench-')
const family = createFamily()
const starting = values.store === 'postgres' ? startCluster({ settings: CLUSTER_SETTINGS }) : undefined
const end = async (): Promise<void> => {
  await family.end()
  await (await starting?.catch(() => undefined))?.remove()
  await folder.remove()
}
// Whoever started it is gone: nobody waits for the figures.
process.stdin.on('end', () => { process.kill(process.pid, 'SIGTERM') }).resume().unref()
process.once('SIGTERM', () => { void end().finally(() => { process.exit(1) }) })
try {
  const report = await measure({ execPath: process.execPath, environment: process.env, folder, start: family.start, cluster: await starting })
  process.stdout.write(`${JSON.stringify(report)}\n`)
} catch (error) {
  // Whoever started this shows the last line.
  process.stderr.write(`${error instanceof Error ? `${error.stack ?? ''}\n${error.message}` : String(error)}\n`)
  process.exitCode = 1
} finally {
  await end()
}
// Standard input is still open.
process.exit()
