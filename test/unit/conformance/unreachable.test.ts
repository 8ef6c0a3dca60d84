// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { unreachable } from '../../../src/cli/conformance-unreachable.ts'
import { failureOf } from '../../../src/cli/failure.ts'
import type { Failure } from '../../../src/cli/failure.ts'
import { Unmet } from '../../../src/conformance/outcome.ts'

/** How connections fail, and the word by which whoever reads it finds what is wrong. */
const failures: readonly (readonly [came: string, fix: RegExp])[] = [
  ['connect ECONNREFUSED 127.0.0.1:1', /the gateway runs/],
  ['getaddrinfo ENOTFOUND gateway.example', /host and port/],
  ['HTTP 404', /\/v1\/link/],
  ['write EPROTO 40E3:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:../deps', /ws:\/\/ instead of wss:\/\//],
  ['socket hang up', /wss:\/\/ instead of ws:\/\//],
  ['self-signed certificate; if the root CA is installed locally, try running Node.js with --use-system-ca', /--ca FILE/],
  ['unable to verify the first certificate; if the root CA is installed locally, try running Node.js with --use-system-ca', /--ca FILE/],
  ['Hostname/IP does not match certificate\'s altnames: Host: localhost. is not in the cert\'s altnames', /for the host of <url>/],
  ['{"kind":"error","code":"UNAUTHENTICATED","detail":""}', /does not know these keys/],
  ['{"kind":"error","code":"SUSPENDED","detail":"spam"}', /the operator/],
  ['something else', /^Check <url>/],
]

/** What is told of a failure. */
const toldOf = (came: string): Failure => {
  try {
    return unreachable(new Unmet(undefined, 'the gateway takes the connection', came))
  } catch (error) {
    return failureOf(error)
  }
}

t.test('where no link opens it is said what is likely wrong, and nothing of the runtime', async (t) => {
  for (const [came, fix] of failures) {
    const told = toldOf(came)
    t.match(told, { code: 'UNAVAILABLE', exitCode: 3, fix }, came)
    t.notMatch(told.detail, /Node\.js/)
  }
  t.throws(() => unreachable(new TypeError('a bug')), TypeError)
})
