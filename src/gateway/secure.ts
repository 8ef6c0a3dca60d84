// SPDX-License-Identifier: AGPL-3.0-only
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { GatewayError } from '../model/errors.ts'

/** Certificate and key of a listener, for TLS 1.3 only. */
export interface Secured { readonly minVersion: 'TLSv1.3'; readonly cert: Buffer; readonly key: Buffer }

/** What the files of a section of the configuration hold. Throws `CONFIG_INVALID` where one cannot be read. */
export const readSecured = (section: string, { certFile, keyFile }: { readonly certFile: string; readonly keyFile: string }): Secured =>
  ({ minVersion: 'TLSv1.3', cert: readPem(`${section}.certFile`, certFile), key: readPem(`${section}.keyFile`, keyFile) })

/** What `make` makes of certificate and key; throws `CONFIG_INVALID` where they are none. Node's own texts about them may quote them. */
export const secured = <T>(section: string, make: () => T): T => {
  try {
    return make()
  } catch {
    throw new GatewayError('CONFIG_INVALID', `${section}: certFile and keyFile hold no certificate with its key`)
  }
}

/** What the files of a section hold now, for a listener that runs: throws `CONFIG_INVALID` also for a certificate that is over, since the one in use may be good. */
export const readRenewed = (section: string, files: { readonly certFile: string; readonly keyFile: string }, now: number): Secured => {
  const renewed = readSecured(section, files)
  secured(section, () => createSecureContext(renewed))
  const { validTo } = secured(section, () => new X509Certificate(renewed.cert))
  if (Date.parse(validTo) <= now) throw new GatewayError('CONFIG_INVALID', `${section}.certFile: ${files.certFile} is a certificate that was good until ${validTo}`)
  return renewed
}

/** Listens on the address that a key of the configuration names; throws `CONFIG_INVALID` where it is taken. */
export const listenOn = async (name: string, at: { readonly host: string; readonly port: number }, listen: (at: { host: string; port: number }) => Promise<unknown>): Promise<void> => {
  await listen({ ...at }).catch((error: unknown) => {
    if (!(error instanceof Error && 'syscall' in error)) throw error
    throw new GatewayError('CONFIG_INVALID', `${name}: ${at.host}:${String(at.port)} cannot be listened on; another program may have it`)
  })
}

const readPem = (name: string, path: string): Buffer => {
  try {
    return readFileSync(path)
  } catch {
    throw new GatewayError('CONFIG_INVALID', `${name}: ${path} cannot be read`)
  }
}
