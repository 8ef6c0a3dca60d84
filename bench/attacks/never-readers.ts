// SPDX-License-Identifier: AGPL-3.0-only
// Promise: opens links of the members in a file, says from which ports, asks on each for as many large answers as it may when
// its input says so, and says so. Whoever started it then stops the process, so that nothing is ever read.
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { setPriority } from 'node:os'
import process from 'node:process'
import { setImmediate as turn } from 'node:timers/promises'
import type { Socket } from 'node:net'
import { encodePartyFrame } from '../../src/wire/gateway/index.ts'
import type { Member } from '../load/people.ts'
import { frameOf, openParty, PRIORITY } from './raw-link.ts'

/** Links that are being opened at once. */
const AT_ONCE = 32
/** Requests that a link may have unanswered. */
const CREDIT = 64

setPriority(PRIORITY)
const [file = '', linksPerMember = '0'] = process.argv.slice(2)
const members = JSON.parse(await readFile(file, 'utf8')) as readonly Member[]
const wanted = members.flatMap((member) => Array.from({ length: Number(linksPerMember) }, (_, index) => () => openParty(member, `never-${String(index)}`)))
const open: Socket[] = []
const openNext = async (): Promise<void> => {
  for (let dial = wanted.pop(); dial !== undefined; dial = wanted.pop()) open.push(await dial())
}
await Promise.all(Array.from({ length: AT_ONCE }, openNext))
process.stdout.write(`${JSON.stringify(open.map(({ localPort }) => localPort))}\n`)
await once(process.stdin, 'data')
const questions = Buffer.concat(Array.from({ length: CREDIT }, (_, index) => frameOf(encodePartyFrame(index + 1, { kind: 'getIssuerList' }))))
for (const socket of open) socket.write(questions)
await turn()
process.stdout.write('asked\n')
