// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the bounds that docs/protocol.md names for links are those of the code.
import { readFile } from 'node:fs/promises'
import t from 'tap'
import * as limits from '../../../src/links/limits.ts'

const [KIB, MIB] = [1_024, 1_048_576]
const number = (value: number): string => value.toLocaleString('en-US')

/** What the page says, made of the constants. */
const said: readonly string[] = [
  `more than ${number(limits.MAX_NUISANCES)} pings and requests that are refused unread`,
  `in ${number(limits.NUISANCE_MS / 1_000)} seconds on a link`,
  `whole within ${number(limits.FRAME_MS / 1_000)} seconds of its first byte, or ${number(2 * limits.FRAME_MS / 1_000)} where another one`,
  `or ${number(limits.LEAST_OPENINGS)} where that is more`,
  `${number(limits.INITIAL_CREDIT)} requests and ${number(limits.INITIAL_CREDIT_BYTES / MIB)} MiB of them unanswered on a link`,
  `an issuer list counts half a MiB more, bundles ${number((limits.LARGE_ANSWERS.getBundles ?? 0) / KIB)} KiB`,
  `${number(limits.MAX_UNDER_WAY_PER_PARTY)} requests of a party unanswered at a node`,
  `${number(limits.BEHIND_BYTES / KIB)} KiB that wait for a reader`,
  `${number(limits.MAX_BUFFERED_BYTES / MIB)} MiB that wait for a reader`,
  `${number(limits.MAX_OUTBOUND_BYTES / MIB)} MiB that wait for all readers together`,
  `${number(limits.IDLE_SECONDS)} seconds of silence`,
  `at least every ${number(limits.IDLE_SECONDS / 2)} seconds`,
  `${number(limits.MAX_FRAGMENTS)} fragments of a WebSocket message, or ${number(limits.MAX_BUFFERED_CHUNKS)} pieces`,
  `${number(limits.MAX_BYTES_AFTER_END / KIB)} KiB after a link was ended`,
  `${number(limits.MAX_UNAUTHENTICATED)} connections that are not authenticated`,
]

t.test('each bound of a link stands in docs/protocol.md as it is', async (t) => {
  const page = await readFile(new URL('../../../docs/protocol.md', import.meta.url), 'utf8')
  const section = /### What a link may cost\n([\s\S]*?)\n## /.exec(page)?.[1]?.replace(/\s+/g, ' ') ?? ''
  t.strictSame(said.filter((text) => !section.includes(text)), [])
  t.equal(limits.LARGE_ANSWERS.getIssuerList, MIB / 2)
  t.equal(limits.OPENINGS_PER_LINK, 4, 'four times the number')
  t.equal(limits.OPENED_MS, 60_000, 'a minute')
})
