// SPDX-License-Identifier: AGPL-3.0-only
import type { FrameSocket } from '../../src/sdk/link/frame-socket.ts'
import { openSocket } from '../../src/sdk/link/frame-socket.ts'
import { openLink } from '../../src/sdk/link/handshake.ts'
import { settingsOf } from '../../src/sdk/link/options.ts'
import { systemTimers } from '../../src/sdk/link/timers.ts'
import type { Member } from './people.ts'

/** An open link and the requests that may be unanswered on it. */
export interface Dialed {
  readonly socket: FrameSocket
  readonly credit: number
}

/** Opens a link; rejects with `LinkFault` when nobody answers or the link is refused. */
export type Dial = (signal: AbortSignal) => Promise<Dialed>

/** The most pushes that a reader may take at once; the gateway keeps to what it offers itself. */
const PUSH_WINDOW = 1_024

/** Links of a party as its kit opens them. `instance` names the server: a second link of the same name replaces the first. */
export const dialGateway = ({ keys, admission }: Member, instance: string): Dial => {
  const { hello, tls } = settingsOf({ admission, keys, instance, windows: { pushes: PUSH_WINDOW } })
  return async (signal) => {
    const socket = await openSocket({ url: admission.gateway.url, bindingMode: admission.bindingMode, tls }, systemTimers, signal)
    const { ready } = await openLink(socket, { admission, keys, hello: hello() }, systemTimers, signal)
    return { socket, credit: ready.initialCredit }
  }
}
