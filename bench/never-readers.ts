// SPDX-License-Identifier: AGPL-3.0-only
// Promise: opens links of the members in a file, says so, asks on each for as many large answers as it may when its input
// says so, and says so again. Whoever started it then stops the process, so that nothing is ever read.
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import process from 'node:process'
import { setImmediate as turn } from 'node:timers/promises'
import { encodePartyFrame } from '../src/wire/gateway/index.ts'
import { dialGateway } from './load/dial.ts'
import type { Dialed } from './load/dial.ts'
import type { Member } from './load/people.ts'

/** Links that are being opened at once. */
const AT_ONCE = 32

const [file = '', linksPerMember = '0'] = process.argv.slice(2)
const members = JSON.parse(await readFile(file, 'utf8')) as readonly Member[]
const dials = members.flatMap((member) => Array.from({ length: Number(linksPerMember) }, (_, index) => dialGateway(member, `never-${String(index)}`)))
const open: Dialed[] = []
const { signal } = new AbortController()
const dialNext = async (): Promise<void> => {
  for (let dial = dials.pop(); dial !== undefined; dial = dials.pop()) {
    const dialed = await dial(signal)
    dialed.socket.listen({ frame: () => undefined, heard: () => undefined })
    open.push(dialed)
  }
}
await Promise.all(Array.from({ length: AT_ONCE }, dialNext))
process.stdout.write('open\n')
await once(process.stdin, 'data')
for (const { socket, credit } of open) {
  for (let id = 1; id <= credit; id += 1) socket.send(encodePartyFrame(id, { kind: 'getIssuerList' }))
}
// Frames leave at the end of a turn.
await turn()
process.stdout.write('asked\n')
