// SPDX-License-Identifier: AGPL-3.0-only
// Promise: sends large bodies all at once, in a process of its own so that nobody's clock waits for it; says "begun", and the MiB a second of all together.
//
// Arguments: a file with the places as JSON, and the mebibytes of each.
import { readFile } from 'node:fs/promises'
import process from 'node:process'
import { send } from '../load/large-body.ts'
import type { Place } from '../load/large-body.ts'

const [, , file = '', mib = '1'] = process.argv
const places = JSON.parse(await readFile(file, 'utf8')) as readonly Place[]
process.stdout.write('begun\n')
const begun = performance.now()
await Promise.all(places.map((place) => send(place, Number(mib))))
process.stdout.write(`${String((places.length * Number(mib)) / ((performance.now() - begun) / 1_000))}\n`)
