// SPDX-License-Identifier: AGPL-3.0-only
// Promise: breaks what a gateway stands on, one fault after the other, under load, and says what became of acknowledged
// messages. Within ten minutes; everything mounted or started is undone, also when it is interrupted.
//
//   npm run test:faults                          all faults; what this machine cannot provoke is skipped with the reason
//   npm run test:faults -- --require-all         a skip fails the run
//   npm run test:faults -- --only kills,control  some of them
//   npm run test:faults -- --seed 7              the moments and calls of an earlier run
//   npm run test:faults -- --json                the last line is one JSON object
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { faults } from './faults.ts'
import { runFaults } from './runner.ts'
import { lastLine, tableOf } from './summary.ts'

/** The whole run, on a machine with two cores and much else to do. */
const LIMIT_SECONDS = 600

const { values: options } = parseArgs({
  options: { only: { type: 'string' }, seed: { type: 'string' }, json: { type: 'boolean' }, 'require-all': { type: 'boolean' } },
})
const say = (line: string): void => { process.stdout.write(`${line}\n`) }

const wanted = options.only?.split(',')
const unknown = wanted?.filter((name) => !faults.some((fault) => fault.name === name)) ?? []
if (unknown.length > 0) {
  process.stderr.write(`no such fault: ${unknown.join(', ')}; there are ${faults.map(({ name }) => name).join(', ')}\n`)
  process.exit(2)
}

const seed = options.seed === undefined ? randomInt(2 ** 31) : Number(options.seed)
const interrupted = new AbortController()
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => { interrupted.abort() })
process.on('uncaughtException', (error) => {
  say(`uncaught: ${error.stack ?? String(error)}`)
  interrupted.abort()
})

say(`seed ${String(seed)}`)
const started = Date.now()
const rows = await runFaults(faults.filter(({ name }) => wanted?.includes(name) ?? true), { seed, say, limitSeconds: LIMIT_SECONDS, signal: interrupted.signal })
const seconds = (Date.now() - started) / 1000
const isGood = rows.every(({ state }) => state === 'ok' || (state === 'skipped' && options['require-all'] !== true))
say('')
for (const line of tableOf(rows)) say(line)
say(`${isGood ? 'all held' : 'FAILED'}, ${seconds.toFixed(0)} s, seed ${String(seed)}`)
if (options.json === true) say(JSON.stringify(lastLine(rows, { seed, seconds, ok: isGood })))
process.exit(isGood ? 0 : 1)
