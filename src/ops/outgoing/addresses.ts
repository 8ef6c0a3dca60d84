// SPDX-License-Identifier: AGPL-3.0-only
import { BlockList, isIP } from 'node:net'

/**
 * Whether an IP address in text is one that anybody on the internet could be: fails closed for what is no address, has a
 * zone, or stands in a registry of special purpose (RFC 6890, IANA).
 */
export const isPublicAddress = (address: string): boolean => {
  switch (isIP(address)) {
    case 4: return !special.check(address, 'ipv4')
    case 6: return !address.includes('%') && unicast.check(address, 'ipv6') && !special.check(address, 'ipv6')
    default: return false
  }
}

const listOf = (...ranges: readonly string[]): BlockList => {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', bits] = range.split('/')
    list.addSubnet(address, Number(bits), isIP(address) === 4 ? 'ipv4' : 'ipv6')
  }
  return list
}

/**
 * The only part of IPv6 that is handed out as public (RFC 4291 section 2.4). Loopback, unspecified, v4-mapped, v4-compatible,
 * NAT64 (64:ff9b::/96 and 64:ff9b:1::/48), discard, ULA, link-local, site-local and multicast all lie outside of it.
 */
const unicast = listOf('2000::/3')

const special = listOf(
  '0.0.0.0/8', // this network
  '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', // private
  '100.64.0.0/10', // carrier-grade NAT
  '127.0.0.0/8', // loopback
  '169.254.0.0/16', // link-local, and the metadata of clouds
  '192.0.0.0/24', // IETF protocol assignments
  '192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', // documentation
  '192.31.196.0/24', '192.175.48.0/24', // AS112
  '192.52.193.0/24', // automatic multicast tunnelling
  '192.88.99.0/24', // 6to4 relays
  '198.18.0.0/15', // benchmarks
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, and broadcast
  '2001::/23', // IETF protocol assignments: Teredo, benchmarks, ORCHID
  '2001:db8::/32', '3fff::/20', // documentation
  '2002::/16', // 6to4
  '2620:4f:8000::/48', // AS112
)
