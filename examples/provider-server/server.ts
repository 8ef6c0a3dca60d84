// SPDX-License-Identifier: AGPL-3.0-only
// A provider's server: one link for all its users, their logins, and its word on who they are. Sealed messages pass through it; it has no key to any of them.
//   node examples/provider-server/server.ts FOLDER [PORT]
// FOLDER has keys.json and admission.json of the provider (from "drawbridge provider init" and the operator), and gets users.json and mailbox.db.
import { createServer } from 'node:http'
import { argv } from 'node:process'
import { WebSocketServer } from 'ws'
import { connectLink, createDeviceDoor, createHome, overWebSocket, parseAdmissionFile, parsePartyKeys, webSocketLimits } from '@drawbridge-im/drawbridge/link'
import type { DoorEvent, LinkEvent } from '@drawbridge-im/drawbridge/link'
import { openMailbox } from './mailbox.ts'
import { createRoutes, Refused } from './routes.ts'
import { endWith, orEnd, readAs } from './words.ts'

const [folder = 'heron', port = '8787'] = argv.slice(2)
const keys = readAs(`${folder}/keys.json`, parsePartyKeys, '"drawbridge provider init" makes it. Start this with its folder: node examples/provider-server/server.ts FOLDER [PORT]')
const admission = readAs(`${folder}/admission.json`, parseAdmissionFile, 'The gateway\'s operator hands it out; the sandbox writes one for "your" provider beside its keys.json.')

/** What goes well is not worth a line. */
const quiet: ReadonlySet<string> = new Set(['attended', 'opened', 'resumed', 'queueEmpty'])
const log = (event: DoorEvent | LinkEvent): void => {
  if (!quiet.has(event.event)) console.log(JSON.stringify(event, (_, value: unknown) => (value instanceof Error ? value.name : value)))
}
const link = orEnd('no link', () => connectLink({ admission, keys, instance: 'server-1', software: 'example/provider-server', log }), 'keys.json and admission.json must belong to each other.')
const door = createDeviceDoor({
  link, mailbox: openMailbox(`${folder}/mailbox.db`), log,
  asleep: ({ user, urgent }) => { if (urgent) console.log(`${user} sleeps: here goes a push by the phone's maker, without a word of what it is about`) },
})
const routes = createRoutes(folder, keys.party, createHome({ keys, gatewayId: admission.gateway.id }))

const server = createServer((request, response) => {
  const say = (status: number, body: object): void => {
    // Of a request that is refused nobody reads the rest.
    response.writeHead(status, { 'content-type': 'application/json', ...(status === 200 ? {} : { connection: 'close' }) }).end(JSON.stringify(body))
  }
  routes.answer(request).then((body) => { say(200, body) }, (error: unknown) => { say(statusOf(error), { error: refusalOf(error) }) })
})

/** A device's own connection: who logged in on it is the only one it may speak for. */
const sockets = new WebSocketServer({ noServer: true, ...webSocketLimits })
server.on('upgrade', (request, socket, head) => {
  // Who hangs up before there is an answer is no reason for the server to end.
  socket.on('error', () => socket.destroy())
  try {
    const user = routes.attending(request)
    sockets.handleUpgrade(request, socket, head, (ws) => { door.attend(user, overWebSocket(ws)) })
  } catch (error) {
    socket.end(`HTTP/1.1 ${String(statusOf(error))} ${refusalOf(error)}\r\nConnection: close\r\n\r\n`, () => socket.destroy())
  }
})

const otherPort = `Name another port: node examples/provider-server/server.ts ${folder} PORT`
server.on('error', (error) => endWith(`cannot listen at port ${port}: ${error.message}\n${otherPort}`))
orEnd(`cannot listen at port ${port}`, () => server.listen({ port, host: '127.0.0.1' }, () => { console.log(`${keys.party} listens at http://127.0.0.1:${port}`) }), otherPort)
// Refused for good, or another server has its name: whoever watches over it starts it again, or reads why.
void link.closed.then((end) => endWith(`the link is over: ${'detail' in end ? `${end.why} ${end.detail}` : end.why}`))

function statusOf(error: unknown): number {
  return error instanceof Refused ? error.status : 500
}

/** A fault of the server's own is for its log alone. */
function refusalOf(error: unknown): string {
  if (error instanceof Refused) return error.message
  console.error(error)
  return 'the server failed'
}
