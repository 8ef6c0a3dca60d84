// SPDX-License-Identifier: AGPL-3.0-only
import { BlockList, isIPv4, isIPv6 } from 'node:net'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { BindingMode } from '../model/values.ts'

/** RFC 9266 style exporter: label and length as link.proto says, no context. */
const EXPORTER_LABEL = 'EXPORTER-drawbridge-v1'
const EXPORTER_BYTES = 32

/** What a connection gives to the transcript: the exporter value, in mode `exporter` only. */
export interface Binding { readonly exporter: Uint8Array | undefined }

/** What a connection gives for a binding mode; undefined when it is not of that mode. Looks at the socket only, never at a header. */
export const bindingOf = (socket: Socket, mode: BindingMode, proxies: BlockList): Binding | undefined => {
  const isTls = socket instanceof TLSSocket
  switch (mode) {
    case 'exporter':
      return isTls && socket.getProtocol() === 'TLSv1.3' ? { exporter: exporterOf(socket) } : undefined
    case 'proxy':
      return isListed(proxies, socket.remoteAddress) ? UNBOUND : undefined
    case 'plain-loopback':
      return !isTls && isListed(loopback, socket.remoteAddress) && isListed(loopback, socket.localAddress) ? UNBOUND : undefined
  }
}

/** Takes the place of a binding that a connection does not have, so that a refusal costs the same work. */
export const absentBinding = (mode: BindingMode): Binding => (mode === 'exporter' ? { exporter: new Uint8Array(EXPORTER_BYTES) } : UNBOUND)

/** The declared proxies; each is an address or a CIDR range. Throws `TypeError` for anything else. */
export const proxyList = (proxies: readonly string[]): BlockList => {
  const list = new BlockList()
  for (const proxy of proxies) {
    const [address = '', prefix] = proxy.split('/')
    if (!isIPv4(address) && !isIPv6(address)) throw new TypeError('a proxy is an IP address or a CIDR range')
    const family = isIPv4(address) ? 'ipv4' : 'ipv6'
    if (prefix === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(prefix), family)
  }
  return list
}

const UNBOUND: Binding = { exporter: undefined }

const exporterOf = (socket: TLSSocket): Uint8Array => socket.exportKeyingMaterial(EXPORTER_BYTES, EXPORTER_LABEL, Buffer.alloc(0))

const MAPPED = '::ffff:'

/** IPv4 addresses reach a dual-stack listener mapped into IPv6. */
const isListed = (list: BlockList, address: string | undefined): boolean => {
  if (address === undefined) return false
  const plain = address.toLowerCase().startsWith(MAPPED) ? address.slice(MAPPED.length) : address
  return list.check(plain, isIPv4(plain) ? 'ipv4' : 'ipv6')
}

const loopback = proxyList(['127.0.0.0/8', '::1'])
