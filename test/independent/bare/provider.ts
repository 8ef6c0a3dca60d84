// SPDX-License-Identifier: AGPL-3.0-only
// A provider that has nothing of this project but the words of its domain: own frames, own contents, own Signal protocol. Does for `drawbridge conformance provider` what provider.ts
// does with the SDK. `FOLDER` holds keys.json and admission.json; SIGTERM ends it; at the end it says which native libraries it had loaded.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { loadedAddOns } from '../add-ons.ts'
import { Link, LinkEnded } from './link.ts'
import type { Admission, Keys } from './link.ts'
import { Person } from './person.ts'

/** Milliseconds before it connects again, if the gateway does not ask for more. */
const AGAIN_MS = 300

const [folder = '.'] = process.argv.slice(2)
const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'))
const [keys, admission] = [read('keys.json') as Keys, read('admission.json') as Admission]
const person = new Person(keys, admission)

process.once('SIGTERM', () => {
  process.stdout.write(`${JSON.stringify(loadedAddOns())}\n`, () => { process.exit(0) })
})

for (;;) {
  let pauseMs = AGAIN_MS
  try {
    const link: Link = await Link.open(keys, admission, (frame) => { person.hear(link, frame) })
    await person.live(link)
    pauseMs = Math.max(pauseMs, link.pauseSeconds * 1_000)
  } catch (error) {
    if (!(error instanceof LinkEnded)) throw error
  }
  await pause(pauseMs)
}
