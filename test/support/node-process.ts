// SPDX-License-Identifier: AGPL-3.0-only
// A process with a store of its own on a shared database, to be frozen or killed: `URL DUTY` wants the duty for ever. Says on
// stdout, line by line, `open`, `held true` and `held false`, `fenced`, and for each line on stdin what it finds:
// `begin` takes a moment, `look` says `moment B B` (the one that was taken, and one taken now), `write N` says `wrote N` or
// `refused CODE`.
import { writeSync } from 'node:fs'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { GatewayError } from '../../src/model/errors.ts'
import type { Duty } from '../../src/store/nodes.ts'
import type { Moment } from '../../src/store/port.ts'
import { openPostgresStore } from '../../src/store/postgres/index.ts'
import { SHORT_TIMES } from './node-times.ts'
import { HERON, partyRow } from './store-conformance/rows.ts'

const say = (line: string): void => { writeSync(1, `${line}\n`) }

const [url = '', duty = 'expire'] = process.argv.slice(2)
const store = await openPostgresStore({
  url, lingerMs: 0, times: SHORT_TIMES, onUnhealthy: () => { say('unhealthy') }, onFenced: () => { say('fenced') },
})
let moment: Moment | undefined

const write = async (text: string): Promise<void> => {
  try {
    await store.write.commit({ expect: [], writes: [{ put: 'party', row: partyRow(HERON, { displayName: text }) }] })
    say(`wrote ${text}`)
  } catch (error) {
    say(`refused ${error instanceof GatewayError ? error.code : String(error)}`)
  }
}

createInterface(process.stdin).on('line', (line) => {
  const [verb, text = ''] = line.split(' ')
  if (verb === 'begin') {
    moment = store.moment()
    say('begun')
  } else if (verb === 'look') say(`moment ${String(moment?.holds())} ${String(store.moment().holds())}`)
  else void write(text)
})
store.nodes.want(duty as Duty, (held) => { say(`held ${String(held)}`) })
say('open')
