// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import { examine } from '../../../../src/cli/doctor/index.ts'
import { checkTls } from '../../../../src/cli/doctor/tls.ts'
import { worldOf } from '../../../support/doctor-world.ts'
import { createSelfSigned } from '../../../support/self-signed.ts'
import { shortFolder } from '../support.ts'

/** When certificates of the tests end. */
const END = Date.UTC(2049, 11, 31, 23, 59, 59)
const DAY_MS = 86_400_000

const withCertificate = (t: Test, { host = 'gate.example', own = true } = {}) => {
  const home = shortFolder(t)
  const { cert, key } = createSelfSigned(host)
  writeFileSync(join(home, 'cert.pem'), cert)
  writeFileSync(join(home, 'key.pem'), own ? key : createSelfSigned(host).key)
  return (now: number) => worldOf(home, { DRAWBRIDGE_LINKS_TLS_CERT_FILE: 'cert.pem', DRAWBRIDGE_LINKS_TLS_KEY_FILE: 'key.pem', DRAWBRIDGE_LINKS_PUBLIC_URL: 'wss://gate.example/v1/link' }, { now: () => now })
}

t.test('a certificate is well for long, warns at 30 days, is a problem at 7 and at its end, and before it begins', async (t) => {
  const at = withCertificate(t)
  for (const [now, state, what] of [
    [END - 31 * DAY_MS, 'ok', /in 31 days/], [END - 29 * DAY_MS, 'warning', /ends on 2049-12-31, in 29 days/], [END - 6 * DAY_MS, 'problem', /in 6 days/],
    [END + 1, 'problem', /ended on 2049-12-31/], [Date.UTC(2019, 0, 1), 'problem', /only from 2020-01-01/],
  ] as const) t.match(await checkTls(at(now)), [{ id: 'tls.links', state, what }], new Date(now).toISOString())
})

t.test('a certificate for another host than parties use is a problem', async (t) => {
  t.match(await checkTls(withCertificate(t, { host: 'other.example' })(END - 100 * DAY_MS)), [{ state: 'problem', what: /not for gate\.example/ }, { state: 'ok' }])
})

t.test('a key of another certificate, and files that are none, are problems that quote nothing of them', async (t) => {
  t.match(await checkTls(withCertificate(t, { own: false })(END - 100 * DAY_MS)), [{ state: 'problem', what: /not the key of the certificate/ }])
  const world = withCertificate(t)(END)
  writeFileSync(world.config.links.tls?.keyFile ?? '', 'canary')
  const found = (await examine(world)).filter(({ id }) => id === 'tls')
  t.match(found, [{ state: 'problem', what: /hold no certificate with its key/ }])
  t.notMatch(JSON.stringify(found), /canary/)
})

t.test('without TLS there is nothing to say of it', async (t) => {
  t.same(await checkTls(worldOf(shortFolder(t))), [])
})
