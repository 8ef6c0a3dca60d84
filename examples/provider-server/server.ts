// SPDX-License-Identifier: AGPL-3.0-only
// A provider's server: one link for all its users, their logins, and its word on who they are. Sealed messages pass through it; it has no key to any of them.
//   node examples/provider-server/server.ts FOLDER [PORT]
// FOLDER has keys.json and admission.json of the provider (from "drawbridge provider init" and the operator), and gets users.json and mailbox.db.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { argv, exit } from 'node:process'
import { WebSocketServer } from 'ws'
import { connectLink, createDeviceDoor, createHome, overWebSocket, parseAdmissionFile, parsePartyKeys, webSocketLimits } from '@drawbridge-im/drawbridge/link'
import type { HomeUser } from '@drawbridge-im/drawbridge/link'
import { openMailbox } from './mailbox.ts'
import { userByToken } from './users.ts'

const [folder = 'heron', port = '8787'] = argv.slice(2)
const read = (file: string): unknown => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'))
const [admission, keys] = [parseAdmissionFile(read('admission.json')), parsePartyKeys(read('keys.json'))]

const link = connectLink({ admission, keys, instance: 'server-1', software: 'example/provider-server' })
const home = createHome({ keys, gatewayId: admission.gateway.id })
const door = createDeviceDoor({
  link, mailbox: openMailbox(`${folder}/mailbox.db`),
  asleep: ({ user, urgent }) => { if (urgent) console.log(`${user} sleeps: here goes a push by the phone's maker, without a word of what it is about`) },
  log: (event) => { if (event.event !== 'attended') console.log(JSON.stringify(event, (_, value: unknown) => (value instanceof Error ? value.name : value))) },
})

const server = createServer((request, response) => {
  answer(request).then(
    (body) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body)),
    (error: unknown) => { response.statusCode = error instanceof Refused ? error.status : 400; response.end() },
  )
})

/** Two routes of the provider's own: who am I, and sign for me. User id and address come from the login; of the body only the device's own public key counts. */
const answer = async (request: IncomingMessage): Promise<object> => {
  const user = loggedIn(request)
  if (user === undefined) throw new Refused(401)
  if (request.method === 'GET' && request.url === '/me') return user
  if (request.method !== 'POST' || request.url !== '/signature') throw new Refused(404)
  const { identityKey, deviceListVersion } = JSON.parse(await bodyOf(request)) as { readonly identityKey: unknown; readonly deviceListVersion: number }
  const claim = { userId: user.userId, address: user.address, custody: 'DEVICE', identityKey: bytesOf(identityKey), deviceListVersion } as const
  const [token, identityStatement] = await Promise.all([home.signEnlistmentToken(claim), home.signIdentityStatement(claim)])
  return { token, identityStatement }
}

/** Of text only: `Buffer.from` makes as many bytes as an object says that it has. */
function bytesOf(base64: unknown): Uint8Array {
  if (typeof base64 !== 'string') throw new Refused(400)
  return Buffer.from(base64, 'base64')
}

/** A device's own connection: who logged in on it is the only one it may speak for. */
const sockets = new WebSocketServer({ noServer: true, ...webSocketLimits })
server.on('upgrade', (request, socket, head) => {
  const user = request.url === '/device' ? loggedIn(request) : undefined
  // Without a listener, a stranger who resets the connection would end this process.
  if (user === undefined) socket.on('error', () => socket.destroy()).end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n')
  else sockets.handleUpgrade(request, socket, head, (ws) => { door.attend(user, overWebSocket(ws)) })
})

function loggedIn({ headers }: IncomingMessage): HomeUser | undefined {
  const [, token] = /^Bearer (\S+)$/.exec(headers.authorization ?? '') ?? []
  return token === undefined ? undefined : userByToken(folder, keys.party, token)
}

class Refused extends Error {
  readonly status: number
  constructor(status: number) {
    super(`refused with ${String(status)}`)
    this.status = status
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const part of request.setEncoding('utf8') as AsyncIterable<string>) if ((body += part).length > 1_024) throw new Refused(413)
  return body
}

server.listen(Number(port), '127.0.0.1', () => { console.log(`${keys.party} listens at http://127.0.0.1:${port}`) })
// Refused for good, or another server has its name: whoever watches over it starts it again, or reads why.
void link.closed.then((end) => { console.log(`the link is over: ${end.why}`); exit(1) })
