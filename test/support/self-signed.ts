// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a TLS certificate for one name that nobody but the test trusts, made without any tool.
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { isIPv4 } from 'node:net'

/** A new P-256 key and its self-signed certificate (RFC 5280) for a DNS name or an IPv4 address, in PEM; valid from 2020 to the end of 2049, or of `until`. */
export const createSelfSigned = (host = 'localhost', until = 2049): { readonly key: string | Buffer; readonly cert: string } => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(host)))))
  const validity = sequence(der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from(`${String(until % 100)}1231235959Z`)))
  const altName = sequence(isIPv4(host) ? der(0x87, Buffer.from(host.split('.').map(Number))) : der(0x82, Buffer.from(host)))
  const extensions = sequence(sequence(SUBJECT_ALT_NAME, der(0x04, altName)))
  const serial = der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)]))
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))), serial, ECDSA_WITH_SHA256, name, validity, name,
    publicKey.export({ format: 'der', type: 'spki' }), der(0xa3, extensions),
  )
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', toBeSigned, privateKey)]))
  const cert = sequence(toBeSigned, ECDSA_WITH_SHA256, signature).toString('base64').replace(/.{64}/g, '$&\n')
  return {
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }),
    cert: `-----BEGIN CERTIFICATE-----\n${cert}\n-----END CERTIFICATE-----\n`,
  }
}

/** Tag, length, value (X.690); lengths up to 65,535. */
const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const value = Buffer.concat(parts)
  const { length } = value
  const lengthBytes = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...lengthBytes]), value])
}
const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts)

/** 1.2.840.10045.4.3.2 as an AlgorithmIdentifier, RFC 5758 section 3.2. */
const ECDSA_WITH_SHA256 = sequence(Buffer.from('06082a8648ce3d040302', 'hex'))
/** 2.5.4.3 */
const COMMON_NAME = Buffer.from('0603550403', 'hex')
/** 2.5.29.17 */
const SUBJECT_ALT_NAME = Buffer.from('0603551d11', 'hex')
