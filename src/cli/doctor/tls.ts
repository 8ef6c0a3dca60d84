// SPDX-License-Identifier: AGPL-3.0-only
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { readSecured, secured } from '../../gateway/secure.ts'
import { fine, problem, warning } from './finding.ts'
import type { Finding } from './finding.ts'
import type { Check, World } from './world.ts'

const DAY_MS = 86_400_000
/** Renewal by ACME happens at 30 days: what is older was not renewed. */
const SOON_DAYS = 30
/** A week is what it takes to have one made by hand. */
const NOW_DAYS = 7

/** `tls.links`, `tls.core`: the listeners' certificates hold, for the name that parties use. Nothing where no TLS is set. */
export const checkTls: Check = ({ config: { links, core }, now }) => [
  ...(links.tls === undefined ? [] : certificate('links', links.tls, links.publicUrl === undefined ? undefined : new URL(links.publicUrl).hostname, now())),
  ...(core.http?.tls === undefined ? [] : certificate('core', core.http.tls, undefined, now())),
]

const certificate = (section: 'links' | 'core', files: NonNullable<World['config']['links']['tls']>, host: string | undefined, now: number): Finding[] => {
  const id = `tls.${section}`
  const { cert, key } = readSecured(`${section}.tls`, files)
  const { first, fits } = secured(`${section}.tls`, () => {
    const leaf = new X509Certificate(cert)
    return { first: leaf, fits: leaf.checkPrivateKey(createPrivateKey(key)) }
  })
  if (!fits) return [problem(id, `${section}.tls.keyFile is not the key of the certificate`, `Set ${section}.tls.certFile and ${section}.tls.keyFile to files that were made together.`)]
  if (first.validFromDate.getTime() > now) return [problem(id, `the certificate holds only from ${day(first.validFromDate)}`, 'Check the machine\'s clock, or take a certificate that holds today.')]
  return [ofName(id, first, host), ofEnd(id, section, first, now)].filter((one) => one !== undefined)
}

const ofName = (id: string, leaf: X509Certificate, host: string | undefined): Finding | undefined => {
  if (host === undefined) return undefined
  const bare = host.replaceAll(/^\[|\]$/g, '')
  const named = isIP(bare) === 0 ? leaf.checkHost(bare) : leaf.checkIP(bare)
  return named === undefined ? problem(id, `the certificate is not for ${host}, the host of links.publicUrl`, `Take one that names ${host}: parties refuse this one.`) : undefined
}

const ofEnd = (id: string, section: string, { validToDate }: X509Certificate, now: number): Finding => {
  const days = Math.floor((validToDate.getTime() - now) / DAY_MS)
  const renew = `Renew it, put it and its key in the place of ${section}.tls.certFile and ${section}.tls.keyFile, and send the daemon SIGHUP, which ends no link: systemctl reload drawbridge`
  if (days < 0) return problem(id, `the certificate ended on ${day(validToDate)}`, renew)
  const what = `the certificate ends on ${day(validToDate)}, in ${String(days)} days`
  return days < NOW_DAYS ? problem(id, what, renew) : days < SOON_DAYS ? warning(id, what, renew) : fine(id, what)
}

const day = (date: Date): string => date.toISOString().slice(0, 10)
