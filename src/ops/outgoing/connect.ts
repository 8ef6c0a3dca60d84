// SPDX-License-Identifier: AGPL-3.0-only
import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { connect as connectPlain, isIP } from 'node:net'
import type { LookupFunction, Socket } from 'node:net'
import { connect as connectSecure } from 'node:tls'
import { isPublicAddress } from './addresses.ts'
import { OutgoingRefusal } from './ports.ts'
import type { OutgoingDeps } from './ports.ts'
import type { Target } from './target.ts'

/**
 * A socket to one of the addresses that were checked, with TLS verified for the name; nothing is asked of a resolver in
 * between. Rejects with `unresolvable`, `address`, `unreachable` or `tls`. The socket is gone when the signal is aborted.
 */
export const openSocket = async (target: Target, { resolve = resolveAll, ca }: OutgoingDeps, signal: AbortSignal): Promise<Socket> => {
  const addresses = await checkedAddresses(target, resolve)
  signal.throwIfAborted()
  const socket = begin(target, addresses, ca)
  const drop = (): void => { socket.destroy() }
  signal.addEventListener('abort', drop)
  try {
    return await connected(socket, target.secure)
  } finally {
    signal.removeEventListener('abort', drop)
  }
}

/** One address that is not public spoils the name: who answers so plays for the other answer. */
const checkedAddresses = async ({ hostname, vouched }: Target, resolve: NonNullable<OutgoingDeps['resolve']>): Promise<readonly LookupAddress[]> => {
  const family = isIP(hostname)
  const addresses = family === 0 ? await resolve(hostname).catch(() => []) : [{ address: hostname, family }]
  if (addresses.length === 0 || addresses.some(({ address }) => isIP(address) === 0)) throw new OutgoingRefusal('unresolvable')
  if (!vouched && !addresses.every(({ address }) => isPublicAddress(address))) throw new OutgoingRefusal('address')
  return addresses
}

const resolveAll = async (hostname: string): Promise<readonly LookupAddress[]> => lookup(hostname, { all: true })

const begin = ({ secure, hostname, port }: Target, addresses: readonly LookupAddress[], ca: string | undefined): Socket => {
  const place = { host: hostname, port, lookup: answerWith(addresses), autoSelectFamily: true }
  if (!secure) return connectPlain(place)
  return connectSecure({
    ...place,
    // A server name is a name (RFC 6066 section 3); for an address the certificate must hold that address.
    servername: isIP(hostname) === 0 ? hostname : '',
    ALPNProtocols: ['http/1.1'], minVersion: 'TLSv1.2', rejectUnauthorized: true, ...(ca === undefined ? {} : { ca }),
  })
}

const answerWith = (addresses: readonly LookupAddress[]): LookupFunction => (_hostname, { all }, done) => {
  const [first] = addresses
  if (all === true) done(null, [...addresses])
  else done(null, first?.address ?? '', first?.family)
}

const connected = async (socket: Socket, secure: boolean): Promise<Socket> => {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>()
  let reached = false
  socket.once('connect', () => { reached = true })
  socket.once(secure ? 'secureConnect' : 'connect', () => { resolve(socket) })
  // Stays: whoever takes the socket may have let go of it when it breaks.
  socket.on('error', () => { reject(new OutgoingRefusal(reached ? 'tls' : 'unreachable')) })
  socket.once('close', () => { reject(new OutgoingRefusal(reached ? 'tls' : 'unreachable')) })
  return promise
}
