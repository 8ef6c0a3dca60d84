// SPDX-License-Identifier: AGPL-3.0-only
import { Unmet } from '../conformance/outcome.ts'
import { CommandFailed } from './failure.ts'
import { ExitCode } from './io.ts'

/** What stands in the words of a connection that failed, and what is likely wrong then. */
const LIKELY: readonly (readonly [seen: RegExp, fix: string])[] = [
  [/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|timed out/, 'Nothing answers there: check host and port of <url>, and that the gateway runs.'],
  [/HTTP (?:200|404|405)/, 'Something answers there, but takes no links: the path of a gateway is /v1/link.'],
  [/wrong version number|packet length too long/, 'No TLS is spoken there: write ws:// instead of wss://, or another port.'],
  [/socket hang up|ECONNRESET/, 'Whoever answers there hung up: if it speaks TLS, write wss:// instead of ws://.'],
  [/certificate|self-signed|altnames/i, 'Name who signed its certificate with --ca FILE; the certificate must be for the host of <url>.'],
  [/UNAUTHENTICATED/, 'The gateway does not know these keys, or not with this admission file: use the folder whose application it admitted, with the admission file that it gave for it.'],
  [/"SUSPENDED"/, 'The party is suspended: speak to the operator.'],
]
const OTHERWISE = 'Check <url>, that the gateway runs, and that the folders hold the keys and the admission file that it knows.'
/** Advice of the runtime, which whoever types a command here cannot follow. */
const RUNTIME_ADVICE = /; if the root CA is installed locally.*$/

/** Throws what is told where no link could be opened, with what is likely wrong; anything that is no {@link Unmet} as it is. */
export const unreachable = (error: unknown): never => {
  if (!(error instanceof Unmet)) throw error
  throw new CommandFailed({
    code: 'UNAVAILABLE', what: 'No link could be opened, so nothing was tested.', detail: `${error.expected}: ${error.came.replace(RUNTIME_ADVICE, '')}`,
    fix: LIKELY.find(([seen]) => seen.test(error.came))?.[1] ?? OTHERWISE, exitCode: ExitCode.NO_DAEMON,
  })
}
