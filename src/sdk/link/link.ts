// SPDX-License-Identifier: Apache-2.0
import { openSocket } from './frame-socket.ts'
import type { GatewayLink } from './gateway-link.ts'
import { openLink } from './handshake.ts'
import { keepOpen } from './kept-link.ts'
import type { Connect } from './kept-link.ts'
import { settingsOf } from './options.ts'
import type { LinkOptions } from './options.ts'

/** Opens a link and keeps it open. Throws `CONFIG_INVALID` or `MALFORMED` for options that cannot work. */
export const connectLink = (options: LinkOptions): GatewayLink => {
  const { admission, keys, tls, hello, ...pace } = settingsOf(options)
  const connect: Connect = async (signal) => {
    const socket = await openSocket({ url: admission.gateway.url, bindingMode: admission.bindingMode, tls }, pace.timers, signal)
    return { socket, opened: await openLink(socket, { admission, keys, hello: hello() }, pace.timers, signal) }
  }
  return keepOpen(connect, pace, options.signal)
}
