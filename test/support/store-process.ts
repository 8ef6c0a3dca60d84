// SPDX-License-Identifier: AGPL-3.0-only
// A process with a store of its own, to be killed or starved: `hold FOLDER` opens it and stays, `append FOLDER COUNT` stores
// messages 1 to COUNT, up to twenty at once, until the store refuses one, `change FOLDER COUNT` admits parties 1 to COUNT with an entry of the audit log for each. Says on stdout, line by line: `open`,
// `stored N` after each answer, `refused CODE healthy=… told=…` and `done`.
import process from 'node:process'
import { GatewayError } from '../../src/model/errors.ts'
import { partyId } from '../../src/model/ids.ts'
import type { Store } from '../../src/store/port.ts'
import { openSqliteStore } from '../../src/store/sqlite/index.ts'
import { admitted, makePair, message } from './store-conformance/pair.ts'
import { auditLeaf, partyRow } from './store-conformance/rows.ts'

const ABREAST = 20

/** Queued where the reader is slow; what was not yet written at a kill is told to nobody. */
const say = (line: string): void => { process.stdout.write(`${line}\n`) }
/** Waits until all that was said is written. */
const said = (): Promise<void> => new Promise((resolve) => { process.stdout.write('', () => resolve()) })

const append = async (store: Store, count: number, told: () => number): Promise<void> => {
  const { alice, bob } = await makePair(store)
  const proof = await admitted(store, 'submit', alice, bob)
  let next = 1
  const one = async (): Promise<void> => {
    while (next <= count) {
      const number = next++
      await store.write.append(message(proof, { text: `message ${number} ${'x'.repeat(1000)}` }))
      say(`stored ${number}`)
    }
  }
  const outcomes = await Promise.allSettled(Array.from({ length: ABREAST }, one))
  const refused = outcomes.find((outcome) => outcome.status === 'rejected')
  const reason: unknown = refused?.reason
  if (refused) say(`refused ${reason instanceof GatewayError ? reason.code : String(reason)} healthy=${store.healthy()} told=${told()}`)
}

const change = async (store: Store, count: number): Promise<void> => {
  let next = 1
  const one = async (): Promise<void> => {
    while (next <= count) {
      const number = next++
      const party = partyId(`p${String(number)}.example`)
      await store.write.commit({ expect: [], writes: [{ put: 'party', row: partyRow(party) }, { add: 'audit', leaf: auditLeaf('', { act: 'party.added', subject: `party:${party}` }) }] })
      say(`stored ${String(number)}`)
    }
  }
  await Promise.all(Array.from({ length: ABREAST }, one))
}

const [mode, path = '', count = '0'] = process.argv.slice(2)
// A file that may grow no further is an error of the write, not the end of the process.
process.on('SIGXFSZ', () => {})
let told = 0
const store = await openSqliteStore({ path, lingerMs: 0, onUnhealthy: () => { told++ } })
say('open')
if (mode === 'hold') setInterval(() => {}, 60_000)
else if (mode === 'change') await change(store, Number(count))
else await append(store, Number(count), () => told)
if (mode !== 'hold') {
  say('done')
  await said()
  process.exit(0)
}
