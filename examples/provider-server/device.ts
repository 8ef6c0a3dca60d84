// SPDX-License-Identifier: AGPL-3.0-only
// A user's device: it has the keys and the messages, in a file of its own, and knows its server by an address and a token.
//   TOKEN=… node examples/provider-server/device.ts http://127.0.0.1:8787 ADMISSION_FILE STATE_FILE [--echo]
// Type  ask ben@core.example  to get in touch, a line to say it to whom you know, and  file PATH  to send one. It grants whoever asks. With --echo it answers each text.
import { statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { argv, env, exit, stdin } from 'node:process'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { saveFile, sendFile } from '@drawbridge-im/drawbridge/attachments'
import { address, connectHome, createTrust, openDevice, overWebSocket, parseAdmissionFile, userId, userReference, webSocketLimits } from '@drawbridge-im/drawbridge/device'
import type { InboxEntry, SentStatus } from '@drawbridge-im/drawbridge/device'
import { createLibsignal } from '@drawbridge-im/drawbridge/device/libsignal'
import { endWith, readAs, wordsOf } from './words.ts'

const USAGE = 'TOKEN=… node examples/provider-server/device.ts SERVER_URL ADMISSION_FILE STATE_FILE [--echo]'
const [server = 'http://127.0.0.1:8787', admissionFile = 'heron/admission.json', file = 'device.db', echo] = argv.slice(2)
const token = env['TOKEN'] ?? endWith(`TOKEN is not set: it is what examples/provider-server/users.ts printed for the user\n${USAGE}`)
const headers = { authorization: `Bearer ${token}` }
/** Names of gateway and core as the provider hands them to its app: what this device believes beside its own keys. */
const admission = readAs(admissionFile, parseAdmissionFile, `It is the provider's admission.json, and comes with the app\n${USAGE}`)

const home = connectHome({
  open: () => overWebSocket(new WebSocket(`${server.replace('http', 'ws')}/device`, { headers, ...webSocketLimits })),
  reconnect: { initialMs: 100, maxMs: 5_000 },
  log: (event) => { if (event.event === 'lost') console.log(`no way to ${server}: ${event.reason}`) },
})
const device = await openDevice({ file, crypto: createLibsignal(), transport: home.transport(), trust: createTrust({ admission }) })
  .catch((error: unknown) => endWith(`${file} cannot be opened: ${wordsOf(error)}`))

device.on('contactRequested', grantAll)
device.on('contactGranted', ({ displayName, peer }) => { console.log(`in touch with ${displayName === '' ? peer : displayName}`) })
device.on('message', (entry) => {
  show()
  if (echo === '--echo' && entry.kind === 'text') void device.send({ to: entry.peer, text: `echo: ${entry.text}` }).catch(report)
})

/** An event is a hint: who waits for a decision is in the device, also after it was ended before it had decided. */
function grantAll(): void {
  for (const { requestId } of device.requests()) void device.decide({ requestId, decision: 'grant' }).catch(report)
}

/** And what there is to show is in the inbox, each once and in its order. */
let seen = 0
function show(): void {
  for (const entry of device.inbox({ after: seen })) {
    seen = entry.position
    if (entry.kind === 'text') console.log(`reads: ${entry.text}`)
    if (entry.kind === 'attachment') void receive(entry).catch(report)
  }
}

async function receive({ attachment }: Extract<InboxEntry, { kind: 'attachment' }>): Promise<void> {
  const path = join(dirname(file), `${attachment.id}-${basename(attachment.name)}`)
  if (statSync(path, { throwIfNoEntry: false }) === undefined) await saveFile(device, attachment, path)
  console.log(`has: ${path}`)
}

show()
grantAll()
// Throttled messages and expiries are looked at then.
setInterval(() => void device.tick().catch(report), 1_000)
void home.closed.then((end) => { console.log(`the server ended it: ${end.why}`); exit(1) })
while (!await enlist().catch(report)) await pause(1_000)

/** Draws the keys once, has the server sign for them and enlists; after the first time nothing of it changes. */
async function enlist(): Promise<boolean> {
  const me = await ask('/me')
  const claim = device.prepareEnlistment({ userId: userId(me['userId'] ?? '') })
  const body = JSON.stringify({ identityKey: Buffer.from(claim.identityKey).toString('base64'), deviceListVersion: claim.deviceListVersion })
  const { token = '', identityStatement = '' } = await ask('/signature', { method: 'POST', body })
  await device.enlist({ token, identityStatement, userReference: userReference(me['userReference'] ?? ''), displayName: me['displayName'], address: address(me['address'] ?? '') })
  console.log(`ready: ${me['address'] ?? ''}`)
  return true
}

async function ask(path: string, options: RequestInit = {}): Promise<Readonly<Record<string, string | undefined>>> {
  const response = await fetch(`${server}${path}`, { ...options, headers })
  const body = await response.json() as Record<string, string>
  if (!response.ok) throw new Error(`the server refuses ${path} with ${String(response.status)}: ${body['error'] ?? ''}`)
  return body
}

for await (const line of createInterface({ input: stdin })) {
  const [, command, argument = ''] = /^(ask|file) (.+)$/.exec(line) ?? []
  const to = device.contacts().filter(({ state }) => state === 'granted').map(({ peer }) => peer)
  if (command === 'ask') device.requestContact({ toAddress: argument }).then(() => { console.log('asked') }, report)
  else if (to.length === 0) console.log('nobody to say it to: type  ask ben@core.example  first')
  else if (command === 'file') for (const peer of to) sendFile(device, { to: peer, kind: 'file', mediaType: 'application/octet-stream', name: basename(argument), source: argument }).then(told(line), report)
  // Stored in the device at once, and sent as soon as there is a way: nothing of it is lost whatever ends.
  else for (const peer of to) device.send({ to: peer, text: line }).then(told(line), report)
}

function told(line: string) {
  return ({ state }: SentStatus): void => { console.log(`${state}: ${line}`) }
}

function report(error: unknown): false {
  console.log(`trouble: ${wordsOf(error)}`)
  return false
}
