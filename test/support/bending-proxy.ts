// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a man between a party and a gateway who may change what passes: how a gateway looks that breaks a single promise.
import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'
import { decodeGatewayFrame, encodeGatewayFrame } from '../../src/wire/gateway/index.ts'
import type { ReceivedBody } from '../../src/wire/gateway/index.ts'
import type { GatewayBody } from '../../src/model/answers.ts'
import type { Teardown } from './scope.ts'

/** What becomes of frames; each function is made anew for each link, unless it keeps what it knows outside. */
export interface Bend {
  /** In place of a frame of the gateway: none, it, or others. */
  readonly gateway?: (body: ReceivedBody, id: number) => readonly ReceivedBody[]
  /** Whether a frame of the party goes on; `answer` speaks for the gateway. */
  readonly party?: (bytes: Uint8Array, answer: (id: number, body: GatewayBody) => void) => boolean
  /** The party is not told that the gateway ended the link. */
  readonly staysOpen?: boolean
}

/** The URL of a proxy before `target`; `bend` is asked for each link. It ends with the test. */
export const createBendingProxy = async (t: Teardown, target: string, bend: () => Bend): Promise<string> => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false, handleProtocols: (offered) => [...offered][0] ?? false })
  const open = new Set<WebSocket>()
  t.teardown(() => {
    server.close()
    for (const one of open) one.terminate()
  })
  await new Promise((resolve) => { server.once('listening', resolve) })
  server.on('connection', (party) => {
    const gateway = new WebSocket(target, party.protocol === '' ? [] : [party.protocol], { perMessageDeflate: false })
    for (const one of [party, gateway]) {
      open.add(one)
      one.on('error', () => undefined).on('close', () => open.delete(one))
    }
    join(party, gateway, bend())
  })
  return `ws://127.0.0.1:${String((server.address() as AddressInfo).port)}/v1/link`
}

const join = (party: WebSocket, gateway: WebSocket, { gateway: change = (body) => [body], party: mayPass = () => true, staysOpen = false }: Bend): void => {
  const early: (readonly [data: Buffer, binary: boolean])[] = []
  const answer = (id: number, body: GatewayBody): void => { party.send(encodeGatewayFrame(id, body)) }
  const forward = (data: Buffer, binary: boolean): void => { if (!binary || mayPass(data, answer)) gateway.send(data, { binary }, () => undefined) }
  party.on('message', (data, binary) => {
    if (gateway.readyState === WebSocket.CONNECTING) early.push([data as Buffer, binary])
    else forward(data as Buffer, binary)
  })
  gateway.on('open', () => { for (const [data, binary] of early) forward(data, binary) })
  gateway.on('message', (data) => {
    const { id, body } = decodeGatewayFrame(data as Buffer)
    for (const changed of change(body, id)) {
      // What is not changed keeps its bytes.
      party.send(changed === body ? data as Buffer : encodeGatewayFrame(id, changed as GatewayBody))
    }
  })
  gateway.on('close', (code, reason) => {
    if (staysOpen) return
    if (code === 1005 || code === 1006) party.terminate()
    else party.close(code, reason)
  })
  party.on('close', () => { gateway.terminate() })
}
